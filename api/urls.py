"""The NinjaAPI object with its error handlers."""

from collections.abc import Sequence

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from api.endpoints import router
from api.errors import NOT_FOUND_MESSAGE, database_unavailable, error_response, invalid_parameters
from api.match import router as match_router
from careers.moved import redirect_moved

# Of wrong fields: a body can have any number of them.
MAX_DETAILS = 50

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
api.add_router("", match_router)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, problem: Http404) -> HttpResponse:
    """A redirect where the career has another address now, as on its pages."""
    message = str(problem) or NOT_FOUND_MESSAGE
    return redirect_moved(request) or error_response(404, "not_found", message)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """422 with each wrong parameter, or field of a body."""
    wrong = problem.errors[:MAX_DETAILS]
    return invalid_parameters((name_place(each["loc"]), str(each["msg"])) for each in wrong)


def name_place(loc: Sequence[str | int]) -> str:
    """A parameter's name, or the path of a field in a body, of where pydantic says it is.

    >>> name_place(("query", "page", "limit"))
    'limit'
    >>> name_place(("body", "body", "limits", "conditions", "rain", "[key]"))
    'limits.conditions.rain'
    """
    source, *parts = map(str, loc)
    if source != "body":
        return parts[-1] if parts else source
    return ".".join(part for part in parts[1:] if part != "[key]") or source


@api.exception_handler(HttpError)
def refused(request: HttpRequest, problem: HttpError) -> HttpResponse:
    return error_response(problem.status_code, "refused", str(problem))


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def unavailable(request: HttpRequest, problem: Exception) -> HttpResponse:
    return database_unavailable()


urls = api.urls
