"""Where a profile stands among all careers: its first groups, kept for a while in memory.

A board shows many profiles again and again, and reading 830 careers takes some milliseconds each. A
result's answers never change, so what is kept is right as long as the same figures and the same
careers are public. Only keys of groups, careers and conditions are kept, under a hash of the
answers; no answers.
"""

import hashlib
import json
from collections import Counter, OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any, NamedTuple

from quiz.areas import find_area
from quiz.matching.answers import Answers
from quiz.matching.grouping import group_readings
from quiz.matching.limits import count_costs
from quiz.matching.readings import Reading, read_careers
from quiz.models import Result
from quiz.profiles.measured import Measured, read_measured

MAX_FAMILIES = 3
# Of a group's careers, by name.
MAX_CAREERS = 3
# Profiles kept in memory by each process, some hundred bytes each.
MAX_KEPT = 2000


class FamilyStanding(NamedTuple):
    """A group of careers by its key; `careers` are keys of the first, `bothers` of conditions."""

    key: str
    stays: int
    total: int
    careers: tuple[int, ...]
    bothers: tuple[str, ...]


class Standing(NamedTuple):
    """The first groups of careers, and what each ruled-out condition alone takes off the list."""

    families: tuple[FamilyStanding, ...]
    costs: tuple[tuple[str, int], ...]


class MeasuredReader:
    """Reads the figures that results rest on, once for all that rest on the same."""

    def __init__(self) -> None:
        self._measured: dict[tuple[str, str], Measured] = {}

    def read(self, result: Result) -> Measured:
        """The figures of a result; up to three queries for those not read yet."""
        releases = result.profile.releases
        key = (result.area_code, json.dumps(releases, sort_keys=True))
        if key not in self._measured:
            area = find_area(result.area_code)
            self._measured[key] = read_measured(area.state if area else "", releases)
        return self._measured[key]


class _Kept(NamedTuple):
    """A standing, with the careers that it is about."""

    careers: tuple[Any, ...]
    standing: Standing


_kept: OrderedDict[str, _Kept] = OrderedDict()
_lock = Lock()


def find_standing(result: Result, answers: Answers, reader: MeasuredReader) -> Standing:
    """Where a result's answers stand among the careers that are public now."""
    measured = reader.read(result)
    key = _hash_answers(result)
    with _lock:
        kept = _kept.get(key)
        if kept is not None and kept.careers is measured.careers:
            _kept.move_to_end(key)
            return kept.standing
    standing = _calculate_standing(answers, measured)
    with _lock:
        _kept[key] = _Kept(measured.careers, standing)
        while len(_kept) > MAX_KEPT:
            _kept.popitem(last=False)
    return standing


def _hash_answers(result: Result) -> str:
    said = [result.pk, result.answers, result.months, result.profile.pay_from]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _calculate_standing(answers: Answers, measured: Measured) -> Standing:
    readings = read_careers(answers, measured.careers)
    return Standing(
        families=tuple(
            FamilyStanding(
                family.key,
                len(family.readings),
                family.total,
                tuple(each.career.career_id for each in family.readings[:MAX_CAREERS]),
                _list_common_bothers(family.readings),
            )
            for family in group_readings(readings).families[:MAX_FAMILIES]
        ),
        costs=tuple(
            (cost.limit, cost.alone)
            for cost in count_costs(readings)
            if cost.limit in answers.stances
        ),
    )


def _list_common_bothers(readings: Sequence[Reading]) -> tuple[str, ...]:
    """Conditions that bother in more than half of the readings, the most frequent first."""
    counts = Counter(key for reading in readings for key in reading.bothers)
    return tuple(key for key, number in counts.most_common() if 2 * number > len(readings))
