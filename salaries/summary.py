"""An occupation's pay in one release: the nation, the states, and what changed since the last."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet

from salaries.chart import RangeChart, range_chart
from salaries.figures import Amount, Figure, Percentiles
from salaries.models import Area, Occupation, Release, Wage
from salaries.prices import adjusted
from salaries.table import DEFAULT_SORT, Table, columns, sort_rows, table

# How many states "highest-paying" names.
HIGHEST = 3
# Below this many workers, or above this relative standard error in percent, a figure is shaky.
FEW_WORKERS = 500
LARGE_ERROR = 30
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Change:
    """Change of the median in percent from the release before; None where a figure is missing."""

    median: Decimal | None = None


@dataclass(frozen=True)
class AreaWages:
    """An area's row. `form` tells whether its `pay` is `annual` or `hourly`; `bar` is in percent of
    the longest bar of its table."""

    area: Area
    annual: Percentiles
    hourly: Percentiles
    employment: Figure
    form: str = "annual"
    employment_rse: Decimal | None = None
    mean_rse: Decimal | None = None
    jobs_per_1000: Decimal | None = None
    location_quotient: Decimal | None = None
    edited_at: dt.datetime | None = None
    change: Change = Change()
    bar: float = 0
    is_own: bool = False

    @property
    def pay(self) -> Percentiles:
        """Percentiles in the form that the reader chose."""
        return self.hourly if self.form == "hourly" else self.annual

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
        """Why the figures should be taken with care; none for most."""
        found = []
        workers = self.employment.amount
        if workers is not None and workers < FEW_WORKERS:
            found.append(f"fewer than {FEW_WORKERS} workers")
        if self.employment_rse is not None and self.employment_rse > LARGE_ERROR:
            found.append(f"employment is uncertain (error of {self.employment_rse}%)")
        if self.mean_rse is not None and self.mean_rse > LARGE_ERROR:
            found.append(f"pay is uncertain (error of {self.mean_rse}%)")
        if self.annual.is_collapsed:
            found.append("75th and 90th percentile are the same")
        return tuple(found)

    @property
    def is_shaky(self) -> bool:
        return bool(self.cautions)

    @classmethod
    def of(cls, wage: Wage, release: Release, form: str = "annual") -> "AreaWages":
        """The row of a wage whose area is joined already."""
        return cls(
            area=wage.area,
            annual=Percentiles.of(wage, "annual", release),
            hourly=Percentiles.of(wage, "hourly", release),
            employment=Figure(wage.employment, wage.employment_missing, is_money=False),
            form=form,
            employment_rse=wage.employment_rse,
            mean_rse=wage.mean_rse,
            jobs_per_1000=wage.jobs_per_1000,
            location_quotient=wage.location_quotient,
            edited_at=wage.edited_at,
        )


@dataclass(frozen=True)
class WageSummary:
    """Pay of one occupation in one published release.

    `rows` are the fifty states and the District of Columbia in the order asked for; territories
    stand apart. `releases` are the published ones with this occupation, newest first; `previous`
    is the one before `release`, None for the earliest.
    """

    occupation: Occupation
    release: Release
    releases: tuple[Release, ...]
    previous: Release | None
    nation: AreaWages | None
    rows: tuple[AreaWages, ...]
    territories: tuple[AreaWages, ...] = ()
    sort: str = DEFAULT_SORT
    own: AreaWages | None = None

    @property
    def is_latest(self) -> bool:
        return self.release == self.releases[0]

    @cached_property
    def highest_paying(self) -> tuple[AreaWages, ...]:
        """The states with the highest median, highest first; a missing median takes no place."""
        ranked = [row for row in self.rows if not row.annual.median.is_missing]
        ranked.sort(key=lambda row: row.area.name)
        ranked.sort(key=lambda row: row.annual.median.rank_by or 0, reverse=True)
        return tuple(ranked[:HIGHEST])

    def rank(self, area: Area) -> int | None:
        """Place of a state by median among the states, 1 the highest; equal pay shares a place."""
        own = next((row for row in self.rows if row.area == area), None)
        if own is None or (median := own.annual.median.rank_by) is None:
            return None
        others = (row.annual.median.rank_by for row in self.rows)
        return 1 + sum(1 for other in others if other is not None and other > median)

    def row(self, state: str) -> AreaWages | None:
        """The row of a state or territory by its postal abbreviation."""
        return next(
            (row for row in (*self.rows, *self.territories) if row.area.state == state), None
        )

    @cached_property
    def chart(self) -> RangeChart | None:
        """The nation's range of pay."""
        return range_chart([self.nation]) if self.nation else None

    @cached_property
    def table(self) -> Table:
        """The short table of states, with links that sort it and keep its release and state."""
        kept = {} if self.is_latest else {"release": self.release.key}
        if self.own:
            kept["state"] = self.own.area.state
        heads = columns(
            self.sort,
            lambda sort: "?" + urlencode({**kept, "sort": sort}),
            change_since=self.previous.label if self.previous else "",
        )
        return table(heads, self.rows, (self.nation, self.own))


