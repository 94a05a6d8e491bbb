"""Refuses parameters that an address does not have: one that is misspelled would filter nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from api.errors import invalid_parameters

Run = Callable[..., HttpResponseBase]


def refuse_unknown_parameters(run: Any) -> Run:
    """Decorate an operation's `run`: 422 for a parameter that it lacks, or that is given twice."""
    known = {
        name
        for model in run.__self__.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    }

    @wraps(run)
    def checked(request: HttpRequest, **parameters: Any) -> HttpResponseBase:
        wrong = []
        for name, values in request.GET.lists():
            if name not in known:
                has = ", ".join(sorted(known)) or "none"
                wrong.append((name, f"This address has no such parameter. It has: {has}."))
            elif len(values) > 1:
                wrong.append((name, "Give this parameter once."))
        if wrong:
            return invalid_parameters(wrong)
        response: HttpResponseBase = run(request, **parameters)
        return response

    return checked
