"""Which careers fit a stored result, in families, and what each of its limits costs."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from quiz.areas import find_area
from quiz.matching.answers import Answers
from quiz.matching.grouping import FamilyMatch, group_readings
from quiz.matching.interests import InterestBand
from quiz.matching.limits import LimitCost, LimitStep, count_costs, count_steps
from quiz.matching.readings import Reading, read_careers
from quiz.models import Result
from quiz.profiles.measured import Measured, read_measured
from quiz.profiles.stored import build_answers
from quiz.profiles.trials import AS_STORED, Trial
from salaries.models import Area


@dataclass(frozen=True)
class Matched:
    """A result's readings of all careers.

    `answers` are those that were read, with what is tried. `area` is where pay is for, None for the
    nation. `readings` are of all public careers in order of SOC code. `families` have a career that
    stays; `empty_families` counts those that have none. `unmeasured` are careers of which no source
    measures interests. `bands` counts the careers that stay. `costs` are of limits lifted, `steps`
    of limits loosened.
    """

    result: Result
    trial: Trial
    answers: Answers
    measured: Measured
    area: Area | None
    readings: tuple[Reading, ...]
    families: tuple[FamilyMatch, ...]
    empty_families: int
    unmeasured: FamilyMatch | None
    bands: Mapping[InterestBand, int]
    stays: int
    costs: tuple[LimitCost, ...]
    steps: tuple[LimitStep, ...]

    @property
    def out(self) -> int:
        """How many careers a limit takes off the list."""
        return len(self.readings) - self.stays


def match_result(result: Result, trial: Trial = AS_STORED) -> Matched:
    """Read all careers for a result of the kind MATCH, with what is tried.

    With the releases that it was made with, unless the trial is with today's figures.
    """
    answers = build_answers(result)
    answers = replace(answers, lifted=frozenset(trial.lift), limits=trial.apply(answers.limits))
    area = find_area(result.area_code)
    releases = None if trial.is_today else result.profile.releases
    measured = read_measured(area.state if area else "", releases)
    readings = read_careers(answers, measured.careers)
    grouped = group_readings(readings)
    kept = [reading for reading in readings if not reading.is_out]
    return Matched(
        result=result,
        trial=trial,
        answers=answers,
        measured=measured,
        area=area,
        readings=tuple(readings),
        families=grouped.families,
        empty_families=grouped.empty,
        unmeasured=grouped.unmeasured,
        bands=Counter(reading.interest_band for reading in kept),
        stays=len(kept),
        costs=tuple(count_costs(readings)),
        steps=tuple(count_steps(readings, answers.limits)),
    )
