"""Twelve invented people get what docs/match.md says that they get."""

from dataclasses import replace
from pathlib import Path

from django.conf import settings

from quiz.matching.answers import Limits, Stance
from quiz.matching.grouping import GroupedReadings, group_readings
from quiz.matching.interests import InterestBand
from quiz.matching.limits import PAY, TRAINING, count_costs
from quiz.matching.readings import Reading, read_careers
from quiz.profiles.family_texts import FAMILIES
from quiz.profiles.measured import Measured, read_measured
from quiz.profiles.texts import CONDITION_TEXTS
from tests.quiz.personas import PERSONAS, Persona

GUIDE = Path(settings.BASE_DIR) / "docs" / "match.md"
GROUPS_SHOWN, CAREERS_SHOWN, COSTS_SHOWN = 4, 2, 3
# The person, by the number in the table, whose limits are lifted one by one.
LIMITED_PERSON = 7
LIMITS = {TRAINING: "training", PAY: "pay"}


def test_the_guide_tells_what_comes_out_for_each(content: None) -> None:
    rows = [describe_persona(number, each) for number, each in enumerate(PERSONAS, 1)]
    guide = GUIDE.read_text()
    missing = [row for row in rows if row not in guide]
    assert not missing, "\n".join(["Rows to put into docs/match.md:", *missing])


def test_the_guide_tells_what_each_limit_of_one_person_costs(content: None) -> None:
    persona = PERSONAS[LIMITED_PERSON - 1]
    answers, measured = persona.read(), read_measured(persona.state)
    ruled_out = frozenset(
        key for key, stance in answers.stances.items() if stance is Stance.RULES_OUT
    )
    limits = answers.limits
    variants = {
        "as answered": answers,
        "any pay": replace(answers, limits=replace(limits, pay_from=None)),
        "any training": replace(answers, limits=replace(limits, training_months=None)),
        "nothing ruled out": replace(answers, lifted=ruled_out),
        "none of these": replace(answers, limits=Limits(), lifted=ruled_out),
    }
    rows = []
    for name, variant in variants.items():
        readings = read_careers(variant, measured.careers)
        stay = sum(not reading.is_out for reading in readings)
        groups = describe_groups(group_readings(readings), measured)
        rows.append(f"| {name} | {stay} of {len(readings)} | {groups} |")
    guide = GUIDE.read_text()
    missing = [row for row in rows if row not in guide]
    assert not missing, "\n".join(["Rows to put into docs/match.md:", *missing])


def test_each_is_clear_and_has_careers_that_are_close(content: None) -> None:
    for persona in PERSONAS:
        answers = persona.read()
        assert answers.is_clear
        readings = read_careers(answers, read_measured(persona.state).careers)
        bands = {reading.interest_band for reading in readings if not reading.is_out}
        assert InterestBand.CLOSE in bands
        assert InterestBand.FAR in bands


def describe_persona(number: int, persona: Persona) -> str:
    """The persona's row of the guide's table, but for the last cell, which a person writes."""
    answers, measured = persona.read(), read_measured(persona.state)
    readings = read_careers(answers, measured.careers)
    stay = sum(not reading.is_out for reading in readings)
    liked = " ".join(f"{key} {liking:.1f}" for key, liking in answers.interests.items())
    cells = (
        f"{number}",
        f"{persona.who} ({liked})",
        f"{stay} of {len(readings)}",
        describe_groups(group_readings(readings), measured),
        describe_costs(readings),
    )
    return f"| {' | '.join(cells)} |"


def describe_groups(grouped: GroupedReadings, measured: Measured) -> str:
    """The first groups with how many of their careers stay, and the first careers of each."""
    return "; ".join(
        f"**{FAMILIES[family.key].name}** {len(family.readings)} of {family.total}: "
        + " · ".join(
            str(measured.names[reading.career.career_id])
            for reading in family.readings[:CAREERS_SHOWN]
        )
        for family in grouped.families[:GROUPS_SHOWN]
    )


def describe_costs(readings: list[Reading]) -> str:
    """The costliest limits: how many careers would come back without each, and how many close."""
    return ", ".join(
        f"{LIMITS.get(cost.limit) or CONDITION_TEXTS[cost.limit].name}: "
        f"{cost.alone} ({cost.close} close)"
        for cost in count_costs(readings)[:COSTS_SHOWN]
    )
