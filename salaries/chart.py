"""Geometry of the range chart: percentiles of one or more areas on a shared scale of dollars."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salaries.figures import Amount, Percentiles

if TYPE_CHECKING:
    from salaries.summary import AreaWages

# Percent of the width left free at both ends, so that the outer labels are not cut.
MARGIN = 3.0
ANNUAL_STEPS = (5_000, 10_000, 20_000, 25_000, 50_000)
HOURLY_STEPS = (1, 2, 5, 10, 20, 25)
MOST_TICKS = 6


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Bar:
    """One area's range. Positions and widths are percent of the chart's width, None where there is
    no figure; `whisker` reaches from the lowest to the highest percentile known."""

    name: str
    url: str
    percentiles: Percentiles
    whisker: tuple[float, float] | None
    box: tuple[float, float] | None
    median: float | None
    is_nation: bool
    text: str


@dataclass(frozen=True)
class RangeChart:
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    nation_median: float | None


def range_chart(rows: Sequence["AreaWages"]) -> RangeChart | None:
    """Bars for rows in their order, the nation among them if wanted; None without any figure."""
    sets = [row.pay for row in rows]
    is_hourly = bool(rows) and rows[0].form == "hourly"
    amounts = [
        float(f.rank_by) for percentiles in sets for f in percentiles if f.rank_by is not None
    ]
    if not amounts:
        return None
    low, high, step = _scale(
        min(amounts), max(amounts), HOURLY_STEPS if is_hourly else ANNUAL_STEPS
    )

    def x(amount: Amount | float | None) -> float | None:
        if amount is None:
            return None
        share = (float(amount) - low) / (high - low)
        return round(MARGIN + share * (100 - 2 * MARGIN), 2)

    bars = []
    for row, percentiles in zip(rows, sets, strict=True):
        known = [at for figure in percentiles if (at := x(figure.rank_by)) is not None]
        p25, p75 = x(percentiles.p25.rank_by), x(percentiles.p75.rank_by)
        bars.append(
            Bar(
                name=row.area.name,
                url="",
                percentiles=percentiles,
                whisker=(known[0], round(known[-1] - known[0], 2)) if known else None,
                box=(p25, round(p75 - p25, 2)) if p25 is not None and p75 is not None else None,
                median=x(percentiles.median.rank_by),
                is_nation=row.area.level == "nation",
                text=describe(percentiles),
            )
        )
    ticks = []
    at = low
    while at <= high:
        ticks.append(Tick(x(at) or 0, f"${at:,.0f}" if is_hourly else f"${at / 1000:.0f}k"))
        at += step
    nation = next((bar.median for bar in bars if bar.is_nation), None)
    return RangeChart(tuple(bars), tuple(ticks), nation)


def describe(percentiles: Percentiles) -> str:
    """The percentiles in a sentence, for those who cannot see the chart."""
    names = ("10th percentile", "25th percentile", "median", "75th percentile", "90th percentile")
    return ", ".join(
        f"{name} {figure.text}" for name, figure in zip(names, percentiles, strict=True)
    )


def _scale(low: float, high: float, steps: Sequence[int]) -> tuple[float, float, float]:
    """Ends of the scale and the distance of its ticks, so that at most MOST_TICKS stand on it."""
    step = float(steps[-1])
    for candidate in steps:
        if math.ceil(high / candidate) - math.floor(low / candidate) < MOST_TICKS:
            step = float(candidate)
            break
    first, last = math.floor(low / step), math.ceil(high / step)
    return first * step, max(last, first + 1) * step, step
