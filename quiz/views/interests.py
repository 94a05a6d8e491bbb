"""The optional second part: interests, beside those of the occupation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from quiz.forms.result import InterestsForm
from quiz.interest_story import find_interests
from quiz.views.private import (
    NoSuchResultError,
    get_own_result,
    private_form,
    update_result,
)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the owner what they like to do; 404 if nothing is published about the career's."""
    result, _owner_token = get_own_result(request, token)
    if find_interests(result) is None:
        raise NoSuchResultError
    posted = request.POST if request.method == "POST" else None
    form = InterestsForm(posted, answers=result.interests)
    if posted is not None and form.is_valid():
        update_result(result, interests=form.cleaned_data)
        return redirect(reverse("result", args=[token], fragment="interests"))
    context = {
        "career": result.version.quiz.career,
        "token": token,
        "form": form,
    }
    return render(request, "quiz/interests.html", context, status=422 if form.errors else 200)
