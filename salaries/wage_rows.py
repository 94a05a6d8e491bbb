"""The wages of areas as plain rows: pages show hundreds, and models of them took much longer."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Self

from django.db.models import OuterRef, QuerySet, Subquery

from common.prepared import PreparedQuery
from salaries.models import Area, Occupation, Release, Wage


class AreaRow(NamedTuple):
    """An area; the fields are those of the model Area."""

    pk: int
    code: str
    level: str
    name: str
    slug: str
    state: str

    @property
    def is_state(self) -> bool:
        """Whether it is a state, the District of Columbia or a territory."""
        return self.level in (Area.Level.STATE, Area.Level.TERRITORY)

    @property
    def compare_value(self) -> str:
        """Its value of the parameter `compare`: `CA` for a state, else the slug."""
        return self.state if self.is_state else self.slug


class WageRow(NamedTuple):
    """A wage and its area; the fields are those of the model Wage.

    `median_before` is the median of the release before, None where it has none.
    """

    area: AreaRow
    employment: int | None
    employment_rse: Decimal | None
    location_quotient: Decimal | None
    employment_missing: str
    hourly_mean: Decimal | None
    hourly_p10: Decimal | None
    hourly_p25: Decimal | None
    hourly_median: Decimal | None
    hourly_p75: Decimal | None
    hourly_p90: Decimal | None
    hourly_missing: str
    annual_mean: int | None
    annual_p10: int | None
    annual_p25: int | None
    annual_median: int | None
    annual_p75: int | None
    annual_p90: int | None
    annual_missing: str
    mean_rse: Decimal | None
    edited_at: dt.datetime | None
    median_before: int | Decimal | None = None

    @classmethod
    def from_values(cls, values: Sequence[Any]) -> Self:
        """The row of the values of COLUMNS and, behind them, the median before."""
        areas = len(AreaRow._fields)
        return cls(AreaRow(*values[:areas]), *values[areas:])


COLUMNS = (
    *(f"area__{name}" for name in AreaRow._fields),
    *(name for name in WageRow._fields if name not in ("area", "median_before")),
)


# The key of no release.
NO_RELEASE = 0


def select_rows(wages: QuerySet[Wage], basis: str, previous: int) -> QuerySet[Wage, Any]:
    """The values of COLUMNS, and the medians of another release, by its key."""
    before = Wage.objects.filter(
        release=previous, occupation=OuterRef("occupation"), area=OuterRef("area")
    )
    median = Subquery(before.order_by().values(f"{basis}_median")[:1])
    return wages.annotate(median_before=median).values_list(*COLUMNS, "median_before")


def _prepare_states(basis: str) -> PreparedQuery:
    return PreparedQuery(
        lambda occupation, release, previous: select_rows(
            Wage.objects.for_states(occupation, release), basis, previous
        )
    )


STATES = {basis: _prepare_states(basis) for basis in ("annual", "hourly")}


def read_states(
    occupation: Occupation, release: Release, previous: Release | None, basis: str
) -> list[WageRow]:
    """The nation, the states, the District of Columbia and the territories."""
    prior = previous.pk if previous else NO_RELEASE
    rows = STATES[basis].rows(occupation.pk, release.pk, prior)
    return [WageRow.from_values(values) for values in rows]


def read_rows(wages: QuerySet[Wage], previous: Release | None, basis: str) -> list[WageRow]:
    """The rows of any wages."""
    rows = select_rows(wages, basis, previous.pk if previous else NO_RELEASE)
    return [WageRow.from_values(values) for values in rows]
