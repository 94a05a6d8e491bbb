"""A program as pages show it: its figures with their source, its costs and its cautions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from programs.careers import CareerTraining, Field, Pay
from programs.cautions import Caution, describe_gaps, list_cautions
from programs.earnings import compare_with_diploma, describe_difference
from programs.models import Institution, Program
from programs.payback import Route
from programs.prices.price import Price, describe_price
from programs.prices.published import InstitutionPrices, read_prices
from programs.search import Search
from programs.studytime import StudyTime, find_study_time

# More of a career's fields inside another one are only counted.
MAX_INCLUDED = 1


@dataclass(frozen=True)
class Listing:
    """A row of the finder, or a column of a comparison."""

    program: Program
    pay: Pay | None
    typical: Route | None
    cautions: list[Caution]
    price: Price
    miles: float | None = None
    is_chosen: bool = False

    @property
    def institution(self) -> Institution:
        return self.program.institution

    @property
    def place(self) -> str:
        """City and state; the federal number too where it has a namesake there."""
        place = self.institution.place
        if getattr(self.program, "has_namesake", False):
            return f"{place} (UNITID {self.institution.unitid})".strip()
        return place or gettext("State not reported")

    @property
    def distance(self) -> str:
        """Miles from the place of the search, one decimal below ten; empty if not known."""
        if self.miles is None:
            return ""
        if self.miles < 0.1:
            return gettext("less than 0.1 miles")
        number = f"{self.miles:.1f}" if self.miles < 10 else f"{self.miles:,.0f}"
        return gettext("%(number)s miles") % {"number": number}

    @property
    def time(self) -> StudyTime:
        """How long it takes: its own time, or one that is assumed."""
        return find_study_time(self.program, self.price, self.typical)

    @property
    def gain(self) -> int | None:
        """Dollars a year more than with a high school diploma there, or less if it is below zero.

        Both after four years; what people earn after one is never compared.
        """
        return compare_with_diploma(self.program)

    @property
    def difference(self) -> str:
        """As describe_difference() says it."""
        return describe_difference(self.program)

    @property
    def gaps(self) -> str:
        """What is not known, so that nobody takes a missing caution for a good sign."""
        return describe_gaps(self.program, self.price)


def describe_fields(names: Mapping[str, str], fields: Iterable[Field]) -> dict[str, str]:
    """Each field of study by code, and what of a career's own fields it includes.

    Figures are published for fields of four digits, careers have those of six.
    """
    included: dict[str, list[str]] = {}
    for field in fields:
        if len(field.code) > len("51.07") and field.name:
            included.setdefault(field.code[:5], []).append(field.name.rstrip("."))
    texts = {}
    for code, name in names.items():
        texts[code] = name.rstrip(".")
        if own := [one for one in included.get(code, ()) if one != texts[code]]:
            # Translators: as in “Precision Metal Working, which includes Welding Technology”.
            text = gettext("%(field)s, which includes %(names)s")
            texts[code] = text % {"field": texts[code], "names": ", ".join(own[:MAX_INCLUDED])}
            if more := len(own[MAX_INCLUDED:]):
                texts[code] += " " + ngettext(
                    "and %(number)s more", "and %(number)s more", more
                ) % {"number": more}
    return texts


def build_listings(
    programs: Iterable[Program],
    training: CareerTraining,
    search: Search,
    today: date,
    prices: Mapping[int, InstitutionPrices] | None = None,
) -> list[Listing]:
    """Rows of programs whose institution, field and source are joined.

    They have a distance if the query has `with_distance()`. One query for the published prices,
    unless they are given.
    """
    rows, typical = [], training.typical
    home = search.place.state if search.place else ""
    programs = list(programs)
    if prices is None:
        prices = read_prices(program.institution.unitid for program in programs)
    for program in programs:
        pay = training.pay.get(program.institution.state)
        price = describe_price(program, prices, home)
        rows.append(
            Listing(
                program=program,
                pay=pay,
                typical=typical.get(program.credential),
                cautions=list_cautions(program, price, pay, today),
                price=price,
                miles=getattr(program, "miles", None),
                is_chosen=search.has_chosen(program),
            )
        )
    return rows
