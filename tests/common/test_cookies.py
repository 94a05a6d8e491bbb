"""Signed cookies come back as they were set, and from this site only."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from common.cookies import delete_signed_cookie, get_signed_cookie, set_signed_cookie

HOUR = timedelta(hours=1)


def read_back(name: str, cookie: str, max_age: timedelta = HOUR) -> object:
    request = RequestFactory().get("/")
    request.COOKIES[name] = cookie
    return get_signed_cookie(request, name, max_age)


@pytest.fixture
def response() -> HttpResponse:
    response = HttpResponse()
    set_signed_cookie(response, "answer", {"key": "greet-next"}, HOUR, "/quiz/")
    return response


def test_a_cookie_comes_back_as_it_was_set(response: HttpResponse) -> None:
    assert read_back("answer", response.cookies["answer"].value) == {"key": "greet-next"}


def test_a_cookie_that_is_missing_altered_or_too_old_has_no_value(response: HttpResponse) -> None:
    cookie = response.cookies["answer"].value
    assert get_signed_cookie(RequestFactory().get("/"), "answer", HOUR) is None
    assert read_back("answer", cookie[:-1]) is None
    assert read_back("answer", "\N{SNOWMAN}:\x00") is None
    assert read_back("answer", cookie, timedelta(seconds=-1)) is None


def test_the_value_of_one_cookie_is_none_of_another(response: HttpResponse) -> None:
    assert read_back("question", response.cookies["answer"].value) is None


def test_no_script_reads_it_and_a_deleted_one_is_deleted_where_it_was(
    response: HttpResponse,
) -> None:
    cookie = response.cookies["answer"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/quiz/")
    delete_signed_cookie(response, "answer", "/quiz/")
    cookie = response.cookies["answer"]
    assert (cookie.value, cookie["max-age"], cookie["path"]) == ("", 0, "/quiz/")
