"""The API's responses. A missing figure is null, with the reason beside it.

An alias or a resolver reads what is not a field of the model; `context` holds the request.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

from careers.guides.published import CareerPage
from careers.projections.outlook import Outlook
from quiz.models import QuizVersion, Statement
from salaries.models import Wage
from salaries.models.wages import STEPS


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
    title: str
    summary: str
    soc_code: str = Field(alias="occupation.soc_code")
    cip_codes: list[str]
    reviewed_on: date


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


class CareerDetail(CareerLine):
    outlook: OutlookFigures | None
    earlier_outlooks: list[OutlookFigures]

    @staticmethod
    def resolve_earlier_outlooks(career: CareerPage) -> list[Outlook]:
        return career.outlooks[1:]


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


class InstitutionLine(Linked):
    unitid: int | None
    slug: str
    name: str
    city: str
    state: str
    zip_code: str
    website: str
    control: str
    level: str
    is_closed: bool


# Select the institution, field and source with the program.
class ProgramLine(Schema):
    id: int
    institution: InstitutionLine
    field_code: str = Field(alias="field.code")
    field_name: str = Field(alias="field.name")
    credential: int
    credential_name: str = Field(alias="get_credential_display")
    delivery: str
    completers: int | None
    completers_missing: str
    earnings: int | None
    earnings_missing: str
    debt: int | None
    debt_missing: str
    source: str | None = Field(None, alias="source.title")
    published_on: date | None = Field(None, alias="source.published_on")
    credit: str = Field("", alias="source.credit")


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
