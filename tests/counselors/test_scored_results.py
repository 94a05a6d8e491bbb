"""What the board says of a result: its sides, what is not known yet, and what holds it back."""

from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest
from django.contrib.auth.models import User
from django.test import Client

from counselors.csv_tables import build_board_rows
from counselors.group_summary import summarize_results
from counselors.models import Group
from counselors.quizzes.data import build_result_data
from counselors.scored_results import ScoredResult, Sides
from quiz import simulate
from tests.counselors import people
from tests.quiz.visitors import NO_CONFLICT, answers_by, great_fit, newest, poor_fit

pytestmark = pytest.mark.usefixtures("content")
ALL = ("people", "detail", "pace", "setting", "training")


@pytest.fixture
def ortega(client: Client) -> User:
    made = people.counselor("ortega")
    client.force_login(made)
    return made


@pytest.fixture
def group(ortega: User) -> Group:
    return people.group(ortega)


def answers(**changed: int | None) -> dict[str, int]:
    """Answers of a great fit, but for sides of which every statement counts 0 to 4, or nothing."""
    given = answers_by(great_fit)
    for trait in newest().traits:
        for statement in trait.statements:
            if trait.key in changed:
                steps = changed[trait.key]
                forward = 0 if steps is None else 1 + steps
                given[statement.key] = 6 - forward if forward and statement.reverse else forward
    return given


def score(given: Mapping[str, int]) -> ScoredResult:
    return ScoredResult(people.result(answers=dict(given)))


def test_a_student_has_a_highest_and_a_lowest_side_and_equal_ones_are_said() -> None:
    names = {trait.key: trait.name for trait in newest().traits}
    scored = score(answers(detail=3, pace=1, setting=3))
    assert scored.highest_sides == Sides((names["people"], names["training"]), 100, False)
    assert scored.lowest_sides == Sides((names["pace"],), 25, False)

    alike = score(answers(**dict.fromkeys(ALL, 3)))
    assert alike.highest_sides == alike.lowest_sides
    assert alike.highest_sides == Sides(tuple(names.values()), 75, True)


def test_the_same_answer_everywhere_has_no_side() -> None:
    scored = score(dict.fromkeys(answers_by(great_fit), 4))
    assert (scored.highest_sides, scored.lowest_sides) == (None, None)


def test_a_side_that_is_not_known_yet_is_neither_highest_nor_lowest(
    client: Client, group: Group, ortega: User
) -> None:
    given = answers(setting=None, pace=0)
    people.shared_result(group, "Robin", answers=given)
    board = " ".join(client.get(group.get_absolute_url()).content.decode().split())
    assert "3 answers not known yet" in board
    assert "Nothing known yet about “Office and workplace”" in board
    sides = board.split('data-label="Lowest side">')[1].split("</td>")[0]
    assert "Pace and interruptions" in sides
    assert "0 of 100" in sides

    header, row = build_board_rows(group, ortega)
    cells = dict(zip(header, row, strict=True))
    assert cells["lowest_side"] == "Pace and interruptions (0)"
    assert (cells["not_known"], cells["answers_left_out"]) == ("Office and workplace", 3)
    data = build_result_data(score(given))
    assert {"name": "Office and workplace", "score": None} in data["traits"]
    unknown = [answer for answer in data["answers"] if answer["answer"] == 0]
    assert [str(answer["answer_label"]) for answer in unknown] == ["Not known yet"] * 3
    for place in ("students/1/", "booklet/", "students/1/data.json"):
        page = client.get(group.get_absolute_url() + place)
        assert page.status_code == 200
        assert "not known yet" in page.content.decode().lower()


def test_a_student_who_knows_no_answer_yet_breaks_nothing(client: Client, group: Group) -> None:
    people.shared_result(group, "Robin", answers=dict.fromkeys(answers_by(great_fit), 0))
    people.shared_result(group, "Kim", answers=answers(people=None))
    for _ in range(5):
        people.shared_result(group)
    board = " ".join(client.get(group.get_absolute_url()).content.decode().split())
    assert "Too much is not known yet" in board
    assert 'All other sides <span class="board-said">100 of 100, equal</span>' in board
    for place in ("students/1/", "booklet/", "board.csv", "picture.csv", "download/"):
        assert client.get(group.get_absolute_url() + place).status_code == 200, place


def test_twelve_different_students_have_more_than_one_line_on_the_board(group: Group) -> None:
    rng, form = Random(12), newest().form("full")
    lines: Counter[tuple[object, ...]] = Counter()
    for _ in range(12):
        profile = {trait.key: rng.uniform(20, 95) for trait in form.traits}
        scored = score(simulate.draw_answers(form, profile, rng))
        lines[scored.highest_sides, scored.lowest_sides] += 1
    assert max(lines.values()) <= 2


def test_a_fit_that_is_held_back_says_by_what_and_is_counted_below_the_top(
    client: Client, group: Group
) -> None:
    held_back = answers(people=0)
    people.shared_result(group, "Robin", answers=held_back)
    people.shared_result(group, "Kim", answers=answers(**dict.fromkeys(ALL, 3)))
    board = " ".join(client.get(f"{group.get_absolute_url()}?band=part").content.decode().split())
    assert "1 of 2 students" in board
    assert "Strong except for working with people" in board
    by_fit = client.get(f"{group.get_absolute_url()}?sort=-band").content.decode()
    assert by_fit.index(">Kim<") < by_fit.index(">Robin<"), "their means are equal"

    scored = score(held_back)
    assert (scored.key, scored.label) == ("part", "A fit in part")
    content = newest()
    great = score(answers_by(great_fit)).outcome
    summary = summarize_results("x", [(content, great)] * 5 + [(content, scored.outcome)] * 5)
    assert summary.results
    assert [part.number for part in summary.results.categories] == [5, 5]
    assert summary.results.categories[0].label == "A great fit"

    people_keys = [each.key for each in content.traits[0].statements]
    edge = {**held_back, people_keys[0]: 4, people_keys[1]: 3}
    assert score(edge).certainty == (
        "“a fit in part” or “a great fit”, depending on working with people"
    )


def test_what_is_ruled_out_is_not_called_a_fit_anywhere(client: Client, group: Group) -> None:
    ruled_out = {**NO_CONFLICT, "remote-only": "yes"}
    people.shared_result(group, "Robin", conditions=ruled_out)
    people.shared_result(group, "Kim", choice=poor_fit)
    scored = ScoredResult(people.result(conditions=ruled_out))
    assert (scored.key, scored.certainty) == ("ruled-out", "")
    assert build_result_data(scored)["band"] is None
    assert scored.closeness < score(answers_by(poor_fit)).closeness
    for place in ("students/1/", "booklet/"):
        page = client.get(group.get_absolute_url() + place).content.decode()
        shown = page.split("Talking points")[0]
        assert "Apart from that" not in shown
        assert "firm" not in shown.lower().split("student-standing")[1].split("</p>")[0]
