"""The API itself: its errors in one shape, its entity tags, its description as openapi.json."""

import hashlib
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from api.endpoints import router
from api.errors import NOWHERE, error


class ReadOnlyAPI(NinjaAPI):
    """Every answer has an entity tag, by which a client is told that nothing has changed."""

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        response = super().create_response(request, data, **options)
        if response.status_code != 200:
            return response
        etag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
        answer = get_conditional_response(request, etag=etag, response=response)
        assert isinstance(answer, HttpResponse)  # noqa: S101 (it is ours, or a 304)
        return answer


api = ReadOnlyAPI(
    title="careerguide",
    version="1",
    description=(
        "Wages, training programs and careers as this site shows them. Figures name their source. "
        "A missing figure is null, with its reason beside it."
    ),
    urls_namespace="api",
    docs_url=None,
)
api.add_router("", router)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, problem: Http404) -> HttpResponse:
    return error(404, "not_found", str(problem) or NOWHERE)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """422, with each parameter that was wrong; the place of a problem ends with its name."""
    details = [
        {"field": str(each["loc"][-1]), "message": str(each["msg"])} for each in problem.errors
    ]
    return error(422, "invalid_parameter", "A parameter is not as it should be.", details)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, problem: HttpError) -> HttpResponse:
    return error(problem.status_code, "refused", str(problem))


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def unavailable(request: HttpRequest, problem: Exception) -> HttpResponse:
    return error(503, "unavailable", "The database does not answer. Try again in a minute.")


urls = api.urls