@dataclass(frozen=True)
class NationalPay:
    """Pay of one occupation in the nation, in the latest published release that has it."""

    release: Release
    nation: AreaWages


def national_pay(soc_codes: Iterable[str]) -> dict[str, NationalPay]:
    """National pay by SOC code; an occupation without any is left out. One query."""
    return {
        wage.occupation.soc_code: NationalPay(wage.release, AreaWages.of(wage, wage.release))
        for wage in Wage.objects.of_the_nation(soc_codes)
    }


def wage_summary(
    occupation: Occupation,
    release: Release | None = None,
    sort: str = DEFAULT_SORT,
    state: str = "",
    form: str = "annual",
    prices: Mapping[int, Decimal] | None = None,
) -> WageSummary | None:
    """Pay of an occupation in a published release, the latest that has the occupation by default.

    `sort` is one of `table.SORTS`, `state` the abbreviation of the reader's own, `form` `annual` or
    `hourly`, `prices` the price level of areas by which pay is to be divided. None where the
    no published release has it. At most three queries.
    """
    releases = tuple(Release.objects.published().covering(occupation))
    if not releases:
        return None
    chosen = release if release and release in releases else releases[0]
    later_first = releases.index(chosen) + 1
    previous = releases[later_first] if later_first < len(releases) else None
    rows = area_rows(
        Wage.objects.for_states(occupation, chosen),
        chosen,
        medians_before(Wage.objects.for_states(occupation, previous), form) if previous else {},
        form=form,
        prices=prices,
    )
    rows = [replace(row, is_own=row.area.state == state) for row in rows]
    states = [row for row in rows if row.area.level == Area.Level.STATE]
    territories = [row for row in rows if row.area.level == Area.Level.TERRITORY]
    return WageSummary(
        occupation=occupation,
        release=chosen,
        releases=releases,
        previous=previous,
        nation=next((row for row in rows if row.area.level == Area.Level.NATION), None),
        rows=tuple(sort_rows(states, sort)),
        territories=tuple(sort_rows(territories, sort)),
        sort=sort,
        own=next((row for row in (*states, *territories) if row.is_own), None),
    )


def area_rows(
    wages: Iterable[Wage],
    release: Release,
    before: Mapping[int, Amount | None],
    *,
    form: str = "annual",
    prices: Mapping[int, Decimal] | None = None,
) -> list[AreaWages]:
    """Rows of wages whose areas are joined, with change since `before` (medians by area's key)."""
    rows = []
    for wage in wages:
        row = AreaWages.of(wage, release, form)
        change = percent_change(before.get(wage.area_id), row.pay.median.amount)
        if prices is not None:
            index = prices.get(wage.area_id)
            row = replace(
                row, annual=adjusted(row.annual, index), hourly=adjusted(row.hourly, index)
            )
        rows.append(replace(row, change=Change(change)))
    longest = max((float(row.pay.p90.rank_by or 0) for row in rows), default=0.0)
    if not longest:
        return rows
    return [
        replace(row, bar=round(100 * float(row.pay.p90.rank_by or 0) / longest, 1)) for row in rows
    ]


def medians_before(wages: QuerySet[Wage], form: str = "annual") -> dict[int, Amount | None]:
    """Medians by area's key in an earlier release."""
    return dict(wages.values_list("area_id", f"{form}_median"))


def percent_change(before: Amount | None, now: Amount | None) -> Decimal | None:
    """Change in percent to one decimal; None where a figure is missing or there was nothing.

    >>> percent_change(44640, 45930)
    Decimal('2.9')
    """
    if not before or now is None:
        return None
    change = (Decimal(100) * (Decimal(now) - Decimal(before)) / Decimal(before)).quantize(TENTH)
    # A fall that rounds to nothing is nothing, without a sign.
    return change or Decimal("0.0")
