"""A result is tried with other answers, changed, compared with an earlier one, fitted to plans."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from careers.models import TrainingCost
from common.formatting import format_dollars
from programs.models import Program
from programs.offer import read_usual_debts
from quiz.models import Result
from salaries.models import Area
from tests.quiz.visitors import NO_CONFLICT, answers_by, great_fit, poor_fit, take_quiz

pytestmark = pytest.mark.usefixtures("content")


def mixed() -> dict[str, int]:
    """Agreeing with all keyed statements and the middle for the rest: 63 of 100."""
    return answers_by(lambda reverse: 3 if reverse else 4)


def test_a_tried_answer_moves_the_page_and_nothing_else(client: Client) -> None:
    address = take_quiz(client, mixed())
    viewer = Client()
    assert "Try it" not in viewer.get(address).content.decode()
    assert "Try it" in viewer.get(f"{address}try/").content.decode()
    before = Result.objects.get().answers

    answer = {"key": "greet-next", "answer": "1"}
    page = viewer.post(f"{address}try/", answer, follow=True).content.decode()

    assert "You are trying another answer." in page
    # People: 75, 75, 50, 75 become 0, 75, 50, 75, which is 18.75 less, with a weight of 25 %.
    assert "(63 of 100)" in page
    assert "(58 of 100)" in page
    assert "Keep this answer" not in page
    assert Result.objects.get().answers == before


def test_the_owner_keeps_a_tried_answer(client: Client) -> None:
    address = take_quiz(client, mixed())
    page = client.post(f"{address}try/", {"key": "greet-next", "answer": "1"}, follow=True)
    assert "Keep this answer" in page.content.decode()
    client.post(f"{address}change/", {"key": "greet-next", "answer": "1"})
    assert Result.objects.get().answers["greet-next"] == 1
    page = client.get(f"{address}try/?tried")
    assert "You are trying another answer." not in page.content.decode()
    assert "What you tried is no longer here" in page.content.decode()


def test_an_answer_can_be_tried_and_kept_as_not_known_yet(client: Client) -> None:
    address = take_quiz(client, mixed())
    answer = {"key": "greet-next", "answer": "0"}
    page = client.post(f"{address}try/", answer, follow=True).content.decode()
    assert "Not known yet instead of agree." in page
    client.post(f"{address}change/", answer)
    assert Result.objects.get().answers["greet-next"] == 0
    page = client.get(f"{address}try/").content.decode()
    assert '<option value="0" selected>I don’t know yet</option>' in page
    page = client.post(f"{address}try/", {**answer, "answer": "5"}, follow=True).content.decode()
    assert "Strongly agree instead of not known yet." in page


def test_what_is_tried_stays_in_the_browser_and_out_of_every_address(client: Client) -> None:
    address = take_quiz(client, mixed())
    # As somebody types a code: the cookie is for the page's own address all the same.
    token = address.split("/")[2].upper()

    sent = client.post(f"/results/{token}/try/", {"key": "greet-next", "answer": "1"})

    assert (sent.status_code, sent["Location"]) == (302, f"{address}try/?tried")
    cookie = sent.cookies["tried"]
    assert (cookie["path"], cookie["max-age"]) == (f"{address}try/", 3600)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "(58 of 100)" in client.get(sent["Location"]).content.decode()
    # Who comes to try something else begins from what is saved, and nobody else sees it.
    assert "You are trying" not in client.get(f"{address}try/").content.decode()
    assert "You are trying" not in Client().get(sent["Location"]).content.decode()


@pytest.mark.parametrize("value", ["", "x:y:z", "\xe9:\xe9:\xe9", "0" * 3000])
def test_an_altered_cookie_tries_nothing(client: Client, value: str) -> None:
    address = take_quiz(client, mixed())
    client.cookies["tried"] = value
    page = client.get(f"{address}try/?tried")
    assert page.status_code == 200
    assert "What you tried is no longer here" in page.content.decode()


def test_a_yes_or_no_question_is_tried_and_kept_like_a_statement(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit))
    other = {"key": "remote-only", "answer": "yes"}

    page = client.post(f"{address}try/", other, follow=True).content.decode()

    assert "<h1>One of your answers rules out most of these jobs</h1>" in page
    assert "Yes instead of no." in page
    assert Result.objects.get().conditions == NO_CONFLICT
    client.post(f"{address}change/", other)
    result = Result.objects.get()
    assert result.conditions == {**NO_CONFLICT, "remote-only": "yes"}
    assert result.answers == answers_by(great_fit)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"key": "greet-next", "answer": "yes"},
        {"key": "remote-only", "answer": "1"},
        {"key": "remote-only", "answer": "maybe"},
        {"key": "nothing", "answer": "1"},
        {"key": "greet-next", "answer": "6"},
        {"key": "greet-next", "answer": "\0"},
        {"key": "\N{GRINNING FACE}", "answer": "1"},
    ],
)
def test_a_tampered_try_changes_nothing_and_breaks_nothing(
    client: Client, data: dict[str, str]
) -> None:
    address = take_quiz(client, mixed())
    page = client.post(f"{address}try/", data)
    assert page.status_code == 422
    assert "That could not be tried" in page.content.decode()
    assert "tried" not in client.cookies
    assert client.post(f"{address}change/", data).status_code == 302
    result = Result.objects.get()
    assert (result.answers, result.conditions) == (mixed(), NO_CONFLICT)


def test_the_smallest_change_is_shown_and_does_what_it_says(client: Client) -> None:
    address = take_quiz(client, mixed())
    story = client.get(address).context["story"]
    up = next(change for change in story.changes if change.up)
    for step in up.steps:
        answer = next(
            value
            for value, words in client.get(f"{address}try/").context["answer_choices"]
            if words == step.would_be
        )
        client.post(f"{address}change/", {"key": step.answer.statement.key, "answer": answer})
    changed = client.get(address).context["story"]
    assert changed.outcome.band == up.band.key


def test_two_results_are_compared_side_by_side(client: Client) -> None:
    first = take_quiz(client, answers_by(poor_fit))
    second = take_quiz(client, {**answers_by(poor_fit), "greet-next": 5})
    token = second.split("/")[2]
    assert f"{first}compare/{token}/" in client.get(second).content.decode()

    page = Client().get(f"{second}compare/{first.split('/')[2]}/").content.decode()

    assert "1 of 20 answers." in page
    assert "Strongly disagree, then strongly agree." in page
    assert "+25" in page
    assert re.findall(r"The whole</th>.*?(\+\d+)</td></tr>", page) == [
        "+6"
    ]  # 25 points of a quarter
    assert 'words">the same</td>' in page
    # Both are of one day, so the hour tells them apart.
    assert len(re.findall(r"er, [A-Z][a-z]{2} \d+, \d{4}, [^<]*[ap]\.m\. UTC</th>", page)) == 2


def test_a_yes_or_no_question_that_decided_is_the_first_difference(client: Client) -> None:
    first = take_quiz(client, answers_by(great_fit))
    ruled_out = {**NO_CONFLICT, "remote-only": "yes"}
    second = take_quiz(client, {**answers_by(great_fit), "greet-next": 4}, ruled_out)
    week = timedelta(days=7)
    Result.objects.filter(conditions=NO_CONFLICT).update(created_at=timezone.now() - week)

    page = client.get(f"{first}compare/{second.split('/')[2]}/").content.decode()

    assert "2 of 20 answers." in page
    decided = page.index("No, then yes. The later answer rules out most of these jobs on its own.")
    assert decided < page.index("Strongly agree, then agree.")
    assert "UTC" not in page


def test_two_answers_that_rule_out_share_one_sentence(client: Client) -> None:
    both = {**NO_CONFLICT, "remote-only": "yes", "no-desk": "yes"}
    page = client.get(take_quiz(client, answers_by(great_fit), both)).content.decode()
    assert page.count("Only other answers to these questions would change it") == 1
    assert page.count("would change it;") == 1


def test_results_of_different_lengths_are_compared_on_what_both_asked(client: Client) -> None:
    full = take_quiz(client, answers_by(great_fit))
    short = take_quiz(client, answers_by(great_fit, "short"), length="short")
    page = client.get(f"{short}compare/{full.split('/')[2]}/").content.decode()
    assert "Only what both asked is compared." in page
    assert "not comparable" in page
    assert "the 14 answers in both are the same" in page


def test_a_plan_shows_pay_there_and_what_fits_the_budget(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit))
    moved = client.post(f"{address}plan/", {"area_code": "06", "budget": "5000", "months": "12"})
    assert moved["Location"] == f"{address}?new-state=yes#ahead"
    said = "Areas within California can be chosen now"
    assert said in client.get(moved["Location"]).content.decode()
    assert said not in client.get(address).content.decode()
    assert said not in Client().get(moved["Location"]).content.decode()
    metro = Area.objects.metros().filter(state="CA", name__startswith="Fresno").get()
    form = client.get(f"{address}plan/").content.decode()
    assert f'value="{metro.code}"' in form
    assert "Area within California" in form
    data = {"area_code": "06", "metro_code": metro.code, "budget": "5000", "months": "12"}
    data["delivery"] = "online"
    assert client.post(f"{address}plan/", data)["Location"] == f"{address}#ahead"

    page = Client().get(address).content.decode()

    assert metro.name in page
    assert "above your budget" in page
    assert "longer than you said" in page
    assert "state=CA&amp;max_cost=5000&amp;delivery=online" in page
    assert "Returned at early pay" in page


def test_a_payback_is_calculated_as_the_page_says(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit), area="06")
    plan = client.get(address).context["plan"]
    certificate = next(
        training for training in plan.trainings if training.cost.program_type == "Certificate"
    )
    assert plan.assumptions.area == "California"
    cost = TrainingCost.objects.get(program_type="Certificate")
    owed = read_usual_debts(("51.07",))[Program.Credential.CERTIFICATE].median
    assert certificate.counted.text == format_dollars(owed)
    assert owed > cost.cost_high
    given_up = -(-plan.assumptions.pay_now.dollars * cost.months_low // 12)
    assert certificate.outcome.later.investment_low == owed + given_up
    raise_a_year = plan.assumptions.pay_later.dollars - plan.assumptions.pay_now.dollars
    assert certificate.outcome.later.months_low == -(-(owed + given_up) * 12 // raise_a_year)
    page = client.get(address).content.decode()
    assert f"{certificate.counted.note}</span>" in page
    assert "You give up all of your pay while you study." in page
    # What a program leaves people owing is what a budget must hold, not the typical cost alone.
    assert cost.cost_low < 8000 < owed
    client.post(f"{address}plan/", {"area_code": "06", "budget": "8000"})
    assert client.get(address).content.decode().count("above your budget") == 2


def test_a_new_state_drops_the_old_states_area(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit), area="06")
    metro = Area.objects.metros().filter(state="CA").first()
    assert metro is not None
    client.post(f"{address}plan/", {"area_code": "06", "metro_code": metro.code})
    client.post(f"{address}plan/", {"area_code": "12", "metro_code": metro.code})
    result = Result.objects.get()
    assert (result.area_code, result.metro_code) == ("12", "")


def test_a_plan_with_an_error_offers_the_areas_of_the_state_that_it_shows(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit), area="06")
    there = Area.objects.metros().filter(state="FL").first()
    here = Area.objects.metros().filter(state="CA").first()
    assert there is not None
    assert here is not None
    data = {"area_code": "12", "budget": "-5"}

    page = client.post(f"{address}plan/", data).content.decode()

    assert "Give whole dollars from 0 to 1,000,000 in digits, or leave it empty." in page
    assert "Ensure" not in page
    assert "Area within Florida" in page
    assert f'value="{there.code}"' in page
    assert f'value="{here.code}"' not in page
    client.post(f"{address}plan/", {"area_code": "12", "metro_code": there.code, "budget": "5"})
    result = Result.objects.get()
    assert (result.area_code, result.metro_code, result.budget) == ("12", there.code, 5)


@pytest.mark.parametrize(
    "data",
    [
        {"area_code": "ZZ"},
        {"metro_code": "0000000"},
        {"budget": "-1"},
        {"budget": "9" * 30},
        {"months": "x"},
        {"months": "\0"},
        {"delivery": "\N{GRINNING FACE}"},
    ],
)
def test_an_impossible_plan_is_refused_and_nothing_is_saved(
    client: Client, data: dict[str, str]
) -> None:
    address = take_quiz(client, answers_by(great_fit))
    assert client.post(f"{address}plan/", data).status_code == 422
    result = Result.objects.get()
    assert (result.area_code, result.budget, result.months) == ("", None, None)
