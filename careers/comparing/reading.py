"""What careers are compared by: at most five queries however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from careers.comparing.request import ComparisonRequest
from careers.facts.reading import Facts, read_facts_of
from careers.guides.career_page import CareerPage
from careers.guides.published import build_page, select_pages
from careers.models import Career, FactKind, PreviousSlug
from salaries.models import Area, PriceLevel, Wage
from salaries.rows import AreaWages

STATE_LEVELS = (Area.Level.STATE, Area.Level.TERRITORY)
KINDS = (
    FactKind.INTERESTS,
    FactKind.JOB_ZONE,
    FactKind.CONDITIONS,
    FactKind.RELATED,
    FactKind.TELEWORK,
    FactKind.AI_TASKS,
    FactKind.AI_ABILITIES,
    FactKind.AI_USE,
)


@dataclass(frozen=True)
class PriceIndex:
    """The price level of the reader's state; 100 is the nation."""

    year: int
    index: Decimal


@dataclass(frozen=True)
class Compared:
    """A career with what is compared; `own` is pay in the reader's state."""

    page: CareerPage
    facts: Facts
    nation: AreaWages | None = None
    own: AreaWages | None = None


def read_pages(asked: ComparisonRequest) -> tuple[list[CareerPage], ComparisonRequest]:
    """The careers in the order of the address, and what was asked without others.

    One query; another one where the address has slugs that are not there any more.
    """
    pages = _select(asked.slugs)
    if missing := [slug for slug in asked.slugs if slug not in pages]:
        moved = PreviousSlug.objects.filter(slug__in=missing)
        now = dict(moved.values_list("slug", "career__slug"))
        slugs = tuple(dict.fromkeys(now.get(slug, slug) for slug in asked.slugs))
        asked = ComparisonRequest(slugs, asked.state, asked.notices)
        if now:
            pages = _select(slugs)
    asked = asked.keep_known(list(pages))
    return [pages[slug] for slug in asked.slugs], asked


def _select(slugs: Sequence[str]) -> dict[str, CareerPage]:
    if not slugs:
        return {}
    pages = map(build_page, select_pages().filter(slug__in=slugs))
    return {page.slug: page for page in pages}


def read_compared(pages: Sequence[CareerPage], state: str) -> list[Compared]:
    """The careers with facts and pay. Two queries, none without careers."""
    codes = [page.occupation.soc_code for page in pages]
    if not codes:
        return []
    facts = read_facts_of(codes, *KINDS)
    areas = Q(area__level=Area.Level.NATION)
    if state:
        areas |= Q(area__state=state, area__level__in=STATE_LEVELS)
    wages = Wage.objects.filter(areas, occupation__soc_code__in=codes).newest_of_levels()
    rows = {
        (wage.occupation.soc_code, wage.area.is_state): AreaWages(wage, wage.release)
        for wage in wages.select_related("area", "occupation", "release")
    }
    return [
        Compared(page, facts.get(code, {}), rows.get((code, False)), rows.get((code, True)))
        for page, code in zip(pages, codes, strict=True)
    ]


def read_price_index(state: str) -> PriceIndex | None:
    """The newest price level of a state; None where none is loaded. One query."""
    if not state:
        return None
    levels = PriceLevel.objects.of_latest_year()
    level = levels.filter(area__state=state, area__level__in=STATE_LEVELS).first()
    return PriceIndex(level.year, level.index) if level else None


@dataclass(frozen=True)
class Choice:
    """A career that can be added."""

    slug: str
    name: str
    soc_code: str


def list_choices() -> list[Choice]:
    """All public careers by name, to choose another one from. One query."""
    rows = Career.objects.published().values_list(
        "slug", "name_en", "name_es", "occupation__soc_code"
    )
    choices = (
        Choice(slug, str(Career(name_en=english, name_es=spanish).name), code)
        for slug, english, spanish, code in rows
    )
    return sorted(choices, key=lambda choice: choice.name.casefold())
