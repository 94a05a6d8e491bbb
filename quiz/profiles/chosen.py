"""The careers that the owner of a profile chose: what is known of each, and first steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.comparing.request import MAX_COMPARED, MIN_COMPARED, build_address
from careers.models import Career
from careers.models.career import is_public_career
from careers.models.projections import Training
from quiz.matching.careers import MeasuredCareer
from quiz.matching.limits import list_reasons
from quiz.matching.readings import Mark, Reading
from quiz.models import Result
from quiz.models.profiles import MAX_CHOSEN
from quiz.profiles.limit_texts import name_limit
from quiz.profiles.lines import ConditionLine, build_condition_lines
from quiz.profiles.matched import Matched
from quiz.profiles.nearest_programs import MAX_MILES, NearestProgram, find_nearest_programs
from quiz.profiles.practical_lines import PracticalLine, build_practical_lines
from quiz.profiles.result_page import ResultPage
from quiz.profiles.rows import Row

# So many conditions are asked about in a talk with somebody who does the work.
MAX_ASKED = 5


class TooManyChosenError(Exception):
    """As many careers are chosen as fit."""


@dataclass(frozen=True)
class ChosenCareer:
    """A chosen career beside what its owner said; `reasons` take it off the list."""

    row: Row
    url: str
    reasons: list[str]
    practical: list[PracticalLine]
    bothers: list[ConditionLine]
    program: NearestProgram | None
    distance: str
    training_url: str
    steps: list[str]


@dataclass(frozen=True)
class Plan:
    """All chosen careers; `compare_url` is empty unless two or more can be compared.

    `program_sources` name the files that list the nearest programs.
    """

    careers: list[ChosenCareer]
    compare_url: str
    program_sources: list[str]

    @property
    def is_full(self) -> bool:
        return len(self.careers) >= MAX_CHOSEN


def list_chosen_slugs(result: Result) -> list[str]:
    """The slugs of the careers that the owner marked. One query."""
    return list(result.profile.chosen.order_by().values_list("slug", flat=True))


def choose_career(result: Result, career: Career) -> None:
    """Mark a career; a second time changes nothing. Raises TooManyChosenError.

    The result's row must be locked: another window may be marking another career. Those that
    visitors can no longer read do not count, because nobody could take them off.
    """
    chosen = result.profile.chosen
    others = chosen.filter(is_public_career("pk")).exclude(pk=career.pk).count()
    if others >= MAX_CHOSEN:
        raise TooManyChosenError
    chosen.add(career)


def build_plan(page: ResultPage, zip_code: str) -> Plan:
    """What is known of the chosen careers; distances from `zip_code`, if there is one.

    Two queries more where there are both.
    """
    matched = page.matched
    readings = [one for one in matched.readings if one.career.slug in page.chosen]
    careers = [one.career for one in readings]
    programs = find_nearest_programs(careers, zip_code, matched.measured)
    chosen = [
        _build_chosen(page, one, programs.get(one.career.career_id), zip_code) for one in readings
    ]
    slugs = [career.slug for career in careers][:MAX_COMPARED]
    state = matched.measured.state
    can_compare = len(slugs) >= MIN_COMPARED
    return Plan(
        chosen,
        build_address(slugs, state) if can_compare else "",
        sorted({one.source for one in programs.values() if one.source}),
    )


def _build_chosen(
    page: ResultPage, reading: Reading, program: NearestProgram | None, zip_code: str
) -> ChosenCareer:
    matched, career = page.matched, reading.career
    against = {*reading.bothers, *reading.rules_out}
    stances = {key: said for key, said in page.builder.stances.items() if key in against}
    limits = matched.answers.limits
    place = matched.area.name if matched.area else ""
    return ChosenCareer(
        row=page.builder.build_row(reading),
        url=reverse("career", args=[career.slug]),
        reasons=[name_limit(limit, limits) for limit in list_reasons(reading)],
        practical=build_practical_lines(reading, limits, matched.measured, place),
        bothers=build_condition_lines(reading, stances, matched.measured),
        program=program,
        distance=_describe_distance(program, zip_code),
        training_url=_write_training_url(career, matched, zip_code),
        steps=list(_list_steps(page, reading)),
    )


def _describe_distance(program: NearestProgram | None, zip_code: str) -> str:
    """How far the nearest program is, or that none is; empty where no ZIP code is known."""
    if program:
        return format_miles(program.miles)
    return _("None listed within %(number)s miles") % {"number": MAX_MILES} if zip_code else ""


def format_miles(miles: float) -> str:
    number = round(miles)
    if not number:
        return _("less than a mile away")
    return ngettext("%(number)s mile away", "%(number)s miles away", number) % {"number": number}


def _write_training_url(career: MeasuredCareer, matched: Matched, zip_code: str) -> str:
    state = matched.measured.state
    query = {"zip": zip_code} if zip_code else {"state": state} if state else {}
    url = reverse("programs", args=[career.slug])
    return f"{url}?{urlencode(query)}" if query else url


def _list_steps(page: ResultPage, reading: Reading) -> Iterable[str]:
    """What to do first, by what is known of the career and of the person."""
    career, measured = reading.career, page.matched.measured
    names = page.builder.names
    asked = [*reading.rules_out, *reading.bothers, *reading.unknown]
    if asked:
        text = _("Ask somebody who does the work how much there is of this: %(conditions)s.")
        yield text % {"conditions": ", ".join(names[key] for key in asked[:MAX_ASKED])}
    else:
        yield _("Ask somebody who does the work what a usual day is like.")
    figures = measured.figures.get(career.soc_code)
    preparation = figures.preparation if figures else None
    if preparation and preparation.training == Training.APPRENTICESHIP:
        yield _("Look for an apprenticeship: it is the usual way in, and it pays from the start.")
    elif career.training_months:
        yield _("Compare programs: what they cost, how long they take, and who finishes.")
    elif career.training_months == 0 and preparation and preparation.training != Training.NONE:
        yield _("Look for employers who train new workers: no schooling before is usual.")
    if Mark.UNKNOWN in (reading.training, reading.pay):
        yield _("Ask employers near you about what no source publishes: pay or training.")
