"""What the published releases say of one occupation, beside all occupations together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef
from django.db.models.functions import Cast, JSONObject

from careers.models import Projection, ProjectionRelease
from careers.models.projections import TOTAL, format_years
from common.prepared import parse_json

RELEASE_COLUMNS = ("base_year", "target_year", "source", "source_url", "released_on", "note")
ROW_COLUMNS = (
    *("employment", "employment_projected", "openings_per_year"),
    *("entry_education", "experience", "training"),
)


@dataclass(frozen=True)
class Outlook:
    """An occupation in one release; `average_growth_percent` is that of all occupations.

    `entry_education`, `experience` and `training` are values of Education, Experience and Training
    (careers/models/projections.py), empty where the release gives none.
    """

    base_year: int
    target_year: int
    employment: int
    employment_projected: int
    openings_per_year: int
    growth_percent: Decimal
    average_growth_percent: Decimal | None
    source: str
    source_url: str
    released_on: date | None
    note: str
    entry_education: str = ""
    experience: str = ""
    training: str = ""

    @property
    def years(self) -> str:
        return format_years(self.base_year, self.target_year)


def select_projections(occupation: str) -> ArraySubquery:
    """The projections of an occupation and of all together, as a column of another query.

    `occupation` is the path to the occupation's code. `build_outlooks` reads the column.
    """
    published = ProjectionRelease.Status.PUBLISHED
    rows = Projection.objects.filter(
        soc_code__in=[OuterRef(occupation), TOTAL], release__status=published
    )
    return ArraySubquery(
        rows.order_by("-release__base_year").values(
            row=JSONObject(
                code=F("soc_code"),
                # As text: JSON's numbers are no decimals.
                growth=Cast("growth_percent", CharField()),
                **{name: F(f"release__{name}") for name in RELEASE_COLUMNS},
                **{name: F(name) for name in ROW_COLUMNS},
            )
        )
    )


def build_outlooks(rows: Iterable[Any]) -> list[Outlook]:
    """The outlooks in the rows of `select_projections`, the newest first."""
    values = [parse_json(row) for row in rows]
    average = {row["base_year"]: Decimal(row["growth"]) for row in values if row["code"] == TOTAL}
    return [
        Outlook(
            **{name: row[name] for name in (*RELEASE_COLUMNS, *ROW_COLUMNS)}
            | {
                "growth_percent": Decimal(row["growth"]),
                "average_growth_percent": average.get(row["base_year"]),
                "released_on": row["released_on"] and date.fromisoformat(row["released_on"]),
            }
        )
        for row in values
        if row["code"] != TOTAL
    ]
