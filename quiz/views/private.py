"""What all pages of a result share: who may see it, and how it is kept from others."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quiz import owners, tokens
from quiz.models import DeskLink, Result

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def private(view: View[P]) -> View[P]:
    """Keep a page out of search engines and caches, and its address from every other page."""
    return _kept(view, "no-referrer")


def private_form(view: View[P]) -> View[P]:
    """The same for a page with a form.

    Under no-referrer a browser names no origin when it sends a form, and the guard against forged
    forms refuses it. Under strict-origin it names the site, and never the page.
    """
    return _kept(view, "strict-origin")


def _kept(view: View[P], referrer_policy: str) -> View[P]:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        is_gone = response.status_code == HTTPStatus.NOT_FOUND
        response["Referrer-Policy"] = "no-referrer" if is_gone else referrer_policy
        return response

    return cast("View[P]", wrapped)


def find(token: str) -> Result | None:
    """The result that this link opens; None for every link that opens none, whatever the reason.

    That is the owner's link for reading, or the short-lived one that a spoken code opened.
    """
    read = tokens.read_token(token)
    if read is None:
        return None
    hashed = tokens.hashed(read)
    result = Result.objects.readable().filter(token_hash=hashed).first()
    if result is None:
        desk = DeskLink.objects.alive().filter(token_hash=hashed).values("result")
        result = Result.objects.readable().filter(pk__in=desk).first()
    return result


def find_own(request: HttpRequest, token: str) -> tuple[Result, str] | None:
    """The result and its owner's code, where this browser owns it; None for anybody else."""
    result = find(token)
    owner_token = owners.owner_token_of(request, result) if result else None
    return (result, owner_token) if result and owner_token else None


def gone(request: HttpRequest) -> HttpResponse:
    """The one answer to unknown, expired, revoked and deleted links."""
    return render(request, "quiz/gone.html", status=404)
