"""How the facts of a file differ from those that are published. Pure: no database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

Rows = Mapping[str, Mapping[str, Any]]

# Of the occupations that a published release has, the share that a file may lack.
MAX_SHARE_GONE = 0.05
# Of the figures of all occupations, the share that may change a lot, and what that is in percent.
MAX_SHARE_CHANGED = 0.25
BIG_CHANGE = 25
# Figures of a kind that are named one by one.
SHOWN_CHANGES = 20


class Change(NamedTuple):
    """A figure of an occupation, before and after; `percent` is how much it changed."""

    soc_code: str
    key: str
    before: float
    after: float
    percent: float


@dataclass(frozen=True)
class Difference:
    """The facts of one kind in a file beside those that are published."""

    new: list[str]
    gone: list[str]
    changed: list[str]
    unchanged: int
    figures: int
    # The largest first.
    changes: list[Change]

    @property
    def known(self) -> int:
        """Occupations that the published release has."""
        return len(self.gone) + len(self.changed) + self.unchanged

    @property
    def has_large_drop(self) -> bool:
        return len(self.gone) > MAX_SHARE_GONE * self.known

    @property
    def big_changes(self) -> int:
        return sum(abs(change.percent) >= BIG_CHANGE for change in self.changes)

    @property
    def has_many_big_changes(self) -> bool:
        return self.big_changes > MAX_SHARE_CHANGED * self.figures


def compare_rows(before: Rows, after: Rows) -> Difference:
    """What is new, gone and changed, by the codes of occupations."""
    both = sorted(before.keys() & after.keys())
    changes: list[Change] = []
    figures = 0
    for code in both:
        old, new = dict(list_figures(before[code])), dict(list_figures(after[code]))
        for key in old.keys() & new.keys():
            figures += 1
            if old[key] != new[key]:
                changes.append(Change(code, key, old[key], new[key], _change(old[key], new[key])))
    changes.sort(key=lambda change: (-abs(change.percent), change.soc_code, change.key))
    changed = [code for code in both if before[code] != after[code]]
    return Difference(
        new=sorted(after.keys() - before.keys()),
        gone=sorted(before.keys() - after.keys()),
        changed=changed,
        unchanged=len(both) - len(changed),
        figures=figures,
        changes=changes,
    )


def list_figures(values: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, float]]:
    """The figures of an occupation by their keys; of [importance, level] the importance.

    >>> list(list_figures({"2.A.1.a": [4.1, 3.5], "RL": {"1": 20, "2": None}, "titles": ["RN"]}))
    [('2.A.1.a', 4.1), ('RL 1', 20)]
    """
    for key, value in values.items():
        label = f"{name} {key}".strip()
        first = value[0] if isinstance(value, Sequence) and value else value
        if isinstance(value, Mapping):
            yield from list_figures(value, label)
        elif isinstance(first, int | float):
            yield label, first


def list_lines(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The values of an occupation as lines to read.

    >>> list_lines(
    ...     {"2.A.1.a": [4.1, 3.5], "titles": ["RN", "nurse"], "rows": [["622", "Hospitals"]]}
    ... )
    [('2.A.1.a', '4.1, 3.5'), ('titles', 'RN, nurse'), ('rows', '622 Hospitals')]
    """
    return [(key, _write(value)) for key, value in values.items()]


def _write(value: Any, inside: bool = False) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_write(item)}" for key, item in value.items())
    if isinstance(value, list):
        between = " " if inside else ", "
        return between.join(_write(item, inside=True) for item in value)
    return "–" if value in (None, "") else str(value)


def _change(before: float, after: float) -> float:
    # From nothing to something is no percent; it counts as a change by all of it.
    percent = 100 * (after - before) / before if before else 100.0
    return max(-9999.0, min(9999.0, percent))
