"""A visitor answers a profile: page by page, back and forth, with mistakes, and resumed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quiz.matching import METHOD_VERSION
from quiz.matching.answers import Stance
from quiz.matching.items import FORM_VERSION
from quiz.models import Attempt, MatchProfile, Result
from quiz.models.results import ResultKind
from quiz.owners import get_owner_tokens
from quiz.profiles.measured import read_measured
from quiz.profiles.progress import ALL_PAGES, ASKED_KEYS
from quiz.signals import result_finished
from quiz.tokens import derive_reading_token, hash_token
from quiz.views import steps
from serving.limits import Limit
from tests.quiz.profiles import (
    NOTHING_PRACTICAL,
    answer_all,
    answer_everything,
    answer_profile,
    make_profile,
    start_profile,
)

pytestmark = pytest.mark.usefixtures("content")

MATCH = "/match/"
LAST_PAGE = f"{MATCH}?page=14"


def keys_of(page: int) -> list[str]:
    return [question.key for question in ALL_PAGES[page - 1]]


def test_a_profile_becomes_one_result_with_all_that_was_said(client: Client, rf: Any) -> None:
    answers = answer_everything("RC", noise=Stance.RULES_OUT, outdoors=Stance.UNKNOWN)

    address = answer_profile(
        client,
        answers,
        {"training": "24", "pay": "$22 an hour", "place": "Columbus, OH", "work": "welder"},
    )

    result = Result.objects.select_related("profile__current_career").get()
    assert (result.kind, result.version, result.answers) == (ResultKind.MATCH, None, answers)
    assert (result.months, result.area_code) == (24, "39")
    profile = result.profile
    assert (profile.pay_from, profile.zip_code[:3]) == (45_760, "432")
    assert profile.current_career is not None
    assert profile.current_career.occupation.soc_code == "51-4121"
    assert (profile.form_version, profile.method_version) == (FORM_VERSION, METHOD_VERSION)
    measured = read_measured("OH")
    assert (profile.releases, result.wage_release) == (measured.releases, measured.wage_release)
    assert not Attempt.objects.exists()

    request = rf.get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    (owner_token,) = get_owner_tokens(request)
    assert hash_token(owner_token) == result.owner_hash
    assert address == f"/results/{derive_reading_token(owner_token, 1)}/"


def test_what_need_not_be_said_may_stay_empty(client: Client) -> None:
    answer_profile(client, dict.fromkeys(ASKED_KEYS, 0))
    result = Result.objects.select_related("profile").get()
    assert (result.months, result.area_code, result.profile.pay_from) == (None, "", None)
    assert (result.profile.zip_code, result.profile.current_career) == ("", None)


def test_each_question_is_asked_once_at_most_four_on_a_page(client: Client) -> None:
    answer_all(client)
    asked = []
    for page in range(1, 14):
        fields = list(client.get(f"{MATCH}?page={page}").context["form"].fields)
        assert 1 <= len(fields) <= 4
        asked += fields
    assert asked == ASKED_KEYS
    assert len(set(asked)) == 50


def test_an_unanswered_question_has_a_message_and_the_others_are_kept(client: Client) -> None:
    page = start_profile(client)
    first, *others = keys_of(1)
    response = client.post(page, dict.fromkeys(others, "4"))
    assert response.status_code == 422
    html = response.content.decode()
    assert "<title>Error: Page 1 of 14" in html
    assert f'<a href="#id_{first}_0">Activity 1 has no answer yet.' in html
    assert Attempt.objects.get().answers == dict.fromkeys(others, 4)
    assert client.post(page, {first: "9"}).status_code == 422
    assert client.post(page, {first: "0"}).status_code == 422, "the others are sent with it"
    assert Attempt.objects.get().answers == {first: 0, **dict.fromkeys(others, 4)}


def test_numbers_begin_anew_in_the_part_about_conditions(client: Client) -> None:
    answer_all(client)
    response = client.post(f"{MATCH}?page=9", {})
    assert "Condition 1 has no answer yet." in response.content.decode()
    assert "Rules it out” takes every career" in response.content.decode()
    assert "Rules it out” takes" not in client.get(f"{MATCH}?page=10").content.decode()


def test_back_keeps_what_is_answered_so_far(client: Client) -> None:
    page = start_profile(client)
    client.post(page, dict.fromkeys(keys_of(1), "2"))
    response = client.post(f"{MATCH}?page=2", {keys_of(2)[0]: "5", "back": "1"})
    assert response["Location"] == f"{MATCH}?page=1#step"
    assert Attempt.objects.get().answers == {**dict.fromkeys(keys_of(1), 2), keys_of(2)[0]: 5}


def test_a_page_ahead_leads_to_the_first_that_is_open(client: Client) -> None:
    page = start_profile(client)
    client.post(page, dict.fromkeys(keys_of(1), "2"))
    for ahead in ("3", "14", "0", "15", "x", "²", ""):
        assert client.get(f"{MATCH}?page={ahead}")["Location"] == f"{MATCH}?page=2#step"
    late = client.post(LAST_PAGE, {**NOTHING_PRACTICAL, "pay": "45k"})
    assert late["Location"] == f"{MATCH}?page=2#step"
    assert Attempt.objects.get().practical["pay"] == "45k"


def test_the_start_leads_back_to_the_page_where_somebody_stopped(client: Client) -> None:
    page = start_profile(client)
    client.post(page, dict.fromkeys(keys_of(1), "2"))
    html = client.get(MATCH).content.decode()
    assert "You have answered 4 of 50 questions." in html
    assert 'href="?page=2#step"' in html
    assert "You have answered" not in Client().get(MATCH).content.decode()


def test_both_languages_lead_to_the_same_answers(client: Client, settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    start_profile(client)
    client.post("/es/match/?page=1", dict.fromkeys(keys_of(1), "2"))
    assert 'href="?page=2#step"' in client.get(MATCH).content.decode()


def test_a_receiver_that_fails_leaves_the_attempt_as_it_was(client: Client) -> None:
    last_page = answer_all(client)

    def refuse(**named: Any) -> None:
        raise RuntimeError("The group is full.")

    result_finished.connect(refuse)
    try:
        with pytest.raises(RuntimeError, match="full"):
            client.post(last_page, NOTHING_PRACTICAL)
    finally:
        result_finished.disconnect(refuse)
    assert not Result.objects.exists()
    assert not MatchProfile.objects.exists()
    assert client.post(last_page, NOTHING_PRACTICAL).status_code == 302


def test_answers_that_expired_are_not_found_again(client: Client) -> None:
    page = start_profile(client)
    Attempt.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    late = client.post(page, dict.fromkeys(keys_of(1), "2"))
    assert late.status_code == 409
    assert "no longer here" in late.content.decode()
    assert client.get(page)["Location"] == MATCH
    without_cookies = Client().post(page, dict.fromkeys(keys_of(1), "2"))
    assert without_cookies.status_code == 409


def test_too_many_from_one_network_wait_and_nothing_is_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    last_page = answer_all(client)
    none = Limit("of a test", max_requests=0, window_seconds=600)
    monkeypatch.setattr(steps, "RESULTS", none)
    waits = client.post(last_page, {**NOTHING_PRACTICAL, "pay": "45k"})
    assert waits.status_code == 429
    assert int(waits["Retry-After"]) > 0
    assert "Your result has to wait" in waits.content.decode()
    assert Attempt.objects.get().practical["pay"] == "45k"
    monkeypatch.setattr(steps, "STARTS", none)
    assert Client().post(MATCH, {"start": "1"}).status_code == 429


def test_pages_are_for_one_reader_alone(client: Client) -> None:
    page = client.get(start_profile(client))
    assert "no-store" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    start = Client().get(MATCH)
    assert "no-store" in start["Cache-Control"]
    assert "noindex" not in start.content.decode()


def test_pages_take_few_queries(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limit = Limit("of a test", max_requests=600, window_seconds=86_400)
    monkeypatch.setattr(steps, "RESULTS", limit)
    # The first count of a sender also deletes old ones, and the first reading fills the cache.
    answer_profile(client)
    with django_assert_num_queries(1):  # the profiles of this browser
        client.get(MATCH)
    page = start_profile(client)
    with django_assert_num_queries(1):  # the attempt
        client.get(page)
    with django_assert_num_queries(4):  # a savepoint, the attempt, its answers, the savepoint's end
        client.post(page, dict.fromkeys(keys_of(1), "2"))
    Attempt.objects.update(answers=answer_everything())
    with django_assert_num_queries(1):  # the attempt; nothing is typed, so nothing is searched
        client.get(LAST_PAGE)
    with CaptureQueriesContext(connection) as reading:
        read_measured("OH")
    # A savepoint, the attempt, two of the search, what was typed, the limit, the area, result and
    # profile, the attempt's deletion, the savepoint's end; and what is measured.
    with django_assert_num_queries(11 + len(reading)):
        client.post(LAST_PAGE, {**NOTHING_PRACTICAL, "place": "OH", "work": "welder"})


def test_expired_profiles_are_deleted_with_all_that_belongs_to_them(client: Client) -> None:
    result, _token = make_profile(now="welder")
    assert result.profile.current_career is not None
    result.profile.chosen.add(result.profile.current_career)
    Result.objects.update(created_at=timezone.now() - timedelta(days=2), expires_at=timezone.now())
    start_profile(client)
    Attempt.objects.update(expires_at=timezone.now())
    call_command("purge_results")
    for model in (Result, MatchProfile, MatchProfile.chosen.through, Attempt):
        assert not model.objects.exists()


def test_the_database_refuses_an_answer_that_cannot_be(client: Client) -> None:
    start_profile(client)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.update(answers={"noise": 9})
