"""What a career is for the owner of this browser's profile: the block on the career's own page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from careers.facts.reading import Fact
from careers.guides.career_page import CareerPage
from quiz.areas import find_area
from quiz.matching.readings import Reading, read_career
from quiz.owners import find_remembered_profile
from quiz.profiles.line_groups import LineGroup, cite_lines, group_lines
from quiz.profiles.lines import Effect, build_condition_lines
from quiz.profiles.measured import read_measured
from quiz.profiles.practical_lines import PracticalLine, build_practical_lines
from quiz.profiles.stored import build_answers
from quiz.profiles.texts import BAND_SENTENCES
from serving.pagecache.pages import shows_profile


@dataclass(frozen=True)
class YouAndThisJob:
    """The reading of a career for one visitor; `token` is the code of their profile's link.

    `groups` are conditions that rule it out, bother or suit; `others` the rest of those asked.
    """

    token: str
    reading: Reading
    interests: str
    groups: list[LineGroup]
    others: list[LineGroup]
    practical: list[PracticalLine]
    facts: list[Fact]

    @property
    def silence(self) -> str:
        """Why no condition speaks for or against the work; empty where one does."""
        if self.groups:
            return ""
        if any(group.key != Effect.UNKNOWN for group in self.others):
            return _("Nothing you said about conditions speaks for or against this work.")
        return _("No source has measured the conditions of this work.")


def build_you(request: HttpRequest, career: CareerPage) -> YouAndThisJob | None:
    """What the career is for the visitor, by today's figures, as all of the page.

    None without a profile, or where it was deleted or has expired.
    """
    if not shows_profile(request.META):
        return None
    remembered = find_remembered_profile(request)
    if remembered is None:
        return None
    result, token = remembered
    area = find_area(result.area_code)
    measured = read_measured(area.state if area else "")
    own = measured.by_id.get(career.pk)
    if own is None:
        return None
    answers = build_answers(result)
    reading = read_career(answers, own)
    lines = build_condition_lines(reading, answers.stances, measured)
    groups = group_lines(lines)
    place = area.name if area else ""
    practical = build_practical_lines(reading, answers.limits, measured, place)
    return YouAndThisJob(
        token=token,
        reading=reading,
        interests=str(BAND_SENTENCES[reading.interest_band]),
        groups=[group for group in groups if group.mark],
        others=[group for group in groups if not group.mark],
        # The page itself tells the openings, for which nobody has a limit.
        practical=[line for line in practical if line.key != "openings"],
        facts=cite_lines(lines, measured.figures[own.soc_code]),
    )
