"""What an occupation pays in each state: two figures each, for pages that show no more."""

from collections.abc import Sequence
from typing import NamedTuple

from common.prepared import PreparedQuery
from salaries.coverage import list_releases, read_coverage
from salaries.models import Area, Occupation, Release, Wage


class StatePay(NamedTuple):
    """An area's lower quarter and median in dollars a year; None where the survey gives none.

    `month` is the month of the figures where it is another than that of the states.
    """

    level: str
    state: str
    name: str
    p25: int | None
    median: int | None
    month: str = ""

    @property
    def is_nation(self) -> bool:
        return self.level == Area.Level.NATION


STATE_PAY = PreparedQuery(
    lambda occupation, release: Wage.objects.for_states(occupation, release).values_list(
        "area__level", "area__state", "area__name", "annual_p25", "annual_median"
    )
)


def read_state_pay(occupation: Occupation) -> tuple[Release, Sequence[StatePay]] | None:
    """The latest published release with the occupation, and its pay in the nation and the states.

    Territories are among the states. A nation in another release comes with its month. None without
    any release. Two queries, three then.
    """
    coverage = read_coverage(occupation)
    if not coverage:
        return None
    with_states = list_releases(coverage, Area.Level.STATE) or [one.release for one in coverage]
    release = with_states[0]
    with_nation = next(iter(list_releases(coverage, Area.Level.NATION)), release)
    rows = _read_rows(occupation, release)
    if with_nation != release:
        nation = next(row for row in _read_rows(occupation, with_nation) if row.is_nation)
        rows = [row for row in rows if not row.is_nation]
        rows.append(nation._replace(month=with_nation.label))
    return release, rows


def _read_rows(occupation: Occupation, release: Release) -> list[StatePay]:
    return [StatePay(*row) for row in STATE_PAY.rows(occupation.pk, release.pk)]
