"""The same figures as files: CSV for spreadsheets, JSON for programs."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse

from common.spreadsheets import csv_download
from salaries.careers import CareerPage
from salaries.figures import Percentiles
from salaries.forms import TableRequest
from salaries.metros import metro_rows
from salaries.models import Area
from salaries.summary import AreaWages, WageSummary
from salaries.views.states import asked_summary

COLUMNS = (
    *("area_code", "area", "state", "level", "release", "employment"),
    *("annual_p10", "annual_p25", "annual_median", "annual_p75", "annual_p90", "note"),
)

NOT_FOUND = "There is no published release of that month with this occupation.\n"


def salaries_csv(request: HttpRequest, career: CareerPage) -> HttpResponse:
    """The table as CSV for spreadsheets and programs; 404 for an unknown release."""
    found = _asked(request, career)
    if found is None:
        return HttpResponseNotFound(NOT_FOUND, content_type="text/plain; charset=utf-8")
    wages, rows, level = found
    name = f"{career.slug}-pay-{level}-{wages.release.key}.csv"
    return csv_download(name, [COLUMNS, *(_cells(row, wages) for row in rows)])


def salaries_json(request: HttpRequest, career: CareerPage) -> HttpResponse:
    """The table as JSON: the release with its source, and rows; what is missing is null."""
    found = _asked(request, career)
    if found is None:
        return JsonResponse({"error": NOT_FOUND.strip()}, status=404)
    wages, rows, level = found
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
            "areas": [_object(row) for row in rows],
        }
    )


def _asked(
    request: HttpRequest, career: CareerPage
) -> tuple[WageSummary, list[AreaWages], str] | None:
    """Release, rows and level of an address; None without such a release."""
    query = request.GET.copy()
    level = query.pop("level", [Area.Level.STATE.value])[-1]
    if level not in (*Area.Level.values, "all"):
        level = Area.Level.STATE.value
    asked = TableRequest.of(query)
    named = asked.release
    # At the level of states a state is only the reader's own; it filters metropolitan areas.
    wages = asked_summary(career.occupation, asked)
    if wages is None or (query.get("release") and wages.release.key != named):
        return None
    return wages, list(_rows(wages, level, asked)), level


def _rows(wages: WageSummary, level: str, asked: TableRequest) -> Iterator[AreaWages]:
    nation = [wages.nation] if wages.nation else []
    match level:
        case Area.Level.NATION:
            yield from nation
        case Area.Level.STATE:
            yield from wages.rows
        case Area.Level.TERRITORY:
            yield from wages.territories
        case Area.Level.METRO | Area.Level.NONMETRO:
            found = metro_rows(
                wages, form=asked.form, sort=asked.sort, q=asked.q, state=asked.state
            )
            # As on the page: with the nonmetropolitan areas, which cover the rest of each state.
            yield from (row for row in found if level in (Area.Level.METRO, row.area.level))
        case _:
            yield from (*nation, *wages.rows, *wages.territories)
            yield from metro_rows(wages, form=asked.form, sort=asked.sort)


def _object(row: AreaWages) -> dict[str, object]:
    return {
        "area_code": row.area.code,
        "area": row.area.name,
        "state": row.area.state,
        "level": row.area.level,
        "employment": row.employment.amount,
        "employment_rse": row.employment_rse,
        "location_quotient": row.location_quotient,
        "annual": _pay(row.annual),
        "hourly": _pay(row.hourly),
        "mean_rse": row.mean_rse,
        "median_change_percent": row.change.median,
        "note": note(row),
    }


def _pay(percentiles: Percentiles) -> dict[str, object]:
    names = ("p10", "p25", "median", "p75", "p90")
    pay: dict[str, object] = {
        name: figure.amount for name, figure in zip(names, percentiles, strict=True)
    }
    return {**pay, "mean": percentiles.mean.amount}


def _cells(row: AreaWages, wages: WageSummary) -> list[object]:
    return [
        row.area.code,
        row.area.name,
        row.area.state,
        row.area.level,
        wages.release.key,
        row.employment.amount,
        *(figure.amount for figure in row.annual),
        note(row),
    ]


def note(row: AreaWages) -> str:
    """Why cells of a row are empty, and whether the editors changed it."""
    parts = []
    if row.employment.amount is None:
        parts.append(f"employment: {row.employment.text}")
    names = ("p10", "p25", "median", "p75", "p90")
    gaps: dict[str, list[str]] = {}
    for name, figure in zip(names, row.annual, strict=True):
        if figure.amount is None:
            gaps.setdefault(figure.text, []).append(name)
    parts += [f"annual {', '.join(steps)}: {text}" for text, steps in gaps.items()]
    if row.edited_at:
        parts.append(f"changed by the editors on {row.edited_at:%Y-%m-%d}")
    return "; ".join(parts)
