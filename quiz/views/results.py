"""A result's page for anyone who has its link: read, tried with another answer, compared."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careers.guides.published import get_career_page
from common.qr import qr_image
from quiz import owners, tokens, trying
from quiz.answers import ANSWER_CHOICES, ANSWER_LABELS, CONDITION_CHOICES, CONDITION_LABELS
from quiz.areas import list_metros
from quiz.compare import compare_results
from quiz.content import VersionContent
from quiz.forms.result import PlanForm, TryForm
from quiz.interest_story import build_interests
from quiz.models import Result
from quiz.models.results import ResultKind
from quiz.neighbors import WorkNearby, find_work_nearby
from quiz.plan import build_pay, build_plan
from quiz.story import build_guide_links, build_story, build_story_of_answers
from quiz.views import match_result
from quiz.views.fit_result import render_fit_result
from quiz.views.private import (
    NoSuchResultError,
    build_link,
    get_own_result,
    get_result,
    lock_result,
    private,
    private_form,
    update_result,
)

NO_SUCH_ANSWER = _(
    "That could not be tried: there is no such question with such an answer. Choose one of the "
    "answers below."
)
NOTHING_TRIED = _(
    "What you tried is no longer here: you kept it, an hour has passed, or this browser keeps no "
    "cookies. This is the saved result. You can try an answer again."
)


@private
@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a result, by its kind."""
    saved = get_result(token)
    if saved.kind == ResultKind.FIT:
        return render_fit_result(request, saved, token)
    if saved.kind == ResultKind.MATCH:
        return match_result.show_result(request, saved, token)
    return _render_result(request, saved, token)


def _render_result(
    request: HttpRequest,
    saved: Result,
    token: str,
    form: TryForm | None = None,
    *,
    can_try: bool = False,
    problem: str = "",
) -> HttpResponse:
    """The result; with a valid `form`, as it would be with that one answer changed.

    `problem`: why nothing is tried although the visitor asked for it.
    """
    career = get_career_page(saved.quiz_version.quiz.career.slug)
    guide_links = build_guide_links(career.get_absolute_url(), career.guide)
    story = build_story(saved, guide_links)
    content = story.content
    shown, tried = story, None
    if form is not None:
        shown = build_story_of_answers(content, saved.form, *form.apply_answer(), guide_links)
        tried = _describe_try(form, content)
    own = owners.list_own_results(request, saved.quiz_version.quiz)
    is_owner = any(other.result == saved for other in own)
    pay = build_pay(saved, career.occupation)
    is_state_new = is_owner and "new-state" in request.GET and pay is not None
    return render(
        request,
        "quiz/result.html",
        {
            "career": career,
            "result": saved,
            "token": tokens.parse_token(token),
            "link": build_link(request, token),
            "subject": gettext("Quiz result: %(career)s") % {"career": career.name},
            "is_owner": is_owner,
            "others": [other for other in own if other.result != saved],
            "story": shown,
            "saved_story": story,
            "tried": tried,
            "can_try": can_try,
            "problem": problem,
            "answer_choices": ANSWER_CHOICES,
            "conditions_said": [
                (condition, given, CONDITION_LABELS[given])
                for condition in content.conditions
                if can_try and (given := saved.conditions.get(condition.key))
            ],
            "condition_choices": CONDITION_CHOICES,
            "roadmap_url": guide_links["roadmap"],
            "pay": pay,
            "is_state_new": is_state_new,
            "has_metros": is_state_new and bool(list_metros(saved.area_code)),
            "plan": build_plan(career, saved, pay),
            "nearby": find_work_nearby(career, pay) if shown.leads_onward else WorkNearby(),
            "interests": build_interests(saved, _find_profile(request) if is_owner else None),
            "challenges": career.guide.challenges,
            "certifications": career.guide.certifications,
        },
    )


def _find_profile(request: HttpRequest) -> owners.OwnResult | None:
    """This browser's newest profile, if it has one."""
    return next(iter(owners.list_own_profiles(request)), None)


def _describe_try(form: TryForm, content: VersionContent) -> dict[str, Any]:
    """The question that is tried, with the labels of both answers."""
    key, answer = form.cleaned_data["key"], form.cleaned_data["answer"]
    if form.is_condition:
        text = next(each.question for each in content.conditions if each.key == key)
        said, would_be = CONDITION_LABELS[form.result.conditions[key]], CONDITION_LABELS[answer]
    else:
        text = next(each.text for each in content.statements if each.key == key)
        said, would_be = ANSWER_LABELS[form.result.answers[key]], ANSWER_LABELS[int(answer)]
    return {"key": key, "answer": answer, "text": text, "said": said, "would_be": would_be}


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def try_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The result with other answers to try; with `?tried`, as it is with the one tried last.

    That one is sent by POST and stored in a cookie, so no log has it.
    """
    saved = get_result(token, ResultKind.QUIZ)
    if request.method == "POST":
        form = TryForm(request.POST, saved)
        if not form.is_valid():
            problem = str(NO_SUCH_ANSWER)
            response = _render_result(request, saved, token, can_try=True, problem=problem)
            response.status_code = 422
            return response
        response = redirect(f"{trying.get_try_path(token)}?tried")
        trying.remember_answer(response, token, form)
        return response
    if "tried" not in request.GET:
        return _render_result(request, saved, token, can_try=True)
    tried = trying.recall_answer(request, saved)
    return _render_result(
        request, saved, token, tried, can_try=True, problem="" if tried else str(NOTHING_TRIED)
    )


@private_form
@require_POST
def change_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Save a changed answer; 404 for anybody but the owner."""
    saved, _owner_token = get_own_result(request, token, ResultKind.QUIZ)
    with transaction.atomic():
        # Another window may have changed another answer meanwhile.
        locked = lock_result(saved)
        form = TryForm(request.POST, locked)
        if form.is_valid():
            locked.answers, locked.conditions = form.apply_answer()
            locked.save(update_fields=["answers", "conditions"])
    response = redirect("result", token)
    trying.forget_answer(response, token)
    return response


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def change_plan(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the owner for state, budget, time and mode, and save them."""
    saved, _owner_token = get_own_result(request, token, ResultKind.QUIZ)
    form = PlanForm(saved, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        update_result(saved, **form.cleaned_data)
        # Areas are offered once their state is known; the result says so.
        has_new_state = "area_code" in form.changed_data and saved.area_code
        query = {"new-state": "yes"} if has_new_state else None
        return redirect(reverse("result", args=[token], query=query, fragment="ahead"))
    context = {"career": saved.quiz_version.quiz.career, "form": form, "token": token}
    return render(request, "quiz/plan.html", context, status=422 if form.errors else 200)


@private
@require_safe
def compare_with(request: HttpRequest, token: str, other: str) -> HttpResponse:
    """Two results of one quiz, by both their links."""
    one, two = (get_result(each, ResultKind.QUIZ) for each in (token, other))
    if one.quiz_version.quiz_id != two.quiz_version.quiz_id:
        raise NoSuchResultError
    career = get_career_page(one.quiz_version.quiz.career.slug)
    guide_links = build_guide_links(career.get_absolute_url(), career.guide)
    context = {
        "career": career,
        "token": tokens.parse_token(token),
        "comparison": compare_results(
            one, build_story(one, guide_links), two, build_story(two, guide_links)
        ),
    }
    return render(request, "quiz/compare.html", context)


@private
@require_safe
def qr_code(request: HttpRequest, token: str) -> HttpResponse:
    """The link as a QR code, so that a phone can take it from a screen or a printed page."""
    get_result(token)
    return qr_image(build_link(request, token))
