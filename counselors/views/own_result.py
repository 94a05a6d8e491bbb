"""The owner of a finished result shares it with a counselor, or withdraws it."""

from http import HTTPStatus

from django.db import transaction
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
    get_consent_template,
    identify_student,
    render_closed,
    render_too_many_codes,
    render_unknown,
)
from quiz.models import Result
from quiz.models.results import ResultKind
from quiz.views.private import NoSuchResultError, get_own_result, lock_result, private_form


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code of the group to share the result with."""
    result = _get_shareable_result(request, token)
    form = CodeForm(request)
    if form.is_valid():
        return redirect("result-share-with", token, form.cleaned_data["code"].code)
    context = {"form": form, "token": token, "result": result}
    return render(request, "counselors/student_share.html", context, status=form.status)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def share_with_group(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Show what the group's counselor would see of this result; share it on POST."""
    result = _get_shareable_result(request, token)
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
    career = result.career
    if group.participations.filter(result=result).exists():
        return redirect("result", token)
    earlier = sharing.find_earlier(request, group, career)
    data = request.POST if request.method == "POST" else None
    careers = [career] if career else []
    form = ConsentForm(group, careers, earlier, data)
    is_offered = _is_asked_for(group, career)
    if is_offered and form.is_valid():
        response = _redirect_to_result(token)
        if request.POST.get("answer") == "yes":
            key, before = identify_student(request, group, career, form)
            try:
                with transaction.atomic():
                    nickname = form.cleaned_data.get("nickname", "")
                    sharing.share_result(group, lock_result(result), key, nickname, before)
            except sharing.GroupGoneError:
                return render_unknown(request)
            except sharing.OtherTermsError:
                return redirect("result-share-with", token, group.code)
            sharing.set_cookie(response, key)
        return response
    context = {
        "group": group,
        "careers": careers,
        "form": form,
        "earlier": earlier,
        "token": token,
        "result": result,
        "career": career,
    }
    if not is_offered:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "counselors/student_not_asked.html", context, status=status)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, get_consent_template(group), context, status=status)


def _is_asked_for(group: Group, career: Career | None) -> bool:
    """Whether the group asks for a result of this career, or for a profile without one."""
    if career is None or group.asks_profile:
        return career is None and group.asks_profile
    return group.careers.filter(pk=career.pk).exists()


def _get_shareable_result(request: HttpRequest, token: str) -> Result:
    """This browser's own result, if groups ask for such. Raises NoSuchResultError."""
    result, _owner_token = get_own_result(request, token)
    if result.kind == ResultKind.FIT:
        raise NoSuchResultError
    return result


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
    context = {"group": shared.group, "token": token, "result": result}
    return render(request, "counselors/student_take_back.html", context)


def _redirect_to_result(token: str) -> HttpResponseRedirect:
    """Redirect to the part of the result's page that shows who it is shared with."""
    return HttpResponseRedirect(f"{reverse('result', args=[token])}#counselor-share")
