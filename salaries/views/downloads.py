"""The same figures as files: CSV for spreadsheets."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from salaries.careers import CareerPage
from salaries.figures import Figure
from salaries.forms import TableRequest
from salaries.models import Area
from salaries.summary import AreaWages, WageSummary
from salaries.views.states import asked_summary

COLUMNS = (
    *("area_code", "area", "state", "level", "release", "employment"),
    *("annual_p10", "annual_p25", "annual_median", "annual_p75", "annual_p90", "note"),
)
# A spreadsheet takes a cell that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def salaries_csv(request: HttpRequest, career: CareerPage) -> HttpResponse:
    """The table as CSV, marked as UTF-8 for spreadsheets; 404 for an unknown release."""
    asked = TableRequest.of(request.GET)
    wages = asked_summary(career.soc_code, asked)
    level = request.GET.get("level", Area.Level.STATE)
    if wages is None or (request.GET.get("release") and wages.release.key != asked.release):
        return HttpResponseNotFound(
            "There is no published release of that month with this occupation.\n",
            content_type="text/plain; charset=utf-8",
        )
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{career.slug}-pay-{level if level in Area.Level else 'state'}-{wages.release.key}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in _rows(wages, level):
        writer.writerow([safe(cell) for cell in _cells(row, wages)])
    return response


def _rows(wages: WageSummary, level: str) -> Iterator[AreaWages]:
    match level:
        case Area.Level.NATION:
            yield from [wages.nation] if wages.nation else []
        case Area.Level.TERRITORY:
            yield from wages.territories
        case "all":
            yield from [wages.nation] if wages.nation else []
            yield from wages.rows
            yield from wages.territories
        case _:
            yield from wages.rows


def _cells(row: AreaWages, wages: WageSummary) -> list[object]:
    return [
        row.area.code,
        row.area.name,
        row.area.state,
        row.area.level,
        wages.release.key,
        _cell(row.employment),
        *(_cell(figure) for figure in row.annual),
        note(row),
    ]


def _cell(figure: Figure) -> object:
    return "" if figure.amount is None else figure.amount


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


def safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that would be one gets an apostrophe.

    >>> safe("=1+1"), safe(-5), safe("Iowa")
    ("'=1+1", -5, 'Iowa')
    """
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
