"""Plain warnings that a program's own figures call for. Pure: dates and pay are given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from common.formatting import format_dollars
from programs.careers import Pay, get_state_name
from programs.models import Program


@dataclass(frozen=True)
class Caution:
    """What to consider (`text`, a sentence) and in two or three words (`label`)."""

    label: str
    text: str


def list_cautions(program: Program, pay: Pay | None, today: date) -> list[Caution]:
    """The cautions for one program, the most serious first.

    `pay` is what the work pays in the institution's state. A missing figure causes no caution.
    """
    return list(_generate_cautions(program, pay, today))


def _generate_cautions(program: Program, pay: Pay | None, today: date) -> Iterator[Caution]:
    institution = program.institution
    if institution.is_closed:
        text = gettext("This institution closed.")
        if institution.closed_on:
            day = date_format(institution.closed_on, "DATE_FORMAT")
            text = gettext("This institution closed on %(day)s.") % {"day": day}
        yield Caution(gettext("Closed"), text)
    elif not program.is_current:
        text = gettext("The latest federal file does not list this program.")
        yield Caution(gettext("No longer listed"), text)
    if not institution.state:
        text = gettext(
            "No file here names this institution’s state. It may have closed: ask before you apply."
        )
        yield Caution(gettext("State not known"), text)
    if (
        program.earnings is not None
        and program.high_school_earnings is not None
        and program.earnings < program.high_school_earnings
    ):
        text = gettext(
            "People who finished earn %(earnings)s a year, less than the %(typical)s that people "
            "with a high school diploma typically earn in %(state)s."
        )
        figures = {
            "earnings": format_dollars(program.earnings),
            "typical": format_dollars(program.high_school_earnings),
            "state": get_state_name(institution.state),
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
    if program.completers == 0:
        text = gettext("Nobody finished this program in the year that was counted.")
        yield Caution(gettext("No completers"), text)
    if program.source and program.source.is_old(today):
        text = gettext("These figures were published in %(month)s, more than three years ago.")
        month = date_format(program.source.published_on, "YEAR_MONTH_FORMAT")
        yield Caution(gettext("Old figures"), text % {"month": month})


def describe_gaps(program: Program) -> str:
    """Which figures a judgment would need and does not have; empty where all are published."""
    gaps = []
    if program.earnings is None:
        gaps.append(gettext("what people earn afterwards"))
    elif program.high_school_earnings is None:
        gaps.append(gettext("what people there earn with a high school diploma"))
    if program.debt is None:
        gaps.append(gettext("what people owe at the end"))
    if not gaps:
        return ""
    text = gettext("Too little is known. Not published: %(what)s.")
    return text % {"what": "; ".join(gaps)}
