"""A counselor types a visitor's spoken code, and the result opens for an hour."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from quiz import desk
from quiz.forms.result import CodeForm
from quiz.views.private import private_form


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "quiz/code.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            token = desk.redeem_code(form.cleaned_data["code"], request)
        except desk.TooManyFailuresError:
            status = 429
            form.add_error(
                "code", gettext("Too many wrong codes. Try again in an hour, or use the link.")
            )
        else:
            if token is not None:
                return redirect("result", token)
            form.add_error(
                "code",
                gettext(
                    "This code opens nothing. It may be mistyped, used already, or older than an "
                    "hour. Ask for a new one."
                ),
            )
    return render(request, "quiz/code.html", {"form": form}, status=status)
