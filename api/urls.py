"""The NinjaAPI object with its error handlers and entity tags."""

import hashlib
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from api.endpoints import router
from api.errors import NOT_FOUND_MESSAGE, database_unavailable, error_response


class ReadOnlyAPI(NinjaAPI):
    """Adds an entity tag to each response and answers 304 if the client has it already."""

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        response = super().create_response(request, data, **options)
        if response.status_code != 200:
            return response
        etag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
        answer = get_conditional_response(request, etag=etag, response=response)
        assert isinstance(answer, HttpResponse)  # noqa: S101 (for mypy)
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
    return error_response(404, "not_found", str(problem) or NOT_FOUND_MESSAGE)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """422 with each wrong parameter; the last part of `loc` is its name."""
    details = [
        {"field": str(each["loc"][-1]), "message": str(each["msg"])} for each in problem.errors
    ]
    return error_response(422, "invalid_parameter", "A parameter is not valid.", details)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, problem: HttpError) -> HttpResponse:
    return error_response(problem.status_code, "refused", str(problem))


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def unavailable(request: HttpRequest, problem: Exception) -> HttpResponse:
    return database_unavailable()


urls = api.urls
