"""The owner of a finished result shares it with a counselor, or takes it back."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from careers.models import Career
from counselors import sharing
from counselors.codes import read_code
from counselors.forms.student import CodeForm, ConsentForm
from counselors.guessing import TooManyGuessesError, find_group
from counselors.names import readers_of
from counselors.views.student import check, closed, not_now, same_student, unknown
from quiz.views.private import find_own_result, private_form, render_gone


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code of the group with which to share the result."""
    own = find_own_result(request, token)
    if own is None:
        return render_gone(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if form.is_bound:
        group, status = check(request, form)
        if group:
            return redirect("result-share-with", token, group.code)
    context = {"form": form, "token": token, "career": own[0].version.quiz.career}
    return render(request, "counselors/student_share.html", context, status=status)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def share_with(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """What the group's counselor would see of this result; shared once the form is sent."""
    own = find_own_result(request, token)
    if own is None:
        return render_gone(request)
    try:
        group = find_group(request, code)
    except TooManyGuessesError:
        return not_now(request)
    if group is None:
        return unknown(request)
    if not group.is_open:
        return closed(request, group, [])
    result = own[0]
    career: Career = result.version.quiz.career
    if group.participations.filter(result=result).exists():
        return redirect("result", token)
    earlier = sharing.earlier(request, group, career)
    form = ConsentForm(
        group,
        [career],
        request.POST if request.method == "POST" else None,
        nickname=earlier.nickname if earlier else "",
        was_here=earlier is not None,
    )
    fits = group.careers.filter(pk=career.pk).exists()
    if fits and form.is_bound and form.is_valid():
        response = _back(token)
        if request.POST.get("answer") == "yes":
            key, before = same_student(request, group, career, form)
            try:
                sharing.share(group, result, key, form.chosen_name, before)
            except sharing.GroupGoneError:
                return unknown(request)
            sharing.remember(response, key)
        return response
    context = {
        "group": group,
        "careers": [career],
        "form": form,
        "earlier": earlier,
        "readers": readers_of(group),
        "action": request.path,
        "token": token,
        "result": result,
        "career": career,
        "fits": fits,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or not fits else HTTPStatus.OK
    return render(request, "counselors/student_consent.html", context, status=status)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Ask, then take the result off a group's board, with all that was noted about it."""
    own = find_own_result(request, token)
    if own is None:
        return render_gone(request)
    # As it stands in our own links; anything else is no code, and NUL cannot be asked for.
    group_code = read_code(code)
    shared = sharing.with_readers(own[0].participations.filter(group__code=group_code)).first()
    if shared is None:
        return redirect("result", token)
    if request.method == "POST":
        shared.delete()
        return _back(token)
    context = {
        "group": shared.group,
        "token": token,
        "readers": readers_of(shared.group),
        "career": own[0].version.quiz.career,
    }
    return render(request, "counselors/student_take_back.html", context)


def _back(token: str) -> HttpResponseRedirect:
    """To the place of the result's page that tells with whom it is shared."""
    return HttpResponseRedirect(f"{reverse('result', args=[token])}#counselor-share")
