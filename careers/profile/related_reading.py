"""What a career's page says of the careers near it, and of its own pay in all releases. One query.

Pay is read live, of every published release; nothing of it is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, JSONObject, Left

from careers.facts.kinds import COMBINED
from careers.facts.reading import Facts
from careers.models import Career, FactKind, FactRelease, OccupationFact, Projection
from careers.models.career import is_public_career
from common.prepared import PreparedQuery, parse_json
from salaries.models import Area, Release, Wage

LIMIT = 8
# By component: the code under which the survey has it together with others.
COMBINED_CODES = {part: code for code, parts in COMBINED.items() for part in parts}
AMOUNTS = ("p10", "p25", "median", "p75", "p90")
PAY_COLUMNS = ("employment", *(f"annual_{step}" for step in AMOUNTS), "annual_missing")


@dataclass(frozen=True)
class NationalPay:
    """National pay of an occupation in one release; an amount that it does not give is None.

    `missing` is why pay a year is not given, one of `salaries.models.Missing`.
    """

    period: date
    workers: int | None
    p10: int | None
    p25: int | None
    median: int | None
    p75: int | None
    p90: int | None
    hourly_median: Decimal | None
    missing: str = ""
    top_code: int | None = None

    @property
    def is_top_coded(self) -> bool:
        """Whether the median itself is above what the survey publishes."""
        return self.median is None and self.missing == "top_coded"


@dataclass(frozen=True)
class Neighbor:
    """A career as those near it are compared with it; `pay` is by release, the newest first."""

    slug: str
    name: str
    soc_code: str
    url: str
    pay: tuple[NationalPay, ...]
    education: str
    conditions: Mapping[str, float]

    @property
    def newest_pay(self) -> NationalPay | None:
        return next(iter(self.pay), None)


@dataclass(frozen=True)
class Surroundings:
    """A career and those near it, the closest first.

    `is_group` where they are of the same group, since no source tells which are related.
    """

    own: Neighbor | None = None
    others: tuple[Neighbor, ...] = ()
    is_group: bool = False


NO_SURROUNDINGS = Surroundings()


def read_surroundings(soc_code: str, facts: Facts, limit: int = LIMIT) -> Surroundings:
    """The careers near an occupation, of which `facts` tell the related ones. One query."""
    codes = list_related_codes(soc_code, facts)[:limit]
    if codes:
        found = read_neighbors(soc_code, *codes)
    else:
        found = _key(GROUP.rows(soc_code, soc_code[:6], soc_code[:4], soc_code[:2]))
    others = [found[code] for code in codes or found if code in found and code != soc_code]
    return Surroundings(found.get(soc_code), tuple(others[:limit]), is_group=not codes)


def read_neighbors(*soc_codes: str) -> dict[str, Neighbor]:
    """The public careers of these occupations by their codes. One query."""
    return _key(RELATED.rows(*soc_codes))


def _key(rows: Iterable[Any]) -> dict[str, Neighbor]:
    found: dict[str, Neighbor] = {}
    for row in rows:
        neighbor = _build_neighbor(*row)
        # An occupation may have more than one career: the first is the one that its wages have.
        found.setdefault(neighbor.soc_code, neighbor)
    return found


def list_related_codes(soc_code: str, facts: Facts) -> list[str]:
    """The codes of related occupations as the survey has them, each once, the closest first."""
    fact = facts.get(FactKind.RELATED)
    codes: Iterable[str] = fact.values["codes"] if fact else ()
    known = dict.fromkeys(COMBINED_CODES.get(code, code) for code in codes)
    return [code for code in known if code != soc_code]


def _select(careers: Any) -> Any:
    """Columns of each career, in the order that `_build_neighbor` takes them."""
    occupation = OuterRef("occupation__soc_code")
    wages = Wage.objects.filter(
        occupation=OuterRef("occupation"),
        area__level=Area.Level.NATION,
        release__status=Release.Status.PUBLISHED,
    )
    pay = JSONObject(
        period=F("release__period"),
        top_code=F("release__annual_top_code"),
        **{name: F(name) for name in PAY_COLUMNS},
        # As text: JSON's numbers are no decimals.
        hourly_median=Cast("hourly_median", CharField()),
    )
    projections = Projection.objects.filter(soc_code=occupation, release__status="published")
    conditions = OccupationFact.objects.filter(
        soc_code=occupation,
        release__kind=FactKind.CONDITIONS,
        release__status=FactRelease.Status.PUBLISHED,
    )
    return careers.annotate(
        pay=ArraySubquery(wages.order_by("-release__period").values(row=pay)),
        education=Subquery(
            projections.exclude(entry_education="")
            .order_by("-release__base_year")
            .values("entry_education")[:1]
        ),
        conditions=Subquery(conditions.order_by("-release__period").values("values")[:1]),
    ).values_list(
        *("slug", "name_en", "name_es", "occupation__soc_code"),
        *("pay", "education", "conditions"),
    )


def _select_related(*codes: str) -> Any:
    careers = Career.objects.filter(is_public_career("pk"), occupation__soc_code__in=codes)
    return _select(careers.order_by("pk"))


def _select_group(soc_code: str, broad: str, minor: str, major: str) -> Any:
    """Careers of the same major group: of the same small group first, then those with most jobs."""
    careers = Career.objects.annotate(
        broad=Left("occupation__soc_code", 6),
        minor=Left("occupation__soc_code", 4),
        major=Left("occupation__soc_code", 2),
        jobs=Subquery(
            Projection.objects.filter(
                soc_code=OuterRef("occupation__soc_code"), release__status="published"
            )
            .order_by("-release__base_year")
            .values("employment")[:1]
        ),
        distance=Case(
            When(occupation__soc_code=soc_code, then=Value(0)),
            When(broad=broad, then=Value(1)),
            When(minor=minor, then=Value(2)),
            default=Value(3),
        ),
    ).filter(is_public_career("pk"), major=major)
    return _select(careers.order_by("distance", F("jobs").desc(nulls_last=True), "pk"))[: 2 * LIMIT]


RELATED = PreparedQuery(_select_related)
GROUP = PreparedQuery(_select_group)


def _build_neighbor(
    slug: str,
    name_en: str,
    name_es: str,
    soc_code: str,
    pay: Sequence[Any],
    education: str | None,
    conditions: Any,
) -> Neighbor:
    career = Career(slug=slug, name_en=name_en, name_es=name_es)
    return Neighbor(
        slug=slug,
        name=str(career.name),
        soc_code=soc_code,
        url=career.get_absolute_url(),
        pay=tuple(_build_pay(parse_json(row)) for row in pay),
        education=education or "",
        conditions=parse_json(conditions) or {},
    )


def _build_pay(row: Mapping[str, Any]) -> NationalPay:
    return NationalPay(
        period=date.fromisoformat(row["period"]),
        workers=row["employment"],
        hourly_median=_decimal(row["hourly_median"]),
        missing=row["annual_missing"],
        top_code=row["top_code"],
        **{step: row[f"annual_{step}"] for step in AMOUNTS},
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
