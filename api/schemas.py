"""The API's responses. A missing figure is null, with the reason beside it.

An alias or a resolver reads what is not a field of the model; `context` holds the request.
"""

import inspect
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

from careers.entry import ENTRY_FACTS, describe_way_in
from careers.facts import kinds
from careers.facts.reading import Fact, read_facts_of
from careers.guides.career_page import CareerPage
from careers.models import FactKind
from careers.projections.outlook import Outlook
from quiz.models import QuizVersion, Statement
from salaries.models import Wage
from salaries.models.wages import STEPS

# The same words in which the kinds are defined.
VALUES_DESCRIPTION = inspect.cleandoc(kinds.__doc__ or "")


class Linked(Schema):
    """Something with a page of its own; `url` is the page's absolute address."""

    url: str

    @staticmethod
    def resolve_url(row: Any, context: dict[str, Any]) -> str:
        url: str = context["request"].build_absolute_uri(row.get_absolute_url())
        return url


class Detail(Schema):
    field: str
    message: str


class ErrorBody(Schema):
    status: int
    code: str
    message: str
    details: list[Detail] = []


class Error(Schema):
    error: ErrorBody


class CareerLine(Linked):
    slug: str
    name: str
    title: str | None = Field(description="The guide's title; null without a guide.")
    summary: str
    soc_code: str = Field(alias="occupation.soc_code")
    group: str = Field(description="The occupation's major group, as in 43-0000.")
    cip_codes: list[str] = Field(description="Fields of study that lead to it, by CIP code.")
    has_guide: bool
    reviewed_on: date | None = Field(description="The guide's last review; null without a guide.")

    @staticmethod
    def resolve_title(career: CareerPage) -> str | None:
        return career.title if career.has_guide else None

    @staticmethod
    def resolve_group(career: CareerPage) -> str:
        return f"{career.occupation.soc_code[:2]}-0000"


class Match(Schema):
    slug: str
    name: str
    soc_code: str
    matched: str


class Found(Schema):
    results: list[Match]


class OutlookFigures(Schema):
    """Employment projections of the career's occupation: jobs, and openings in a year."""

    base_year: int
    target_year: int
    employment: int = Field(description="Jobs in the base year, as the projections count them.")
    employment_projected: int
    growth_percent: Decimal
    all_occupations_growth_percent: Decimal | None = Field(alias="average_growth_percent")
    openings_per_year: int
    source: str
    released_on: date | None
    note: str

    @staticmethod
    def resolve_source(outlook: Outlook) -> str:
        return f"{outlook.source}, {outlook.years}"


class Description(Schema):
    """What the work is, in this site's own words."""

    language: str
    summary: str
    duties: list[str]
    likes: str
    strains: str
    outlook_reason: str


class FieldOfStudy(Schema):
    """A field of study by its CIP code; figures of programs stop at its first four digits."""

    code: str
    name: str


class Apprenticeship(Schema):
    name: str
    hours: str = Field(description="With their unit; empty where it does not go by hours.")


class EntrySource(Schema):
    text: str
    url: str


class Entry(Schema):
    """How new workers typically get in. Texts are empty where no source says anything."""

    needs_program: bool | None = Field(
        description="Whether a credential from a school is typical; null where that is not known."
    )
    credential: int | None = Field(description="The typical one, as `credential` of programs.")
    is_apprenticeship: bool
    heading: str
    text: str
    apprenticeships: list[Apprenticeship]
    apprenticeships_edition: str = Field(description="Of when the list of them is.")
    sources: list[EntrySource]


class CareerDetail(CareerLine):
    fields_of_study: list[FieldOfStudy] = Field(alias="fields")
    entry: Entry
    description: Description | None
    outlook: OutlookFigures | None
    earlier_outlooks: list[OutlookFigures]

    @staticmethod
    def resolve_entry(career: CareerPage) -> Any:
        soc_code = career.occupation.soc_code
        facts = read_facts_of([soc_code], *ENTRY_FACTS).get(soc_code, {})
        return describe_way_in(career.occupation.title, career.outlooks, facts)

    @staticmethod
    def resolve_earlier_outlooks(career: CareerPage) -> list[Outlook]:
        return career.outlooks[1:]


class FactLine(Schema):
    """Facts of one kind. `values` are null or missing where the source gives none."""

    kind: FactKind = Field(alias="source.kind")
    edition: str = Field(alias="source.edition")
    period: date = Field(alias="source.period")
    source: str = Field(alias="source.source")
    source_url: str = Field(alias="source.source_url")
    license: str = Field(alias="source.license")
    credit: str = Field(
        alias="source.credit", description="The sentence to show beside the figures, if any."
    )
    note: str = Field(alias="source.note")
    components: list[str] = Field(
        description="Codes of which the values are the mean: the source has no own ones."
    )
    values: dict[str, Any] = Field(description=VALUES_DESCRIPTION)
    statistics: dict[str, dict[str, float]] = Field(
        description="Of all occupations together, by the key of a value, where values compare."
    )

    @staticmethod
    def resolve_statistics(fact: Fact) -> dict[str, dict[str, float]]:
        """The single figures; the quantiles behind our own places would be most of an answer."""
        return {
            key: {name: each for name, each in figures.items() if isinstance(each, int | float)}
            for key, figures in fact.source.statistics.items()
        }


class CareerFacts(Schema):
    slug: str
    soc_code: str
    facts: list[FactLine]


class ReleaseLine(Schema):
    key: str
    label: str
    source: str
    source_url: str
    released_on: date | None


class AreaLine(Schema):
    code: str
    level: str
    name: str
    slug: str
    state: str


class OccupationLine(Schema):
    soc_code: str
    title: str
    group: str


class AnnualPercentiles(Schema):
    p10: int | None = Field(description="Starting pay: one worker in ten earns less.")
    p25: int | None
    median: int | None
    p75: int | None
    p90: int | None


class HourlyPercentiles(Schema):
    p10: Decimal | None = Field(description="Starting pay: one worker in ten earns less.")
    p25: Decimal | None
    median: Decimal | None
    p75: Decimal | None
    p90: Decimal | None


# Select the release, occupation and area with the wage.
class WageLine(Schema):
    release: str = Field(alias="release.key")
    soc_code: str = Field(alias="occupation.soc_code")
    area: AreaLine
    employment: int | None = Field(description="Workers, as the wage survey (OEWS) counts them.")
    employment_missing: str
    annual: AnnualPercentiles
    annual_missing: str
    hourly: HourlyPercentiles
    hourly_missing: str
    edited_at: datetime | None

    @staticmethod
    def resolve_annual(wage: Wage) -> dict[str, int | None]:
        return {step: getattr(wage, f"annual_{step}") for step in STEPS}

    @staticmethod
    def resolve_hourly(wage: Wage) -> dict[str, Decimal | None]:
        return {step: getattr(wage, f"hourly_{step}") for step in STEPS}


class QuizVersionLine(Linked):
    career: str = Field(alias="quiz.career.slug")
    number: int
    title: str
    statements: int
    published_at: datetime

    @staticmethod
    def resolve_statements(version: QuizVersion) -> int:
        return Statement.objects.filter(trait__version=version).count()


class Embedded(Schema):
    """An oEmbed answer. The HTML fits any width; `cache_age` is in seconds."""

    version: str = "1.0"
    type: str = "rich"
    provider_name: str
    provider_url: str
    title: str
    html: str
    width: int | None
    height: int | None
    cache_age: int
