"""An occupation's pay in one release: the nation and the states, and the release before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from salaries.chart import RangeChart, build_range_chart
from salaries.models import Area, Occupation, Release, Wage
from salaries.rows import AreaWages, build_area_rows
from salaries.table import DEFAULT_SORT, Table, build_columns, build_table, sort_rows

HIGHEST_PAYING_STATES = 3


@dataclass(frozen=True)
class WageSummary:
    """Pay of one occupation in one published release.

    `rows` are the fifty states and the District of Columbia in the chosen order, without
    `territories`. `releases` are the published ones with this occupation, newest first; `previous`
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
        """The states with the highest median, highest first; those without a median left out."""
        ranked = [row for row in self.rows if row.annual.median.sort_value is not None]
        ranked.sort(key=lambda row: (-(row.annual.median.sort_value or 0), row.area.name))
        return tuple(ranked[:HIGHEST_PAYING_STATES])

    def rank(self, area: Area) -> int | None:
        """Rank of a state by median among the states, 1 is the highest; equal pay shares a rank."""
        own = next((row for row in self.rows if row.area == area), None)
        if own is None or (median := own.annual.median.sort_value) is None:
            return None
        others = (row.annual.median.sort_value for row in self.rows)
        return 1 + sum(1 for other in others if other is not None and other > median)

    def row(self, state: str) -> AreaWages | None:
        """The row of a state or territory by its postal abbreviation."""
        return next(
            (row for row in (*self.rows, *self.territories) if row.area.state == state), None
        )

    @cached_property
    def chart(self) -> RangeChart | None:
        """The nation's range of pay."""
        return build_range_chart([self.nation]) if self.nation else None

    @cached_property
    def table(self) -> Table:
        """The short table of states; its sort links keep the release and the state."""
        parameters = {} if self.is_latest else {"release": self.release.key}
        if self.own:
            parameters["state"] = self.own.area.state
        columns = build_columns(
            self.sort,
            lambda sort: "?" + urlencode({**parameters, "sort": sort}),
            change_since=self.previous.label if self.previous else "",
        )
        return build_table(columns, self.rows, (self.nation, self.own))


def get_national_pay(soc_codes: Iterable[str]) -> dict[str, AreaWages]:
    """National pay by SOC code, each in the latest published release that has the occupation.

    An occupation without any is left out. One query.
    """
    return {
        wage.occupation.soc_code: AreaWages.from_wage(wage, wage.release)
        for wage in Wage.objects.of_the_nation(soc_codes)
    }


def get_national_pay_in(release: Release, soc_codes: Iterable[str]) -> dict[str, AreaWages]:
    """National pay by SOC code in one release. One query, none without codes."""
    wages = Wage.objects.filter(
        release=release, area__level=Area.Level.NATION, occupation__soc_code__in=soc_codes
    )
    return {
        wage.occupation.soc_code: AreaWages.from_wage(wage, release)
        for wage in wages.select_related("occupation")
    }


def wage_summary(
    occupation: Occupation,
    release_key: str = "",
    sort: str = DEFAULT_SORT,
    state: str = "",
    basis: str = "annual",
    prices: Mapping[int, Decimal] | None = None,
) -> WageSummary | None:
    """Pay of an occupation in a published release.

    `release_key` is its month as in `2024-05`; the latest release that has the occupation is used
    for any other. `sort` is one of `table.SORTS`, `state` the abbreviation of the reader's own
    state, `basis` `annual` or `hourly`, `prices` the price levels by which pay is divided. None
    where no published release has it. Two queries.
    """
    releases = tuple(Release.objects.published().covering(occupation))
    if not releases:
        return None
    chosen = next((one for one in releases if one.key == release_key), releases[0])
    previous = next((one for one in releases if one.period < chosen.period), None)
    rows = build_area_rows(
        Wage.objects.for_states(occupation, chosen),
        chosen,
        previous,
        basis=basis,
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
