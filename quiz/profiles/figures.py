"""Figures of all occupations in given releases, which a process keeps.

Rows of a release stay as they were published, so what is read is kept by the releases and the times
of their publication (`editions.Edition`). All are by SOC code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from careers.explore.reading import NATION, NOT_SMALLER_THAN_STATES, OutlookSource
from careers.explore.rows import Pay
from careers.facts.reading import RELEASE_COLUMNS, FactSource
from careers.facts.zones import Zone
from careers.models import FactKind, FactRelease, OccupationFact, Projection
from careers.models.projections import format_years
from quiz.matching.answers import INTERESTS
from quiz.matching.careers import Conditions
from quiz.matching.conditions import CONDITIONS
from quiz.matching.interests import weigh_interests
from quiz.profiles.editions import Edition
from salaries.models import Area, Release, Wage

EditionsRead = tuple[Edition, ...]
# Of old results and of today's figures; each takes about two megabytes.
MAX_KEPT_FACTS = 8
# One for each state, of today's figures; half a megabyte.
MAX_KEPT_PAY = 64


@dataclass(frozen=True)
class Preparation:
    """What the newest projections that have an occupation say of it, in their own terms.

    `education`, `experience` and `training` are values of Education, Experience and Training in
    careers/models/projections.py, of the newest release that gives them; else empty.
    """

    source: OutlookSource
    education: str
    experience: str
    training: str
    openings: int


@dataclass(frozen=True, slots=True)
class OccupationFacts:
    """What releases of facts say of an occupation; `sources` are by their kinds.

    `conditions` has means by the keys of CONDITIONS. `components` are the codes whose mean they
    are, if the source has no own ones.
    """

    sources: Mapping[str, FactSource]
    interest_weights: Mapping[str, float] | None = None
    conditions: Conditions = field(default_factory=lambda: Conditions({}))
    components: tuple[str, ...] = ()
    zone: Zone | None = None


def read_sources(releases: QuerySet[FactRelease]) -> dict[int, FactSource]:
    """What citing each of these releases takes, by its key."""
    rows = releases.values_list("pk", *RELEASE_COLUMNS)
    return {pk: FactSource(*columns) for pk, *columns in rows}


@lru_cache(MAX_KEPT_FACTS)
def load_facts(editions: EditionsRead) -> Mapping[str, OccupationFacts]:
    """Facts of each occupation, of each kind those of the first release that has it."""
    keys = [one.key for one in editions]
    sources = read_sources(FactRelease.objects.filter(pk__in=keys))
    order = {key: place for place, key in enumerate(keys)}
    rows = OccupationFact.objects.filter(release__in=list(sources)).order_by()
    by_code: dict[str, dict[str, tuple[int, Any, list[str]]]] = {}
    for code, release, values, components in rows.values_list(
        "soc_code", "release_id", "values", "components"
    ):
        of_code, kind = by_code.setdefault(code, {}), sources[release].kind
        if kind not in of_code or order[release] < order[of_code[kind][0]]:
            of_code[kind] = release, values, components
    return {code: _build_facts(of_code, sources) for code, of_code in by_code.items()}


def _build_facts(
    facts: Mapping[str, tuple[int, Any, list[str]]], sources: Mapping[int, FactSource]
) -> OccupationFacts:
    values = {kind: values for kind, (_, values, _) in facts.items()}
    means = {
        key: values[condition.kind].get(condition.element)
        for key, condition in CONDITIONS.items()
        if condition.kind in values
    }
    return OccupationFacts(
        sources={kind: sources[release] for kind, (release, _, _) in facts.items()},
        interest_weights=_weigh(values.get(FactKind.INTERESTS, {})),
        conditions=Conditions({key: mean for key, mean in means.items() if mean is not None}),
        components=tuple(facts[FactKind.CONDITIONS][2]) if FactKind.CONDITIONS in facts else (),
        zone=Zone.from_values(values[FactKind.JOB_ZONE]) if FactKind.JOB_ZONE in values else None,
    )


def _weigh(interests: Mapping[str, float]) -> Mapping[str, float] | None:
    """The weights of an occupation's interests; None unless the source has all six."""
    return weigh_interests(interests) if interests.keys() >= set(INTERESTS) else None


@lru_cache(MAX_KEPT_FACTS)
def load_preparation(editions: EditionsRead) -> Mapping[str, Preparation]:
    """Preparation and openings of each occupation in the first release that has it."""
    found: dict[str, Preparation] = {}
    for edition in editions:
        rows = Projection.objects.filter(release=edition.key, is_group=False).order_by()
        for (
            code,
            base,
            target,
            *source,
            education,
            experience,
            training,
            openings,
        ) in rows.values_list(
            *("soc_code", "release__base_year", "release__target_year"),
            *("release__source", "release__source_url", "release__released_on"),
            *("entry_education", "experience", "training", "openings_per_year"),
        ):
            newer = found.get(code)
            if newer is None:
                cited = OutlookSource(format_years(base, target), *source)
                found[code] = Preparation(cited, education, experience, training, openings)
            else:
                # Some releases have no kinds of preparation, or not yet.
                found[code] = replace(
                    newer,
                    education=newer.education or education,
                    experience=newer.experience or experience,
                    training=newer.training or training,
                )
    return found


@lru_cache(MAX_KEPT_PAY)
def load_pay(editions: EditionsRead, state: str) -> Mapping[str, Pay]:
    """Pay of each occupation in a state, or in the nation for an empty one."""
    areas = Area.objects.filter(state=state or NATION, level__in=NOT_SMALLER_THAN_STATES)
    found: dict[str, Pay] = {}
    for edition in editions:
        rows = Wage.objects.filter(release=edition.key, area__in=areas.order_by().values("pk"))
        for (
            code,
            hourly_p10,
            hourly_median,
            top_code,
            month,
            missing,
            *annual,
        ) in rows.order_by().values_list(
            *("occupation__soc_code", "hourly_p10", "hourly_median"),
            *("release__annual_top_code", "release__period", "annual_missing"),
            *("employment", "employment_missing", "annual_p10", "annual_median"),
        ):
            if code not in found:
                workers, workers_missing, p10, median = annual
                found[code] = Pay(
                    workers=workers,
                    p10=p10,
                    median=median,
                    missing=missing,
                    workers_missing=workers_missing,
                    # Of no use beside pay by the year, and kept for each state.
                    hourly_p10=hourly_p10 if missing else None,
                    hourly_median=hourly_median if missing else None,
                    top_code=top_code,
                    month=month,
                )
    return found


@lru_cache(MAX_KEPT_FACTS)
def load_wage_releases(editions: EditionsRead) -> tuple[Release, ...]:
    """The releases of wages, for citing them, the newest first."""
    held = Release.objects.in_bulk([one.key for one in editions])
    return tuple(held[one.key] for one in editions if one.key in held)
