"""What the owner of a result can do: name it, set its expiry, replace its link, delete it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quiz import desk, owners, tokens
from quiz.forms.result import SettingsForm
from quiz.models import Result
from quiz.models.results import ResultKind, result_expiry
from quiz.signals import result_forgotten
from quiz.views.private import (
    NoSuchResultError,
    get_own_result,
    get_result,
    lock_result,
    private,
    private_form,
    update_result,
)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, token: str) -> HttpResponse:
    """Nickname and expiry, and the ways to share; 404 for anybody but the owner."""
    result, owner_token = get_own_result(request, token)
    posted = request.POST if request.method == "POST" else None
    form = SettingsForm(posted, initial={"nickname": result.nickname})
    if posted is not None and form.is_valid():
        chosen: dict[str, Any] = {"nickname": form.cleaned_data["nickname"]}
        if months := form.cleaned_data["keep_months"]:
            chosen["expires_at"] = result_expiry(timedelta(days=365 * months // 12))
        update_result(result, **chosen)
        return redirect(
            "result-settings", tokens.derive_reading_token(owner_token, result.share_number)
        )
    return _settings_page(request, result, owner_token, form)


def _settings_page(
    request: HttpRequest,
    result: Result,
    owner_token: str,
    form: SettingsForm,
    code: str = "",
) -> HttpResponse:
    token = tokens.derive_reading_token(owner_token, result.share_number)

    def address(name: str, *args: str) -> str:
        return request.build_absolute_uri(reverse(name, args=args))

    return render(
        request,
        "quiz/settings.html",
        {
            "career": result.career,
            "result": result,
            "token": token,
            "link": address("result", token),
            "owner_link": address("result-own", owner_token),
            "desk_link": address("result-code"),
            "form": form,
            "code": code,
        },
        status=422 if form.errors else 200,
    )


@private_form
@require_POST
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """Replace the link for reading; this one and those of spoken codes stop working."""
    result, owner_token = get_own_result(request, token)
    with transaction.atomic():
        result = lock_result(result)
        result.share_number += 1
        new_token = tokens.derive_reading_token(owner_token, result.share_number)
        result.token_hash = tokens.hash_token(new_token)
        result.save(update_fields=["share_number", "token_hash"])
        result.desk_links.all().delete()
    return redirect("result-settings", new_token)


@private_form
@require_POST
def spoken_code(request: HttpRequest, token: str) -> HttpResponse:
    """Create a spoken code and show it, this once."""
    result, owner_token = get_own_result(request, token)
    with transaction.atomic():
        code = desk.make_code(lock_result(result))
    form = SettingsForm(initial={"nickname": result.nickname})
    return _settings_page(request, result, owner_token, form, code)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, owner_token: str) -> HttpResponse:
    """The owner's link: ask, then make this browser an owner too."""
    parsed = tokens.parse_token(owner_token)
    if parsed is None:
        raise NoSuchResultError
    result = Result.objects.readable().filter(owner_hash=tokens.hash_token(parsed)).first()
    if result is None:
        raise NoSuchResultError
    if request.method != "POST":
        return render(request, "quiz/own.html", {"result": result, "owner_token": parsed})
    response = redirect("result", tokens.derive_reading_token(parsed, result.share_number))
    owners.add_owner_token(response, request, parsed)
    if result.kind == ResultKind.MATCH:
        owners.remember_profile(response, parsed)
    return response


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then delete for good; 404 for anybody but the owner."""
    result, owner_token = get_own_result(request, token)
    if request.method != "POST":
        context = {"career": result.career, "result": result, "token": token}
        return render(request, "quiz/delete.html", context)
    with transaction.atomic():
        # Locked first: else another window adds what belongs to it while the rest is deleted.
        locked = Result.objects.select_for_update().filter(pk=result.pk).first()
        if locked is not None:
            locked.delete()
    response: HttpResponseRedirect = redirect("result-deleted")
    owners.remove_owner_token(response, request, owner_token)
    if result.kind == ResultKind.MATCH:
        owners.forget_profile(response, request, owner_token)
    return response


@private_form
@require_POST
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Remove the result from this browser, because the computer is shared. The result itself stays.

    A second click changes nothing and leads to the same page.
    """
    result = get_result(token)
    response = redirect(result.start_url)
    owner_token = owners.find_owner_token(request, result)
    if owner_token:
        owners.remove_owner_token(response, request, owner_token)
        if result.kind == ResultKind.MATCH:
            owners.forget_profile(response, request, owner_token)
        result_forgotten.send(Result, request=request, result=result, response=response)
    return response


@private
@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "quiz/deleted.html")
