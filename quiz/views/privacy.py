"""The page that says what is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quiz.privacy import COOKIES, stored


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "quiz/privacy.html", {"tables": stored(), "cookies": COOKIES})
