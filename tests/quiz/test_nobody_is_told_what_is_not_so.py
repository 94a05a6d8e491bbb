"""People whom a weighted mean would flatter, and what their result says instead."""

from collections.abc import Mapping

import pytest
from django.test import Client

from careers.models import FactRelease, RelatedOccupation
from quiz.content import VersionContent
from quiz.exchange import QUIZ_FOLDER, parse_quiz
from quiz.models import Result
from quiz.models.parts import GuidePart
from quiz.scoring import UNSURE_ANSWER, Doubt
from quiz.story import build_story_of_answers
from quiz.story_parts import Story
from salaries.models import Release
from tests.making import publish_guides
from tests.quiz.visitors import NO_CONFLICT, answers_by, great_fit, poor_fit, take_quiz

HELD_BACK = "A fit in part: strong except for "
LINKS = dict.fromkeys(GuidePart.values, "")


@pytest.fixture(scope="module")
def quiz() -> VersionContent:
    return parse_quiz((QUIZ_FOLDER / "medical-office-administrator.json").read_bytes())


def answer_full(quiz: VersionContent, **sides: int) -> dict[str, int]:
    """The best answers; `sides`: steps toward the fit, 0 to 4, of every answer about a trait."""
    return {
        item.key: 5 - steps if item.reverse else 1 + steps
        for trait in quiz.traits
        for item in trait.statements
        for steps in [sides.get(trait.key, 4)]
    }


def tell(
    quiz: VersionContent, answers: Mapping[str, int], conditions: Mapping[str, str] = NO_CONFLICT
) -> Story:
    return build_story_of_answers(quiz, "full", answers, conditions, LINKS)


def list_texts(page: str) -> str:
    """The page's text in one line."""
    return " ".join(page.split())


@pytest.mark.parametrize(
    ("side", "name", "fit"),
    [
        ("people", "working with people", 75),
        ("detail", "accuracy and records", 75),
        ("pace", "pace and interruptions", 80),
        ("setting", "office and workplace", 80),
    ],
)
def test_who_lacks_a_core_side_of_the_work_is_no_great_fit(
    quiz: VersionContent, side: str, name: str, fit: int
) -> None:
    story = tell(quiz, answer_full(quiz, **{side: 0}))
    assert (story.headline, story.fit) == (HELD_BACK + name, fit)
    assert not story.outcome.is_firm
    assert "firm" not in story.sureness
    assert "the rest cannot make up for it" in story.sureness
    [cap] = story.caps
    assert cap.text == cap.trait.low_text
    assert story.leads_onward
    # The way up goes through that side.
    up = next(change for change in story.changes if change.up)
    assert {quiz.trait_of[step.answer.statement.key].key for step in up.steps} == {side}


def test_who_lacks_two_core_sides_reads_of_both(quiz: VersionContent) -> None:
    story = tell(quiz, answer_full(quiz, pace=0, setting=1))
    assert (
        story.headline
        == "A fit in part: strong except for pace and interruptions; office and workplace"
    )


def test_what_training_asks_can_be_made_up_for(quiz: VersionContent) -> None:
    story = tell(quiz, answer_full(quiz, training=0))
    assert (story.headline, story.outcome.is_firm) == ("A great fit", True)


def test_a_core_side_on_the_edge_is_said_to_be_there(quiz: VersionContent) -> None:
    people = dict(zip([item.key for item in quiz.traits[0].statements], [2, 2, 2, 2], strict=True))
    story = tell(quiz, answer_full(quiz) | people)
    assert story.headline == "Not clear: between “a fit in part” and “a great fit”"
    assert story.doubt_texts[0].startswith(
        "At the core of this work: working with people. Your answers about that are on the edge"
    )


def test_who_would_tell_a_friend_is_ruled_out_and_not_praised(quiz: VersionContent) -> None:
    story = tell(quiz, answer_full(quiz), {**NO_CONFLICT, "keeps-quiet": "no"})
    assert story.headline == "One of your answers rules out most of these jobs"
    assert (story.sureness, story.changes) == ("", ())
    assert "HIPAA" in story.conflicts[0].condition.conflict_text


