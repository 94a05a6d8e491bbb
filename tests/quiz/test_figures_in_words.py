"""What is measured of a career stands in words beside what a person said."""

import pytest

from quiz.matching.answers import Answers, Limits, Stance
from quiz.matching.readings import Mark, Reading, read_career
from quiz.profiles.lines import ConditionLine, Effect, build_condition_lines
from quiz.profiles.measured import Measured, read_measured
from quiz.profiles.practical_lines import PracticalLine, build_practical_lines


@pytest.fixture
def measured(content: None) -> Measured:
    return read_measured("OH")


def read(measured: Measured, slug: str, said: Answers) -> Reading:
    career = next(career for career in measured.careers if career.slug == slug)
    return read_career(said, career)


def list_lines(measured: Measured, slug: str, **stances: Stance) -> dict[str, ConditionLine]:
    reading = read(measured, slug, Answers(stances=stances))
    lines = build_condition_lines(reading, stances, measured)
    assert [line.key for line in lines] == list(stances)
    return {line.key: line for line in lines}


def list_practical(measured: Measured, slug: str, limits: Limits) -> dict[str, PracticalLine]:
    reading = read(measured, slug, Answers(limits=limits))
    lines = build_practical_lines(reading, limits, measured, "Ohio")
    return {line.key: line for line in lines}


def test_a_condition_says_how_much_there_is_beside_the_typical_job(measured: Measured) -> None:
    lines = list_lines(
        measured,
        "registered-nurse",
        disease=Stance.RULES_OUT,
        people=Stance.SUITS,
        outdoors=Stance.BOTHERS,
        telework=Stance.FINE,
    )
    disease = lines["disease"]
    assert disease.sentence == "About once a week; in the typical job, never"
    assert (disease.effect, disease.stance_label) == (Effect.RULES_OUT, "Rules it out")
    assert disease.source is not None
    assert disease.source.edition.startswith("O*NET")
    assert disease.value is not None
    assert disease.middle is not None
    assert disease.middle < disease.value < 5 == disease.highest
    assert lines["people"].effect is Effect.SUITS
    assert lines["outdoors"].effect is Effect.NONE
    assert "of workers" in lines["telework"].sentence
    assert lines["telework"].highest == 100


def test_a_condition_that_nobody_measured_says_so(measured: Measured) -> None:
    slug = next(career.slug for career in measured.careers if not career.conditions)
    lines = list_lines(measured, slug, noise=Stance.BOTHERS, sitting=Stance.FINE)
    assert {line.effect for line in lines.values()} == {Effect.UNKNOWN}
    assert lines["noise"].sentence == "No source measures this for this work"
    assert lines["noise"].value is None


def test_a_mean_of_several_occupations_says_of_which(measured: Measured) -> None:
    slug = next(career.slug for career in measured.careers if career.soc_code == "31-1120")
    line = list_lines(measured, slug, disease=Stance.FINE)["disease"]
    assert line.note == ("Each figure is the mean of home health aides and personal care aides.")


def test_training_and_pay_stand_beside_the_limits(measured: Measured) -> None:
    lines = list_practical(measured, "registered-nurse", Limits(12, 60_000))
    training, pay, openings = lines.values()
    assert (training.mark, training.figure) == (Mark.BEYOND, "Bachelor’s degree, about 4 years")
    assert training.note.startswith("Longer than your limit of 1 year.")
    assert (pay.mark, pay.figure, pay.label) == (Mark.WITHIN, "$82,510", "Median pay in Ohio")
    assert "Starting pay is about $66,980: one in ten earns less (May 2025)." in pay.note
    assert openings.figure == "About 180,800 a year in the nation"


def test_an_apprenticeship_is_told_but_is_no_schooling(measured: Measured) -> None:
    training = list_practical(measured, "electrician", Limits(0, None))["training"]
    assert (training.mark, training.figure) == (Mark.WITHIN, "High school diploma")
    assert training.note == (
        "Within your limit of no schooling. New workers learn in an apprenticeship."
    )


def test_pay_that_is_missing_says_why(measured: Measured) -> None:
    pay = list_practical(measured, "actor", Limits(None, 60_000))["pay"]
    assert pay.mark is Mark.UNKNOWN
    assert pay.figure == "By the hour only"
    assert "we cannot tell whether it pays the $60,000 that you need" in pay.note


def test_without_limits_nothing_is_compared(measured: Measured) -> None:
    lines = list_practical(measured, "registered-nurse", Limits())
    assert {line.mark for line in lines.values()} == {Mark.NOT_ASKED}
    assert "your limit" not in "".join(line.note for line in lines.values())
