"""Geometry of a small chart of years: medians in a band from the 10th to the 90th percentile.

Places are percent, so that the text keeps its size on every screen. Pay begins at zero.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

# Left free at both ends, so that points and labels are not cut off.
MARGIN_PERCENT = 4.0
MAX_TICKS = 5
YEARS_BETWEEN_LABELS = 3


@dataclass(frozen=True)
class ChartPoint:
    """What a year has; `low` and `high` are the band's. `part` changes at breaks."""

    year: int
    part: int
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Label:
    """A text at a place of an axis; `anchor` is SVG's."""

    position: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class LineChart:
    """Paths in a square of 100 × 100; `breaks` are places across, labels those of both axes."""

    lines: tuple[str, ...]
    bands: tuple[str, ...]
    dots: str
    breaks: tuple[float, ...]
    years: tuple[Label, ...]
    amounts: tuple[Label, ...]


def build_line_chart(points: Sequence[ChartPoint], breaks: Iterable[float]) -> LineChart | None:
    """A chart of points in the order of their years; None with fewer than two values.

    `breaks` are where lines are not drawn through, as in 2018.5.
    """
    values = [point.value for point in points if point.value is not None]
    if len(values) < 2:
        return None
    first, last = points[0].year, points[-1].year
    parts = [list(group) for _, group in groupby(points, key=lambda point: point.part)]
    banded = [
        [one for one in part if one.low is not None and one.high is not None] for part in parts
    ]
    highs = [one.high for part in banded if len(part) > 1 for one in part if one.high is not None]
    step, top = _choose_scale(max([*values, *highs]))

    def x(year: float) -> float:
        share = (year - first) / (last - first)
        return round(MARGIN_PERCENT + share * (100 - 2 * MARGIN_PERCENT), 1)

    def y(amount: float) -> float:
        return round(100 - 100 * amount / top, 1)

    lines, bands = [], []
    for part, edges in zip(parts, banded, strict=True):
        known = [(x(one.year), y(one.value)) for one in part if one.value is not None]
        if len(known) > 1:
            lines.append(_draw(known))
        if len(edges) > 1:
            upper = [(x(one.year), y(one.high or 0)) for one in edges]
            lower = [(x(one.year), y(one.low or 0)) for one in reversed(edges)]
            bands.append(_draw([*upper, *lower]) + "z")
    return LineChart(
        lines=tuple(lines),
        bands=tuple(bands),
        dots="".join(f"M{x(one.year)} {y(one.value)}h0" for one in points if one.value is not None),
        breaks=tuple(x(place) for place in breaks if first < place < last),
        years=tuple(
            Label(
                x(year),
                str(year),
                "end" if year == last else "start" if year == first else "middle",
            )
            for year in range(last, first - 1, -YEARS_BETWEEN_LABELS)
        ),
        amounts=tuple(
            Label(y(number * step), _format_tick(number * step))
            for number in range(round(top / step) + 1)
        ),
    )


def _draw(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places)


def _choose_scale(highest: float) -> tuple[float, float]:
    """The distance of ticks, a round number, and the top of the scale.

    >>> _choose_scale(135320), _choose_scale(23.4)
    ((50000.0, 150000.0), (5.0, 25.0))
    """
    power = 10.0 ** math.floor(math.log10(highest / MAX_TICKS))
    step = next(power * size for size in (1, 2, 5, 10) if highest / (power * size) <= MAX_TICKS)
    return step, math.ceil(highest / step) * step


def _format_tick(amount: float) -> str:
    """A round amount in short form.

    >>> _format_tick(50000), _format_tick(7.5), _format_tick(0)
    ('$50k', '$7.50', '$0')
    """
    if amount >= 1000:
        return f"${amount / 1000:,g}k"
    return f"${amount:.2f}" if amount % 1 else f"${amount:.0f}"