def test_the_same_answer_everywhere_says_nothing_about_a_side(quiz: VersionContent) -> None:
    for answer in range(1, 6):
        story = tell(quiz, dict.fromkeys(answer_full(quiz), answer))
        assert story.outcome.doubts[0] is Doubt.FLAT
        assert {view.text for view in story.traits} == {""}
        assert {(view.score, view.level_text) for view in story.traits} == {(None, "Not clear")}
        assert [*story.reasons, *story.against, *story.changes] == []
        assert not any(
            view.trait.name in question for view in story.traits for question in story.questions
        )


def test_answers_that_contradict_each_other_stand_together(quiz: VersionContent) -> None:
    answers = answer_full(quiz) | {"left-alone": 5, "on-my-feet": 5}
    story = tell(quiz, answers)
    assert Doubt.CONTRADICTION in story.outcome.doubts
    pairs = {
        tuple(answer.statement.key for answer in group)
        for view in story.traits
        for group in view.groups
        if len(group) > 1
    }
    assert pairs == {("greet-next", "left-alone"), ("desk-suits", "on-my-feet")}
    for view in story.traits:
        numbers = [answer.number for group in view.groups for answer in group]
        assert len(numbers) == len(set(numbers)) == len(view.trait.statements)


def test_who_does_not_know_yet_reads_what_is_missing(quiz: VersionContent) -> None:
    nothing = {item.key: UNSURE_ANSWER for item in quiz.traits[0].statements}
    story = tell(quiz, answer_full(quiz) | nothing)
    assert story.headline == "Not clear: your answers leave it open"
    assert "anything about working with people. That is at the core" in story.doubt_texts[0]
    records = {item.key: UNSURE_ANSWER for item in quiz.traits[1].statements}
    both = tell(quiz, answer_full(quiz) | nothing | records)
    assert "anything about working with people; accuracy and records." in both.doubt_texts[0]
    assert (story.number_counted, story.number_unsure) == (12, 4)
    assert not any(place.is_reached for place in story.scale)
    unknown = next(view for view in story.traits if view.trait.key == "people")
    assert (unknown.score, unknown.text, unknown.level_text) == (None, "", "Not known yet")

    assert story.questions[0].startswith("Working with people: what does that look like")

    story = tell(quiz, answer_full(quiz) | {"left-alone": UNSURE_ANSWER})
    assert (story.headline, story.number_unsure) == ("A great fit", 1)

    story = tell(quiz, dict.fromkeys(answer_full(quiz), UNSURE_ANSWER))
    assert not story.has_score
    assert story.headline_with_fit == story.headline
    assert "how you would answer 16 of the statements" in story.doubt_texts[0]
    assert story.outcome.doubts == (Doubt.UNSURE,)


def test_up_and_down_are_asked_in_the_same_way(
    client: Client, content: None, quiz: VersionContent
) -> None:
    given = [3, 5, 5, 1, 3, 4, 1, 3, 5, 4, 2, 5, 1, 3, 4, 2]
    keys = [item.key for item in quiz.statements]
    page = client.get(take_quiz(client, dict(zip(keys, given, strict=True))))
    changes = [change for change in page.context["story"].changes if change.is_listed]
    assert [change.up for change in changes] == [True, False]
    part = page.content.decode().split('<h2 id="changes">')[1].split("</section>")[0]
    assert part.count("The smallest change that would take your answers there:") == 2
    assert part.count("How sure are you of th") == 2


def test_an_answer_against_the_work_is_named_once(quiz: VersionContent) -> None:
    low = {item.key for item in quiz.traits[0].statements}
    story = tell(quiz, answer_full(quiz, people=0))
    assert [answer.statement.key for answer in story.reasons[:1]] == ["left-alone"]
    assert {answer.statement.key for answer in story.against} == low
    besides = [answer.statement.key for answer in story.against_besides]
    assert sorted(besides) == sorted(low - {"left-alone"})
    assert story.against_besides_unlisted == 0


