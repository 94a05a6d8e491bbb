"""Readers report what is wrong, and read what was fixed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from careers.forms import CorrectionForm
from careers.models import Career, Correction
from careers.shortcuts import resolve_page
from serving.limits import Limit

ABOUT_LENGTH = Correction._meta.get_field("about").max_length
# From one network. A class behind one address is a network, too.
REPORT_LIMIT = Limit("correction", max_requests=20, window_seconds=3600)
TOO_MANY_REPORTS = (
    "Many reports came from your network within this hour, so this one was not sent. Please try "
    "again in an hour. What you wrote is still below."
)
CORRECTIONS_PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        about, _, anchor = requested_about(request).partition("#")
        form = CorrectionForm(
            initial={"about": about, "section": request.GET.get("section", anchor)}
        )
        return render(request, "corrections/correction.html", {"form": form})
    form = CorrectionForm(request.POST)
    status = 422
    if form.is_valid():
        # A robot gets the same answer as a person, so that it learns nothing.
        if form.is_trapped:
            return redirect("correction-thanks")
        if not REPORT_LIMIT.count_request(request):
            form.save()
            return redirect("correction-thanks")
        form.add_error(None, TOO_MANY_REPORTS)
        status = 429
    return render(request, "corrections/correction.html", {"form": form}, status=status)


def requested_about(request: HttpRequest) -> str:
    """The page that the report is about, as the address says."""
    return request.GET.get("about", "").replace("\0", "")[:ABOUT_LENGTH]


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "corrections/thanks.html")


@require_safe
def made(request: HttpRequest) -> HttpResponse:
    """The corrections that were made, the latest first."""
    page = Paginator(Correction.objects.public(), CORRECTIONS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    titles = dict(Career.objects.published().values_list("slug", "title"))
    rows = [
        {
            "when": correction.closed_at,
            "place": correction.place,
            "title": page_title(correction.about, titles),
            "note": correction.public_note,
        }
        for correction in page
    ]
    return render(request, "corrections/made.html", {"page": page, "rows": rows})


def page_title(path: str, titles: dict[str, str]) -> str:
    """A page's name for readers: a guide's title, else its path."""
    match = resolve_page(path)
    if match is None or match.url_name not in ("career", "salaries", "programs", "quiz"):
        return path
    title = titles.get(match.kwargs["slug"])
    if title is None:
        return path
    return title if match.url_name == "career" else f"{title}: {match.url_name}"
