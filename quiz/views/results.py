"""A result's page, for whoever has its link: read, tried with another answer, compared."""

from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.qr import qr_image
from quiz import owners, tokens, trying
from quiz.compare import compare
from quiz.content import VersionContent
from quiz.forms.result import PlanForm, TryForm
from quiz.forms.take import ANSWER_WORDS, ANSWERS, CONDITION_ANSWERS, CONDITION_WORDS
from quiz.interest_story import tell_interests
from quiz.models import Result
from quiz.plan import metros_of, pay, plan
from quiz.story import guide_anchors, tell, tell_answers
from quiz.views.private import find, find_own, gone, locked, private, private_form

# Tables of the guide that the page quotes.
PARTS_SHOWN = ("sections", "training_costs", "roadmap_steps", "certifications", "challenges")
NO_SUCH_ANSWER = (
    "That could not be tried: there is no such question with such an answer. Choose one of the "
    "answers below."
)
NOT_KEPT = (
    "What you tried is no longer here: you kept it, an hour has passed, or this browser keeps no "
    "cookies. This is the saved result. You can try an answer again."
)


@private
@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    found = find(token)
    return gone(request) if found is None else _page(request, found, token)


def _page(
    request: HttpRequest,
    found: Result,
    token: str,
    form: TryForm | None = None,
    *,
    can_try: bool = False,
    problem: str = "",
) -> HttpResponse:
    """The result; with a valid `form`, as it would be with its one answer changed.

    `problem`: why nothing is tried, where something should have been.
    """
    career = found.version.quiz.career
    prefetch_related_objects([career], *PARTS_SHOWN)
    anchors = guide_anchors(career)
    story = tell(found, anchors)
    content = story.content
    shown, tried = story, None
    if form is not None:
        shown = tell_answers(content, found.form, *form.tried(), anchors)
        tried = _tried(form, content)
    own = owners.results_of(request, found.version.quiz)
    is_owner = any(other.result == found for other in own)
    wages = pay(found, career.occupation)
    is_state_new = is_owner and "new-state" in request.GET and wages is not None
    return render(
        request,
        "quiz/result.html",
        {
            "career": career,
            "result": found,
            "token": tokens.read_token(token),
            "link": _link(request, token),
            "mail_subject": f"Quiz result: {career.name}",
            "is_owner": is_owner,
            "others": [other for other in own if other.result != found],
            "story": shown,
            "saved_story": story,
            "tried": tried,
            "can_try": can_try,
            "problem": problem,
            "answer_choices": ANSWERS,
            "conditions_said": [
                (condition, CONDITION_WORDS[found.conditions[condition.key]])
                for condition in content.conditions
                if can_try and condition.key in found.conditions
            ],
            "condition_choices": CONDITION_ANSWERS,
            "roadmap_url": anchors["roadmap"],
            "pay": wages,
            "is_state_new": is_state_new,
            "has_metros": is_state_new and bool(metros_of(found.area_code)),
            "plan": plan(career, found, wages),
            "interests": tell_interests(found),
            "challenges": career.challenges.all(),
            "certifications": career.certifications.all(),
        },
    )


def _tried(form: TryForm, content: VersionContent) -> dict[str, Any]:
    """What is tried, in words."""
    key, answer = form.cleaned_data["key"], form.cleaned_data["answer"]
    if form.is_condition:
        text = next(each.question for each in content.conditions if each.key == key)
        said, would_be = CONDITION_WORDS[form.result.conditions[key]], CONDITION_WORDS[answer]
    else:
        text = next(each.text for each in content.statements if each.key == key)
        said, would_be = ANSWER_WORDS[form.result.answers[key]], ANSWER_WORDS[int(answer)]
    return {"key": key, "answer": answer, "text": text, "said": said, "would_be": would_be}


def _link(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("result", args=[tokens.read_token(token)]))


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def try_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The result with other answers to try; with `?tried`, as it is with the one tried last.

    Which one that is, is sent by POST and kept in a cookie, so that no log has it.
    """
    found = find(token)
    if found is None:
        return gone(request)
    if request.method == "POST":
        form = TryForm(request.POST, found)
        if not form.is_valid():
            response = _page(request, found, token, can_try=True, problem=NO_SUCH_ANSWER)
            response.status_code = 422
            return response
        response = redirect(f"{trying.path_of(token)}?tried")
        trying.remember(response, token, form)
        return response
    if "tried" not in request.GET:
        return _page(request, found, token, can_try=True)
    tried = trying.recall(request, found)
    return _page(request, found, token, tried, can_try=True, problem="" if tried else NOT_KEPT)


@private_form
@require_POST
def change_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Keep a changed answer. Only the owner can."""
    own = find_own(request, token)
    if own is None:
        return gone(request)
    with transaction.atomic():
        # As it stands now: another answer may have been changed in another window.
        found = locked(own[0])
        if found is None:
            return gone(request)
        form = TryForm(request.POST, found)
        if form.is_valid():
            found.answers, found.conditions = form.tried()
            found.save(update_fields=["answers", "conditions"])
    response = redirect("result", token)
    trying.forget(response, token)
    return response


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def change_plan(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the owner for state, budget, time and mode, and keep them."""
    own = find_own(request, token)
    if own is None:
        return gone(request)
    found, _owner_token = own
    form = PlanForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        # Not the whole row: the link may have been revoked in another window meanwhile.
        chosen = {name: getattr(found, name) for name in PlanForm.Meta.fields}
        if not Result.objects.filter(pk=found.pk).update(**chosen):
            return gone(request)
        address = reverse("result", args=[tokens.read_token(token)])
        # Areas are offered once their state is known; the result says so.
        has_new_state = "area_code" in form.changed_data and found.area_code
        return redirect(f"{address}{'?new-state' if has_new_state else ''}#ahead")
    context = {"career": found.version.quiz.career, "form": form, "token": token}
    return render(request, "quiz/plan.html", context, status=422 if form.errors else 200)


@private
@require_safe
def compare_with(request: HttpRequest, token: str, other: str) -> HttpResponse:
    """Two results of the same career's quiz, by both their links."""
    one, two = find(token), find(other)
    if one is None or two is None or one.version.quiz_id != two.version.quiz_id:
        return gone(request)
    career = one.version.quiz.career
    prefetch_related_objects([career], "sections")
    anchors = guide_anchors(career)
    context = {
        "career": career,
        "token": tokens.read_token(token),
        "comparison": compare(one, tell(one, anchors), two, tell(two, anchors)),
    }
    return render(request, "quiz/compare.html", context)


@private
@require_safe
def qr_code(request: HttpRequest, token: str) -> HttpResponse:
    """The link as a QR code, so that a phone can take it from a screen or a printed page."""
    if find(token) is None:
        return gone(request)
    return qr_image(_link(request, token))
