"""The page of a career's pay by state."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from salaries.careers import CareerPage
from salaries.forms import TableRequest
from salaries.models import Release
from salaries.models.releases import month
from salaries.summary import WageSummary, wage_summary


def salaries(request: HttpRequest, career: CareerPage) -> HttpResponse:
    """The state table of a release, the nation above it. An unknown release shows the latest."""
    asked = TableRequest.of(request.GET)
    wages = asked_summary(career.soc_code, asked)
    if wages and asked.state and not wages.own:
        asked.notices.append(
            f"There are no figures for a state with the abbreviation {asked.state}."
        )
    context = {
        "career": career,
        "career_tab": "salaries",
        "wages": wages,
        "notices": asked.notices,
        "areas": sorted((row.area for row in wages.rows), key=str) if wages else [],
    }
    return render(request, "salaries/salaries.html", context)


def asked_summary(soc_code: str, asked: TableRequest) -> WageSummary | None:
    """The summary of the release asked for; of the latest, with a notice, where there is none."""
    release = None
    if asked.release:
        release = Release.objects.published().filter(period=month(asked.release)).first()
    wages = wage_summary(soc_code, release=release, sort=asked.sort, state=asked.state)
    if wages and asked.release and wages.release.key != asked.release:
        asked.notices.append(
            f"There is no release {asked.release} with this occupation. "
            f"These are the figures of {wages.release.label}."
        )
    return wages
