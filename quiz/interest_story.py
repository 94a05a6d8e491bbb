"""The part of a quiz's result on the visitor's interests beside those that the work goes with."""

from collections.abc import Mapping
from dataclasses import dataclass

from careers.facts.reading import Fact, read_facts_of
from careers.models import FactKind
from careers.profile.interests import INTERESTS
from quiz.matching.answers import Answers
from quiz.matching.careers import MeasuredCareer
from quiz.matching.doubts import is_flat
from quiz.matching.interests import weigh_interests
from quiz.matching.items import RETIRED
from quiz.matching.readings import read_career
from quiz.matching.scales import score_scales
from quiz.models import Result
from quiz.owners import OwnResult
from quiz.profiles.stored import build_answers
from quiz.profiles.texts import BAND_SENTENCES


@dataclass(frozen=True)
class InterestsView:
    """The occupation's interests, and the visitor's if they are known.

    `liking` has the visitor's means, 1 to 5. They are from `profile`, one of this browser's own, or
    else from answers to an earlier form, which the result has itself.
    """

    occupation: Fact
    liking: Mapping[str, float]
    sentence: str = ""
    profile: OwnResult | None = None

    @property
    def rows(self) -> list[tuple[str, float | None, float]]:
        """Each interest with the visitor's mean (1 to 5) and the occupation's figure (1 to 7)."""
        return [
            (str(name), self.liking.get(key), self.occupation.values[key])
            for key, (name, _liked) in INTERESTS.items()
        ]


def find_interests(result: Result) -> Fact | None:
    """The interests that a result's career goes with; None where no release has any. One query."""
    code = result.quiz_version.quiz.career.occupation.soc_code
    facts = read_facts_of([code], FactKind.INTERESTS).get(code, {})
    return facts.get(FactKind.INTERESTS)


def build_interests(result: Result, profile: OwnResult | None) -> InterestsView | None:
    """The part on interests; None where nothing is published about the career's.

    What the result has itself comes first: everybody who opens its link reads that.
    """
    occupation = find_interests(result)
    if occupation is None:
        return None
    if result.interests:
        answers, source = _read_earlier_form(result.interests), None
    elif profile is not None:
        answers, source = build_answers(profile.result), profile
    else:
        return InterestsView(occupation, {})
    career = result.quiz_version.quiz.career
    measured = MeasuredCareer(
        *(career.pk, career.slug, career.occupation.soc_code, weigh_interests(occupation.values))
    )
    band = read_career(answers, measured).interest_band
    return InterestsView(occupation, answers.interests, str(BAND_SENTENCES[band]), source)


def _read_earlier_form(answers: Mapping[str, int]) -> Answers:
    liking = score_scales(answers, RETIRED)
    return Answers(interests=liking, is_clear=not is_flat(liking))
