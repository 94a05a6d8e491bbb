"""Talking points are made from a result by fixed rules."""

from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselors.talking_points import TalkingPoint, build_talking_points
from quiz import simulate
from quiz.models.parts import GuidePart
from quiz.story import build_story_of_answers
from quiz.story_parts import Story
from tests.quiz.visitors import NO_CONFLICT, answers_by, great_fit, newest, poor_fit

pytestmark = pytest.mark.usefixtures("content")
ANCHORS = dict.fromkeys(GuidePart.values, "")


def story(
    answers: Mapping[str, int], conditions: Mapping[str, str] = NO_CONFLICT, length: str = "full"
) -> Story:
    return build_story_of_answers(newest(), length, answers, conditions, ANCHORS)


def about(points: tuple[TalkingPoint, ...]) -> list[str]:
    return [point.about for point in points]


def test_a_clear_fit_is_asked_about_cases_and_the_next_step() -> None:
    points = build_talking_points(story(answers_by(great_fit)))
    assert about(points)[0] == "Moved it most"
    assert points[0].question.startswith("Tell me about a time")
    assert "Speaks against it" not in about(points)
    assert points[-1].about == "Next"


def test_what_rules_the_work_out_comes_first_with_its_fact() -> None:
    conditions = {**NO_CONFLICT, "remote-only": "yes", "no-desk": "yes"}
    points = build_talking_points(story(answers_by(great_fit), conditions))
    assert about(points)[:3] == ["Rules the work out"] * 2 + ["Moved it most"]
    assert "telework" in points[0].fact


def test_the_biggest_mismatch_has_the_guides_fact() -> None:
    result_story = story(answers_by(poor_fit))
    points = build_talking_points(result_story)
    mismatch = next(point for point in points if point.about == "Speaks against it")
    other = next(answer for answer in result_story.against if answer != result_story.reasons[0])
    assert other.statement.text in mismatch.from_result
    assert mismatch.fact == other.statement.fact.text


def test_the_same_answer_everywhere_is_asked_about() -> None:
    points = build_talking_points(story(dict.fromkeys(answers_by(great_fit), 4)))
    assert points[0].about == "Not clear"
    assert points[0].from_result == "The same answer was given to every statement."


def test_what_holds_a_result_back_is_asked_about() -> None:
    people, *_others = newest().traits
    keys = [statement.key for statement in people.statements]
    answers = answers_by(great_fit)
    hard = {key: 6 - answers[key] for key in keys}
    points = build_talking_points(story(answers | hard))
    assert points[0].about == "Holds it back"
    assert points[0].from_result.startswith(f"“{people.name}” came to 0 of 100")
    assert points[0].fact == people.description

    edge = {**hard, keys[0]: 4, keys[1]: 3}
    points = build_talking_points(story(answers | edge))
    assert (points[0].about, "working with people" in points[0].from_result) == ("Not clear", True)


def test_twelve_different_students_are_asked_different_things() -> None:
    rng, form = Random(12), newest().form("full")
    asked: Counter[str] = Counter()
    for _ in range(12):
        profile = {trait.key: rng.uniform(20, 95) for trait in form.traits}
        points = build_talking_points(story(simulate.draw_answers(form, profile, rng)))
        asked.update(point.from_result for point in points if point.about == "Moved it most")
    assert max(asked.values()) <= 3


def test_what_is_not_known_yet_is_asked_about_with_its_fact() -> None:
    answers = answers_by(great_fit)
    first, second, *_others = newest().statements
    points = build_talking_points(story({**answers, second.key: 0}))
    unknown = next(point for point in points if point.about == "Not known yet")
    assert unknown.from_result.startswith("One statement was answered")
    assert second.text in unknown.from_result
    assert unknown.fact == second.fact.text

    points = build_talking_points(story(dict.fromkeys(answers, 0)))
    assert about(points) == ["Not known yet", "Next"]
    assert points[0].from_result.startswith(f"{len(answers)} statements were answered")
    assert first.text in points[0].from_result


def test_a_small_change_names_the_answer_it_needs() -> None:
    answers = answers_by(great_fit)
    result_story = story({key: 4 if answer == 5 else 2 for key, answer in answers.items()})
    changes = [change for change in result_story.changes if change.is_listed]
    points = [
        point for point in build_talking_points(result_story) if point.about == "Would change it"
    ]
    assert len(points) == bool(changes)
    if changes:
        assert changes[0].steps[0].answer.statement.text in points[0].from_result


def test_for_any_answers_the_questions_are_open() -> None:
    content = newest()
    keys = [statement.key for statement in content.asked("full")]
    conditions = {condition.key: st.sampled_from(["yes", "no"]) for condition in content.conditions}

    @given(
        st.fixed_dictionaries(dict.fromkeys(keys, st.integers(0, 5))),
        st.fixed_dictionaries(conditions),
    )
    def check(answers: dict[str, int], conditions: dict[str, str]) -> None:
        points = build_talking_points(story(answers, conditions))
        assert 1 <= len(points) <= 12
        assert points[-1].about == "Next"
        conflicts = [point for point in points if point.about == "Rules the work out"]
        assert list(points[: len(conflicts)]) == conflicts
        for point in points:
            assert point.question.startswith(("What ", "How ", "When ", "Tell me ")), (
                "a question that a yes answers"
            )

    check()
