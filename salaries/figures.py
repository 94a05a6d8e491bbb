"""A figure as pages show it: an amount, or the reason why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.formatting import format_count, format_dollars
from salaries.models import Missing, Release, Wage
from salaries.models.wages import STEPS
from salaries.wage_rows import WageRow

Amount = int | Decimal

# A reason besides those of the database: no price level of the area is loaded.
NO_PRICE_LEVEL = "no_price_level"
LABELS: dict[str, str | Promise] = {
    NO_PRICE_LEVEL: _("no price level"),
    Missing.SUPPRESSED: _("not released"),
    Missing.ANNUAL_ONLY: _("by the year only"),
    Missing.HOURLY_ONLY: _("by the hour only"),
    Missing.NO_ESTIMATE: _("no estimate"),
    Missing.NOT_BUNDLED: _("not loaded here"),
    Missing.REMOVED: _("removed by the editors"),
}
EXPLANATIONS: dict[str, str | Promise] = {
    NO_PRICE_LEVEL: _("The price level of this area is not loaded, so its pay cannot be adjusted."),
    Missing.SUPPRESSED: _(
        "The survey does not release this figure: too few employers answered, or one could be "
        "recognized."
    ),
    Missing.ANNUAL_ONLY: _(
        "The survey gives this occupation's pay by the year only, because many of its workers do "
        "not work a full year of full days."
    ),
    Missing.HOURLY_ONLY: _(
        "The survey gives this occupation's pay by the hour only, because few of its workers work "
        "all year, full time."
    ),
    Missing.NO_ESTIMATE: _("The survey made no estimate of how many people work here."),
    Missing.NOT_BUNDLED: _("The file that this site loaded does not contain this figure."),
    Missing.REMOVED: _("The editors of this site took this figure out."),
}


class Figure(NamedTuple):
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
            if self.floor is None:
                return gettext("top-coded")
            return gettext("%(amount)s or more") % {"amount": format_dollars(self.floor)}
        return str(LABELS.get(self.reason) or gettext("not available"))

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
            return gettext("The survey gives no exact pay of %(amount)s.") % {"amount": self.text}
        return str(EXPLANATIONS.get(self.reason, ""))

    @property
    def sort_value(self) -> Amount | None:
        """The amount, or the floor of a top-coded one."""
        return (
            self.floor if self.amount is None and self.reason == Missing.TOP_CODED else self.amount
        )


# The figures of a wage by the year and by the hour, in the order of Percentiles.
_AMOUNTS = {
    basis: attrgetter(*(f"{basis}_{step}" for step in (*STEPS, "mean")))
    for basis in ("annual", "hourly")
}


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
    def from_wage(cls, wage: Wage | WageRow, basis: str, release: Release) -> "Percentiles":
        """The percentiles of a wage; `basis` is `annual` or `hourly`."""
        top_code: Amount | None = release.annual_top_code
        reason = wage.annual_missing
        if basis == "hourly":
            reason, top_code = wage.hourly_missing, release.hourly_top_code
        floor = top_code
        *amounts, mean = _AMOUNTS[basis](wage)
        figures: list[Figure] = []
        for amount in amounts:
            figures.append(Figure(amount, "" if amount is not None else reason, floor))
            # Some exact wages are above the top code, and higher percentiles are not below them.
            if amount is not None and floor is not None and amount > floor:
                floor = amount
        figures.append(Figure(mean, "" if mean is not None else reason, top_code))
        return cls(*figures)

    @property
    def is_collapsed(self) -> bool:
        """Whether the 75th and 90th percentile are one amount, which many workers earn."""
        return self.p75.amount is not None and self.p75.amount == self.p90.amount
