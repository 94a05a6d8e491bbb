"""The optional second part: interests, beside those of the occupation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from quiz import tokens
from quiz.forms.result import InterestsForm
from quiz.models import Result
from quiz.views.private import find_own_result, private_form, render_gone


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the owner what they like to do; 404 if the career has no profile."""
    own = find_own_result(request, token)
    if own is None or not hasattr(own[0].version.quiz.career.occupation, "interests"):
        return render_gone(request)
    result, _owner_token = own
    posted = request.POST if request.method == "POST" else None
    form = InterestsForm(posted, answers=result.interests)
    if posted is not None and form.is_valid():
        if not Result.objects.filter(pk=result.pk).update(interests=form.cleaned_data):
            return render_gone(request)
        address = reverse("result", args=[tokens.parse_token(token)])
        return redirect(f"{address}#interests")
    context = {
        "career": result.version.quiz.career,
        "token": tokens.parse_token(token),
        "form": form,
    }
    return render(request, "quiz/interests.html", context, status=422 if form.errors else 200)