def test_a_range_states_its_probability_and_what_it_measures(client: Client, content: None) -> None:
    page = list_texts(client.get(take_quiz(client, answers_by(great_fit))).content.decode())
    assert "with an 80% range from" in page
    assert "measures how consistent your answers are, not how true the result is" in page
    assert "correlation" not in page


@pytest.mark.parametrize(
    ("choice", "conditions"),
    [(poor_fit, NO_CONFLICT), (great_fit, {**NO_CONFLICT, "no-desk": "yes"})],
)
def test_who_is_led_away_is_led_to_work_nearby(
    client: Client, content: None, choice: object, conditions: Mapping[str, str]
) -> None:
    address = take_quiz(client, answers_by(choice), conditions)  # type: ignore[arg-type]
    page = client.get(address)
    text = list_texts(page.content.decode())

    nearby = page.context["nearby"]
    # Those that the guide names come first.
    assert [neighbor.name for neighbor in nearby.neighbors[:4]] == [
        "Medical assistant",
        "Medical records specialist",
        "Administrative assistant",
        "Receptionist",
    ]
    assert len(nearby.neighbors) == 8
    for neighbor in nearby.neighbors:
        assert neighbor.difference in text
        assert neighbor.pay.median.html in text
        assert client.get(neighbor.url).status_code == 200
    assert all(url in page.content.decode() for url in ("/careers/compare/?career=", "/careers/?"))
    # What pays as much pays no less than the median of this work, $45,930.
    assert "pay_from=46000" in nearby.explore_url
    assert nearby.better_paid == 3
    assert "3 of them pay more in the United States." in text
    assert "Your next steps" not in text
    assert "Certifications to know" not in text
    assert "Returned at early pay" not in text
    assert "If you still want this work" in text
    assert "This is firm" not in text or choice is poor_fit


def test_results_without_a_figure_are_compared_without_one(client: Client, content: None) -> None:
    flat = take_quiz(client, dict.fromkeys(answers_by(great_fit), 4))
    great = take_quiz(client, answers_by(great_fit))
    page = client.get(f"{great}compare/{flat.split('/')[2]}/").content.decode()
    assert "None" not in page
    assert page.count(">–</td>") == 6
    assert page.count("not comparable") == 6


def test_who_is_held_back_reads_why_and_keeps_the_way_in(
    client: Client, content: None, quiz: VersionContent
) -> None:
    page = client.get(take_quiz(client, answer_full(quiz, people=0))).content.decode()
    head = list_texts(page.split('<div class="result-body">')[0])
    assert f"<h1>{HELD_BACK}working with people</h1>" in head
    assert quiz.traits[0].low_text in head
    assert quiz.traits[0].description in head
    assert quiz.bands[1].text not in head
    assert "Work nearby" in page
    assert "Your next steps" in page


def test_work_nearby_without_figures_or_neighbors(client: Client, content: None) -> None:
    address = take_quiz(client, answers_by(poor_fit))
    Release.objects.update(status="withdrawn", withdrawn_at="2026-01-01T00:00Z")
    page = client.get(address)
    assert {neighbor.pay for neighbor in page.context["nearby"].neighbors} == {None}
    assert "How they differ" in page.content.decode()
    FactRelease.objects.update(status="withdrawn", withdrawn_at="2026-01-01T00:00Z")
    assert len(client.get(address).context["nearby"].neighbors) == 4
    RelatedOccupation.objects.all().delete()
    publish_guides()
    page = client.get(address)
    assert "Work nearby" not in page.content.decode()
    assert Result.objects.count() == 1


def test_a_great_fit_keeps_its_next_steps(client: Client, content: None) -> None:
    page = client.get(take_quiz(client, answers_by(great_fit))).content.decode()
    assert "Your next steps" in page
    assert "Work nearby" not in page
