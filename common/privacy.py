"""Pages that are for one reader alone: kept by no cache, listed by no search engine."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import ParamSpec, TypeVar

from django.http import HttpResponseBase

P = ParamSpec("P")
Response = TypeVar("Response", bound=HttpResponseBase)
# Names the page to this site's other pages alone, as everywhere on the site.
SAME_ORIGIN = "same-origin"
# Names the site and never the page. With less, a browser names no origin when it sends a form, and
# the guard against forged forms refuses it.
ORIGIN_ALONE = "strict-origin"
# Names nothing to anybody; for a page without a form whose address is a secret.
NOTHING = "no-referrer"


def keep_private(response: Response, referrer_policy: str = SAME_ORIGIN) -> Response:
    """The response, with what caches, search engines and browsers must know of a private page.

    `referrer_policy` is what links away from it tell of its address. A page that is not there
    tells nothing: its address may have been a secret.
    """
    is_gone = response.status_code == HTTPStatus.NOT_FOUND
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = NOTHING if is_gone else referrer_policy
    return response


def kept_private(
    referrer_policy: str = SAME_ORIGIN,
) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """A decorator of views: what they answer is a private page."""

    def decorator(view: Callable[P, Response]) -> Callable[P, Response]:
        @wraps(view)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
            return keep_private(view(*args, **kwargs), referrer_policy)

        return wrapped

    return decorator
