"""Where an occupation stands among all others of a release. Pure: no database.

A release keeps for each figure of its kind the middle, the spread and the ends over all of its
occupations; where it is asked for, also what tells the place of any value. A figure is named by its
key in careers/facts/kinds.py; of skills and knowledge it is the importance.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median, pstdev
from typing import Any

Statistics = dict[str, dict[str, Any]]
DIGITS = 4


def compute_statistics(
    occupations: Iterable[Mapping[str, Any]], *, quantiles: bool = False
) -> Statistics:
    """By the key of a figure: median, sd, low (10th percentile), high (90th), min, max, count.

    `quantiles` adds the 101 values that `place_among` needs.
    """
    figures: dict[str, list[float]] = defaultdict(list)
    for values in occupations:
        for key, value in values.items():
            figure = value[0] if isinstance(value, list) and value else value
            if isinstance(figure, int | float) and not isinstance(figure, bool):
                figures[key].append(figure)
    return {key: _describe(sorted(numbers), quantiles) for key, numbers in sorted(figures.items())}


def place_among(statistics: Mapping[str, Mapping[str, Any]], key: str, value: float) -> int:
    """The percent of all occupations that have less than this value, halves of ties included.

    >>> scores = [{"score": number} for number in range(101)]
    >>> place_among(compute_statistics(scores, quantiles=True), "score", 94)
    94
    """
    quantiles = statistics[key]["quantiles"]
    place = (bisect_left(quantiles, value) + bisect_right(quantiles, value) - 1) / 2
    return max(0, min(100, round(place)))


def _describe(numbers: Sequence[float], quantiles: bool) -> dict[str, Any]:
    mean = fmean(numbers)
    places = [_find_quantile(numbers, percent) for percent in range(101)] if quantiles else None
    return {
        "median": round(median(numbers), DIGITS),
        "sd": round(pstdev(numbers, mean), DIGITS),
        "low": _find_quantile(numbers, 10),
        "high": _find_quantile(numbers, 90),
        "min": numbers[0],
        "max": numbers[-1],
        "count": len(numbers),
        **({"quantiles": places} if places else {}),
    }


def _find_quantile(numbers: Sequence[float], percent: int) -> float:
    """The value below which a share of the sorted numbers is, between two of them if need be."""
    position = (len(numbers) - 1) * percent / 100
    below = int(position)
    above = min(below + 1, len(numbers) - 1)
    between = numbers[below] + (numbers[above] - numbers[below]) * (position - below)
    return round(between, DIGITS)
