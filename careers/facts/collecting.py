"""Facts as the tables of a source give them, row by row, by the source's own codes."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from careers.facts.kinds import COMBINED
from careers.facts.merging import MAX_ITEMS, compact, take_turns
from careers.facts.occupations import find_survey_code
from careers.models import FactKind
from common import codes
from imports.errors import FileError

ONET_SOC = re.compile(r"\d{2}-\d{4}\.\d{2}", re.ASCII)
SOC = re.compile(r"\d{2}-\d{4}", re.ASCII)
# No name in a source is nearly as long.
MAX_NAME_LENGTH = 200
NO_FIGURE = frozenset({"", "-", "*", "**", "n/a", "NA", "N/A"})


@dataclass(frozen=True)
class Row:
    """A row of a table by the names of its columns; it tells where in the file a mistake is."""

    place: str
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def name(self, column: str) -> str:
        """A text that is shown."""
        text = self.text(column)
        if not text:
            raise self.refuse(column, "must be a name")
        if len(text) > MAX_NAME_LENGTH:
            raise self.refuse(column, f"is longer than {MAX_NAME_LENGTH} letters")
        return text

    def code(self, column: str, form: re.Pattern[str] = ONET_SOC) -> str:
        """A code; one of the survey's that a spreadsheet took for a day is put right."""
        text = self.text(column)
        if form.fullmatch(text):
            return text
        if form is ONET_SOC:
            raise self.refuse(column, "is not a code as in 29-1141.00")
        code = codes.SOC if form is SOC else codes.CIP
        try:
            read = code.read(text)
        except codes.CodeError as error:
            raise FileError(f"{self.place}, row {self.number}, {column}: {error}.") from None
        if not form.fullmatch(read):
            raise self.refuse(column, "is not a code in full, as in 51.0710")
        return read

    def figure(self, column: str, low: float, high: float, digits: int = 2) -> float | None:
        """A number within bounds, rounded; None where the source has none."""
        text = self.cells.get(column, "").replace(",", "")
        if text in NO_FIGURE:
            return None
        try:
            number = float(text)
        except ValueError:
            raise self.refuse(column, "is no number") from None
        if not low <= number <= high:
            raise self.refuse(column, f"must be between {low:g} and {high:g}")
        return compact(number, digits)

    def whole(self, column: str, low: int, high: int) -> int | None:
        """A whole number within bounds; None where the source has none."""
        number = self.figure(column, low, high)
        if number is not None and number != int(number):
            raise self.refuse(column, "must be a whole number")
        return None if number is None else int(number)

    def required(self, column: str, low: float, high: float, digits: int = 2) -> float:
        number = self.figure(column, low, high, digits)
        if number is None:
            raise self.refuse(column, "must be a number")
        return number

    def refuse(self, column: str, problem: str) -> FileError:
        cell = self.cells.get(column, "")[:40]
        return FileError(f"{self.place}, row {self.number}, {column}: “{cell}” {problem}.")


