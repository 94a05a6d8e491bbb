"""An occupation's pay in one release: the nation, the states, and what changed since the last."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from salaries.chart import RangeChart, range_chart
from salaries.figures import Figure, Percentiles
from salaries.models import Area, Occupation, Release, Wage
from salaries.table import DEFAULT_SORT, Column, columns, sort_rows

# How many states "highest-paying" names.
HIGHEST = 3


@dataclass(frozen=True)
class Change:
    """Change in percent from the release before, None where either figure is missing."""

    median: Decimal | None = None
    p90: Decimal | None = None


@dataclass(frozen=True)
class AreaWages:
    """An area's row of the state table. Pay in dollars, `bar` in percent of the longest bar."""

    area: Area
    annual: Percentiles
    hourly: Percentiles
    employment: Figure
    employment_rse: Decimal | None = None
    mean_rse: Decimal | None = None
    jobs_per_1000: Decimal | None = None
    location_quotient: Decimal | None = None
    edited_at: dt.datetime | None = None
    change: Change = Change()
    bar: float = 0
    is_own: bool = False

    @property
    def annual_median(self) -> int | None:
        amount = self.annual.median.amount
        return int(amount) if amount is not None else None

    @property
    def annual_p90(self) -> int | None:
        amount = self.annual.p90.amount
        return int(amount) if amount is not None else None

    @classmethod
    def of(cls, wage: Wage, release: Release) -> "AreaWages":
        """The row of a wage whose area is joined already."""
        return cls(
            area=wage.area,
            annual=Percentiles.of(wage, "annual", release),
            hourly=Percentiles.of(wage, "hourly", release),
            employment=Figure(wage.employment, wage.employment_missing, is_money=False),
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
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_latest(self) -> bool:
        return self.release == self.releases[0]

    @cached_property
    def highest_paying(self) -> tuple[AreaWages, ...]:
        """The states with the highest median, highest first; a missing median takes no place."""
        ranked = [row for row in self.rows if not row.annual.median.is_missing]
        return tuple(sort_rows(ranked, "-median")[:HIGHEST])

    def rank(self, area: Area) -> int | None:
        """Place of a state by median among the states, 1 the highest; equal pay shares a place."""
        medians = [row.annual.median.rank_by for row in self.rows]
        own = next((m for row, m in zip(self.rows, medians, strict=True) if row.area == area), None)
        if own is None:
            return None
        return 1 + sum(1 for median in medians if median is not None and median > own)

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
    def columns(self) -> tuple[Column, ...]:
        """The state table's columns with the links that sort by them."""
        return columns(self.sort, self.query, with_change=self.previous is not None)


def wage_summary(
    soc_code: str,
    release: Release | None = None,
    sort: str = DEFAULT_SORT,
    state: str = "",
) -> WageSummary | None:
    """Pay of an occupation in a published release, the latest that has the occupation by default.

    `sort` is one of `table.SORTS`, `state` the abbreviation of the reader's own. None where the
    occupation is unknown or no published release has it. At most four queries.
    """
    occupation = Occupation.objects.filter(soc_code=soc_code).first()
    if occupation is None:
        return None
    releases = tuple(Release.objects.published().covering(occupation))
    if not releases:
        return None
    chosen = release if release and release in releases else releases[0]
    later_first = releases.index(chosen) + 1
    previous = releases[later_first] if later_first < len(releases) else None
    wages = list(Wage.objects.for_states(occupation, chosen))
    before = _annual_before(occupation, previous) if previous else {}
    longest = max((wage.annual_p90 or chosen.annual_top_code or 0 for wage in wages), default=0)
    rows = []
    for wage in wages:
        row = AreaWages.of(wage, chosen)
        shown = row.annual.p90.rank_by
        rows.append(
            replace(
                row,
                change=_change(wage, before.get(wage.area_id)),
                bar=round(100 * float(shown) / longest, 1) if shown and longest else 0,
                is_own=wage.area.state == state,
            )
        )
    states = [row for row in rows if row.area.level == Area.Level.STATE]
    territories = [row for row in rows if row.area.level == Area.Level.TERRITORY]
    query = {"state": state} if state else {}
    if chosen != releases[0]:
        query["release"] = chosen.key
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
        query=query,
    )


def _annual_before(
    occupation: Occupation, release: Release
) -> dict[int, tuple[int | None, int | None]]:
    """Median and 90th percentile by area in an earlier release."""
    rows = Wage.objects.for_states(occupation, release).values_list(
        "area_id", "annual_median", "annual_p90"
    )
    return {area: (median, p90) for area, median, p90 in rows}


def _change(wage: Wage, before: tuple[int | None, int | None] | None) -> Change:
    if before is None:
        return Change()
    return Change(
        median=percent_change(before[0], wage.annual_median),
        p90=percent_change(before[1], wage.annual_p90),
    )


def percent_change(before: int | None, now: int | None) -> Decimal | None:
    """Change in percent to one decimal; None where a figure is missing or there was nothing.

    >>> percent_change(44640, 45930)
    Decimal('2.9')
    """
    if not before or now is None:
        return None
    return (Decimal(100) * (now - before) / before).quantize(Decimal("0.1"))
