"""The NinjaAPI object with its error handlers."""

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from api.endpoints import router
from api.errors import NOT_FOUND_MESSAGE, database_unavailable, error_response, invalid_parameters
from careers.moved import redirect_moved

api = NinjaAPI(
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
    """A redirect where the career has another address now, as on its pages."""
    message = str(problem) or NOT_FOUND_MESSAGE
    return redirect_moved(request) or error_response(404, "not_found", message)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """422 with each wrong parameter; the last part of `loc` is its name."""
    return invalid_parameters((str(each["loc"][-1]), str(each["msg"])) for each in problem.errors)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, problem: HttpError) -> HttpResponse:
    return error_response(problem.status_code, "refused", str(problem))


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def unavailable(request: HttpRequest, problem: Exception) -> HttpResponse:
    return database_unavailable()


urls = api.urls
