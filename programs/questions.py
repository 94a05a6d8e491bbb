"""What to ask a school before signing: from what is published of its program, and what is not.

No Django ORM: the program comes with its institution and source, and prices and pay are given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from common.formatting import format_count, format_dollars
from programs.careers import Pay
from programs.earnings import compare_with_diploma, name_state
from programs.models import Program
from programs.official import CLOSED_SCHOOL, DAPIP, LICENSES
from programs.prices.price import Price, PriceKind

# Fields of study (two digits) where people practice with patients, with pupils, or with tools.
CLINICAL, TEACHING = frozenset({"51"}), frozenset({"13"})
HANDS_ON = frozenset({"01", "10", "12", "15", "46", "47", "48", "49"})
# After these nobody goes on to another degree.
LAST_DEGREES = frozenset(
    {Program.Credential.MASTER, Program.Credential.DOCTOR, Program.Credential.PROFESSIONAL}
)


class Link(NamedTuple):
    """The words of a link, and its address."""

    words: str
    url: str


@dataclass(frozen=True)
class Question:
    """What to ask, and why: the program's figure, or that there is none (`is_gap`)."""

    topic: str
    ask: str
    why: str
    is_gap: bool = False
    link: Link | None = None


def list_questions(program: Program, price: Price, pay: Pay | None) -> list[Question]:
    """The questions of one program; what is published and calls for no question has none.

    `pay` is what the work pays in the institution's state.
    """
    return list(_generate_questions(program, price, pay))


def _generate_questions(program: Program, price: Price, pay: Pay | None) -> Iterator[Question]:
    yield _ask_about_closing(program)
    yield _ask_about_accreditation(program)
    yield _ask_about_price(price)
    yield from _ask_about_earnings(program)
    yield _ask_about_jobs(program)
    yield _ask_about_finishing(program)
    yield from _ask_about_debt(program, pay)
    yield _ask_about_exams(program)
    yield _ask_about_practice(program)
    yield from _ask_about_time(program, price)
    if program.credential not in LAST_DEGREES:
        yield Question(
            gettext("Credits"),
            gettext("Which schools take its credits, and which of mine do you take?"),
            gettext("No file tells. Credits that no other school takes are paid for twice."),
            is_gap=True,
        )
    yield Question(
        gettext("Refund"),
        gettext("What do I get back if I leave in the first week, or halfway?"),
        gettext("Each school has its own rule. See it in writing before you sign."),
        is_gap=True,
    )


def _ask_about_closing(program: Program) -> Question:
    institution = program.institution
    topic, ask = gettext("Staying open"), gettext("Will this program run until I finish it?")
    if institution.is_closed:
        if institution.closed_on:
            day = date_format(institution.closed_on, "DATE_FORMAT")
            why = gettext("The federal directory says that this school closed on %(day)s.")
            why = why % {"day": day}
        elif institution.successor_unitid:
            why = gettext("The federal directory says that this school became part of another.")
        else:
            why = gettext("The federal directory says that this school closed.")
        ask = gettext("Who runs this program now, and who keeps the records?")
    elif not program.is_current:
        why = gettext("The latest federal file does not list it any more.")
    elif program.completers == 0:
        why = gettext("Nobody finished it in the year that was counted.")
    elif not institution.state:
        why = gettext("No file here names the school’s state: it may have closed.")
    else:
        why = gettext(
            "Schools do close. Ask whether the state or the accreditor has warned this one, and "
            "what becomes of you and of your loans then."
        )
        return Question(topic, ask, why, link=_closed_school_link())
    return Question(topic, ask, why, is_gap=True, link=_closed_school_link())


def _closed_school_link() -> Link:
    return Link(gettext("Loans after a school closed: studentaid.gov"), CLOSED_SCHOOL.url)


def _ask_about_accreditation(program: Program) -> Question:
    accreditor = program.institution.accreditor
    if accreditor:
        why = gettext(
            "The federal files name %(accreditor)s for the school. That can end, and some licenses "
            "ask that the program itself is accredited."
        ) % {"accreditor": accreditor}
    else:
        why = gettext(
            "The files here name no accreditor. Federal aid is paid only at accredited schools, "
            "and some licenses ask that the program itself is accredited."
        )
    return Question(
        gettext("Accreditation"),
        gettext("Who accredits the school, and who this program?"),
        why,
        is_gap=not accreditor,
        link=Link(gettext("Look it up in the federal database: ope.ed.gov/dapip"), DAPIP.url),
    )


def _ask_about_price(price: Price) -> Question:
    ask = gettext(
        "What does all of it cost, with fees, books, tools, uniforms and exams? May I have the sum "
        "in writing?"
    )
    if price.is_of_program:
        ask = gettext("Is the price still %(price)s, and what comes on top of it?")
        ask = ask % {"price": price.short}
    link = Link(gettext("The school’s own price calculator"), price.calculator)
    return Question(
        gettext("Price"),
        ask,
        price.explanation,
        is_gap=price.kind in (PriceKind.DEBT, PriceKind.UNKNOWN),
        link=link if price.calculator else None,
    )


