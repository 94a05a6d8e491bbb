"""The five shades of the map of jobs, and what each stands for."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from careers.explore.rows import LADDER, CareerRow
from careers.preparation import WAYS_IN
from common.formatting import format_dollars, format_signed_percent

SHADES = 5
UNKNOWN, DECLINE = 0, -1
Figure = Callable[[CareerRow], float | None]
FIGURES: dict[str, Figure] = {
    "pay": lambda row: row.nation.median_at_least,
    "growth": lambda row: row.growth,
    "education": lambda row: row.education,
    "ai": lambda row: row.ai.get("ai_tasks"),
}
# Where the second to the fifth shade begin; of the others each shade has as many careers.
_BREAKS = {
    "growth": (2.0, 4.0, 7.0, 12.0),
    "education": tuple(
        LADDER.index(step) for step in ("diploma", "some_college", "bachelor", "master")
    ),
}


@dataclass(frozen=True)
class Shade:
    """An entry of the legend: `number` is 1 to 5, UNKNOWN or DECLINE."""

    number: int
    label: str

    @property
    def css_class(self) -> str:
        return name_shade(self.number)


@dataclass(frozen=True)
class Scale:
    """A figure of careers in five shades; a growth below zero has a color of its own."""

    color: str
    breaks: tuple[float, ...]
    highest: float

    @property
    def figure(self) -> Figure:
        return FIGURES[self.color]

    def shade(self, value: float | None) -> int:
        """The number of the shade of a figure."""
        if value is None:
            return UNKNOWN
        if self.color == "growth" and value < 0:
            return DECLINE
        return 1 + bisect_right(self.breaks, value)

    def format(self, value: float | None) -> str:
        """A figure as pages show it."""
        if value is None:
            return _("not known")
        match self.color:
            case "pay":
                return format_dollars(round(value))
            case "growth":
                return format_signed_percent(value).replace(".0%", "%")
            case "education":
                return str(WAYS_IN[LADDER[round(value)]])
        return f"{100 * value:.0f}%"

    def build_legend(self, shades: Iterable[int]) -> list[Shade]:
        """What the shades that a picture has stand for, the lowest first."""
        return [Shade(number, self._label(number)) for number in sorted(set(shades), key=_order)]

    def _label(self, number: int) -> str:
        if number == UNKNOWN:
            return _("not known")
        if number == DECLINE:
            return _("fewer jobs")
        low = self.breaks[number - 2] if number > 1 else None
        high = self.breaks[number - 1] if number < SHADES else None
        if self.color == "education":
            steps = range(int(low or 0), int(high or len(LADDER)))
            first, last = self.format(steps[0]), self.format(steps[-1])
            return (
                first
                if len(steps) == 1
                else _("%(low)s to %(high)s") % {"low": first, "high": last.lower()}
            )
        if self.color == "growth":
            low = low or 0.0
        if low is None:
            return _("below %(high)s") % {"high": self.format(high)}
        if high is None:
            return _("%(low)s and more") % {"low": self.format(low)}
        return _("%(low)s to %(high)s") % {"low": self.format(low), "high": self.format(high)}


def name_shade(number: int) -> str:
    """The class of a shade in the style sheet."""
    return "q-decline" if number == DECLINE else f"q{number}"


def _order(number: int) -> int:
    return SHADES + 1 if number == UNKNOWN else number


def build_scale(color: str, rows: Sequence[CareerRow]) -> Scale | None:
    """The scale of a figure over all careers, so that filters change no color; None without any."""
    figure = FIGURES[color]
    values = sorted(value for row in rows if (value := figure(row)) is not None)
    if not values:
        return None
    fifths = tuple(values[len(values) * part // SHADES] for part in range(1, SHADES))
    return Scale(color, _BREAKS.get(color, fifths), values[-1])


def find_middle(pairs: Iterable[tuple[float, float]]) -> float | None:
    """The middle of values with weights: half of the weight is at or below it. None without any."""
    ranked = sorted(pairs)
    rest = sum(weight for _, weight in ranked) / 2
    for value, weight in ranked:
        rest -= weight
        if rest <= 0:
            return value
    return None
