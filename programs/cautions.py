"""Plain warnings that a program's own figures call for. Pure: dates and pay are given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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
        day = institution.closed_on
        when = f" on {day:%B} {day.day}, {day.year}" if day else ""
        yield Caution("Closed", f"This institution closed{when}.")
    elif not program.is_current:
        yield Caution("No longer listed", "The latest federal file does not list this program.")
    if (
        program.earnings is not None
        and program.high_school_earnings is not None
        and program.earnings < program.high_school_earnings
    ):
        yield Caution(
            "Low earnings",
            f"People who finished earn {format_dollars(program.earnings)} a year, less than the "
            f"{format_dollars(program.high_school_earnings)} that people with a high school "
            f"diploma typically earn in {get_state_name(institution.state)}.",
        )
    if program.debt is not None and pay and pay.p25 is not None and program.debt > pay.p25:
        yield Caution(
            "High debt",
            f"The median debt of {format_dollars(program.debt)} is more than a year's pay at the "
            f"25th percentile in {pay.area} ({format_dollars(pay.p25)}).",
        )
    if program.completers == 0:
        yield Caution("No completers", "Nobody finished this program in the year that was counted.")
    if program.source and program.source.is_old(today):
        yield Caution(
            "Old figures",
            f"These figures were published in {program.source.published_on:%B %Y}, "
            "more than three years ago.",
        )
