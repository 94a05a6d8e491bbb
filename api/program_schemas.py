"""The API's responses about institutions and programs."""

from datetime import date
from typing import Literal

from ninja import Field, Schema

from api.schemas import Linked
from programs.prices.price import PriceKind


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
    net_price_calculator: str


class PriceLine(Schema):
    """The surest price of a program that is known, never that of such programs in general."""

    kind: PriceKind = Field(
        description="`own`: read at the school by the editors; `program`: what the school charges "
        "for such a program; `years`: its tuition or net price a year; `debt`: what students owe, "
        "the least that it may cost; `unknown`: ask the school."
    )
    low: int | None = Field(description="Dollars, for `per`.")
    high: int | None = Field(description="Null where only the least that it may cost is known.")
    per: Literal["program", "year"]
    note: str
    source: str | None = Field(None, alias="source.title")
    year: int | None = Field(
        None, alias="source.year", description="In which its academic year begins."
    )
    calculator: str = Field(description="Where the school calculates what one student pays.")


# Select the institution, field and source with the program.
class ProgramLine(Schema):
    id: int
    key: str = Field(description="What addresses name it by, in every copy of the data.")
    institution: InstitutionLine
    field_code: str = Field(alias="field.code")
    field_name: str = Field(alias="field.name")
    credential: int
    credential_name: str = Field(alias="get_credential_display")
    delivery: str
    completers: int | None
    completers_missing: str
    earnings: int | None = Field(description="Median a year, four years after completion.")
    earnings_missing: str
    first_year_earnings: int | None = Field(
        description="One year after completion: not to be compared with `earnings`."
    )
    debt: int | None
    debt_missing: str
    price: PriceLine
    source: str | None = Field(None, alias="source.title")
    published_on: date | None = Field(None, alias="source.published_on")
    credit: str = Field("", alias="source.credit")
