"""An occupation's pay in one release: the nation and the states, and the release before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.utils.text import get_text_list
from django.utils.translation import pgettext

from common.prepared import PreparedQuery
from salaries.chart import RangeChart, build_range_chart
from salaries.coverage import LEVELS, SUMMARIZED, choose_source, list_releases, read_coverage
from salaries.figures import Percentiles
from salaries.models import Area, Occupation, Release, Wage
from salaries.rows import AreaWages, build_area_rows, scale_bars
from salaries.table import DEFAULT_SORT, Table, build_columns, build_table, sort_rows
from salaries.wage_rows import COLUMNS, AreaRow, WageRow, read_states

HIGHEST_PAYING_STATES = 3
# The survey's code of the nation.
NATION = "99"
PAY_IN_AREA = PreparedQuery(
    lambda release, area, *soc_codes: Wage.objects.filter(
        release=release, area__code=area, occupation__soc_code__in=soc_codes
    ).values_list("occupation__soc_code", "occupation__title", *COLUMNS)
)


@dataclass(frozen=True)
class WageSummary:
    """Pay of one occupation in one published release.

    `rows` are the fifty states and the District of Columbia in the chosen order, without
    `territories`. `releases` are the published ones with this occupation at the level of the page,
    newest first; `previous` is the one before `release`, None for the earliest. What `release` does
    not have comes from another one, and `is_dated`; `metro_release` is the one for metropolitan
    areas.
    """

    occupation: Occupation
    release: Release
    releases: tuple[Release, ...]
    previous: Release | None
    metro_release: Release | None
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
        medians = [(row.figure("median", "annual").sort_value, row) for row in self.rows]
        ranked = [(median, row) for median, row in medians if median is not None]
        ranked.sort(key=lambda pair: (-pair[0], pair[1].area.name))
        return tuple(row for _, row in ranked[:HIGHEST_PAYING_STATES])

    @property
    def highest_paying_text(self) -> str:
        """These states with their medians: “Washington ($58,100) and California ($54,490)”."""
        states = [f"{row.area.name} ({row.annual.median.text})" for row in self.highest_paying]
        return get_text_list(states, pgettext("a list of states", "and"))

    def rank(self, area: Area | AreaRow) -> int | None:
        """Rank of a state by median among the states, 1 is the highest; equal pay shares a rank."""
        own = next((row for row in self.rows if row.area.pk == area.pk), None)
        if own is None or (median := own.annual.median.sort_value) is None:
            return None
        others = (row.annual.median.sort_value for row in self.rows)
        return 1 + sum(1 for other in others if other is not None and other > median)

    def row(self, state: str) -> AreaWages | None:
        """The row of a state or territory by its postal abbreviation."""
        return next(
            (row for row in (*self.rows, *self.territories) if row.area.state == state), None
        )

    @property
    def is_hourly_only(self) -> bool:
        """Whether the survey gives no pay a year, as of actors."""
        return self.nation is not None and self.nation.is_hourly_only

    def by_the_hour(self) -> "WageSummary":
        """The same with the tables by the hour, for an occupation without pay a year."""
        hourly = {
            id(row): replace(row, basis="hourly", median_change=None, bar=0)
            for row in (self.nation, *self.rows, *self.territories)
            if row is not None
        }
        scale_bars(list(hourly.values()))
        return replace(
            self,
            nation=hourly.get(id(self.nation)),
            rows=tuple(sort_rows([hourly[id(row)] for row in self.rows], self.sort)),
            territories=tuple(sort_rows([hourly[id(row)] for row in self.territories], self.sort)),
            own=hourly.get(id(self.own)),
        )

    def build_chart(self, beside: Sequence[AreaWages] = ()) -> RangeChart | None:
        """The nation's range of pay, a year if it is known; `beside` as in `build_range_chart`."""
        if self.nation is None:
            return None
        basis = "hourly" if self.is_hourly_only else "annual"
        return build_range_chart([replace(self.nation, basis=basis)], beside)

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
        wage.occupation.soc_code: AreaWages(wage, wage.release)
        for wage in Wage.objects.of_the_nation(soc_codes)
    }


@dataclass(frozen=True)
class OccupationPay:
    """What an occupation earns a year."""

    title: str
    annual: Percentiles


def get_pay_in(
    release: Release, soc_codes: Sequence[str], area: str = NATION
) -> dict[str, OccupationPay]:
    """Pay by SOC code in one release, in the area of a code. One query, none without codes."""
    if not soc_codes:
        return {}
    rows = PAY_IN_AREA.rows(release.pk, area, *soc_codes)
    return {
        soc_code: OccupationPay(
            title, Percentiles.from_wage(WageRow.from_values(values), "annual", release)
        )
        for soc_code, title, *values in rows
    }


def wage_summary(
    occupation: Occupation,
    release_key: str = "",
    sort: str = DEFAULT_SORT,
    state: str = "",
    basis: str = "annual",
    prices: Mapping[int, Decimal] | None = None,
    level: str = Area.Level.STATE,
) -> WageSummary | None:
    """Pay of an occupation in a published release.

    `release_key` is its month as in `2024-05`; for any other it is the latest release that has the
    occupation at `level`, one of LEVELS. `sort` is one of `table.SORTS`, `state` the abbreviation
    of the reader's own state, `basis` `annual` or `hourly`, `prices` the price levels by which pay
    is divided. None where no published release has it. Two queries, and one for each further
    release that has what the chosen one lacks.
    """
    coverage = read_coverage(occupation)
    if not coverage:
        return None
    with_level = list_releases(coverage, level) or [one.release for one in coverage]
    named = next((one.release for one in coverage if one.release.key == release_key), None)
    chosen = named or with_level[0]
    others = (*with_level, *(one.release for one in coverage))
    previous = next((one for one in others if one.period < chosen.period), None)
    sources = {
        part: chosen
        if part == level
        else choose_source(list_releases(coverage, part), chosen, named, level)
        for part in LEVELS
    }
    by_level: dict[str, list[AreaWages]] = {part: [] for part in Area.Level.values}
    for release in {source for part in SUMMARIZED if (source := sources[part])}:
        is_dated = release != chosen
        found = read_states(occupation, release, None if is_dated else previous, basis)
        rows = build_area_rows(found, release, basis=basis, prices=prices, is_dated=is_dated)
        for row in rows:
            row.is_own = row.area.state == state
            if sources[row.area.level] == release:
                by_level[row.area.level].append(row)
    scale_bars([row for rows in by_level.values() for row in rows])
    states, territories = by_level[Area.Level.STATE], by_level[Area.Level.TERRITORY]
    return WageSummary(
        occupation=occupation,
        release=chosen,
        releases=tuple(with_level if chosen in with_level else [*with_level, chosen]),
        previous=previous,
        metro_release=sources[Area.Level.METRO],
        nation=next(iter(by_level[Area.Level.NATION]), None),
        rows=tuple(sort_rows(states, sort)),
        territories=tuple(sort_rows(territories, sort)),
        sort=sort,
        own=next((row for row in (*states, *territories) if row.is_own), None),
    )