class Once:
    """Tells two rows of a table that say different things about the same: no source has them."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], str] = {}

    def check(self, row: Row, column: str, *key: str) -> None:
        """Raise FileError if an earlier row has another figure in the column for this key."""
        text = row.text(column)
        before = self._seen.setdefault(key, text)
        if before != text:
            about = ", ".join(key)
            raise row.refuse(column, f"stands beside “{before[:40]}” of an earlier row, {about}")


@dataclass
class Collected:
    """What tables said so far. Some say how to read others: a folder's are read in that order."""

    # By kind and code of an occupation.
    facts: dict[FactKind, dict[str, Any]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    editions: dict[FactKind, str] = field(default_factory=dict)
    # That of the table being read.
    edition: str = ""
    # Codes of elements by their folded names, and codes of older classifications.
    elements: dict[str, str] = field(default_factory=dict)
    soc_2018: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    onet_2019: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # Occupations whose work conditions are not to be trusted.
    doubtful: set[str] = field(default_factory=set)

    def of(self, kind: FactKind, code: str) -> Any:
        """The values of an occupation, to be filled."""
        # Tables of one kind may be of two releases, as names are.
        known = self.editions.setdefault(kind, self.edition)
        if self.edition not in known:
            self.editions[kind] = ", ".join(sorted([*known.split(", "), self.edition]))
        return self.facts[kind][code]

    def finish(self, codes: Collection[str]) -> dict[FactKind, dict[str, Any]]:
        """The facts in the form that careers/facts/kinds.py describes, by the source's codes."""
        finished = {kind: dict(rows) for kind, rows in self.facts.items()}
        for kind, finish in (
            (FactKind.INTERESTS, _finish_interests),
            (FactKind.TITLES, _finish_titles),
            (FactKind.TECHNOLOGY, _finish_technology),
            (FactKind.SKILLS, _finish_pairs),
            (FactKind.KNOWLEDGE, _finish_pairs),
        ):
            if kind in finished:
                finished[kind] = finish(finished[kind])
        if FactKind.RELATED in finished:
            related = finished[FactKind.RELATED]
            finished[FactKind.RELATED] = _finish_related(related, codes)
        if FactKind.CONDITIONS in finished:
            rows = finished[FactKind.CONDITIONS]
            trusted = {code: rows[code] for code in rows if code not in self.doubtful}
            finished[FactKind.CONDITIONS] = trusted
        return finished


def _finish_interests(rows: dict[str, Any]) -> dict[str, Any]:
    """As many of each occupation: what it has most of cannot be told from some of them."""
    most = max(map(len, rows.values()))
    for code, values in rows.items():
        if len(values) < most:
            raise FileError(
                f"{code} has {len(values)} interests where others have {most}. The file was cut "
                "off: download it again."
            )
    return rows


def _finish_titles(rows: dict[str, Any]) -> dict[str, Any]:
    """No name twice, and not the occupation's own, except where the survey combines it."""
    combined = {f"{part}.00" for parts in COMBINED.values() for part in parts}
    finished = {}
    for code, names in rows.items():
        own = names.get("own", "")
        # What people in the job report comes first: it is the most common.
        titles = [
            own,
            *(title for key in ("shown", "reported", "titles") for title in names.get(key, [])),
        ]
        unique = take_turns([[title for title in titles if title]])
        if own and code.endswith(".00") and code not in combined:
            unique = unique[1:]
        if unique:
            finished[code] = {"titles": unique}
    return finished


def _finish_pairs(rows: dict[str, Any]) -> dict[str, Any]:
    """A level without importance says nothing: the importance was suppressed."""
    rated = {
        code: {key: pair for key, pair in values.items() if pair[0] is not None}
        for code, values in rows.items()
    }
    return {code: values for code, values in rated.items() if values}


def _finish_technology(rows: dict[str, Any]) -> dict[str, Any]:
    """What employers ask for first; of that, what more of the group's occupations use than of all.

    Or every list would begin with the same office software.
    """
    spread = Counter(name for values in rows.values() for name in values)
    sizes = Counter(code[:2] for code in rows)
    nearby = Counter((code[:2], name) for code, values in rows.items() for name in values)
    finished = {}
    for code, values in rows.items():
        items = [[name, hot, wanted] for name, (hot, wanted) in values.items()]
        size = sizes[code[:2]]
        rank = {n: nearby[code[:2], n] / size - spread[n] / len(rows) for n in values}
        items.sort(key=lambda item: (-item[2], -item[1], -rank[item[0]], item[0]))
        finished[code] = {"items": items[: MAX_ITEMS[FactKind.TECHNOLOGY]]}
    return finished


def _finish_related(rows: dict[str, Any], codes: Collection[str]) -> dict[str, Any]:
    """The survey's codes, the closest first; an occupation is not related to itself."""
    finished = {}
    for code, ranks in rows.items():
        found = (find_survey_code(other, codes) for other in sorted(ranks, key=ranks.__getitem__))
        own = find_survey_code(code, codes)
        related = [other for other in dict.fromkeys(found) if other not in ("", own)]
        if related:
            finished[code] = {"codes": related[: MAX_ITEMS[FactKind.RELATED]]}
    return finished
