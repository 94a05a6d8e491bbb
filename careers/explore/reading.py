"""Reads the rows of all public careers: six queries, however many careers there are."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    Func,
    JSONField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.fields.json import KeyTransform

from careers.explore.filtering import ELEMENTS
from careers.explore.rows import AI_MEASURES, CareerRow, Pay, RowOutlook
from careers.facts.kinds import PLACED
from careers.facts.reading import RELEASE_COLUMNS, FactSource
from careers.facts.statistics import place_among
from careers.facts.zones import Zone
from careers.guides.career_page import active_language
from careers.models import Career, FactKind, FactRelease, OccupationFact, Projection
from careers.models.career import is_public_career
from careers.models.guides import DEFAULT_LANGUAGE
from careers.models.projections import TOTAL, format_years
from common.prepared import PreparedQuery, parse_json
from salaries.models import Area, Release, Wage

NATION = "US"
NOT_SMALLER_THAN_STATES = (Area.Level.NATION, Area.Level.STATE, Area.Level.TERRITORY)
KINDS = (
    *(FactKind.INTERESTS, FactKind.JOB_ZONE, FactKind.CONDITIONS, FactKind.TELEWORK),
    *(FactKind.AI_TASKS, FactKind.AI_ABILITIES, FactKind.AI_USE),
)
# Everything but their long statistics, of which places need some.
SOURCE_COLUMNS = [name for name in RELEASE_COLUMNS if name != "statistics"]

CAREERS = PreparedQuery(
    lambda: (
        Career.objects.filter(is_public_career("pk"))
        .order_by("pk")
        .values_list("pk", "slug", "name_en", "name_es", "occupation_id", "occupation__soc_code")
    )
)


def _select_pay(*states: str) -> Any:
    """Of each occupation and area, the row of the newest release that has it."""
    areas = Area.objects.filter(state__in=states, level__in=NOT_SMALLER_THAN_STATES)
    rows = Wage.objects.filter(
        area__in=areas.order_by().values("pk"),
        release__status=Release.Status.PUBLISHED,
    )
    return (
        rows.order_by("occupation_id", "area_id", "-release__period")
        .distinct("occupation_id", "area_id")
        .values_list(
            *("occupation_id", "area__state", "release_id"),
            # In the order of the fields of `Pay`.
            *("employment", "annual_p10", "annual_median", "annual_missing"),
            *("employment_missing", "hourly_p10", "hourly_median"),
        )
    )


def _select_outlooks() -> Any:
    """Of each occupation, the row of the newest release that has it, beside all occupations."""
    rows = Projection.objects.filter(is_group=False, release__status="published")
    total = FilteredRelation(
        "release__projections", condition=Q(release__projections__soc_code=TOTAL)
    )
    return (
        rows.annotate(total=total)
        .order_by("soc_code", "-release__base_year")
        .distinct("soc_code")
        .values_list(
            *("soc_code", "release__base_year", "release__target_year", "growth_percent"),
            *("total__growth_percent", "openings_per_year", "entry_education"),
            *("release__source", "release__source_url", "release__released_on"),
        )
    )


def _select_facts(*newest: int) -> Any:
    """Facts in the newest releases, and in others those of which the newest have none.

    Sorting all to find the newest of each took as long as all else together.
    """
    # Of the fifty conditions only those that filters ask about, in the order of ELEMENTS.
    # Measured: the JSONArray of Django takes twice as long.
    conditions = Func(
        *(KeyTransform(name, "values") for name in ELEMENTS),
        function="jsonb_build_array",
        output_field=JSONField(),
    )
    is_conditions = When(release__kind=FactKind.CONDITIONS, then=conditions)
    in_newest = OccupationFact.objects.filter(
        release__in=newest, release__kind=OuterRef("release__kind"), soc_code=OuterRef("soc_code")
    )
    rows = OccupationFact.objects.filter(release__status="published", release__kind__in=KINDS)
    return (
        rows.filter(Q(release__in=newest) | ~Exists(in_newest))
        .order_by()
        .values_list("soc_code", "release_id", Case(is_conditions, default=F("values")))
    )


PAY = PreparedQuery(_select_pay)
OUTLOOKS = PreparedQuery(_select_outlooks)
FACTS = PreparedQuery(_select_facts)
SOURCES = PreparedQuery(
    lambda: (
        FactRelease.objects.published()
        .filter(kind__in=KINDS)
        .values_list(
            "pk",
            *SOURCE_COLUMNS,
            Case(When(kind__in=PLACED, then="statistics"), default=Value({}, JSONField())),
        )
    )
)


class OutlookSource(NamedTuple):
    """The release that a row's outlook is from."""

    years: str
    source: str
    source_url: str
    released_on: date | None


@dataclass(frozen=True)
class AllCareers:
    """Every public career, and the releases that figures of them are from, the newest first."""

    rows: tuple[CareerRow, ...]
    releases: tuple[Release, ...]
    outlooks: tuple[OutlookSource, ...]
    facts: tuple[FactSource, ...]


