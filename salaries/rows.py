"""Wages of one area as pages show them: figures, change since the release before, cautions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext

from common.formatting import format_dollars
from salaries.figures import Amount, Figure, Percentiles
from salaries.models import Area, Missing, Release, Wage
from salaries.prices import adjust_percentiles
from salaries.wage_rows import AreaRow, WageRow

# With fewer workers, or a larger relative standard error in percent, a row gets a caution.
MIN_WORKERS = 500
MAX_ERROR_PERCENT = 30
TENTH = Decimal("0.1")


@dataclass(eq=False)
class AreaWages:
    """A row of a table: an area's wage in a release, its area joined.

    `basis` is `annual` or `hourly`: which of both `pay` is. `median_change` is in percent since the
    release before, None where a figure is missing; `bar` in percent of the table's longest bar.
    `prices` are the price levels by which pay is divided, by the area's key; None for pay as paid.
    `is_dated` where the release is another than that of the page, which has no figures of the area.
    """

    wage: Wage | WageRow
    release: Release
    basis: str = "annual"
    median_change: Decimal | None = None
    prices: Mapping[int, Decimal] | None = None
    bar: float = 0
    is_own: bool = False
    is_dated: bool = False

    def __post_init__(self) -> None:
        self.area: Area | AreaRow = self.wage.area

    @property
    def name(self) -> str:
        """The area's name, with the month of its figures if the page is of another."""
        return f"{self.area.name}, {self.release.label}" if self.is_dated else self.area.name

    @property
    def is_hourly_only(self) -> bool:
        return self.wage.annual_missing == Missing.HOURLY_ONLY

    @property
    def employment(self) -> Figure:
        return Figure(self.wage.employment, self.wage.employment_missing, is_money=False)

    # Tables show one of both, so neither is put together before it is shown.
    @cached_property
    def annual(self) -> Percentiles:
        return self._build_percentiles("annual")

    @cached_property
    def hourly(self) -> Percentiles:
        return self._build_percentiles("hourly")

    def _build_percentiles(self, basis: str) -> Percentiles:
        percentiles = Percentiles.from_wage(self.wage, basis, self.release)
        if self.prices is None:
            return percentiles
        return adjust_percentiles(percentiles, self.prices.get(self.area.pk))

    @cached_property
    def pay(self) -> Percentiles:
        """Percentiles on the basis that the reader chose."""
        return self.hourly if self.basis == "hourly" else self.annual

    def figure(self, step: str, basis: str = "") -> Figure:
        """One of the percentiles by its name, without the others where it is known.

        Of `pay` unless a basis is given.
        """
        basis = basis or self.basis
        amount: Amount | None = getattr(self.wage, f"{basis}_{step}")
        if amount is not None and self.prices is None:
            return Figure(amount)
        figure: Figure = getattr(self.hourly if basis == "hourly" else self.annual, step)
        return figure

    def figure_html(self, step: str) -> str:
        """The HTML of one of the percentiles of `pay`."""
        amount: Amount | None = getattr(self.wage, f"{self.basis}_{step}")
        if amount is not None and self.prices is None:
            return format_dollars(amount)
        return self.figure(step).html

    @property
    def is_collapsed(self) -> bool:
        """As of Percentiles, for pay a year."""
        if self.prices is not None:
            return self.annual.is_collapsed
        return self.wage.annual_p90 is not None and self.wage.annual_p75 == self.wage.annual_p90

    @property
    def annual_median(self) -> int | None:
        return self.wage.annual_median

    @property
    def cautions(self) -> list[str]:
        """Why the figures should be taken with care; empty for most rows."""
        wage = self.wage
        cautions = []
        if wage.employment is not None and wage.employment < MIN_WORKERS:
            cautions.append(gettext("fewer than %(number)s workers") % {"number": MIN_WORKERS})
        if wage.employment_rse is not None and wage.employment_rse > MAX_ERROR_PERCENT:
            text = gettext("employment is uncertain (error of %(percent)s%%)")
            cautions.append(text % {"percent": wage.employment_rse})
        if wage.mean_rse is not None and wage.mean_rse > MAX_ERROR_PERCENT:
            text = gettext("pay is uncertain (error of %(percent)s%%)")
            cautions.append(text % {"percent": wage.mean_rse})
        if self.is_collapsed:
            cautions.append(gettext("75th and 90th percentile are the same"))
        return cautions


def build_area_rows(
    wages: Iterable[WageRow],
    release: Release,
    *,
    basis: str = "annual",
    prices: Mapping[int, Decimal] | None = None,
    is_dated: bool = False,
) -> list[AreaWages]:
    """Rows of wages in a release; `prices` and `is_dated` as in AreaWages."""
    rows = []
    for wage in wages:
        median = wage.hourly_median if basis == "hourly" else wage.annual_median
        change = calculate_change(wage.median_before, median)
        rows.append(AreaWages(wage, release, basis, change, prices, is_dated=is_dated))
    return rows


def scale_bars(rows: Iterable[AreaWages | None]) -> None:
    """Set the bars of all rows that a page shows, which therefore have one scale."""
    shown = [row for row in rows if row]
    lengths = [float(row.figure("p90").sort_value or 0) for row in shown]
    if longest := max(lengths, default=0.0):
        for row, length in zip(shown, lengths, strict=True):
            row.bar = round(100 * length / longest, 1)


def calculate_change(before: Amount | None, now: Amount | None) -> Decimal | None:
    """Change in percent to one decimal; None where a figure is missing or the first one is zero.

    >>> calculate_change(44640, 45930)
    Decimal('2.9')
    """
    if not before or now is None:
        return None
    change = (Decimal(100) * (Decimal(now) - Decimal(before)) / Decimal(before)).quantize(TENTH)
    # Minus zero becomes zero.
    return change or Decimal("0.0")
