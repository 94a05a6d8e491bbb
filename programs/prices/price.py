"""What a program costs: the surest figure that is known of it, and what that figure is.

Never the typical cost of such programs: who reads a price here can hold the school to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext

from common.formatting import format_at_least, format_dollars
from programs.geography import STATES
from programs.models import Institution, Program
from programs.prices.published import (
    NO_PRICES,
    InstitutionPrices,
    PriceSource,
    YearPrice,
)
from programs.prices.typical import format_range

# Years of full-time study for which a degree is meant. No other credential has one length.
NOMINAL_YEARS: Mapping[int, int] = {
    Program.Credential.ASSOCIATE: 2,
    Program.Credential.BACHELOR: 4,
}
UNDERGRADUATE = (
    Program.Credential.CERTIFICATE,
    Program.Credential.ASSOCIATE,
    Program.Credential.BACHELOR,
)


class PriceKind(StrEnum):
    """What a price is, the surest first."""

    OWN = "own"  # what editors read at the school
    PROGRAM = "program"  # published by the school for such a program
    YEARS = "years"  # of the school's years, for everybody
    DEBT = "debt"  # no price: what students owe is the least that it was
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Price:
    """What is known of a program's price. Dollars, for `per`: “program” or “year”.

    `short` is for a row and `note` what it is in a few words; `explanation`, in sentences, is for
    the pages of one or a few programs. A price of kind DEBT has no upper end: no exact payback
    follows from it. `months`: how long such a program takes full time, where a file says so.
    """

    kind: PriceKind
    short: str
    note: str = ""
    explanation: str = ""
    low: int | None = None
    high: int | None = None
    per: str = "program"
    source: PriceSource | None = None
    months: tuple[int, int] | None = None
    calculator: str = field(default="", compare=False)

    @property
    def is_floor(self) -> bool:
        """Whether only the least that it may cost is known."""
        return self.low is not None and self.high is None

    @property
    def is_known(self) -> bool:
        return self.low is not None

    @property
    def is_of_program(self) -> bool:
        """Whether it is the price of this program, or of such a program at this school."""
        return self.kind in (PriceKind.OWN, PriceKind.PROGRAM)


def describe_price(
    program: Program, prices: Mapping[int, InstitutionPrices], home: str = ""
) -> Price:
    """The surest price that is known of a program; `prices` as of read_prices().

    `home`: the state where the reader lives, whom a public institution elsewhere may charge more.
    """
    unitid = program.institution.unitid
    at_institution = prices.get(unitid, NO_PRICES) if unitid is not None else NO_PRICES
    price = (
        _describe_own(program)
        or _describe_charges(program, at_institution)
        or _describe_years(program, at_institution, home)
        or _describe_debt(program)
        or _describe_unknown()
    )
    calculator = program.institution.net_price_calculator
    return replace(price, calculator=calculator) if calculator else price


def _describe_own(program: Program) -> Price | None:
    low, high = program.cost_low, program.cost_high
    if low is None or high is None:
        return None
    words = {"source": program.details_from, "day": ""}
    if program.details_on:
        words["day"] = date_format(program.details_on, "DATE_FORMAT")
    return Price(
        PriceKind.OWN,
        format_range(low, high),
        gettext("whole program, read on %(day)s") % words,
        gettext("The price of the whole program, read on %(day)s: %(source)s.") % words,
        low,
        high,
        source=PriceSource(program.details_from),
    )


def _describe_charges(program: Program, prices: InstitutionPrices) -> Price | None:
    if program.credential != Program.Credential.CERTIFICATE:
        return None
    charges = [one for one in prices.programs if one.field_code.startswith(program.field_id)]
    if not charges:
        return None
    source = charges[0].source
    charges = [one for one in charges if one.source == source]
    totals = [one.total for one in charges]
    months = [one.months for one in charges if one.months]
    words = {"year": source.period, "source": source.title}
    if any(one.books is None for one in charges):
        note = gettext("tuition and fees of such a program here, %(year)s")
    else:
        note = gettext("tuition, fees and books of such a program here, %(year)s")
    text = gettext(
        "What the school says that a whole program in this field costs, before grants "
        "(%(source)s, %(year)s)."
    )
    return Price(
        PriceKind.PROGRAM,
        format_range(min(totals), max(totals)),
        note % words,
        text % words,
        min(totals),
        max(totals),
        source=source,
        months=(min(months), max(months)) if len(months) == len(charges) else None,
    )


def _describe_years(program: Program, prices: InstitutionPrices, home: str) -> Price | None:
    """For undergraduates only: files give no price of a year for others."""
    if program.credential not in UNDERGRADUATE:
        return None
    institution = program.institution
    is_away = bool(home and institution.state and home != institution.state)
    amounts: list[int] = []
    sentences: list[str] = []
    tuition, net = prices.tuition, prices.net
    if tuition:
        amounts += _list_tuition(tuition, is_away)
        sentences.append(_explain_tuition(tuition, institution))
    # At a public institution it is the average of those who live in its state.
    if net and net.net_price is not None and not (is_away and _is_public(institution)):
        amounts.append(net.net_price)
        sentences.append(_explain_net_price(net))
    if not amounts:
        return None
    years = NOMINAL_YEARS.get(program.credential)
    low, high = min(amounts), max(amounts)
    source = tuition.source if tuition else net.source if net else None
    words = {"years": years, "period": source.period if source else ""}
    if years is None:
        short = gettext("%(amount)s a year") % {"amount": format_range(low, high)}
        note = gettext("what a year costs here, %(period)s")
        sentences.append(
            gettext("A certificate may take less than a year or more: ask what all of it costs.")
        )
    else:
        low, high = low * years, high * years
        short = format_range(low, high)
        note = gettext("%(years)s years at what a year costs here, %(period)s")
        sentences.append(gettext("Counted are %(years)s years of full-time study.") % words)
    return Price(
        PriceKind.YEARS,
        short,
        note % words,
        " ".join(sentences),
        low,
        high,
        per="program" if years else "year",
        source=source,
    )


def _is_public(institution: Institution) -> bool:
    return institution.control == Institution.Control.PUBLIC


def _list_tuition(price: YearPrice, is_away: bool) -> list[int]:
    """The lowest and the highest tuition that may count, with books."""
    nearby = [price.tuition_in_district, price.tuition_in_state]
    away = [price.tuition_out_of_state]
    known = [amount for amount in (away if is_away else nearby) if amount is not None]
    known = known or [amount for amount in (*nearby, *away) if amount is not None]
    return [amount + (price.books or 0) for amount in known]


def _explain_tuition(price: YearPrice, institution: Institution) -> str:
    """A sentence with each tuition that differs."""
    books = price.books
    text = (
        gettext("Tuition and fees for a year: %(tuition)s (%(source)s, %(period)s).")
        if books is None
        else gettext(
            "Tuition and fees for a year: %(tuition)s; books: %(books)s (%(source)s, %(period)s)."
        )
    )
    state = STATES.get(institution.state, institution.state)
    named = {
        gettext("%(amount)s for people of the district"): price.tuition_in_district,
        gettext("%(amount)s for people of %(state)s"): price.tuition_in_state,
        gettext("%(amount)s for people from elsewhere"): price.tuition_out_of_state,
    }
    known = {form: amount for form, amount in named.items() if amount is not None}
    if len(set(known.values())) == 1:
        tuition = format_dollars(next(iter(known.values())))
    else:
        if price.tuition_in_district == price.tuition_in_state:
            del known[next(iter(known))]
        tuition = ", ".join(
            form % {"amount": format_dollars(amount), "state": state}
            for form, amount in known.items()
        )
    return text % {
        "tuition": tuition,
        "books": format_dollars(books),
        "source": price.source.title,
        "period": price.source.period,
    }


def _explain_net_price(price: YearPrice) -> str:
    text = gettext(
        "Students with grants paid %(amount)s a year on average, after grants and with room and "
        "board (%(source)s, %(period)s)."
    )
    return text % {
        "amount": format_dollars(price.net_price),
        "source": price.source.title,
        "period": price.source.period,
    }


def _describe_debt(program: Program) -> Price | None:
    """Half of those who borrowed owe no less, whatever they paid beside it."""
    if not program.debt:
        return None
    text = gettext(
        "No price of this program is published. Students who borrowed owe %(debt)s in the middle "
        "when they finish, besides what they paid of their own and from grants. So plan with no "
        "less, and ask the school."
    )
    debt = format_dollars(program.debt)
    return Price(
        PriceKind.DEBT,
        format_at_least(debt),
        gettext("no price published; students owe this in the middle"),
        text % {"debt": debt},
        program.debt,
        source=PriceSource(program.source.title, url=program.source.url)
        if program.source
        else None,
    )


def _describe_unknown() -> Price:
    text = gettext(
        "No file gives a price of this program. Ask the school what all of it costs: tuition, "
        "fees, books and supplies."
    )
    return Price(PriceKind.UNKNOWN, gettext("Ask the school"), gettext("no price published"), text)
