"""The conditions that a fit check asks about: those in which one occupation differs most. Pure."""

from collections.abc import Mapping
from typing import Any

from quiz.matching.conditions import CONDITIONS, Amount, find_amount

# Conditions that say nearly the same of a job: a fit check asks about one of each group.
ALIKE = (
    ("sitting", "standing", "walking"),
    ("outdoors", "temperature", "unheated"),
    ("heights", "climbing", "balance"),
    ("kneeling", "bending"),
    ("gear", "special-gear"),
    ("machines", "small-injuries"),
    ("open-vehicle", "vibration"),
    ("upset", "conflict"),
    ("computer", "email", "letters"),
    ("repetition", "motions"),
    ("leading", "work-of-others"),
    ("freedom", "own-goals"),
)
GROUP_OF = {key: group for group in ALIKE for key in group}
# An answer about what a job hardly has neither suits nor bothers, so few of the questions are such.
MAX_HARDLY_THERE = 3


def choose_conditions(
    values: Mapping[str, float], statistics: Mapping[str, Mapping[str, Any]], limit: int = 10
) -> tuple[str, ...]:
    """The keys of the conditions in which an occupation differs most from all, the most first.

    `values` are its means, `statistics` the `median` and `sd` of all occupations, both by the keys
    of CONDITIONS. A difference counts in standard deviations. Of conditions that are alike only
    one is chosen, and few of which the occupation has little, unless there are no others.
    """
    differences = measure_differences(values, statistics)
    is_little = {key: find_amount(key, values[key]) is Amount.LITTLE for key in differences}
    ranked = sorted(differences, key=lambda key: (-abs(differences[key]), key))
    # Of those that are alike rather one that the occupation has: a job in which people sit is not
    # asked about as one in which they do not stand.
    first_of: dict[tuple[str, ...], str] = {}
    for key in sorted(ranked, key=is_little.__getitem__):
        first_of.setdefault(GROUP_OF.get(key, (key,)), key)
    candidates = [key for key in ranked if key in first_of.values()]
    little = [key for key in candidates if is_little[key]]
    surplus = set(little[MAX_HARDLY_THERE:])
    chosen = [key for key in candidates if key not in surplus][:limit]
    chosen += [key for key in little if key in surplus][: limit - len(chosen)]
    return tuple(sorted(chosen, key=ranked.index))


def measure_differences(
    values: Mapping[str, float], statistics: Mapping[str, Mapping[str, Any]]
) -> dict[str, float]:
    """How far each mean is from the middle of all occupations, in standard deviations."""
    return {
        key: (values[key] - statistics[key]["median"]) / statistics[key]["sd"]
        for key in CONDITIONS
        if key in values and statistics.get(key, {}).get("sd")
    }
