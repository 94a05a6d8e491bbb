"""The part of a result on the visitor's interests beside those that the work goes with."""

from dataclasses import dataclass

from django.utils.translation import gettext

from careers.facts.reading import Fact, read_facts_of
from careers.models import FactKind
from quiz import interests
from quiz.models import Result


@dataclass(frozen=True)
class InterestsView:
    """The visitor's interests beside the occupation's; `match` is None before they answered."""

    profile: Fact
    match: interests.InterestMatch | None

    @property
    def rows(self) -> list[tuple[str, float, float]]:
        """Scale in words, the visitor's mean (1 to 5), the occupation's figure (1 to 7)."""
        if self.match is None:
            return []
        return [
            (str(interests.SCALE_NAMES[key]), self.match.scales[key], self.match.occupation[key])
            for key in interests.SCALES
        ]

    @property
    def text(self) -> str:
        if self.match is None:
            return ""
        return {
            interests.Match.BEST: gettext(
                "The shape of your interests is close to that of this work."
            ),
            interests.Match.GREAT: gettext(
                "The shape of your interests is fairly close to that of this work."
            ),
            interests.Match.OTHER: gettext(
                "The shape of your interests is not close to that of this work."
            ),
            interests.Match.NOT_CLEAR: gettext(
                "Not clear: you liked none of the six kinds of activities much, so there is little "
                "to compare. Answer again when you have tried a few of them."
            ),
            interests.Match.UNDEFINED: gettext(
                "Not clear: you liked all six kinds of activities equally, so your interests have "
                "no shape to compare. That is no bad sign; there is just nothing to compare here."
            ),
        }[self.match.match]


def find_interests(result: Result) -> Fact | None:
    """The interests that a result's career goes with; None where no release has any. One query."""
    code = result.version.quiz.career.occupation.soc_code
    facts = read_facts_of([code], FactKind.INTERESTS).get(code, {})
    return facts.get(FactKind.INTERESTS)


def build_interests(result: Result) -> InterestsView | None:
    """The part on interests; None where nothing is published about the career's."""
    profile = find_interests(result)
    if profile is None:
        return None
    match = None
    if result.interests:
        scales = interests.score_scales(result.interests)
        match = interests.match_interests(scales, profile.values)
    return InterestsView(profile, match)
