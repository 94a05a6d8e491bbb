"""Plain warnings that a program's own figures call for. Pure: dates and pay are given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from common.formatting import format_dollars
from programs.careers import Pay
from programs.earnings import compare_with_diploma, name_state
from programs.models import Institution, Program
from programs.prices.price import Price

# Prices are published a year or two after their academic year.
PRICE_AGE_YEARS = 4


@dataclass(frozen=True)
class Caution:
    """What to consider (`text`, a sentence) and in two or three words (`label`)."""

    label: str
    text: str


def list_cautions(program: Program, price: Price, pay: Pay | None, today: date) -> list[Caution]:
    """The cautions for one program, the most serious first.

    `pay` is what the work pays in the institution's state. A missing figure causes no caution.
    """
    return [
        *warn_of_institution(program.institution),
        *list_own_cautions(program, price, pay, today),
    ]


def list_own_cautions(
    program: Program, price: Price, pay: Pay | None, today: date
) -> list[Caution]:
    """The same without what is true of all programs of its institution."""
    return [
        *_warn_of_status(program),
        *_warn_of_money(program, price, pay),
        *_warn_of_records(program, price, today),
    ]


def warn_of_institution(institution: Institution) -> Iterator[Caution]:
    """That an institution closed, or that no file names its state."""
    if institution.is_closed and institution.closed_on:
        day = date_format(institution.closed_on, "DATE_FORMAT")
        text = gettext("This institution closed on %(day)s.") % {"day": day}
        yield Caution(gettext("Closed"), text)
    elif institution.is_closed and institution.successor_unitid:
        text = gettext("This institution became part of another: ask there.")
        yield Caution(gettext("Merged"), text)
    elif institution.is_closed:
        yield Caution(gettext("Closed"), gettext("This institution closed."))
    if not institution.state:
        text = gettext(
            "No file here names this institution’s state. It may have closed: ask before you apply."
        )
        yield Caution(gettext("State not known"), text)


def _warn_of_status(program: Program) -> Iterator[Caution]:
    if not program.is_current and not program.institution.is_closed:
        text = gettext("The latest federal file does not list this program.")
        yield Caution(gettext("No longer listed"), text)


def _warn_of_money(program: Program, price: Price, pay: Pay | None) -> Iterator[Caution]:
    """What its graduates earn and owe, and what it costs."""
    difference = compare_with_diploma(program)
    if difference is not None and difference < 0:
        text = gettext(
            "Four years after they finished, people earn %(earnings)s a year, less than the "
            "%(typical)s that people with a high school diploma typically earn in %(state)s."
        )
        figures = {
            "earnings": format_dollars(program.earnings),
            "typical": format_dollars(program.high_school_earnings),
            "state": name_state(program),
        }
        yield Caution(gettext("Low earnings"), text % figures)
    if program.debt is not None and pay and pay.p25 is not None and program.debt > pay.p25:
        text = gettext(
            "The median debt of %(debt)s is more than a year's pay at the 25th percentile in "
            "%(area)s (%(pay)s)."
        )
        figures = {
            "debt": format_dollars(program.debt),
            "area": pay.area,
            "pay": format_dollars(pay.p25),
        }
        yield Caution(gettext("High debt"), text % figures)
    if price.is_of_program and pay and pay.p25 is not None and (price.low or 0) > pay.p25:
        text = gettext(
            "The price of %(price)s is more than a year's pay at the 25th percentile in %(area)s "
            "(%(pay)s)."
        )
        figures = {"price": price.short, "area": pay.area, "pay": format_dollars(pay.p25)}
        yield Caution(gettext("High price"), text % figures)
    # Where the pay of the work is not known, there is what its own graduates earn.
    earnings = program.earnings
    if pay is None and program.debt and earnings is not None and program.debt > earnings:
        text = gettext(
            "The median debt of %(debt)s is more than the %(earnings)s that people who finished "
            "earn in a year."
        )
        figures = {"debt": format_dollars(program.debt), "earnings": format_dollars(earnings)}
        yield Caution(gettext("High debt"), text % figures)


def _warn_of_records(program: Program, price: Price, today: date) -> Iterator[Caution]:
    """Old figures and prices, and programs that nobody finished."""
    if program.completers == 0:
        text = gettext("Nobody finished this program in the year that was counted.")
        yield Caution(gettext("No completers"), text)
    if price.source and price.source.year and today.year - price.source.year > PRICE_AGE_YEARS:
        text = gettext("The newest price that a file gives is of %(period)s. Ask for today’s.")
        yield Caution(gettext("Old price"), text % {"period": price.source.period})
    if program.source and program.source.is_old(today):
        text = gettext("These figures were published in %(month)s, more than three years ago.")
        month = date_format(program.source.published_on, "YEAR_MONTH_FORMAT")
        yield Caution(gettext("Old figures"), text % {"month": month})


def describe_gaps(program: Program, price: Price) -> str:
    """Which figures a judgment would need and does not have; empty where all are published.

    Earnings after one year do not fill the gap: nothing here can be compared with them.
    """
    gaps = []
    if program.earnings is None and program.first_year_earnings is not None:
        gaps.append(gettext("what people earn after four years (only after one)"))
    elif program.earnings is None:
        gaps.append(gettext("what people earn afterwards"))
    elif program.high_school_earnings is None:
        gaps.append(gettext("what people there earn with a high school diploma"))
    if not price.is_known:
        gaps.append(gettext("what it costs"))
    if program.debt is None:
        gaps.append(gettext("what people owe at the end"))
    if not gaps:
        return ""
    text = gettext("Too little is known. Not published: %(what)s.")
    return text % {"what": "; ".join(gaps)}
