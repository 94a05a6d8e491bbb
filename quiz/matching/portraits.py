"""What the careers of a family have in common: why the group holds together. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from quiz.matching.answers import INTERESTS
from quiz.matching.careers import MeasuredCareer
from quiz.matching.conditions import ASKED, Amount
from quiz.matching.families import find_family

STRONGEST = 2
MAX_CONDITIONS = 3
# A condition is a family's if so many of its careers have much of it, and so many more than of all.
MOST = 0.6
MORE = 0.2


@dataclass(frozen=True)
class Portrait:
    """A family's common interests, schooling and conditions; empty or None where nothing is common.

    `interests` are the letters of the strongest, first the strongest. `training_months` is the
    schooling that is usual in more than half of its careers. `conditions` are keys of what most
    of them have much of, unlike careers at large.
    """

    interests: tuple[str, ...] = ()
    training_months: int | None = None
    conditions: tuple[str, ...] = ()


def describe_families(careers: Iterable[MeasuredCareer]) -> dict[str, Portrait]:
    """The portrait of each family that has any of these careers, by its key."""
    members: dict[str, list[MeasuredCareer]] = defaultdict(list)
    for career in careers:
        members[find_family(career.soc_code)].append(career)
    everybody = _list_shares([career for family in members.values() for career in family])
    return {key: describe_family(family, everybody) for key, family in members.items()}


def describe_family(members: Sequence[MeasuredCareer], everybody: Mapping[str, float]) -> Portrait:
    """What members have in common; `everybody` are the shares of all careers by condition."""
    return Portrait(
        interests=_find_strongest(members),
        training_months=_find_usual_schooling(members),
        conditions=_find_conditions(_list_shares(members), everybody),
    )


def _list_shares(careers: Sequence[MeasuredCareer]) -> dict[str, float]:
    """By condition the share of careers that have much of it, of those where it is measured."""
    amounts = {
        key: [career.amounts[key] for career in careers if key in career.amounts] for key in ASKED
    }
    return {
        key: sum(amount is Amount.MUCH for amount in known) / len(known)
        for key, known in amounts.items()
        if known
    }


def _find_strongest(members: Sequence[MeasuredCareer]) -> tuple[str, ...]:
    known = [career.interest_weights for career in members if career.interest_weights]
    if not known:
        return ()
    means = {letter: fmean(weights[letter] for weights in known) for letter in INTERESTS}
    return tuple(sorted(INTERESTS, key=lambda letter: -means[letter])[:STRONGEST])


def _find_usual_schooling(members: Sequence[MeasuredCareer]) -> int | None:
    counts = Counter(
        career.training_months for career in members if career.training_months is not None
    )
    months, number = counts.most_common(1)[0] if counts else (None, 0)
    return months if 2 * number > counts.total() else None


def _find_conditions(
    shares: Mapping[str, float], everybody: Mapping[str, float]
) -> tuple[str, ...]:
    lifts = {
        key: share - everybody[key]
        for key, share in shares.items()
        if share >= MOST and share - everybody[key] >= MORE
    }
    return tuple(sorted(lifts, key=lambda key: (-lifts[key], key))[:MAX_CONDITIONS])
