"""Filters over rows of careers, and what each choice would show. Pure.

A limit is one choice of a filter: `Limit("education", "bachelor")`. A test of a limit returns None
where the row has no figure to decide by, so that pages can say how many careers that leaves out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from careers.explore.rows import INTERESTS, LADDER, STRONGEST, ZONES, CareerRow
from careers.groups import GROUPS


class Limit(NamedTuple):
    """A choice in force: the name of its filter, as in addresses, and its value."""

    name: str
    value: str


Test = Callable[[CareerRow], bool | None]


class Condition(NamedTuple):
    """A condition of work by its code: whether its mean on the source's scale is within bounds."""

    element: str
    at_least: float = 0
    at_most: float = 9


# The names that addresses have. Scales run from 1 (never) to 5 (each day, all the time); those of
# hours from 1 to 3.
CONDITIONS = {
    "outdoors": Condition("4.C.2.a.1.c", at_least=3.5),
    "indoors": Condition("4.C.2.a.1.c", at_most=2),
    "customers": Condition("4.C.1.b.1.f", at_least=4),
    "alone": Condition("4.C.1.a.4", at_most=4),
    "close": Condition("4.C.2.a.3", at_least=4),
    "sitting": Condition("4.C.2.d.1.a", at_least=3.5),
    "standing": Condition("4.C.2.d.1.b", at_least=3.5),
    "hands": Condition("4.C.2.d.1.g", at_least=4),
    "calm": Condition("4.C.3.d.1", at_most=3.5),
    "regular": Condition("4.C.3.d.4", at_most=1.25),
    "short": Condition("4.C.3.d.8", at_most=2.2),
}
ELEMENTS = tuple(sorted({condition.element for condition in CONDITIONS.values()}))
AVERAGE = "average"
# What a filter offers. Pay and openings may also have any other whole number.
OPTIONS: dict[str, tuple[str, ...]] = {
    "pay_from": ("30000", "40000", "50000", "60000", "75000", "100000", "150000"),
    "education": LADDER[:-1],
    "zone": tuple(str(zone) for zone in ZONES[:-1]),
    "growth": ("0", AVERAGE, "5", "10", "20"),
    "openings": ("1000", "5000", "10000", "50000", "100000"),
    "group": tuple(GROUPS),
    "telework": ("10", "25", "50"),
    "interest": INTERESTS,
    "condition": tuple(CONDITIONS),
}
# Filters that may have several choices at once, all of which hold, and how many.
SEVERAL = {"interest": STRONGEST, "condition": len(CONDITIONS)}


# Bounded: pay and openings may be any number.
@lru_cache(maxsize=1024)
def build_test(limit: Limit) -> Test:
    """What decides for a row whether a limit holds; None where no figure is known."""
    return _BUILDERS[limit.name](limit.value)


def _test_pay(value: str) -> Test:
    dollars = int(value)

    def test(row: CareerRow) -> bool | None:
        amount = row.local.median_at_least
        if amount is None:
            return None
        # A top-coded median may be any amount above.
        return amount >= dollars or (None if row.local.median is None else False)

    return test


def _test_education(value: str) -> Test:
    step = LADDER.index(value)
    return lambda row: None if row.education is None else row.education <= step


def _test_zone(value: str) -> Test:
    number = int(value)
    return lambda row: None if row.zone is None else row.zone.is_at_most(number)


def _test_growth(value: str) -> Test:
    def test(row: CareerRow) -> bool | None:
        if row.outlook is None:
            return None
        least = row.outlook.average_growth if value == AVERAGE else float(value)
        return None if least is None else row.outlook.growth >= least

    return test


def _test_openings(value: str) -> Test:
    number = int(value)
    return lambda row: None if row.openings is None else row.openings >= number


def _test_group(value: str) -> Test:
    return lambda row: row.group == value


def _test_interest(value: str) -> Test:
    return lambda row: value in row.strongest_interests if row.interests else None


def _test_condition(value: str) -> Test:
    element, at_least, at_most = CONDITIONS[value]

    def test(row: CareerRow) -> bool | None:
        mean = row.conditions.get(element)
        return None if mean is None else at_least <= mean <= at_most

    return test


def _test_telework(value: str) -> Test:
    percent = int(value)
    return lambda row: None if row.telework is None else row.telework >= percent


_BUILDERS: dict[str, Callable[[str], Test]] = {
    "pay_from": _test_pay,
    "education": _test_education,
    "zone": _test_zone,
    "growth": _test_growth,
    "openings": _test_openings,
    "group": _test_group,
    "interest": _test_interest,
    "condition": _test_condition,
    "telework": _test_telework,
}


@dataclass(frozen=True)
class Narrowed:
    """What some limits leave of the rows.

    `unknown` are rows that no known figure rules out, but for which some figure is not known;
    `unknown_for` counts them by limit. `costs` says how many more there were without a limit.
    `counts` says for each choice that could be made how many rows it would show.
    """

    rows: tuple[CareerRow, ...]
    unknown: int = 0
    unknown_for: Mapping[Limit, int] = field(default_factory=dict)
    costs: Mapping[Limit, int] = field(default_factory=dict)
    counts: Mapping[Limit, int] = field(default_factory=dict)


def narrow_rows(
    rows: Iterable[CareerRow], limits: Sequence[Limit], offered: Iterable[Limit] | None = None
) -> Narrowed:
    """Keep the rows for which every limit holds, in their order, and count the others.

    A choice of a filter that may have several is counted beside those in force; any other instead
    of the one in force. `offered` are the choices to count, all of OPTIONS unless given.
    """
    tests = [(limit, build_test(limit)) for limit in limits]
    choices = list_choices() if offered is None else offered
    by_filter: dict[str, list[tuple[Limit, Test]]] = {}
    for choice in dict.fromkeys((*choices, *limits)):
        by_filter.setdefault(choice.name, []).append((choice, build_test(choice)))
    every_choice = [pair for pairs in by_filter.values() for pair in pairs]
    kept: list[CareerRow] = []
    unknown_for: Counter[Limit] = Counter()
    costs: Counter[Limit] = Counter()
    counts: Counter[Limit] = Counter()
    unknown = 0
    for row in rows:
        failed = [(limit, answer) for limit, test in tests if not (answer := test(row))]
        names = {limit.name for limit, _ in failed}
        if not failed:
            kept.append(row)
        elif len(failed) == 1:
            costs[failed[0][0]] += 1
        if failed and all(answer is None for _, answer in failed):
            unknown += 1
            unknown_for.update(limit for limit, _ in failed)
        if len(names) <= 1 and not names & SEVERAL.keys():
            pairs = by_filter.get(names.pop(), []) if names else every_choice
            counts.update(choice for choice, test in pairs if test(row))
    return Narrowed(tuple(kept), unknown, unknown_for, costs, counts)


def list_choices() -> list[Limit]:
    """Every choice that the filters offer."""
    return [Limit(name, value) for name, values in OPTIONS.items() for value in values]


def find_possible_choices(rows: Sequence[CareerRow]) -> set[Limit]:
    """The choices that hold for any row."""
    return {limit for limit in list_choices() if any(map(build_test(limit), rows))}
