"""Readers tell the editors what is wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from careerguide.forms import CorrectionForm
from careerguide.models import Correction

ABOUT_LENGTH = Correction._meta.get_field("about").max_length


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        about = request.GET.get("about", "").replace("\0", "")[:ABOUT_LENGTH]
        return render(
            request,
            "corrections/correction.html",
            {"form": CorrectionForm(initial={"about": about})},
        )
    form = CorrectionForm(request.POST)
    if form.is_valid():
        # A robot gets the same answer as a person, so that it learns nothing.
        if not form.is_trapped:
            form.save()
        return redirect("correction-thanks")
    return render(request, "corrections/correction.html", {"form": form}, status=422)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "corrections/thanks.html")
