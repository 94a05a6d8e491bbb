"""Error pages in the site's design. They use no database, so that they work without it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        400,
        "That request could not be read",
        "Something in the address or in what you sent was too large, or not in a form that this "
        "site understands. Go back, check what you entered, and send it again.",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        "This page is not open to you",
        "You may need to sign in, or the page belongs to someone else.",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        "The form was open too long",
        "For your safety a form is good for one visit, and your browser must allow this site’s "
        "cookie. Go back, reload the page, and send the form again.",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        "There is no page at this address",
        "The address may be mistyped, or the page has moved or was deleted.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        500,
        "Something went wrong on our side",
        "Nothing you entered is to blame. Try again in a minute; if it happens again, tell us "
        "what you did.",
    )


def _page(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    context = {"heading": heading, "words": words, "status": status}
    return render(request, "errors/error.html", context, status=status)
