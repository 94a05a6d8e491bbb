"""The owner shares a result, replaces its link, lets it expire, and says a code to a counselor."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from accounts.roles import COUNSELORS
from quiz import desk
from quiz.models import Attempt, DeskLink, Result
from serving.models.limits import RateCount
from tests.accounts.people import make_user
from tests.quiz.visitors import QUIZ, answers_by, great_fit, start_quiz, take_quiz

pytestmark = pytest.mark.usefixtures("content")

CODE_PAGE = "/results/code/"


@pytest.fixture
def address(client: Client) -> str:
    return take_quiz(client, answers_by(great_fit))


def field(html: str, name: str) -> str:
    match = re.search(rf'id="{name}"[^>]*value="http://testserver([^"]+)"', html)
    assert match
    return match[1]


def spoken_code(client: Client, address: str) -> str:
    html = client.post(f"{address}spoken-code/").content.decode()
    match = re.search(r'<p class="spoken-code">([0-9 ]+)</p>', html)
    assert match
    return match[1]


def test_the_owner_names_a_result_and_chooses_its_expiry(client: Client, address: str) -> None:
    client.post(f"{address}settings/", {"nickname": "After the <open> day", "keep_months": "1"})
    result = Result.objects.get()
    assert result.expires_at - timezone.now() < timedelta(days=31)
    assert "After the &lt;open&gt; day" in Client().get(address).content.decode()

    kept = result.expires_at
    client.post(f"{address}settings/", {"nickname": "", "keep_months": ""})
    result.refresh_from_db()
    assert (result.nickname, result.expires_at) == ("", kept)


@pytest.mark.parametrize(
    "data",
    [
        {"nickname": "x" * 41},
        {"nickname": "a\0b"},
        {"keep_months": "7"},
        {"keep_months": "\N{GRINNING FACE}"},
    ],
)
def test_impossible_settings_are_refused(
    client: Client, address: str, data: dict[str, str]
) -> None:
    assert client.post(f"{address}settings/", data).status_code == 422
    assert Result.objects.get().nickname == ""


def test_a_viewer_can_only_read(client: Client, address: str) -> None:
    viewer = Client()
    for tail in ("settings/", "new-link/", "spoken-code/", "change/", "plan/", "delete/"):
        assert viewer.post(f"{address}{tail}", {"nickname": "x"}).status_code == 404
    assert viewer.get(f"{address}settings/").status_code == 404
    assert Result.objects.get().nickname == ""


def test_a_replaced_link_stops_at_once_and_the_new_one_opens(client: Client, address: str) -> None:
    response = client.post(f"{address}new-link/", follow=True)
    fresh = field(response.content.decode(), "reading-link")
    assert fresh != address
    assert Client().get(address).status_code == 404
    assert client.get(address).status_code == 404
    assert Client().get(fresh).status_code == 200
    assert client.get(f"{fresh}settings/").status_code == 200
    assert fresh in client.get(QUIZ).content.decode()


def test_the_owners_link_makes_another_browser_an_owner_only_when_asked(
    client: Client, address: str
) -> None:
    own = field(client.get(f"{address}settings/").content.decode(), "owner-link")
    assert own.split("/")[3] not in address
    phone = Client()
    page = phone.get(own)
    assert "Make this browser an owner?" in page.content.decode()
    assert "results" not in phone.cookies
    assert phone.post(f"{address}delete/").status_code == 404

    assert phone.post(own)["Location"] == address

    assert phone.post(f"{address}delete/")["Location"] == "/results/deleted/"
    assert phone.get(own).status_code == 404
    assert phone.get("/results/own/x/").content == phone.get(address).content


def test_a_spoken_code_opens_the_result_once_for_an_hour(client: Client, address: str) -> None:
    code = spoken_code(client, address)
    assert re.fullmatch(r"\d{3} \d{3} \d{3}", code)
    counselor = Client()
    response = counselor.post(CODE_PAGE, {"code": code.replace(" ", "-")})
    link = response["Location"]
    assert link != address
    assert "<h1>A great fit</h1>" in counselor.get(link).content.decode()
    assert "Delete this result" not in counselor.get(link).content.decode()

    assert "opens nothing" in counselor.post(CODE_PAGE, {"code": code}).content.decode()
    DeskLink.objects.update(expires_at=timezone.now())
    assert counselor.get(link).status_code == 404
    assert client.get(address).status_code == 200


def test_a_code_that_is_old_or_replaced_opens_nothing(client: Client, address: str) -> None:
    first = spoken_code(client, address)
    second = spoken_code(client, address)
    assert Client().post(CODE_PAGE, {"code": first}).status_code == 422
    DeskLink.objects.update(expires_at=timezone.now())
    assert Client().post(CODE_PAGE, {"code": second}).status_code == 422


def test_a_new_link_also_ends_what_a_code_opened(client: Client, address: str) -> None:
    link = Client().post(CODE_PAGE, {"code": spoken_code(client, address)})["Location"]
    client.post(f"{address}new-link/")
    assert Client().get(link).status_code == 404


def test_codes_cannot_be_guessed_at_will(client: Client, address: str) -> None:
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(desk.WRONG_CODES.max_requests):
        assert guesser.post(CODE_PAGE, {"code": "000000000"}).status_code == 422
    code = spoken_code(client, address)
    refused = guesser.post(CODE_PAGE, {"code": code})
    assert refused.status_code == 429
    assert "Too many wrong codes." in refused.content.decode()
    assert not RateCount.objects.filter(sender__contains="203").exists()

    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.post(CODE_PAGE, {"code": code}).status_code == 302


def test_the_many_addresses_of_one_household_are_one(client: Client, address: str) -> None:
    for number in range(desk.WRONG_CODES.max_requests):
        guesser = Client(REMOTE_ADDR=f"2001:db8:7:7::{number:x}")
        assert guesser.post(CODE_PAGE, {"code": "000000000"}).status_code == 422
    code = spoken_code(client, address)
    again, neighbor = (Client(REMOTE_ADDR=f"2001:db8:7:{net}::f") for net in (7, 8))
    assert again.post(CODE_PAGE, {"code": code}).status_code == 429
    assert neighbor.post(CODE_PAGE, {"code": code}).status_code == 302


def test_all_addresses_together_are_held_back_too(client: Client, address: str) -> None:
    for number in range(desk.WRONG_CODES.max_overall or 0):
        guesser = Client(REMOTE_ADDR=f"203.0.{number // 200}.{number % 200}")
        assert guesser.post(CODE_PAGE, {"code": "000000000"}).status_code == 422
    assert Client().post(CODE_PAGE, {"code": spoken_code(client, address)}).status_code == 429


def test_who_is_signed_in_is_held_back_by_own_wrong_codes_alone(
    client: Client, address: str
) -> None:
    codes = {"code": "000000000"}
    for number in range(desk.WRONG_CODES.max_overall or 0):
        Client(REMOTE_ADDR=f"203.0.{number // 200}.{number % 200}").post(CODE_PAGE, codes)
    here, guesser = Client(REMOTE_ADDR="203.0.0.1"), Client(REMOTE_ADDR="198.51.100.7")
    here.force_login(make_user("rivera", COUNSELORS, is_staff=False))
    guesser.force_login(make_user("lee", COUNSELORS, is_staff=False))
    for _ in range(desk.WRONG_CODES_OF_USER.max_requests):
        assert guesser.post(CODE_PAGE, codes).status_code == 422
    right = {"code": spoken_code(client, address)}
    assert guesser.post(CODE_PAGE, right).status_code == 429
    assert here.post(CODE_PAGE, right).status_code == 302


@override_settings(TRUSTED_PROXIES=1)
def test_behind_a_proxy_the_visitors_own_address_counts() -> None:
    for number in range(desk.WRONG_CODES.max_requests + 1):
        visitor = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"1.2.3.4, 192.0.2.{number}")
        assert visitor.post(CODE_PAGE, {"code": "000000000"}).status_code == 422


@pytest.mark.parametrize(
    "code", ["", "12", "1" * 10, "a" * 9, "\0" * 9, "\N{GRINNING FACE}", "٤" * 9]
)
def test_text_that_is_no_code_is_refused_and_not_counted(client: Client, code: str) -> None:
    assert client.post(CODE_PAGE, {"code": code}).status_code == 422
    assert not RateCount.objects.exists()


def test_the_command_deletes_what_expired(client: Client, address: str) -> None:
    spoken_code(client, address)
    start_quiz(client)
    call_command("purge_results", verbosity=0)
    assert (Result.objects.count(), Attempt.objects.count()) == (1, 1)
    for model in (DeskLink, Attempt):
        model.objects.update(expires_at=timezone.now())
    call_command("purge_results", verbosity=0)
    assert (DeskLink.objects.count(), Attempt.objects.count()) == (0, 0)
    assert client.get(address).status_code == 200
    Result.objects.update(expires_at=timezone.now())
    call_command("purge_results", verbosity=0)
    assert not Result.objects.exists()
