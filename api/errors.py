"""The one shape of the API's errors."""

from collections.abc import Sequence

from django.http import HttpResponse, JsonResponse

NOWHERE = "There is nothing at this address. /api/v1/openapi.json tells what there is."


def error(
    status: int, code: str, message: str, details: Sequence[dict[str, str]] = ()
) -> HttpResponse:
    """An answer with `error`: status, a code that programs may rely on, and words for people."""
    body = {"status": status, "code": code, "message": message, "details": list(details)}
    response = JsonResponse({"error": body}, status=status)
    response["Cache-Control"] = "no-store"
    return response
