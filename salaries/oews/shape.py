"""Where a table has its columns, and what a row looks like in which nothing is out of the way."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter

from salaries.oews.cells import FIELDS
from salaries.oews.compact import COLUMNS
from salaries.oews.trouble import FileError
from salaries.oews.workbook import head_name

# Heads of 2015 to 2025, by today's name.
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
# Without these a row says nothing. A national file has no area, an old one no quotient.
NEEDED = (
    *("OCC_CODE", "OCC_TITLE", "TOT_EMP"),
    *("A_MEAN", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"),
    *("H_MEAN", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90"),
)
AREA = ("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE")
OCCUPATION = ("OCC_CODE", "OCC_TITLE", "O_GROUP")
CROSS_INDUSTRY = {"cross-industry", "Cross-industry", ""}

_WHOLE = r"[0-9]{1,9}+"
_DECIMAL = r"[0-9]{1,6}+(?:\.[0-9]{1,4}+)?+"
FIGURES = COLUMNS[2:-2]
# What each figure may be: employment and annual wages are whole, the rest may have decimals.
FORMS = dict(zip(FIGURES, (_WHOLE, *[_DECIMAL] * 4, *[_WHOLE] * 6, *[_DECIMAL] * 6), strict=True))
_COLUMN = dict(zip(FIGURES, FIELDS, strict=False))
_CELL = r'(?:[^",\r]*+|"[^"\r]*+")'

Picker = Callable[[Sequence[str]], tuple[str, ...]]


class Shape:
    """Where a table has its columns. Raises FileError if one that is needed is not there.

    Figures are staged in the order in which the table has them, so that cells which stand side by
    side need not be taken apart: `columns` are those of StagedWage in that order.
    """

    def __init__(self, head: Sequence[str], place: str) -> None:
        self.names = [ALIASES.get(name, name) for name in map(head_name, head)]
        # Older state files have both ST and STATE, or AREA_TITLE beside STATE: the first counts.
        self.at = {name: i for i, name in reversed(list(enumerate(self.names))) if name}
        missing = [name for name in NEEDED if name not in self.at]
        if missing:
            raise FileError(
                f"{place}: the column {', '.join(missing)} is missing. "
                f"The heads are: {', '.join(name for name in self.names if name)[:300]}."
            )
        self.width = len(self.names)
        self.area = self._picker(AREA)
        self.occupation = self._picker(OCCUPATION)
        # Whether every column is there, so that a row needs no empty cell at its end.
        self.is_whole = all(name in self.at for name in (*COLUMNS, *AREA, *OCCUPATION))
        self.industry = self.at.get("I_GROUP")
        self.year = self.at.get("YEAR")
        order = sorted(FIGURES, key=lambda name: self.at.get(name, self.width))
        self.picked = (*order, "ANNUAL", "HOURLY")
        self.figures = self._picker(self.picked)
        # From the order of the table to that of the source, and on to that of `columns`.
        self.as_published: Picker = itemgetter(*map(self.picked.index, COLUMNS[2:]))
        staged = (*[_COLUMN[name] for name in order], *FIELDS[len(FIGURES) :])
        self.as_staged = itemgetter(*map(FIELDS.index, staged))
        self.columns = ("row", "area_code", "soc_code", *staged)
        forms = [FORMS[name] for name in order]
        # Figures without marks, gaps or commas, which nearly all rows have; no ANNUAL, no HOURLY.
        self.plain = re.compile(",".join(forms) + ",,")
        # The same with the source's marks in the place of some.
        self.marked = re.compile(
            ",".join(rf"(?:{form}|\*\*?|[#~]|)" for form in forms) + ",(?:TRUE)?,(?:TRUE)?"
        )
        self.line = self._line()

    def _picker(self, names: Sequence[str]) -> Picker:
        """Cells of these columns; one that the table does not have is the empty cell at the end."""
        picker: Picker = itemgetter(*[self.at.get(name, self.width) for name in names])
        return picker

    def _line(self) -> re.Pattern[str] | None:
        """A line of CSV in which nothing is out of the way; None where columns are in disorder.

        Its groups are the cells of the area, those of the occupation, and runs of figures.
        """

        def group(i: int) -> str:
            name = self.names[i]
            if self.at.get(name) != i:
                return ""
            kinds = (("area", AREA), ("occupation", OCCUPATION), ("figures", FIGURES))
            return next((kind for kind, names in kinds if name in names), "")

        def cell(i: int) -> str:
            name = self.names[i]
            if i == self.industry:
                return "(?:" + "|".join(sorted(CROSS_INDUSTRY, reverse=True)) + ")"
            if name in ("ANNUAL", "HOURLY"):
                return ""
            return FORMS[name] if group(i) == "figures" else _CELL

        kinds, runs = [], []
        for kind, columns in groupby(range(self.width), group):
            run = ",".join(map(cell, columns))
            kinds += [kind] if kind else []
            runs.append(f"({run})" if kind else run)
        orderly = kinds[:2] == ["area", "occupation"] and set(kinds[2:]) == {"figures"}
        if not (orderly and self.is_whole) or self.year is not None:
            return None
        return re.compile(",".join(runs) + r"\r?")
