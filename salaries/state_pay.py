"""What an occupation pays in each state: two figures each, for pages that show no more."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from common.prepared import PreparedQuery
from salaries.models import Area, Occupation, Release, Wage
from salaries.summary import read_releases


class StatePay(NamedTuple):
    """An area's lower quarter and median in dollars a year; None where the survey gives none."""

    level: str
    state: str
    name: str
    p25: int | None
    median: int | None

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

    Territories are among the states. None without such a release. Two queries.
    """
    releases = read_releases(occupation)
    if not releases:
        return None
    rows: list[tuple[Any, ...]] = STATE_PAY.rows(occupation.pk, releases[0].pk)
    return releases[0], [StatePay(*row) for row in rows]
