"""Plain warnings that a program's own figures call for. Pure: dates and pay are given."""

from dataclasses import dataclass
from datetime import date

from programs.careers import Pay, state_name
from programs.models import Program


@dataclass(frozen=True)
class Caution:
    """What to weigh (`text`, a sentence) and in two or three words (`label`)."""

    label: str
    text: str


def _dollars(amount: int) -> str:
    return f"${amount:,}"


def cautions(program: Program, pay: Pay | None, today: date) -> list[Caution]:
    """The cautions for one program, the gravest first.

    `pay` is what the work pays in the institution's state. A figure that is missing raises none.
    """
    found = []
    institution = program.institution
    if institution.is_closed:
        day = institution.closed_on
        when = f" on {day:%B} {day.day}, {day.year}" if day else ""
        found.append(Caution("Closed", f"This institution closed{when}."))
    elif not program.is_current:
        found.append(
            Caution("No longer listed", "The latest federal file does not list this program.")
        )
    if (
        program.earnings is not None
        and program.high_school_earnings is not None
        and program.earnings < program.high_school_earnings
    ):
        found.append(
            Caution(
                "Low earnings",
                f"People who finished earn {_dollars(program.earnings)} a year, less than the "
                f"{_dollars(program.high_school_earnings)} that people with a high school diploma "
                f"typically earn in {state_name(institution.state)}.",
            )
        )
    if program.debt is not None and pay and pay.p25 is not None and program.debt > pay.p25:
        found.append(
            Caution(
                "High debt",
                f"The median debt of {_dollars(program.debt)} is more than a year's pay at the "
                f"25th percentile in {pay.area} ({_dollars(pay.p25)}).",
            )
        )
    if program.completers == 0:
        found.append(
            Caution("No completers", "Nobody finished this program in the year that was counted.")
        )
    if program.source and program.source.is_old(today):
        found.append(
            Caution(
                "Old figures",
                f"These figures were published in {program.source.published_on:%B %Y}, "
                "more than three years ago.",
            )
        )
    return found
