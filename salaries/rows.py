"""Wages of one area as pages show them: figures, change since the release before, cautions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from salaries.figures import Amount, Figure, Percentiles
from salaries.models import Area, Release, Wage
from salaries.prices import adjust_percentiles

# With fewer workers, or a larger relative standard error in percent, a row gets a caution.
MIN_WORKERS = 500
MAX_ERROR_PERCENT = 30
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class AreaWages:
    """A row of a table: an area's wage in a release.

    `basis` is `annual` or `hourly`: which of both `pay` is. `median_change` is in percent since the
    release before, None where a figure is missing; `bar` in percent of the table's longest bar.
    """

    wage: Wage
    release: Release
    annual: Percentiles
    hourly: Percentiles
    basis: str = "annual"
    median_change: Decimal | None = None
    bar: float = 0
    is_own: bool = False

    @property
    def area(self) -> Area:
        return self.wage.area

    @property
    def employment(self) -> Figure:
        return Figure(self.wage.employment, self.wage.employment_missing, is_money=False)

    @property
    def pay(self) -> Percentiles:
        """Percentiles on the basis that the reader chose."""
        return self.hourly if self.basis == "hourly" else self.annual

    @property
    def annual_median(self) -> int | None:
        return self.wage.annual_median

    @property
    def cautions(self) -> list[str]:
        """Why the figures should be taken with care; empty for most rows."""
        wage = self.wage
        cautions = []
        if wage.employment is not None and wage.employment < MIN_WORKERS:
            cautions.append(f"fewer than {MIN_WORKERS} workers")
        if wage.employment_rse is not None and wage.employment_rse > MAX_ERROR_PERCENT:
            cautions.append(f"employment is uncertain (error of {wage.employment_rse}%)")
        if wage.mean_rse is not None and wage.mean_rse > MAX_ERROR_PERCENT:
            cautions.append(f"pay is uncertain (error of {wage.mean_rse}%)")
        if self.annual.is_collapsed:
            cautions.append("75th and 90th percentile are the same")
        return cautions

    @classmethod
    def from_wage(cls, wage: Wage, release: Release, basis: str = "annual") -> "AreaWages":
        """The row of a wage whose area is joined already."""
        return cls(
            wage,
            release,
            annual=Percentiles.from_wage(wage, "annual", release),
            hourly=Percentiles.from_wage(wage, "hourly", release),
            basis=basis,
        )


def build_area_rows(
    wages: QuerySet[Wage],
    release: Release,
    previous: Release | None,
    *,
    basis: str = "annual",
    prices: Mapping[int, Decimal] | None = None,
) -> list[AreaWages]:
    """Rows of wages in a release. One query.

    `previous` is the release before it; `prices` are the price levels by which pay is divided, by
    the area's key.
    """
    before = Wage.objects.filter(
        release=previous.pk if previous else None,
        occupation=OuterRef("occupation"),
        area=OuterRef("area"),
    )
    median_before = Subquery(before.values(f"{basis}_median")[:1])
    rows = []
    for wage in wages.select_related("area").annotate(median_before=median_before):
        row = AreaWages.from_wage(wage, release, basis)
        row = replace(
            row, median_change=calculate_change(wage.median_before, row.pay.median.amount)
        )
        if prices is not None:
            index = prices.get(wage.area_id)
            row = replace(
                row,
                annual=adjust_percentiles(row.annual, index),
                hourly=adjust_percentiles(row.hourly, index),
            )
        rows.append(row)
    longest = max((float(row.pay.p90.sort_value or 0) for row in rows), default=0.0)
    if not longest:
        return rows
    return [
        replace(row, bar=round(100 * float(row.pay.p90.sort_value or 0) / longest, 1))
        for row in rows
    ]


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
