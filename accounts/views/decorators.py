"""Decorator of this app's views."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.debug import sensitive_post_parameters

from common.privacy import keep_private

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def private(view: View[P]) -> View[P]:
    """Keep the page out of caches and search engines, and form data out of error reports."""

    @sensitive_post_parameters()
    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return keep_private(view(request, *args, **kwargs))

    return cast("View[P]", wrapped)
