"""A figure as pages show it: an amount, or the reason why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html

from common.formatting import format_count, format_dollars
from salaries.models import Missing, Release, Wage
from salaries.models.wages import STEPS

Amount = int | Decimal

# A reason besides those of the database: no price level of the area is loaded.
NO_PRICE_LEVEL = "no_price_level"
LABELS: dict[str, str] = {
    NO_PRICE_LEVEL: "no price level",
    Missing.SUPPRESSED: "not released",
    Missing.ANNUAL_ONLY: "by the year only",
    Missing.HOURLY_ONLY: "by the hour only",
    Missing.NO_ESTIMATE: "no estimate",
    Missing.NOT_BUNDLED: "not loaded here",
    Missing.REMOVED: "removed by the editors",
}
EXPLANATIONS: dict[str, str] = {
    NO_PRICE_LEVEL: "The price level of this area is not loaded, so its pay cannot be adjusted.",
    Missing.SUPPRESSED: (
        "The survey does not release this figure: too few employers answered, or one could be "
        "recognized."
    ),
    Missing.ANNUAL_ONLY: (
        "The survey gives this occupation's pay by the year only, because many of its workers do "
        "not work a full year of full days."
    ),
    Missing.HOURLY_ONLY: (
        "The survey gives this occupation's pay by the hour only, because few of its workers work "
        "all year, full time."
    ),
    Missing.NO_ESTIMATE: "The survey made no estimate of how many people work here.",
    Missing.NOT_BUNDLED: "The file that this site loaded does not contain this figure.",
    Missing.REMOVED: "The editors of this site took this figure out.",
}


@dataclass(frozen=True)
class Figure:
    """Dollars (a year: int, an hour: Decimal) or a count; None with the reason it is missing.

    `floor` is the top code: what a top-coded amount is at least.
    """

    amount: Amount | None
    reason: str = ""
    floor: Amount | None = None
    is_money: bool = True

    @property
    def text(self) -> str:
        """The figure as pages show it.

        >>> Figure(52720).text, Figure(None, "top_coded", 239200).text
        ('$52,720', '$239,200 or more')
        """
        if self.amount is not None:
            return format_dollars(self.amount) if self.is_money else format_count(self.amount)
        if self.reason == Missing.TOP_CODED:
            return (
                f"{format_dollars(self.floor)} or more" if self.floor is not None else "top-coded"
            )
        return LABELS.get(self.reason, "not available")

    @property
    def html(self) -> str:
        """The figure as HTML; a missing one has its reason as a tooltip."""
        if self.amount is not None:
            return self.text
        html = '<span class="missing" title="{}">{}</span>'
        return format_html(html, self.explanation, self.text)

    @property
    def explanation(self) -> str:
        """A sentence on why the amount is missing; empty where it is not."""
        if self.amount is not None:
            return ""
        if self.reason == Missing.TOP_CODED:
            return f"The survey gives no exact pay of {self.text}."
        return EXPLANATIONS.get(self.reason, "")

    @property
    def sort_value(self) -> Amount | None:
        """The amount, or the floor of a top-coded one."""
        return (
            self.floor if self.amount is None and self.reason == Missing.TOP_CODED else self.amount
        )


@dataclass(frozen=True)
class Percentiles:
    """The five percentiles of pay and the mean, by the year or by the hour."""

    p10: Figure
    p25: Figure
    median: Figure
    p75: Figure
    p90: Figure
    mean: Figure

    def __iter__(self) -> Iterator[Figure]:
        return iter((self.p10, self.p25, self.median, self.p75, self.p90))

    @classmethod
    def from_wage(cls, wage: Wage, basis: str, release: Release) -> "Percentiles":
        """The percentiles of a wage; `basis` is `annual` or `hourly`."""
        reason = getattr(wage, f"{basis}_missing")
        floor = getattr(release, f"{basis}_top_code")
        figures = []
        for step in STEPS:
            amount = getattr(wage, f"{basis}_{step}")
            figures.append(Figure(amount, "" if amount is not None else reason, floor))
            # Some exact wages are above the top code, and higher percentiles are not below them.
            if amount is not None and floor is not None and amount > floor:
                floor = amount
        mean = getattr(wage, f"{basis}_mean")
        top_code = getattr(release, f"{basis}_top_code")
        figures.append(Figure(mean, "" if mean is not None else reason, top_code))
        return cls(*figures)

    @property
    def is_collapsed(self) -> bool:
        """Whether the 75th and 90th percentile are one amount, which many workers earn."""
        return self.p75.amount is not None and self.p75.amount == self.p90.amount
