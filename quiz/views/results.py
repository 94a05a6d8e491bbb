"""A result's page, for whoever has its link: read, tried with another answer, compared."""

from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edges.qr import qr_image
from quiz import owners, tokens
from quiz.compare import compare
from quiz.content import VersionContent
from quiz.forms.result import PlanForm, TryForm
from quiz.forms.take import ANSWER_WORDS, ANSWERS, CONDITION_ANSWERS, CONDITION_WORDS
from quiz.interest_story import tell_interests
from quiz.models import Result
from quiz.plan import pay, plan
from quiz.story import guide_anchors, tell, tell_answers
from quiz.views.private import find, find_own, gone, locked, private, private_form

# Tables of the guide that the page quotes.
PARTS_SHOWN = ("sections", "training_costs", "roadmap_steps", "certifications", "challenges")


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
) -> HttpResponse:
    """The result; with a valid `form`, as it would be with its one answer changed."""
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
    wages = pay(found, career.soc_code)
    return render(
        request,
        "quiz/result.html",
        {
            "career": career,
            "result": found,
            "token": tokens.read_token(token),
            "link": _link(request, token),
            "mail_subject": f"Quiz result: {career.name}",
            "is_owner": any(other.result == found for other in own),
            "others": [other for other in own if other.result != found],
            "story": shown,
            "saved_story": story,
            "tried": tried,
            "can_try": can_try,
            "answer_choices": ANSWERS,
            "conditions_said": [
                (condition, CONDITION_WORDS[found.conditions[condition.key]])
                for condition in content.conditions
                if can_try and condition.key in found.conditions
            ],
            "condition_choices": CONDITION_ANSWERS,
            "roadmap_url": anchors["roadmap"],
            "pay": wages,
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
    """The result with other answers to try, or (POST, so that no log has it) with one of them."""
    found = find(token)
    if found is None:
        return gone(request)
    form = TryForm(request.POST, found)
    is_tried = request.method == "POST" and form.is_valid()
    return _page(request, found, token, form if is_tried else None, can_try=True)


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
    return redirect("result", token)


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
        # A metropolitan area can be chosen once its state is known.
        tail = "plan/" if "area_code" in form.changed_data and found.area_code else "#ahead"
        return redirect(address + tail)
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
