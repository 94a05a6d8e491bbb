"""From the cells of the official table to figures and the reasons for the gaps between them."""

from collections.abc import Sequence

from salaries.oews.compact import COLUMNS

# Columns of Wage in the order in which `figures` gives them.
FIELDS = (
    *("employment", "employment_rse", "jobs_per_1000", "location_quotient", "mean_rse"),
    *("annual_p10", "annual_p25", "annual_median", "annual_p75", "annual_p90", "annual_mean"),
    *("hourly_p10", "hourly_p25", "hourly_median", "hourly_p75", "hourly_p90", "hourly_mean"),
    *("employment_missing", "annual_missing", "hourly_missing"),
)

_EMPLOYMENT = COLUMNS.index("TOT_EMP")
_ANNUAL = COLUMNS.index("A_PCT10")
_HOURLY = COLUMNS.index("H_PCT10")
_ANNUAL_ONLY = COLUMNS.index("ANNUAL")
_HOURLY_ONLY = COLUMNS.index("HOURLY")
_MARKS = {"*": None, "**": None, "#": None, "~": None, "": None}


def figures(cells: Sequence[str]) -> list[str | None]:
    """Figures of a row, as text in the order of FIELDS, from cells in the order of COLUMNS.

    Cells are plain numbers or the source's marks: `*` no wage estimate, `**` no employment
    estimate, `#` at or above the top code. A mark becomes None, and the group's reason tells why.
    """
    values: list[str | None] = [_MARKS.get(cell, cell) for cell in cells[_EMPLOYMENT:_ANNUAL_ONLY]]
    annual = cells[_ANNUAL : _ANNUAL + 6]
    hourly = cells[_HOURLY : _HOURLY + 6]
    values.append("no_estimate" if values[0] is None else "")
    values.append(_reason(annual, "hourly_only" if cells[_HOURLY_ONLY] == "TRUE" else "suppressed"))
    values.append(_reason(hourly, "annual_only" if cells[_ANNUAL_ONLY] == "TRUE" else "suppressed"))
    return values


def _reason(cells: Sequence[str], withheld: str) -> str:
    """Why a group of wages has gaps; a group with both marks counts as withheld."""
    if "*" in cells or "" in cells or "**" in cells or "~" in cells:
        return withheld
    return "top_coded" if "#" in cells else ""
