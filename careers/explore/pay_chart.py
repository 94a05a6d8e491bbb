"""The chart of pay: each career a dot, by its median pay and by preparation or growth."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log, sqrt
from textwrap import wrap

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.explore.jobs_map import LETTER_WIDTH
from careers.explore.rows import LADDER, CareerRow
from careers.preparation import WAYS_IN
from common.formatting import format_dollars, format_signed_percent

WIDTH, HEIGHT = 720, 500
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 14, 46
PAY_TICKS = (
    *(20_000, 30_000, 40_000, 60_000, 80_000, 120_000, 160_000, 240_000, 360_000, 540_000),
)
GROWTH_TICKS = (-40, -30, -20, -10, 0, 10, 20, 30, 40, 50, 60)
MIN_RADIUS, MAX_RADIUS = 3.0, 13.0
MAX_LABELS = 10
MAX_TICK_LETTERS = 13
# Spreads the dots of a step of preparation over its width without a pattern.
GOLDEN = 0.618034


@dataclass(frozen=True)
class Dot:
    """A career; `label` is its name where that fits beside the dot."""

    x: float
    y: float
    radius: float
    slug: str
    title: str
    is_declining: bool
    label: str = ""


@dataclass(frozen=True)
class Tick:
    """A line across the chart at a place in its units; `lines` is its label."""

    place: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PayChart:
    """`has_columns`: the ticks are the middles of columns. `average` is the growth of all jobs."""

    dots: tuple[Dot, ...]
    pay_ticks: tuple[Tick, ...]
    ticks: tuple[Tick, ...]
    has_columns: bool
    average: Tick | None
    left_out: int


def build_chart(rows: Sequence[CareerRow], axis: str) -> PayChart | None:
    """A chart of careers with a median a year; None where no career has both figures."""
    known = [row for row in rows if row.local.median_at_least and getattr(row, axis) is not None]
    if not known:
        return None
    amounts = [row.local.median_at_least or 0 for row in known]
    low = max((tick for tick in PAY_TICKS if tick <= min(amounts)), default=PAY_TICKS[0])
    high = min((tick for tick in PAY_TICKS if tick >= max(amounts)), default=max(amounts))
    low, high = min(low, min(amounts)), max(high, low + 10_000)

    def place_pay(dollars: float) -> float:
        share = log(dollars / low) / log(high / low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)

    horizontal = _PreparationAxis(known) if axis == "education" else _GrowthAxis(known)
    largest = max((row.nation.workers or 0 for row in known), default=0) or 1

    def measure_radius(workers: int) -> float:
        return round(max(MIN_RADIUS, MAX_RADIUS * sqrt(workers / largest)), 1)

    dots = [
        Dot(
            x=horizontal.place(row, number),
            y=place_pay(row.local.median_at_least or 0),
            radius=measure_radius(row.nation.workers or 0),
            slug=row.slug,
            title=_describe(row),
            is_declining=(row.growth or 0) < 0,
            label=capfirst(row.name),
        )
        for number, row in enumerate(known)
    ]
    # The small ones are drawn last, so that no large one hides them.
    dots.sort(key=lambda dot: -dot.radius)
    return PayChart(
        dots=tuple(_keep_labels_that_fit(dots)),
        pay_ticks=tuple(
            Tick(place_pay(tick), (f"${tick // 1000}k",))
            for tick in PAY_TICKS
            if low <= tick <= high
        ),
        ticks=horizontal.ticks,
        has_columns=axis == "education",
        average=horizontal.average,
        left_out=len(rows) - len(known),
    )


def _describe(row: CareerRow) -> str:
    """What a dot stands for, in words."""
    amount = format_dollars(row.local.median_at_least)
    parts = [amount if row.local.median else _("%(amount)s or more") % {"amount": amount}]
    if row.outlook:
        parts.append(format_signed_percent(row.outlook.growth))
        if row.outlook.education:
            parts.append(str(WAYS_IN[row.outlook.education]).lower())
    return f"{capfirst(row.name)}: {', '.join(parts)}"


class _PreparationAxis:
    """A column for each step of education."""

    average = None
    _step_width = (WIDTH - LEFT - RIGHT) / len(LADDER)

    def __init__(self, rows: Sequence[CareerRow]) -> None:
        self.ticks = tuple(
            Tick(self._place(number), wrap_label(str(WAYS_IN[step])))
            for number, step in enumerate(LADDER)
        )

    def _place(self, step: float) -> float:
        return round(LEFT + self._step_width * (step + 0.5), 1)

    def place(self, row: CareerRow, number: int) -> float:
        """Somewhere in the column, by the row's number."""
        return self._place((row.education or 0) + 0.8 * (number * GOLDEN % 1 - 0.5))


class _GrowthAxis:
    """A line from the fastest decline to the fastest growth."""

    def __init__(self, rows: Sequence[CareerRow]) -> None:
        growth = [row.growth or 0 for row in rows]
        inside = [tick for tick in GROWTH_TICKS if min(growth) - 10 < tick < max(growth) + 10]
        self._low = min(*inside, *growth, 0)
        self._high = max(*inside, *growth, self._low + 10)
        self.ticks = tuple(
            Tick(self._place(tick), (format_signed_percent(tick).replace(".0", ""),))
            for tick in inside
        )
        average = next(
            (
                row.outlook.average_growth
                for row in rows
                if row.outlook and row.outlook.average_growth is not None
            ),
            None,
        )
        self.average = (
            average and Tick(self._place(average), (format_signed_percent(average),))
        ) or None

    def _place(self, percent: float) -> float:
        share = (percent - self._low) / (self._high - self._low)
        return round(LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16), 1)

    def place(self, row: CareerRow, number: int) -> float:
        """By the row's growth."""
        return self._place(row.growth or 0)


def wrap_label(text: str) -> tuple[str, ...]:
    """A label of the lower edge in lines as wide as a column."""
    return tuple(wrap(text, width=MAX_TICK_LETTERS))


def _keep_labels_that_fit(dots: Sequence[Dot]) -> list[Dot]:
    """The dots with labels at most on the largest, none of which covers another or a large dot."""
    taken: list[tuple[float, float, float, float]] = []
    kept: list[Dot] = []
    for dot in dots:
        width = LETTER_WIDTH * len(dot.label)
        x = dot.x + dot.radius + 3
        box = (x, dot.y - 7, x + width, dot.y + 7)
        fits = len(taken) < MAX_LABELS and box[2] < WIDTH - RIGHT
        if fits and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            kept.append(dot)
        else:
            kept.append(replace(dot, label=""))
    return kept


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
