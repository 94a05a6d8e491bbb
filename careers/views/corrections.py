"""Readers report what is wrong, and read what was fixed."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from careers.forms import CorrectionForm
from careers.models import Career, Correction
from careers.shortcuts import CAREER_PAGES, resolve_page
from serving.limits import Limit
from serving.logs import hide_codes

ABOUT_LENGTH = Correction._meta.get_field("about").max_length
# From one network. A class behind one address is a network, too.
REPORT_LIMIT = Limit("correction", max_requests=20, window_seconds=3600)
TOO_MANY_REPORTS = gettext_lazy(
    "Many reports came from your network within this hour, so this one was not sent. Please try "
    "again in an hour. What you wrote is still below."
)
CORRECTIONS_PER_PAGE = 20
# Pages of a career beside its guide: by the names of their addresses, how a list names them.
PAGE_TITLES = {
    "salaries": gettext_lazy("%(career)s: salaries"),
    "programs": gettext_lazy("%(career)s: programs"),
    "quiz": gettext_lazy("%(career)s: quiz"),
}


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
            save_report(form)
            return redirect("correction-thanks")
        form.add_error(None, TOO_MANY_REPORTS)
        status = 429
    return render(request, "corrections/correction.html", {"form": form}, status=status)


def requested_about(request: HttpRequest) -> str:
    """The page that the report is about, as the address says."""
    return request.GET.get("about", "").replace("\0", "")[:ABOUT_LENGTH]


def save_report(form: CorrectionForm) -> None:
    """Save a report with the version of the guide that its reader saw, if it is about a career."""
    report = form.save(commit=False)
    report.guide_version = form.find_seen_version()
    # Editors read it, and visitors where it was corrected.
    report.about = hide_codes(report.about)
    report.save()


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "corrections/thanks.html")


@require_safe
def made(request: HttpRequest) -> HttpResponse:
    """The corrections that were made, the latest first."""
    page = Paginator(Correction.objects.public(), CORRECTIONS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    names = name_careers(correction.about for correction in page)
    rows = [
        {
            "when": correction.closed_at,
            "place": correction.place,
            "title": page_title(correction.about, names),
            "note": correction.public_note,
        }
        for correction in page
    ]
    return render(request, "corrections/made.html", {"page": page, "rows": rows})


def find_slug(path: str) -> str:
    """The slug of the career that a page belongs to; empty for other pages."""
    match = resolve_page(path)
    if match is None or match.url_name not in CAREER_PAGES:
        return ""
    return str(match.kwargs["slug"])


def name_careers(paths: Iterable[str]) -> dict[str, str]:
    """The names of the careers that pages belong to, by slug. One query."""
    careers = Career.objects.published().filter(slug__in={find_slug(path) for path in paths})
    return {career.slug: str(career) for career in careers}


def page_title(path: str, names: dict[str, str]) -> str:
    """A page's name for readers: by its career's name, else its path."""
    match = resolve_page(path)
    name = names.get(find_slug(path))
    if match is None or name is None:
        return path
    title = PAGE_TITLES.get(match.url_name or "")
    return str(title) % {"career": name} if title else name
