"""Where an OEWS table has its columns, and what its cells may be."""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter

from imports.errors import FileError
from imports.text import normalize_header

# Headers of 2015 to 2025, by today's name.
ALIASES = {
    "AREA_NAME": "AREA_TITLE",
    "STATE": "AREA_TITLE",
    "ST": "PRIM_STATE",
    "OCC_GROUP": "O_GROUP",
    "GROUP": "O_GROUP",
    "LOC_Q": "LOC_QUOTIENT",
    "JOBS_1000_ORIG": "JOBS_1000",
    "I_GRP": "I_GROUP",
}
AREA = ("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE")
OCCUPATION = ("OCC_CODE", "OCC_TITLE", "O_GROUP")
CROSS_INDUSTRY = {"cross-industry", "Cross-industry", ""}

STEPS = ("PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90", "MEAN")
EMPLOYMENT = ("TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT", "MEAN_PRSE")
ANNUAL = tuple(f"A_{step}" for step in STEPS)
HOURLY = tuple(f"H_{step}" for step in STEPS)
# The figures of a row in the order in which they are read.
FIGURES = (*EMPLOYMENT, *ANNUAL, *HOURLY)
# Whether only the year's or only the hour's wages are released.
ONLY = ("ANNUAL", "HOURLY")
# Without these a row says nothing. A national file has no area, an old one no quotient.
NEEDED = ("OCC_CODE", "OCC_TITLE", "TOT_EMP", *ANNUAL, *HOURLY)

_STEP_FIELDS = ("p10", "p25", "median", "p75", "p90", "mean")
# Columns of Wage and StagedWage: the figures in the same order, then why groups of them are NULL.
FIELDS = (
    *("employment", "employment_rse", "jobs_per_1000", "location_quotient", "mean_rse"),
    *(f"annual_{step}" for step in _STEP_FIELDS),
    *(f"hourly_{step}" for step in _STEP_FIELDS),
    *("employment_missing", "annual_missing", "hourly_missing"),
)

_WHOLE = r"[0-9]{1,9}+"
_DECIMAL = r"[0-9]{1,6}+(?:\.[0-9]{1,4}+)?+"
# What each figure may be: employment and annual wages are whole, the rest may have decimals.
FORMS = dict(zip(FIGURES, (_WHOLE, *[_DECIMAL] * 4, *[_WHOLE] * 6, *[_DECIMAL] * 6), strict=True))
# Only these are large enough for thousands commas; in others a comma would be a decimal point.
WHOLE_FIGURES = {name for name, form in FORMS.items() if form == _WHOLE}
CELLS = {name: re.compile(form) for name, form in FORMS.items()}
# The source's marks in the place of a figure: no wage estimate, no employment estimate, at or above
# the top code, under 0.5 percent of establishments, not applicable.
MARKS = {"*", "**", "#", "~", ""}
# Figures of a row joined by commas: none missing, which nearly all rows are; and with marks.
PLAIN_ROW = re.compile(",".join(FORMS.values()) + ",,")
MARKED_ROW = re.compile(
    ",".join(rf"(?:{form}|\*\*?|[#~]|)" for form in FORMS.values()) + ",(?:TRUE)?,(?:TRUE)?"
)

Picker = Callable[[Sequence[str]], tuple[str, ...]]


class Layout:
    """Where a table has its columns. Raises FileError if one that is needed is missing."""

    def __init__(self, header: Sequence[str], place: str) -> None:
        names = [ALIASES.get(name, name) for name in map(normalize_header, header)]
        # Older state files have both ST and STATE, or AREA_TITLE beside STATE: the first counts.
        self.at = {name: i for i, name in reversed(list(enumerate(names))) if name}
        missing = [name for name in NEEDED if name not in self.at]
        if missing:
            raise FileError(
                f"{place}: the column {', '.join(missing)} is missing. "
                f"The columns are: {', '.join(name for name in names if name)[:300]}."
            )
        self.width = len(names)
        self.area = self._pick(AREA)
        self.occupation = self._pick(OCCUPATION)
        self.figures = self._pick((*FIGURES, *ONLY))
        self.industry = self._pick_one("I_GROUP")
        self.year = self._pick_one("YEAR")

    def _pick(self, names: Sequence[str]) -> Picker:
        """Pick the cells of these columns; of one that is missing, the empty cell at the end."""
        picker: Picker = itemgetter(*[self.at.get(name, self.width) for name in names])
        return picker

    def _pick_one(self, name: str) -> int:
        return self.at.get(name, self.width)

    def fill(self, row: Sequence[str]) -> Sequence[str]:
        """Make a row as wide as the header, with an empty cell at its end for missing columns."""
        return [*row[: self.width], *[""] * (self.width + 1 - min(len(row), self.width))]


def parse_figures(cells: Sequence[str], *, is_excerpt: bool = False) -> list[str | None]:
    """Figures of a row as text, in the order of FIELDS, from its cells and ANNUAL and HOURLY.

    A mark becomes None, and the reason of its group says why. In an excerpt, an empty cell is a
    figure that the file leaves out.
    """
    *figures, annual_only, hourly_only = cells
    values: list[str | None] = [None if cell in MARKS else cell for cell in figures]
    annual, hourly = figures[len(EMPLOYMENT) : -len(HOURLY)], figures[-len(HOURLY) :]
    blank = "not_bundled" if is_excerpt else ""
    values.append("" if values[0] else ("" if figures[0] else blank) or "no_estimate")
    values.append(_find_reason(annual, blank or _withheld(hourly_only, "hourly_only")))
    values.append(_find_reason(hourly, blank or _withheld(annual_only, "annual_only")))
    return values


def _withheld(only: str, reason: str) -> str:
    return reason if only == "TRUE" else "suppressed"


def _find_reason(cells: Sequence[str], withheld: str) -> str:
    """Why a group of wages has gaps; a group with both marks counts as withheld."""
    if "*" in cells or "" in cells or "**" in cells or "~" in cells:
        return withheld
    return "top_coded" if "#" in cells else ""
