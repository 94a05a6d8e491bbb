"""Decorator of this app's views."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.sending_again import read_unsent_form
from common.privacy import keep_private

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def sign_in_required(view: View[P]) -> View[P]:
    """Send visitors to the sign-in page; what they typed while their session ended stays theirs."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        # A script keeps its page, and with it the words.
        is_page = request.accepts("text/html") and not request.user.is_authenticated
        unsent = read_unsent_form(request) if is_page else None
        if unsent is None:
            return login_required(view)(request, *args, **kwargs)
        context = {"unsent": unsent, "is_signed_out": True}
        return keep_private(render(request, "accounts/send_again.html", context, status=403))

    return cast("View[P]", wrapped)


def private(view: View[P]) -> View[P]:
    """Keep the page out of caches and search engines, and form data out of error reports."""

    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return keep_private(view(request, *args, **kwargs))

    return cast("View[P]", wrapped)
