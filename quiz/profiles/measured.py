"""What is measured of all public careers, as matching needs it, and the releases it is from.

A result keeps `Measured.releases`, and reading them again gives the figures of then: rows of a
release are frozen once it was published. A process keeps what it read of them; which careers are
public, and their names, are read for every request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from careers.explore.reading import OutlookSource
from careers.explore.rows import Pay
from careers.facts.reading import FactSource, Statistics
from careers.guides.career_page import active_language
from careers.models import Career
from careers.models.career import is_public_career
from careers.models.guides import DEFAULT_LANGUAGE
from careers.models.projections import Education
from common.prepared import PreparedQuery
from quiz.matching.careers import MeasuredCareer
from quiz.matching.conditions import CONDITIONS
from quiz.profiles.editions import (
    FACT_KINDS,
    PROJECTIONS,
    WAGES,
    Edition,
    Editions,
    Releases,
    find_editions,
)
from quiz.profiles.figures import (
    OccupationFacts,
    Preparation,
    load_facts,
    load_pay,
    load_preparation,
    load_wage_releases,
)
from salaries.models import Release

# Of the full-time student: what schools and agencies state as the usual length. Training on the job
# and apprenticeships are paid, so they are no schooling before the first paid day.
SCHOOLING_MONTHS: Mapping[str, int] = {
    Education.NONE: 0,
    Education.DIPLOMA: 0,
    Education.SOME_COLLEGE: 0,
    Education.NONDEGREE: 12,
    Education.ASSOCIATE: 24,
    Education.BACHELOR: 48,
    Education.MASTER: 72,
    Education.DOCTORAL: 96,
}
# Zones in which a diploma at most is usual; the others tell of no one length.
ZONES_WITHOUT_SCHOOLING = 2
# One for each state, of today's figures.
MAX_KEPT = 64

# The key, the slug and the SOC code of each public career.
Named = tuple[tuple[int, str, str], ...]

CAREERS = PreparedQuery(
    lambda: (
        Career.objects.filter(is_public_career("pk"))
        .order_by("occupation__soc_code", "slug")
        .values_list("pk", "slug", "occupation__soc_code", "name_en", "name_es")
    )
)


class OccupationFigures(NamedTuple):
    """What the figures of an occupation are from, for sentences about them."""

    facts: OccupationFacts
    pay: Pay
    preparation: Preparation | None

    @property
    def education(self) -> str:
        """A value of Education; empty where no release gives one."""
        return self.preparation.education if self.preparation else ""


class Sources(NamedTuple):
    """The releases that figures are from, the newest first; as pages of exploring list them."""

    releases: tuple[Release, ...]
    outlooks: tuple[OutlookSource, ...]
    facts: tuple[FactSource, ...]


@dataclass(frozen=True)
class Measured:
    """All public careers in order of their SOC codes, then slugs.

    `state` is where pay is for, as in `OH`; empty for the nation. `names` are by career_id, as
    within a sentence. `figures` are by SOC code. `releases` is what `read_measured` takes, and
    `today` the same of what is published now. `lost` are kinds of which a release that was asked
    for is no longer held: their figures may differ from those of then. `editions` are the releases
    as they are held, for what else is read of them.
    """

    state: str
    careers: tuple[MeasuredCareer, ...]
    names: Mapping[int, str]
    figures: Mapping[str, OccupationFigures]
    sources: Sources
    releases: Releases
    today: Releases
    lost: tuple[str, ...] = ()
    editions: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[int, MeasuredCareer]:
        """The careers by career_id."""
        return {career.career_id: career for career in self.careers}

    @cached_property
    def statistics(self) -> Statistics:
        """Those of all occupations, by the keys of CONDITIONS, in the newest releases."""
        newest: dict[str, Statistics] = {}
        for source in self.sources.facts:
            newest.setdefault(source.kind, source.statistics)
        return {
            key: found
            for key, condition in CONDITIONS.items()
            if (found := newest.get(condition.kind, {}).get(condition.element))
        }

    @property
    def wage_release(self) -> str:
        """The newest month of pay, as in `2025-05`; empty without any."""
        return next((release.key for release in self.sources.releases), "")

    @property
    def differs_today(self) -> bool:
        """Whether other releases are published now than those read."""
        return bool(self.lost) or self.releases != self.today


def read_measured(state: str = "", releases: Releases | None = None) -> Measured:
    """Everything that is measured, with pay in a state (as in `OH`) or else in the nation.

    With `releases`, from those, whatever was published or withdrawn since. Two queries, if the
    releases were read before.
    """
    editions, rows = find_editions(releases), CAREERS.rows()
    is_english = active_language() == DEFAULT_LANGUAGE
    named = _share(tuple((pk, slug, code) for pk, slug, code, _, _ in rows))
    careers, figures, sources = _assemble(_make_key(editions), state, named)
    return Measured(
        state=state,
        careers=careers,
        names={pk: en if is_english else es or en for pk, _, _, en, es in rows},
        figures=figures,
        sources=sources,
        releases=editions.releases,
        today=editions.today,
        lost=editions.lost,
        editions=editions.by_kind,
    )


class _Key(NamedTuple):
    """The releases by which figures are kept."""

    facts: tuple[Edition, ...]
    projections: tuple[Edition, ...]
    wages: tuple[Edition, ...]


def _make_key(editions: Editions) -> _Key:
    facts = tuple(one for kind in FACT_KINDS for one in editions.by_kind[kind])
    return _Key(facts, editions.by_kind[PROJECTIONS], editions.by_kind[WAGES])


@lru_cache(1)
def _share(named: Named) -> Named:
    """The same names, in the memory that careers of other states hold already."""
    return named


@lru_cache(MAX_KEPT)
def _assemble(
    key: _Key, state: str, named: Named
) -> tuple[tuple[MeasuredCareer, ...], Mapping[str, OccupationFigures], Sources]:
    """The careers of these keys, slugs and SOC codes with the figures of these releases."""
    facts, pay = load_facts(key.facts), load_pay(key.wages, state)
    preparation = load_preparation(key.projections)
    figures = {
        code: OccupationFigures(
            facts.get(code, OccupationFacts({})), pay.get(code, Pay()), preparation.get(code)
        )
        for code in {code for _, _, code in named}
    }
    careers = tuple(_build_career(*names, figures[names[-1]]) for names in named)
    return careers, figures, _list_sources(key, figures)


def _build_career(
    career_id: int, slug: str, soc_code: str, figures: OccupationFigures
) -> MeasuredCareer:
    facts, pay, preparation = figures
    return MeasuredCareer(
        career_id=career_id,
        slug=slug,
        soc_code=soc_code,
        interest_weights=facts.interest_weights,
        conditions=facts.conditions,
        training_months=count_schooling(figures),
        pay=pay.median_at_least,
        is_pay_floor=pay.median is None and pay.median_at_least is not None,
        openings=preparation.openings if preparation else None,
    )


def count_schooling(figures: OccupationFigures) -> int | None:
    """Months of the usual schooling before the first paid day; None where no source says."""
    if figures.education:
        return SCHOOLING_MONTHS[figures.education]
    zone = figures.facts.zone
    return 0 if zone and zone.is_at_most(ZONES_WITHOUT_SCHOOLING) else None


def _list_sources(key: _Key, figures: Mapping[str, OccupationFigures]) -> Sources:
    """The releases that any figure is from."""
    months = {one.pay.month for one in figures.values()}
    outlooks = {one.preparation.source for one in figures.values() if one.preparation}
    facts = {
        (source.kind, source.period): source
        for one in figures.values()
        for source in one.facts.sources.values()
    }
    order = {str(kind): place for place, kind in enumerate(FACT_KINDS)}
    return Sources(
        releases=tuple(one for one in load_wage_releases(key.wages) if one.period in months),
        outlooks=tuple(sorted(outlooks, reverse=True)),
        facts=tuple(
            sorted(facts.values(), key=lambda one: (order[one.kind], -one.period.toordinal()))
        ),
    )
