"""Which conditions of work tell careers apart. Pure: no database."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

MAX_SHOWN = 8
# Standard deviations of all occupations: less is not worth a line.
MIN_DIFFERENCE = 0.5


def choose_conditions(
    values: Sequence[Mapping[str, float]],
    statistics: Mapping[str, Mapping[str, Any]],
    known: Collection[str],
) -> list[str]:
    """The conditions in which careers differ most, measured by how much all occupations differ.

    Of those in `known`, and that at least two of the careers have.

    >>> same, apart = {"median": 3, "sd": 1.0}, {"median": 2, "sd": 0.5}
    >>> choose_conditions([{"a": 3, "b": 1}, {"a": 3, "b": 4}], {"a": same, "b": apart}, "ab")
    ['b']
    """
    differences = {}
    for key in known:
        given = [each[key] for each in values if key in each]
        sd = statistics.get(key, {}).get("sd")
        if len(given) > 1 and sd:
            differences[key] = (max(given) - min(given)) / sd
    apart = [key for key in differences if differences[key] >= MIN_DIFFERENCE]
    return sorted(apart, key=lambda key: -differences[key])[:MAX_SHOWN]
