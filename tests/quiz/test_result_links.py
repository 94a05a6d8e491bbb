"""A result's link cannot be guessed and is private; all links that open nothing look alike."""

import io
import logging
import re
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quiz import tokens
from quiz.models import Result
from tests.quiz.visitors import QUIZ, answers_by, great_fit, result_page, take_quiz

pytestmark = pytest.mark.usefixtures("content")


def token_of(address: str) -> str:
    match = re.fullmatch(r"/results/([0-9a-z]+)/", address)
    assert match
    return match[1]


def test_the_code_has_130_bits_and_only_its_hash_is_stored(client: Client) -> None:
    token = token_of(take_quiz(client, answers_by(great_fit)))
    assert len(token) == 26
    assert set(token) <= set(tokens.ALPHABET)
    assert not set("ilou") & set(tokens.ALPHABET)
    result = Result.objects.get()
    kept = " ".join(str(getattr(result, field.name)) for field in Result._meta.concrete_fields)
    assert token not in kept
    assert result.token_hash == tokens.hash_token(token)


def test_a_code_read_from_paper_opens_the_result(client: Client) -> None:
    token = token_of(take_quiz(client, answers_by(great_fit)))
    typed = token.upper().replace("0", "O").replace("1", "l")
    assert client.get(result_page(typed)).status_code == 200


def test_every_link_that_opens_nothing_gets_the_same_answer(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit))
    token = token_of(address)
    Result.objects.update(expires_at=timezone.now())
    bodies = set()
    for bad in (
        token,
        tokens.create_token(),
        "x",
        "a" * 3000,
        "\N{GRINNING FACE}",
        "%00",
        token[:-1],
        "..",
        "a b",
    ):
        for tail in ("", "qr.svg", "delete/", "settings/", "try/", "plan/", f"compare/{bad}/"):
            response = client.get(f"/results/{bad}/{tail}")
            assert response.status_code == 404
            assert response["X-Robots-Tag"] == "noindex, nofollow"
            assert response["Referrer-Policy"] == "no-referrer"
            bodies.add(response.content)
    assert len(bodies) == 1
    assert "There is no result at this link" in bodies.pop().decode()


def test_a_result_is_kept_from_search_engines_caches_and_other_sites(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit))
    # A browser that may not name the page's origin could not send the forms of the later ones.
    for tail, policy in (
        ("", "no-referrer"),
        ("qr.svg", "no-referrer"),
        ("delete/", "strict-origin"),
        ("settings/", "strict-origin"),
        ("try/", "strict-origin"),
        ("plan/", "strict-origin"),
    ):
        response = client.get(address + tail)
        assert response.status_code == 200
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == policy
        assert response["Cache-Control"] == "private, no-store"
    html = client.get(address).content.decode()
    # The head's search sends words alone.
    assert html.count("<form") == html.count('<form class="search-box" role="search"')
    assert '<meta name="robots" content="noindex, nofollow">' in html
    # Not even the link to report a mistake carries the code.
    assert "about=/results" not in html


def test_only_the_owner_deletes_and_only_by_a_post(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit))
    stranger = Client()
    assert stranger.get(f"{address}delete/").status_code == 404
    assert stranger.post(f"{address}delete/").status_code == 404
    client.get(f"{address}delete/")
    client.head(f"{address}delete/")
    assert Result.objects.count() == 1

    response = client.post(f"{address}delete/")

    assert response["Location"] == "/results/deleted/"
    assert client.get("/results/deleted/").status_code == 200
    assert not Result.objects.exists()
    assert client.get(address).status_code == 404
    assert "results" not in client.cookies or client.cookies["results"].value == ""


@pytest.mark.parametrize("cookie", ["", "x", "WyJhIl0:1x:y", "\xff\xfe", "a" * 3000])
def test_a_forged_cookie_owns_nothing(client: Client, cookie: str) -> None:
    address = take_quiz(client, answers_by(great_fit))
    client.cookies["results"] = cookie
    assert client.get(address).status_code == 200
    assert client.post(f"{address}delete/").status_code == 404


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site's own handler writes, filtered as it is everywhere."""
    handler = next(
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler, logging.StreamHandler) and handler.filters
    )
    stream = handler.setStream(written := io.StringIO())
    yield written
    handler.setStream(stream)


def test_no_code_and_no_answer_is_in_the_log(client: Client, log: io.StringIO) -> None:
    address = take_quiz(client, answers_by(great_fit))
    client.get(address)
    client.get(f"{address}nowhere/")
    client.post(address)
    client.post(f"{address}delete/")
    client.get(address)
    with patch.object(Result.objects, "readable", side_effect=RuntimeError(address)):
        assert Client(raise_request_exception=False).get(address).status_code == 500

    written = log.getvalue()
    assert "Not Found: /results/(hidden)" in written
    assert "Method Not Allowed" in written
    assert "RuntimeError: /results/(hidden)" in written
    assert token_of(address) not in written
    assert "greet-next" not in written


def test_a_result_page_takes_a_fixed_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = take_quiz(client, answers_by(great_fit), area="06")
    client.get(address)
    # One of them looks for this browser's profile.
    with django_assert_num_queries(10):
        client.get(address)


def test_a_shared_computer_forgets_an_earlier_result_without_deleting_it(client: Client) -> None:
    first = take_quiz(client, answers_by(great_fit))
    second = take_quiz(client, answers_by(great_fit))
    assert client.get(f"{first}forget/").status_code == 405
    for _click in range(2):
        response = client.post(f"{first}forget/")
        assert response.status_code == 302
        assert response["Location"] == QUIZ

    start = client.get(QUIZ).content.decode()
    assert first not in start
    assert second in start
    assert Result.objects.count() == 2
    assert client.get(f"{first}settings/").status_code == 404
    assert client.get(first).status_code == 200


def test_a_link_that_opens_nothing_forgets_nothing(client: Client) -> None:
    address = take_quiz(client, answers_by(great_fit))
    assert client.post(result_page("0" * 26) + "forget/").status_code == 404
    assert Client().post(f"{address}forget/").status_code == 302
    assert address in client.get(QUIZ).content.decode()
