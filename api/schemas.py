"""What the API answers. A figure that is missing is null, with the reason beside it."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Schema


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


class CareerLine(Schema):
    slug: str
    name: str
    title: str
    summary: str
    soc_code: str
    cip_codes: list[str]
    reviewed_on: date
    url: str


class OutlookFigures(Schema):
    base_year: int
    target_year: int
    employment: int | None
    growth_percent: Decimal | None
    openings_per_year: int | None
    source: str


class CareerDetail(CareerLine):
    outlook: OutlookFigures | None


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
    p10: int | None
    p25: int | None
    median: int | None
    p75: int | None
    p90: int | None


class HourlyPercentiles(Schema):
    p10: Decimal | None
    p25: Decimal | None
    median: Decimal | None
    p75: Decimal | None
    p90: Decimal | None


class WageLine(Schema):
    release: str
    soc_code: str
    area: AreaLine
    employment: int | None
    employment_missing: str
    annual: AnnualPercentiles
    annual_missing: str
    hourly: HourlyPercentiles
    hourly_missing: str
    edited_at: datetime | None


class InstitutionLine(Schema):
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
    url: str


class ProgramLine(Schema):
    id: int
    institution: InstitutionLine
    field_code: str
    field_name: str
    credential: int
    credential_name: str
    delivery: str
    completers: int | None
    completers_missing: str
    earnings: int | None
    earnings_missing: str
    debt: int | None
    debt_missing: str
    source: str | None
    published_on: date | None
    credit: str


class QuizVersionLine(Schema):
    career: str
    number: int
    title: str
    statements: int
    published_at: datetime
    url: str


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
