"""The figures of the tables as files: CSV for spreadsheets, JSON for programs."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.spreadsheets import csv_download
from salaries.careers import CareerPage
from salaries.figures import Percentiles
from salaries.forms import TableRequest
from salaries.metros import build_metro_rows
from salaries.models import Area
from salaries.models.wages import STEPS
from salaries.rows import AreaWages
from salaries.summary import WageSummary
from salaries.views.areas import LEVEL_OF
from salaries.views.states import asked_summary

COLUMNS = (
    *("area_code", "area", "state", "level", "release", "employment"),
    *("annual_p10", "annual_p25", "annual_median", "annual_p75", "annual_p90", "note"),
)

NOT_FOUND = _("There is no published release of that month with this occupation.")


def salaries_csv(request: HttpRequest, career: CareerPage) -> HttpResponse:
    """The table as CSV for spreadsheets and programs; 404 for an unknown release."""
    requested = _get_requested(request, career)
    if requested is None:
        return HttpResponseNotFound(f"{NOT_FOUND}\n", content_type="text/plain; charset=utf-8")
    wages, rows, level = requested
    name = f"{career.slug}-pay-{level}-{wages.release.key}.csv"
    return csv_download(name, [COLUMNS, *(_build_line(row) for row in rows)])


def salaries_json(request: HttpRequest, career: CareerPage) -> HttpResponse:
    """The table as JSON: the release with its source, and rows; missing figures are null."""
    requested = _get_requested(request, career)
    if requested is None:
        return JsonResponse({"error": NOT_FOUND}, status=404)
    wages, rows, level = requested
    release = wages.release
    return JsonResponse(
        {
            "occupation": {"soc_code": wages.occupation.soc_code, "title": wages.occupation.title},
            "release": {
                "month": release.key,
                "source": release.source,
                "url": release.source_url,
                "released_on": release.released_on,
                "annual_top_code": release.annual_top_code,
                "hourly_top_code": release.hourly_top_code,
            },
            "level": level,
            "areas": [_build_object(row) for row in rows],
        }
    )


def _get_requested(
    request: HttpRequest, career: CareerPage
) -> tuple[WageSummary, list[AreaWages], str] | None:
    """Summary, rows and level of an address; None without such a release."""
    query = request.GET.copy()
    level = query.pop("level", [Area.Level.STATE.value])[-1]
    if level not in (*Area.Level.values, "all"):
        level = Area.Level.STATE.value
    asked = TableRequest.from_query(query)
    release = asked.release
    of_page = Area.Level.STATE if level == "all" else LEVEL_OF.get(level, level)
    wages = asked_summary(career.occupation, asked, level=of_page)
    if wages is None or (query.get("release") and wages.release.key != release):
        return None
    return wages, list(_get_rows(wages, level, asked)), level


def _get_rows(wages: WageSummary, level: str, asked: TableRequest) -> Iterator[AreaWages]:
    """Rows of a level. The state in the request filters metropolitan areas, not states."""
    nation = [wages.nation] if wages.nation else []
    match level:
        case Area.Level.NATION:
            yield from nation
        case Area.Level.STATE:
            yield from wages.rows
        case Area.Level.TERRITORY:
            yield from wages.territories
        case Area.Level.METRO | Area.Level.NONMETRO:
            rows = build_metro_rows(
                wages, basis=asked.basis, sort=asked.sort, q=asked.q, state=asked.state
            )
            # Metropolitan areas include the nonmetropolitan ones, as on the page.
            yield from (row for row in rows if level in (Area.Level.METRO, row.area.level))
        case _:
            yield from (*nation, *wages.rows, *wages.territories)
            yield from build_metro_rows(wages, basis=asked.basis, sort=asked.sort)


def _build_object(row: AreaWages) -> dict[str, object]:
    return {
        "area_code": row.area.code,
        "area": row.area.name,
        "state": row.area.state,
        "level": row.area.level,
        "release": row.release.key,
        "employment": row.wage.employment,
        "employment_rse": row.wage.employment_rse,
        "location_quotient": row.wage.location_quotient,
        "annual": _build_pay(row.annual),
        "hourly": _build_pay(row.hourly),
        "mean_rse": row.wage.mean_rse,
        "median_change_percent": row.median_change,
        "note": describe_gaps(row),
    }


def _build_pay(percentiles: Percentiles) -> dict[str, object]:
    pay: dict[str, object] = {
        name: figure.amount for name, figure in zip(STEPS, percentiles, strict=True)
    }
    return {**pay, "mean": percentiles.mean.amount}


def _build_line(row: AreaWages) -> list[object]:
    return [
        row.area.code,
        row.area.name,
        row.area.state,
        row.area.level,
        row.release.key,
        row.wage.employment,
        *(figure.amount for figure in row.annual),
        describe_gaps(row),
    ]


def describe_gaps(row: AreaWages) -> str:
    """Why figures of a row are missing, and when the editors changed it."""
    parts = []
    if row.wage.employment is None:
        text = gettext("employment: %(reason)s")
        parts.append(text % {"reason": row.employment.text})
    gaps: dict[str, list[str]] = {}
    for name, figure in zip(STEPS, row.annual, strict=True):
        if figure.amount is None:
            gaps.setdefault(figure.text, []).append(name)
    for reason, steps in gaps.items():
        # The names are those of the columns, in every language.
        text = gettext("annual %(columns)s: %(reason)s")
        parts.append(text % {"columns": ", ".join(steps), "reason": reason})
    if row.wage.edited_at:
        text = gettext("changed by the editors on %(day)s")
        parts.append(text % {"day": f"{row.wage.edited_at:%Y-%m-%d}"})
    return "; ".join(parts)
