"""Error pages in the site's design, which use no database."""

import errno
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from common.careers import CareerPage

# A database is likely to be back by then.
RETRY_AFTER_SECONDS = 30
# A full disk, a used-up quota, a limit of the size of files.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render_error(
        request,
        400,
        gettext("That request could not be read"),
        gettext(
            "Something in the address or in what you sent was too large, or not in a form that "
            "this site understands. Go back, check what you entered, and send it again."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render_error(
        request,
        403,
        gettext("This page is not open to you"),
        gettext(
            "It belongs to somebody else, or to people with another task here. If you are not "
            "signed in, sign in. If you are, an administrator can say who may open it, and let "
            "you in."
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render_error(
        request,
        403,
        gettext("The form was open too long"),
        gettext(
            "For your safety a form is good for one visit, and your browser must allow this site’s "
            "cookie. Go back and copy what you wrote. Then reload the page and send it again."
        ),
    )


class MissingPartError(Http404):
    """A career has no such page; `heading` and `message` say so, and its own page is linked."""

    def __init__(self, career: CareerPage, heading: str, message: str) -> None:
        super().__init__(heading)
        self.career, self.heading, self.message = career, heading, message


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, MissingPartError):
        heading, message = exception.heading, exception.message
        return render_error(request, 404, heading, message, career=exception.career)
    return render_error(
        request,
        404,
        gettext("There is no page at this address"),
        gettext("The address may be mistyped, or the page has moved or was deleted."),
    )


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    """429, for views that count; `seconds` until it is worth another try."""
    response = render_error(
        request,
        429,
        gettext("That was a lot at once"),
        gettext(
            "So many requests came from your network that this one was not taken. Wait a little "
            "and try again."
        ),
    )
    response["Retry-After"] = str(seconds)
    return response


def unavailable(request: HttpRequest, unsent: Any = None) -> HttpResponse:
    """503; `unsent`: the form that could not be taken, to be sent again from the page."""
    response = render_error(
        request,
        503,
        gettext("This page needs our database, which does not answer"),
        gettext(
            "Nothing you entered is to blame, and nothing was half written. Guides that were read "
            "lately can still be opened. Try again in a minute."
        ),
        unsent=unsent,
    )
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def no_room(request: HttpRequest) -> HttpResponse:
    """507, where the server cannot store what was sent."""
    return render_error(
        request,
        507,
        gettext("There is no room left on the server"),
        gettext(
            "What you sent could not be stored, and nothing was half written. Tell the person who "
            "runs this site that its disk is full, and send it again later."
        ),
    )


def is_database_away() -> bool:
    """Whether the exception that Django handles now says that the database does not answer."""
    return isinstance(sys.exc_info()[1], OperationalError | InterfaceError)


def server_error(request: HttpRequest) -> HttpResponse:
    problem = sys.exc_info()[1]
    if isinstance(problem, OSError) and problem.errno in NO_ROOM:
        return no_room(request)
    return render_error(
        request,
        500,
        gettext("Something went wrong on our side"),
        gettext(
            "Nothing you entered is to blame. Try again in a minute; if it happens again, tell us "
            "what you did."
        ),
    )


def render_error(
    request: HttpRequest, status: int, heading: str, message: str, **more: Any
) -> HttpResponse:
    """An error page with a heading and a sentence or two that say what to do."""
    context = {"heading": heading, "message": message, "status": status, **more}
    return render(request, "errors/error.html", context, status=status)
