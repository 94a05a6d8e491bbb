"""Geometry of the range chart: percentiles of one or more areas on a shared scale of dollars."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from salaries.figures import Amount, Percentiles
from salaries.rows import AreaWages

# Left free at both ends, so that the outer labels are not cut off.
MARGIN_PERCENT = 3.0
ANNUAL_STEPS = (5_000, 10_000, 20_000, 25_000, 50_000, 100_000, 200_000)
HOURLY_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
MAX_TICKS = 6


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Bar:
    """One area's range.

    Positions and widths are percent of the chart's width, None without a figure. `whisker` (start
    and width) covers the known percentiles, `box` the middle half.
    """

    name: str
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


def build_range_chart(
    rows: Sequence[AreaWages], beside: Sequence[AreaWages] = ()
) -> RangeChart | None:
    """Bars for rows in their order; None without any figure.

    `beside` are the rows of another chart on the page, with which this one shares its scale.
    """
    is_hourly = bool(rows) and rows[0].basis == "hourly"
    amounts = [
        float(figure.sort_value)
        for row in (*rows, *(row for row in beside if rows and row.basis == rows[0].basis))
        for figure in row.pay
        if figure.sort_value is not None
    ]
    if not amounts:
        return None
    low, high, step = _choose_scale(
        min(amounts), max(amounts), HOURLY_STEPS if is_hourly else ANNUAL_STEPS
    )

    def position(amount: Amount | float | None) -> float | None:
        if amount is None:
            return None
        share = (float(amount) - low) / (high - low)
        return round(MARGIN_PERCENT + share * (100 - 2 * MARGIN_PERCENT), 2)

    bars = []
    for row in rows:
        pay = row.pay
        known = [x for figure in pay if (x := position(figure.sort_value)) is not None]
        p25, p75 = position(pay.p25.sort_value), position(pay.p75.sort_value)
        bars.append(
            Bar(
                name=row.name,
                whisker=(known[0], round(known[-1] - known[0], 2)) if known else None,
                box=(p25, round(p75 - p25, 2)) if p25 is not None and p75 is not None else None,
                median=position(pay.median.sort_value),
                is_nation=row.area.level == "nation",
                text=describe_percentiles(pay),
            )
        )
    ticks = []
    amount = low
    while amount <= high:
        label = f"${amount:,.0f}" if is_hourly else f"${amount / 1000:.0f}k"
        ticks.append(Tick(position(amount) or 0, label))
        amount += step
    nation = next((bar.median for bar in bars if bar.is_nation), None)
    return RangeChart(tuple(bars), tuple(ticks), nation)


def describe_percentiles(percentiles: Percentiles) -> str:
    """The percentiles as text, for readers who cannot see the chart."""
    names = (
        gettext("10th percentile"),
        gettext("25th percentile"),
        gettext("median"),
        gettext("75th percentile"),
        gettext("90th percentile"),
    )
    return ", ".join(
        f"{name} {figure.text}" for name, figure in zip(names, percentiles, strict=True)
    )


def _choose_scale(low: float, high: float, steps: Sequence[int]) -> tuple[float, float, float]:
    """Ends of the scale and the distance of its ticks, of which there are at most MAX_TICKS."""
    step = float(steps[-1])
    for candidate in steps:
        if math.ceil(high / candidate) - math.floor(low / candidate) < MAX_TICKS:
            step = float(candidate)
            break
    first, last = math.floor(low / step), math.ceil(high / step)
    return first * step, max(last, first + 1) * step, step