def read_careers(state: str = "") -> AllCareers:
    """All public careers, with what they pay in a state, or in the nation without one."""
    releases = {release.pk: release for release in Release.objects.published()}
    pay = _read_pay(state, releases)
    outlooks: dict[str, RowOutlook] = {}
    outlook_sources: set[OutlookSource] = set()
    for code, base, target, *columns, source, url, released_on in OUTLOOKS.rows():
        years = format_years(base, target)
        outlooks[code] = _build_outlook(years, *columns)
        outlook_sources.add(OutlookSource(years, source, url, released_on))
    sources = _read_sources()
    facts = _read_facts(sources)
    used = {
        release for of_occupation in facts.values() for release, _values in of_occupation.values()
    }
    is_english = active_language() == DEFAULT_LANGUAGE
    fields = {code: _build_facts(of_occupation, sources) for code, of_occupation in facts.items()}
    rows = []
    for pk, slug, name_en, name_es, occupation, soc_code in CAREERS.rows():
        areas = pay.get(occupation, {})
        nation = areas.get(NATION, Pay())
        row = CareerRow(
            career_id=pk,
            slug=slug,
            name=name_en if is_english else name_es or name_en,
            soc_code=soc_code,
            nation=nation,
            local=areas.get(state, Pay()) if state else nation,
            outlook=outlooks.get(soc_code),
            **fields.get(soc_code, {}),
        )
        rows.append(row)
    months = {one.month for row in rows for one in (row.nation, row.local)}
    return AllCareers(
        rows=tuple(rows),
        releases=tuple(one for one in releases.values() if one.period in months),
        outlooks=tuple(sorted(outlook_sources, reverse=True)),
        facts=tuple(source for release, source in sources.items() if release in used),
    )


def _read_pay(state: str, releases: Mapping[int, Release]) -> dict[int, dict[str, Pay]]:
    """Pay by occupation and area."""
    pay: dict[int, dict[str, Pay]] = defaultdict(dict)
    for occupation, area, release, *columns in PAY.rows(state or NATION, NATION):
        # A release may be published between two queries.
        if one := releases.get(release):
            pay[occupation][area] = Pay(*[*columns, one.annual_top_code, one.period])
    return pay


def _build_outlook(
    years: str, growth: Any, average: Any, openings: int, education: str
) -> RowOutlook:
    return RowOutlook(
        years=years,
        growth=float(growth),
        average_growth=None if average is None else float(average),
        openings=openings,
        education=education,
    )


def _read_facts(sources: Mapping[int, FactSource]) -> dict[str, dict[str, tuple[int, Any]]]:
    """By occupation and kind, the newest values with the key of their release."""
    newest: dict[str, int] = {}
    # The newest come first.
    for release, source in sources.items():
        newest.setdefault(source.kind, release)
    facts: dict[str, dict[str, tuple[int, Any]]] = defaultdict(dict)
    rows = FACTS.rows(*newest.values()) if newest else []
    # Parsing thousands of short texts takes twice as long as one long text.
    parsed = json.loads(f"[{','.join(text for _, _, text in rows)}]")
    for (code, release, _text), values in zip(rows, parsed, strict=True):
        # A release may be published between two queries.
        if release in sources:
            kind, period = sources[release].kind, sources[release].period
            known = facts[code].get(kind)
            if known is None or sources[known[0]].period < period:
                facts[code][kind] = release, values
    return facts


def _build_facts(
    facts: Mapping[str, tuple[int, Any]], sources: Mapping[int, FactSource]
) -> dict[str, Any]:
    """The fields of a row that are facts."""
    fields: dict[str, Any] = {}
    ai: dict[str, float] = {}
    places: dict[str, int] = {}
    for kind, (release, values) in facts.items():
        match kind:
            case FactKind.INTERESTS:
                fields["interests"] = values
            case FactKind.JOB_ZONE:
                fields["zone"] = Zone.from_values(values)
            case FactKind.CONDITIONS:
                fields["conditions"] = {
                    name: mean
                    for name, mean in zip(ELEMENTS, values, strict=True)
                    if mean is not None
                }
            case FactKind.TELEWORK:
                fields["telework"] = values["percent"]
            case _:
                key = AI_MEASURES[kind]
                if values.get(key) is not None:
                    ai[kind] = values[key]
                    places[kind] = place_among(sources[release].statistics, key, values[key])
    return {**fields, "ai": ai, "places": places}


def _read_sources() -> dict[int, FactSource]:
    """The published releases of KINDS by their keys."""
    return {
        pk: FactSource(
            **dict(zip(SOURCE_COLUMNS, columns, strict=True)), statistics=parse_json(statistics)
        )
        for pk, *columns, statistics in SOURCES.rows()
    }
