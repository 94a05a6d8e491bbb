"""Skills and knowledge of all occupations, and where each stands among the others.

Only moves need them, so they are read when the first is asked for; a process keeps them by the
releases that they are from.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from threading import Lock
from typing import Any

from careers.facts.reading import FactSource
from careers.models import FactKind, FactRelease, OccupationFact
from quiz.matching.conditions import CONDITIONS, TELEWORK
from quiz.matching.moves import Rating, Ratings, measure_distances
from quiz.matching.vectors import Block, Point, Rows, make_points
from quiz.profiles.editions import FACT_KINDS, SKILL_KINDS, Edition
from quiz.profiles.figures import OccupationFacts, read_sources
from quiz.profiles.measured import Measured

# What each block weighs in how near two occupations are. Knowledge keeps together who work on the
# same matters; preparation is shown beside each move, so it need not decide much.
SKILLS_WEIGHT, KNOWLEDGE_WEIGHT, CONDITIONS_WEIGHT, PREPARATION_WEIGHT = 1.0, 1.5, 1.0, 0.25
# The numbers of the blocks without which two occupations are not compared.
NEEDED_BLOCKS = (0, 1)
# Telework is known of half of the occupations.
COMPARED_CONDITIONS = tuple(key for key in CONDITIONS if key != TELEWORK)
# Of today's figures and of old results; each takes about ten megabytes.
MAX_KEPT = 3
# Of so many occupations the distances to all others are kept; each takes about 60 kilobytes.
MAX_KEPT_DISTANCES = 100

_loading = Lock()


@dataclass(frozen=True)
class Skills:
    """By SOC code what each occupation asks for, and its place among all.

    `typical` is the median importance of each skill and field of knowledge over all occupations.
    """

    ratings: Mapping[str, Ratings]
    typical: Mapping[str, float]
    points: Mapping[str, Point]
    sources: tuple[FactSource, ...]


def read_skills(measured: Measured) -> Skills:
    """From the releases that the rest is read from. Two queries, none if they were read before."""
    return _load_once(_ask(measured))


def read_distances(measured: Measured, soc_code: str) -> Mapping[str, float]:
    """How far other occupations are from one; empty if its skills are not measured."""
    return _measure(_ask(measured), soc_code)


@dataclass(frozen=True)
class _Asked:
    """What skills are kept by: facts are always those of the same editions."""

    editions: tuple[Edition, ...]
    facts: Mapping[str, OccupationFacts] = field(compare=False)


def _ask(measured: Measured) -> _Asked:
    kinds = (*SKILL_KINDS, *FACT_KINDS)
    editions = tuple(one for kind in kinds for one in measured.editions.get(kind, ()))
    facts = {code: figures.facts for code, figures in measured.figures.items()}
    return _Asked(editions, facts)


@lru_cache(MAX_KEPT_DISTANCES)
def _measure(asked: _Asked, soc_code: str) -> Mapping[str, float]:
    return measure_distances(soc_code, _load_once(asked).points, NEEDED_BLOCKS)


def _load_once(asked: _Asked) -> Skills:
    # Threads that ask at once, as after a start, wait for the first: it takes a third of a second.
    with _loading:
        return _load(asked)


@lru_cache(MAX_KEPT)
def _load(asked: _Asked) -> Skills:
    keys = [one.key for one in asked.editions]
    sources = read_sources(FactRelease.objects.filter(pk__in=keys, kind__in=SKILL_KINDS))
    ordered = sorted(sources, key=keys.index)
    rows = OccupationFact.objects.filter(release__in=ordered).order_by()
    by_release: dict[int, dict[str, Ratings]] = {key: {} for key in ordered}
    for release, code, values in rows.values_list("release_id", "soc_code", "values"):
        by_release[release][code] = _build_ratings(values)
    skills, knowledge = (
        _merge(by_release[key] for key in ordered if sources[key].kind == kind)
        for kind in SKILL_KINDS
    )
    codes = skills.keys() | knowledge.keys()
    return Skills(
        ratings={code: {**skills.get(code, {}), **knowledge.get(code, {})} for code in codes},
        typical=_list_typical(sources[key] for key in reversed(ordered)),
        points=_make_points(skills, knowledge, asked.facts),
        sources=tuple(sources[key] for key in ordered),
    )


def _build_ratings(values: Mapping[str, Any]) -> Ratings:
    """Ratings by the source's codes; a level that is not relevant is none at all."""
    return {key: Rating(importance, level or 0) for key, (importance, level) in values.items()}


def _merge(releases: Iterable[Mapping[str, Ratings]]) -> dict[str, Ratings]:
    """The ratings of each occupation in the first release that has it."""
    merged: dict[str, Ratings] = {}
    for release in releases:
        merged = {**release, **merged}
    return merged


def _list_typical(sources: Iterable[FactSource]) -> dict[str, float]:
    """The median importance of each skill; a later source counts before an earlier one."""
    return {
        key: statistics["median"]
        for source in sources
        for key, statistics in source.statistics.items()
    }


def _make_points(
    skills: Mapping[str, Ratings],
    knowledge: Mapping[str, Ratings],
    facts: Mapping[str, OccupationFacts],
) -> dict[str, Point]:
    conditions: Rows = {
        code: [known.conditions.get(key) for key in COMPARED_CONDITIONS]
        for code, known in facts.items()
        if FactKind.CONDITIONS in known.sources
    }
    # In the framework of four zones the second one has the first in it.
    preparation: Rows = {
        code: [known.zone.number - (0.5 if known.zone.is_first_two else 0)]
        for code, known in facts.items()
        if known.zone
    }
    rated = [
        Block(_list_rows(ratings, get), weight / 2, has_one_scale=True)
        for get in (attrgetter("importance"), attrgetter("level"))
        for ratings, weight in ((skills, SKILLS_WEIGHT), (knowledge, KNOWLEDGE_WEIGHT))
    ]
    others = Block(conditions, CONDITIONS_WEIGHT), Block(preparation, PREPARATION_WEIGHT)
    return make_points([*rated, *others])


def _list_rows(ratings: Mapping[str, Ratings], get: Callable[[Rating], float]) -> Rows:
    keys = sorted({key for known in ratings.values() for key in known})
    return {
        code: [get(known[key]) if key in known else None for key in keys]
        for code, known in ratings.items()
    }
