"""What the owner of a result can do: name it, let it expire, give it a new link, delete it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quiz import desk, owners, tokens
from quiz.forms.result import SettingsForm
from quiz.models import Result
from quiz.signals import result_forgotten
from quiz.views.private import find, find_own, gone, locked, private, private_form


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, token: str) -> HttpResponse:
    """Nickname and expiry, and the ways to share. For whoever is not the owner: no such page."""
    own = find_own(request, token)
    if own is None:
        return gone(request)
    result, owner_token = own
    posted = request.POST if request.method == "POST" else None
    form = SettingsForm(posted, initial={"nickname": result.nickname})
    if posted is not None and form.is_valid():
        chosen: dict[str, Any] = {"nickname": form.cleaned_data["nickname"]}
        if months := form.cleaned_data["keep_months"]:
            chosen["expires_at"] = timezone.now() + timedelta(days=365 * months // 12)
        if not Result.objects.filter(pk=result.pk).update(**chosen):
            return gone(request)
        return redirect("result-settings", tokens.reading_token(owner_token, result.share_number))
    return _settings_page(request, result, owner_token, form)


def _settings_page(
    request: HttpRequest,
    result: Result,
    owner_token: str,
    form: SettingsForm,
    code: str = "",
) -> HttpResponse:
    token = tokens.reading_token(owner_token, result.share_number)

    def address(name: str, *args: str) -> str:
        return request.build_absolute_uri(reverse(name, args=args))

    return render(
        request,
        "quiz/settings.html",
        {
            "career": result.version.quiz.career,
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
    """Revoke the link for reading, and every desk's, and make another."""
    own = find_own(request, token)
    if own is None:
        return gone(request)
    owner_token = own[1]
    with transaction.atomic():
        result = locked(own[0])
        if result is None:
            return gone(request)
        result.share_number += 1
        fresh = tokens.reading_token(owner_token, result.share_number)
        result.token_hash = tokens.hashed(fresh)
        result.save(update_fields=["share_number", "token_hash"])
        result.desk_links.all().delete()
    return redirect("result-settings", fresh)


@private_form
@require_POST
def spoken_code(request: HttpRequest, token: str) -> HttpResponse:
    """Make a code and show it, this once."""
    own = find_own(request, token)
    if own is None:
        return gone(request)
    with transaction.atomic():
        result = locked(own[0])
        if result is None:
            return gone(request)
        code = desk.make_code(result)
    form = SettingsForm(initial={"nickname": result.nickname})
    return _settings_page(request, result, own[1], form, code)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, owner_token: str) -> HttpResponse:
    """The owner's link: ask, then make this browser an owner too."""
    read = tokens.read_token(owner_token)
    result = (
        Result.objects.readable().filter(owner_hash=tokens.hashed(read)).first() if read else None
    )
    if result is None or read is None:
        return gone(request)
    if request.method != "POST":
        return render(request, "quiz/own.html", {"result": result, "owner_token": read})
    response = redirect("result", tokens.reading_token(read, result.share_number))
    owners.remember(response, request, read)
    return response


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then delete for good. For whoever does not own the result there is no such page."""
    own = find_own(request, token)
    if own is None:
        return gone(request)
    result, owner_token = own
    if request.method != "POST":
        context = {"career": result.version.quiz.career, "result": result, "token": token}
        return render(request, "quiz/delete.html", context)
    result.delete()
    response: HttpResponseRedirect = redirect("result-deleted")
    owners.forget(response, request, owner_token)
    return response


@private_form
@require_POST
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Take the result off this browser's list: the computer is shared. The result itself stays.

    A second click finds it off the list already, and leads to the same page.
    """
    result = find(token)
    if result is None:
        return gone(request)
    response = redirect("quiz", result.version.quiz.career.slug)
    owner_token = owners.owner_token_of(request, result)
    if owner_token:
        owners.forget(response, request, owner_token)
        result_forgotten.send(Result, request=request, result=result, response=response)
    return response


@private
@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "quiz/deleted.html")
