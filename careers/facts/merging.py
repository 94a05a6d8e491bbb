"""One occupation's facts out of those of several: the mean of figures, the union of names."""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from statistics import fmean
from typing import Any

from careers.facts.kinds import PLACED
from careers.models import FactKind
from common.search import fold

Values = dict[str, Any]

# Kinds whose values are a list, by its key.
LISTS = {
    FactKind.TECHNOLOGY: "items",
    FactKind.TITLES: "titles",
    FactKind.RELATED: "codes",
    FactKind.APPRENTICESHIPS: "programs",
    FactKind.FIELDS: "fields",
}
MAX_ITEMS = {FactKind.TECHNOLOGY: 15, FactKind.RELATED: 20}


def merge_values(kind: FactKind, parts: Sequence[Values]) -> Values:
    """The facts of several occupations as those of one; a single one's are as they are."""
    if len(parts) == 1:
        return parts[0]
    if kind == FactKind.JOB_ZONE:
        # Half a zone more counts as the higher: nobody should come with too little preparation.
        return {**parts[0], "zone": int(fmean(part["zone"] for part in parts) + 0.5)}
    if kind in LISTS:
        merged = take_turns([part[LISTS[kind]] for part in parts])
        return {LISTS[kind]: merged[: MAX_ITEMS.get(kind)]}
    values: Values = average(parts, 4 if kind in PLACED else 2)
    if kind == FactKind.EDUCATION:
        _withhold(values, parts)
    return values


def join_titles(parts: Sequence[Values]) -> Values:
    """All titles of the first before those of the next."""
    return {"titles": take_turns([[title for part in parts for title in part["titles"]]])}


def average(parts: Sequence[Any], digits: int = 2) -> Any:
    """The mean of what several have at the same place in objects and lists; null counts as none.

    >>> average([{"a": 1, "b": [2, None]}, {"a": 2.5, "b": [3, 4]}])
    {'a': 1.75, 'b': [2.5, 4]}
    """
    present = [part for part in parts if part is not None]
    if not present:
        return None
    if isinstance(present[0], dict):
        keys = dict.fromkeys(chain.from_iterable(present))
        return {key: average([part.get(key) for part in present], digits) for key in keys}
    if isinstance(present[0], list):
        return [average(cells, digits) for cells in zip(*present, strict=True)]
    return compact(fmean(present), digits)


def compact(number: float, digits: int = 2) -> float:
    """Round a figure, and write a whole one without decimals.

    >>> compact(2.0), compact(1.234)
    (2, 1.23)
    """
    rounded = round(number, digits)
    return int(rounded) if rounded == int(rounded) else rounded


def _withhold(values: Values, parts: Sequence[Values]) -> None:
    """Leave a share out that is withheld of one of the parts: the mean of the others is another."""
    for part in parts:
        for scale, shares in part.items():
            values[scale] |= {category: None for category, share in shares.items() if share is None}


def take_turns(lists: Iterable[Sequence[Any]]) -> list[Any]:
    """Merge lists so that the first of each stay in front; no name stands twice.

    >>> take_turns([["Nurse", "Aide"], ["NURSE", "Midwife", "Doula"]])
    ['Nurse', 'Aide', 'Midwife', 'Doula']
    """
    unique: dict[str, Any] = {}
    for item in chain.from_iterable(zip_longest(*lists)):
        if item is not None:
            unique.setdefault(fold(str(item[0] if isinstance(item, list) else item)), item)
    return list(unique.values())
