"""What all pages of a result share: who may see it, and how it stays private."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from common import privacy
from quiz import owners, tokens
from quiz.models import DeskLink, Result

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class NoSuchResultError(Exception):
    """A link opens no result, or this browser may not do this with it."""


def _keep_private(referrer_policy: str) -> Callable[[View[P]], View[P]]:
    """A decorator of a result's views; one that sets another policy itself keeps it.

    Unknown, expired, revoked and deleted links all get the same response.
    """

    def decorator(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                response = view(request, *args, **kwargs)
            except NoSuchResultError:
                response = render(request, "quiz/gone.html", status=404)
            policy = response.get("Referrer-Policy", referrer_policy)
            return privacy.keep_private(response, policy)

        return wrapped

    return decorator


# The address of such a page opens it, so no other page may learn it.
private = _keep_private(privacy.NOTHING)
# The same for a page with a form.
private_form = _keep_private(privacy.ORIGIN_ALONE)


def get_result(token: str, kind: str = "") -> Result:
    """The result that this link opens, of this kind if one is given; else NoSuchResultError.

    The link is the owner's link for reading, or the short-lived one that a spoken code opened.
    """
    parsed = tokens.parse_token(token)
    if parsed is None:
        raise NoSuchResultError
    token_hash = tokens.hash_token(parsed)
    results = (
        Result.objects.readable()
        .select_related("guide_version")
        .defer("guide_version__document", "guide_version__html")
    )
    result = results.filter(token_hash=token_hash).first()
    if result is None:
        desk_links = DeskLink.objects.active().filter(token_hash=token_hash).values("result")
        result = results.filter(pk__in=desk_links).first()
    if result is None or kind not in ("", result.kind):
        raise NoSuchResultError
    return result


def get_own_result(request: HttpRequest, token: str, kind: str = "") -> tuple[Result, str]:
    """The result and its owner's code. Raises NoSuchResultError if another browser owns it."""
    result = get_result(token, kind)
    owner_token = owners.find_owner_token(request, result)
    if owner_token is None:
        raise NoSuchResultError
    return result, owner_token


def build_link(request: HttpRequest, token: str) -> str:
    """The full address of a result, for copying it."""
    return request.build_absolute_uri(reverse("result", args=[tokens.parse_token(token)]))


def lock_result(result: Result) -> Result:
    """The current row of the result, locked until the transaction ends.

    Raises NoSuchResultError if another window of its owner deleted it meanwhile.
    """
    locked = Result.objects.select_for_update().filter(pk=result.pk).first()
    if locked is None:
        raise NoSuchResultError
    return locked


def update_result(result: Result, **values: object) -> None:
    """Change these columns alone: another window may have changed others meanwhile.

    Raises NoSuchResultError if another window of its owner deleted the result.
    """
    if not Result.objects.filter(pk=result.pk).update(**values):
        raise NoSuchResultError
