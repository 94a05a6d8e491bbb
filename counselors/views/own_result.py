"""The owner of a finished result shares it with a counselor, or withdraws it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from careers.models import Career
from counselors import sharing
from counselors.codes import parse_code
from counselors.forms.student import CodeForm, ConsentForm
from counselors.group_lookup import TooManyWrongCodesError, find_group
from counselors.models import Group
from counselors.views.student import (
    identify_student,
    render_closed,
    render_too_many_codes,
    render_unknown,
)
from quiz.models import Result
from quiz.views.private import get_own_result, private_form


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code of the group to share the result with."""
    result, _owner_token = get_own_result(request, token)
    form = CodeForm(request)
    if form.is_valid():
        return redirect("result-share-with", token, form.cleaned_data["code"].code)
    context = {"form": form, "token": token, "career": result.version.quiz.career}
    return render(request, "counselors/student_share.html", context, status=form.status)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def share_with_group(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Show what the group's counselor would see of this result; share it on POST."""
    result, _owner_token = get_own_result(request, token)
    try:
        group = find_group(request, code)
    except TooManyWrongCodesError:
        return render_too_many_codes(request)
    if group is None:
        return render_unknown(request)
    with timezone.override(group.zone):
        return _ask_for_consent(request, token, result, group)


def _ask_for_consent(
    request: HttpRequest, token: str, result: Result, group: Group
) -> HttpResponse:
    if not group.is_open:
        return render_closed(request, group, [])
    career: Career = result.version.quiz.career
    if group.participations.filter(result=result).exists():
        return redirect("result", token)
    earlier = sharing.find_earlier(request, group, career)
    data = request.POST if request.method == "POST" else None
    form = ConsentForm(group, [career], earlier, data)
    is_offered = group.careers.filter(pk=career.pk).exists()
    if is_offered and form.is_valid():
        response = _redirect_to_result(token)
        if request.POST.get("answer") == "yes":
            key, before = identify_student(request, group, career, form)
            try:
                sharing.share_result(
                    group, result, key, form.cleaned_data.get("nickname", ""), before
                )
            except sharing.GroupGoneError:
                return render_unknown(request)
            sharing.set_cookie(response, key)
        return response
    context = {
        "group": group,
        "careers": [career],
        "form": form,
        "earlier": earlier,
        "token": token,
        "result": result,
        "career": career,
        "is_offered": is_offered,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or not is_offered else HTTPStatus.OK
    return render(request, "counselors/student_consent.html", context, status=status)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Ask for confirmation, then remove the result and its notes from a group's board."""
    result, _owner_token = get_own_result(request, token)
    # Parsed, because the database refuses a NUL.
    group_code = parse_code(code)
    shared = sharing.with_readers(result.participations.filter(group__code=group_code)).first()
    if shared is None:
        return redirect("result", token)
    if request.method == "POST":
        shared.delete()
        return _redirect_to_result(token)
    context = {
        "group": shared.group,
        "token": token,
        "career": result.version.quiz.career,
    }
    return render(request, "counselors/student_take_back.html", context)


def _redirect_to_result(token: str) -> HttpResponseRedirect:
    """Redirect to the part of the result's page that shows who it is shared with."""
    return HttpResponseRedirect(f"{reverse('result', args=[token])}#counselor-share")
