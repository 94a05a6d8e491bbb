"""Prices of institutions and of their programs, from the files that are published here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, IntegerField, QuerySet, Value

from common.formatting import format_academic_year
from common.prepared import PreparedQuery
from programs.models import InstitutionPrice, ProgramPrice
from programs.models.fields import IsAny


class PriceSource(NamedTuple):
    """The file or page that a price is from; `year`: in which its academic year begins."""

    title: str
    year: int | None = None
    url: str = ""

    @property
    def period(self) -> str:
        """As in “2023–24”; empty where the source is of no year."""
        return format_academic_year(self.year) if self.year else ""


@dataclass(frozen=True)
class YearPrice:
    """What one file says that a year at an institution costs, in dollars."""

    source: PriceSource
    tuition_in_district: int | None = None
    tuition_in_state: int | None = None
    tuition_out_of_state: int | None = None
    books: int | None = None
    net_price: int | None = None
    net_price_by_income: tuple[int | None, ...] = ()

    @property
    def has_tuition(self) -> bool:
        tuition = (self.tuition_in_district, self.tuition_in_state, self.tuition_out_of_state)
        return any(amount is not None for amount in tuition)


@dataclass(frozen=True)
class ProgramCharge:
    """What an institution charges for a whole program, in dollars; its code has six digits."""

    source: PriceSource
    field_code: str
    tuition: int
    books: int | None = None
    months: int | None = None

    @property
    def total(self) -> int:
        return self.tuition + (self.books or 0)


@dataclass(frozen=True)
class InstitutionPrices:
    """What published files say of one institution, the newest year first."""

    years: tuple[YearPrice, ...] = ()
    programs: tuple[ProgramCharge, ...] = ()

    @property
    def tuition(self) -> YearPrice | None:
        """The newest price with tuition."""
        return next((price for price in self.years if price.has_tuition), None)

    @property
    def net(self) -> YearPrice | None:
        """The newest price with a net price."""
        return next((price for price in self.years if price.net_price is not None), None)


NO_PRICES = InstitutionPrices()


class _Row(NamedTuple):
    """A row of either table; a program's charge has a code, and its tuition in `in_state`."""

    unitid: int
    year: int
    published_on: date
    run: int
    title: str
    url: str
    field_code: str
    in_district: int | None
    in_state: int | None
    out_of_state: int | None
    books: int | None
    net_price: int | None
    months: int | None
    by_income: list[int | None] | None

    @property
    def source(self) -> PriceSource:
        return PriceSource(self.title, self.year, self.url)


NO_NUMBER = Value(None, output_field=IntegerField())
FILE = (
    *("unitid", "year", "run__dataset__published_on", "run__dataset"),
    *("run__dataset__title", "run__dataset__url"),
)


def _select_prices(unitids: str) -> QuerySet[InstitutionPrice, Any]:
    """Prices of institutions; `unitids` is PostgreSQL's text of an array, so one query fits all."""
    is_wanted = IsAny("unitid", Value(unitids))
    years = InstitutionPrice.objects.published().filter(is_wanted).order_by()
    programs = ProgramPrice.objects.published().filter(is_wanted).order_by()
    return years.values_list(
        *FILE,
        Value("", output_field=CharField()),
        *("tuition_in_district", "tuition_in_state", "tuition_out_of_state", "books", "net_price"),
        NO_NUMBER,
        "net_price_by_income",
    ).union(
        programs.values_list(
            *(*FILE, "field_code", NO_NUMBER, "tuition", NO_NUMBER, "books", NO_NUMBER, "months"),
            Value(None, output_field=InstitutionPrice._meta.get_field("net_price_by_income")),
        ),
        all=True,
    )


PRICES = PreparedQuery(_select_prices)


def read_prices(unitids: Iterable[int | None]) -> Mapping[int, InstitutionPrices]:
    """What published files say of these institutions; one query, none for no institution."""
    wanted = sorted({unitid for unitid in unitids if unitid is not None})
    if not wanted:
        return {}
    rows = [_Row(*row) for row in PRICES.rows(f"{{{','.join(map(str, wanted))}}}")]
    rows.sort(key=lambda row: (row.year, row.published_on, row.run), reverse=True)
    years: dict[int, list[YearPrice]] = {}
    programs: dict[int, list[ProgramCharge]] = {}
    for row in rows:
        if row.field_code:
            charge = ProgramCharge(
                row.source, row.field_code, row.in_state or 0, row.books, row.months
            )
            programs.setdefault(row.unitid, []).append(charge)
        else:
            amounts = (row.in_district, row.in_state, row.out_of_state, row.books, row.net_price)
            price = YearPrice(row.source, *amounts, tuple(row.by_income or ()))
            years.setdefault(row.unitid, []).append(price)
    return {
        unitid: InstitutionPrices(tuple(years.get(unitid, ())), tuple(programs.get(unitid, ())))
        for unitid in years.keys() | programs.keys()
    }
