"""Where a result's own form on interests was: the profile asks more and reads all careers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from quiz.views.private import get_own_result, private_form


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: HttpRequest, token: str) -> HttpResponse:
    """Lead the owner on from an old link, or from a page that was open for long."""
    get_own_result(request, token)
    return redirect("match")
