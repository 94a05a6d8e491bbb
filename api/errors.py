"""The JSON errors of the API, all of one shape."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse, JsonResponse

NOT_FOUND_MESSAGE = "There is nothing at this address. /api/v1/openapi.json lists what there is."


def error_response(
    status: int,
    code: str,
    message: str,
    details: Sequence[dict[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A response with `error`: status, a stable code for programs, and a message for people."""
    body = {"status": status, "code": code, "message": message, "details": list(details)}
    all_headers = {"Cache-Control": "no-store", **(headers or {})}
    return JsonResponse({"error": body}, status=status, headers=all_headers)


def invalid_parameters(wrong: Iterable[tuple[str, str]]) -> HttpResponse:
    """422 with each wrong parameter and what is wrong with it."""
    details = [{"field": name, "message": message} for name, message in wrong]
    return error_response(422, "invalid_parameter", "A parameter is not valid.", details)


def database_unavailable() -> HttpResponse:
    message = "The database does not answer. Try again in a minute."
    return error_response(503, "unavailable", message)
