"""Headers of pages for one reader alone: no cache stores them, no search engine lists them."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import ParamSpec, TypeVar

from django.http import HttpResponseBase

P = ParamSpec("P")
Response = TypeVar("Response", bound=HttpResponseBase)
# Values of Referrer-Policy. The first sends the page's address to this site only, as everywhere.
SAME_ORIGIN = "same-origin"
# Sends the site's name and never the page's address. With less, a browser sends no origin with a
# form, and Django's CSRF check refuses it.
ORIGIN_ALONE = "strict-origin"
# Sends nothing; for a page without a form whose address is a secret.
NOTHING = "no-referrer"


def keep_private(response: Response, referrer_policy: str = SAME_ORIGIN) -> Response:
    """Set the headers of a private page on a response, and return it.

    `referrer_policy` is what links on the page send of its address. A 404 sends nothing, because
    its address may have been a secret.
    """
    is_gone = response.status_code == HTTPStatus.NOT_FOUND
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = NOTHING if is_gone else referrer_policy
    return response


def kept_private(
    referrer_policy: str = SAME_ORIGIN,
) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """A decorator of views whose responses are private pages."""

    def decorator(view: Callable[P, Response]) -> Callable[P, Response]:
        @wraps(view)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
            return keep_private(view(*args, **kwargs), referrer_policy)

        return wrapped

    return decorator