def _ask_about_earnings(program: Program) -> Iterator[Question]:
    topic = gettext("Earnings")
    ask = gettext("What do people earn who finished it, and how many of them did you ask?")
    if program.earnings is not None:
        difference = compare_with_diploma(program)
        if difference is None or difference >= 0:
            return
        ask = gettext("Why would I earn more than those who finished before me?")
        why = gettext(
            "Four years after they finished, people earn %(earnings)s a year. With a high school "
            "diploma alone people in %(state)s earn %(typical)s."
        )
        figures = {
            "earnings": format_dollars(program.earnings),
            "typical": format_dollars(program.high_school_earnings),
            "state": name_state(program),
        }
        yield Question(topic, ask, why % figures)
    elif program.first_year_earnings is not None:
        why = gettext(
            "Published is what people earn one year after they finished: %(earnings)s. What they "
            "earn after four years is not published: ask for it."
        )
        earnings = format_dollars(program.first_year_earnings)
        yield Question(topic, ask, why % {"earnings": earnings}, is_gap=True)
    elif program.earnings_missing == Program.Missing.SUPPRESSED:
        why = gettext(
            "No earnings are published for it, for too few people were counted: ask for the "
            "school’s own figures."
        )
        yield Question(topic, ask, why, is_gap=True)
    else:
        why = gettext("No earnings are published for it: ask for the school’s own figures.")
        yield Question(topic, ask, why, is_gap=True)


def _ask_about_jobs(program: Program) -> Question:
    if program.earnings is None and program.first_year_earnings is None:
        why = gettext("No file tells where its graduates work. Only a written answer counts.")
    else:
        why = gettext("Published earnings are of any work, in this field or not.")
    return Question(
        gettext("Jobs"),
        gettext(
            "How many of last year’s graduates work in this field? May I see in writing whom you "
            "counted?"
        ),
        why,
        is_gap=True,
    )


def _ask_about_finishing(program: Program) -> Question:
    topic = gettext("Finishing")
    ask = gettext("Of those who begin, how many finish, and how many on time?")
    if program.completers is None:
        return Question(topic, ask, gettext("No file tells how many finish it."), is_gap=True)
    why = ngettext(
        "%(number)s person finished it in the year counted. How many began is not published.",
        "%(number)s people finished it in the year counted. How many began is not published.",
        program.completers,
    )
    return Question(topic, ask, why % {"number": format_count(program.completers)})


def _ask_about_debt(program: Program, pay: Pay | None) -> Iterator[Question]:
    topic = gettext("Debt")
    if program.debt is None:
        ask = gettext("How much do students borrow for it, from the government and from banks?")
        why = gettext("No debt is published for it: ask what its students owe when they finish.")
        yield Question(topic, ask, why, is_gap=True)
    elif pay and pay.p25 is not None and program.debt > pay.p25:
        why = gettext(
            "Students who borrowed owe %(debt)s in the middle. A quarter of people in this work in "
            "%(area)s earn less than %(pay)s a year."
        )
        figures = {
            "debt": format_dollars(program.debt),
            "area": pay.area,
            "pay": format_dollars(pay.p25),
        }
        yield Question(topic, gettext("How do graduates pay back what they owe?"), why % figures)


def _ask_about_exams(program: Program) -> Question:
    if program.certifications:
        ask = gettext("How many passed the exam the first time, and is its fee in the price?")
        why = gettext("It prepares for %(exams)s. How many pass is not published here.")
        why = why % {"exams": program.certifications}
    else:
        ask = gettext(
            "Does my state ask for a license or a certificate? How many of your students passed "
            "its exam the first time?"
        )
        why = gettext("No file tells which exam it prepares for, or how many pass.")
    return Question(
        gettext("License or certificate"),
        ask,
        why,
        is_gap=True,
        link=Link(gettext("Licenses by state: careeronestop.org"), LICENSES.url),
    )


def _ask_about_practice(program: Program) -> Question:
    series = program.field_id[:2]
    if series in CLINICAL:
        ask = gettext("How many hours are with patients, where, and who finds the place?")
    elif series in TEACHING:
        ask = gettext("How many hours are with pupils, where, and who finds the place?")
    elif series in HANDS_ON:
        ask = gettext("How many hours are with tools in hand, in your shop and at a workplace?")
    else:
        ask = gettext("Is an internship part of it, how long, and who finds the place?")
    if program.has_externship is None or program.details_on is None:
        why = gettext("No file tells how much practice is part of it.")
    else:
        why = (
            gettext("An externship is part of it, as we read on %(day)s.")
            if program.has_externship
            else gettext("No externship is part of it, as we read on %(day)s.")
        ) % {"day": date_format(program.details_on, "DATE_FORMAT")}
    return Question(gettext("Practice"), ask, why, is_gap=program.has_externship is None)


def _ask_about_time(program: Program, price: Price) -> Iterator[Question]:
    knows_months = program.months_low is not None or price.months is not None
    knows_place = bool(program.delivery)
    if knows_months and knows_place:
        return
    if knows_place:
        ask = gettext("How long does it take, full time and beside a job?")
        why = gettext("No file tells how long it takes.")
    elif knows_months:
        ask = gettext("How much of it is online, and when must I be there?")
        why = gettext("No file tells how it is taught.")
    else:
        ask = gettext("How long does it take beside a job, and how much of it is online?")
        why = gettext("No file tells how long it takes or how it is taught.")
    yield Question(gettext("Time and place"), ask, why, is_gap=True)
