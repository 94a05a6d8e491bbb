"""Wages of one area as pages show them: figures, change since the release before, cautions."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import QuerySet

from salaries.figures import Amount, Figure, Percentiles
from salaries.models import Area, Release, Wage
from salaries.prices import adjust_percentiles

# With fewer workers, or a larger relative standard error in percent, a row gets a caution.
MIN_WORKERS = 500
MAX_ERROR_PERCENT = 30
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class AreaWages:
    """An area's row.

    `basis` is `annual` or `hourly`: which of both `pay` is. `median_change` is in percent since the
    release before, None where a figure is missing; `bar` in percent of the table's longest bar.
    """

    area: Area
    annual: Percentiles
    hourly: Percentiles
    employment: Figure
    basis: str = "annual"
    employment_rse: Decimal | None = None
    mean_rse: Decimal | None = None
    jobs_per_1000: Decimal | None = None
    location_quotient: Decimal | None = None
    edited_at: dt.datetime | None = None
    median_change: Decimal | None = None
    bar: float = 0
    is_own: bool = False

    @property
    def pay(self) -> Percentiles:
        """Percentiles on the basis that the reader chose."""
        return self.hourly if self.basis == "hourly" else self.annual

    @property
    def annual_median(self) -> int | None:
        amount = self.annual.median.amount
        return int(amount) if amount is not None else None

    @property
    def annual_p90(self) -> int | None:
        amount = self.annual.p90.amount
        return int(amount) if amount is not None else None

    @property
    def cautions(self) -> tuple[str, ...]:
        """Why the figures should be taken with care; empty for most rows."""
        cautions = []
        workers = self.employment.amount
        if workers is not None and workers < MIN_WORKERS:
            cautions.append(f"fewer than {MIN_WORKERS} workers")
        if self.employment_rse is not None and self.employment_rse > MAX_ERROR_PERCENT:
            cautions.append(f"employment is uncertain (error of {self.employment_rse}%)")
        if self.mean_rse is not None and self.mean_rse > MAX_ERROR_PERCENT:
            cautions.append(f"pay is uncertain (error of {self.mean_rse}%)")
        if self.annual.is_collapsed:
            cautions.append("75th and 90th percentile are the same")
        return tuple(cautions)

    @classmethod
    def from_wage(cls, wage: Wage, release: Release, basis: str = "annual") -> "AreaWages":
        """The row of a wage whose area is joined already."""
        return cls(
            area=wage.area,
            annual=Percentiles.from_wage(wage, "annual", release),
            hourly=Percentiles.from_wage(wage, "hourly", release),
            employment=Figure(wage.employment, wage.employment_missing, is_money=False),
            basis=basis,
            employment_rse=wage.employment_rse,
            mean_rse=wage.mean_rse,
            jobs_per_1000=wage.jobs_per_1000,
            location_quotient=wage.location_quotient,
            edited_at=wage.edited_at,
        )


def build_area_rows(
    wages: Iterable[Wage],
    release: Release,
    medians_before: Mapping[int, Amount | None],
    *,
    basis: str = "annual",
    prices: Mapping[int, Decimal] | None = None,
) -> list[AreaWages]:
    """Rows of wages whose areas are joined.

    `medians_before` are the medians of the release before, `prices` the price levels by which pay
    is divided; both by the area's key.
    """
    rows = []
    for wage in wages:
        row = AreaWages.from_wage(wage, release, basis)
        before = medians_before.get(wage.area_id)
        row = replace(row, median_change=calculate_change(before, row.pay.median.amount))
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


def get_medians(wages: QuerySet[Wage], basis: str = "annual") -> dict[int, Amount | None]:
    """Medians by the area's key."""
    return dict(wages.values_list("area_id", f"{basis}_median"))


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
