"""A form that cannot be accepted costs nobody their words: one press sends them again."""

from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from accounts.roles import COUNSELORS
from careers.models import Correction
from counselors.models import Group
from tests.accounts.people import LOGIN, PASSWORD, make_user
from tests.counselors.people import counselor
from tests.counselors.test_groups import NEW, form_data
from tests.quiz.visitors import QUIZ

ORIGIN = {"origin": "http://testserver"}
WORDS = "Line one\n\n  <b>“Line two”</b> costs $5,000 & more"


class FormOnPage(HTMLParser):
    """The fields of the page's form that is posted, as a browser sends them."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._name: str | None = None
        self._is_posted = False
        self.feed(answer.content.decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "form":
            self._is_posted = values.get("method") == "post"
        if tag == "input" and self._is_posted:
            self.fields[str(values["name"])] = values.get("value") or ""
        if tag == "textarea":
            self._name = str(values["name"])
            self.fields[self._name] = ""

    def handle_data(self, data: str) -> None:
        if self._name is not None:
            self.fields[self._name] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._name is not None:
            # A browser leaves out the first line break of a text area.
            self.fields[self._name] = self.fields[self._name].removeprefix("\n")
            self._name = None


def press_send(client: Client, address: str, answer: Any) -> Any:
    assert answer.status_code == 403
    assert "Send what I typed" in unescape(answer.content.decode())
    return client.post(address, FormOnPage(answer).fields, headers=ORIGIN)


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_report_from_a_browser_that_had_no_cookie_yet(content: None, strict: Client) -> None:
    report = {"about": "/", "statement": WORDS, "website": ""}
    refused = strict.post("/corrections/", report, headers=ORIGIN)
    assert refused["Cache-Control"] == "private, no-store"
    sent = press_send(strict, "/corrections/", refused)
    assert sent.status_code == 302
    assert Correction.objects.get().statement == WORDS


def test_where_cookies_are_blocked_the_page_says_so_and_keeps_the_words(content: None) -> None:
    report = {"about": "/", "statement": WORDS, "website": ""}
    for _ in range(2):
        without_cookies = Client(enforce_csrf_checks=True)
        answer = without_cookies.post("/corrections/", report, headers=ORIGIN)
        assert FormOnPage(answer).fields["statement"] == WORDS
        assert "your browser blocks this site’s cookie" in answer.content.decode()
        report = FormOnPage(answer).fields


def test_a_page_of_the_quiz_after_signing_in_elsewhere(content: None, strict: Client) -> None:
    make_user("rivera", COUNSELORS, is_staff=False)
    start = FormOnPage(strict.get(QUIZ)).fields
    strict.post(QUIZ, {**start, "start": "1", "form": "full"}, headers=ORIGIN)
    page = FormOnPage(strict.get(f"{QUIZ}?page=1")).fields
    sign_in = FormOnPage(strict.get(LOGIN)).fields
    name = {"username": "rivera", "password": PASSWORD}
    assert strict.post(LOGIN, {**sign_in, **name}, headers=ORIGIN).status_code == 302

    address = f"{QUIZ}?page=1"
    refused = strict.post(address, page, headers=ORIGIN)
    sent = press_send(strict, address, refused)
    assert sent.status_code == 302
    assert "page=2" in sent["Location"]


def test_the_sign_in_form_of_a_second_tab_leads_on(content: None, strict: Client) -> None:
    make_user("rivera", COUNSELORS, is_staff=False)
    form = FormOnPage(strict.get(LOGIN)).fields
    data = {**form, "username": "rivera", "password": PASSWORD}
    assert strict.post(LOGIN, data, headers=ORIGIN).status_code == 302
    second = strict.post(LOGIN, data, headers=ORIGIN)
    assert (second.status_code, second["Location"]) == (302, "/counselor/")
    asked = strict.post(LOGIN, {**data, "next": "/accounts/"}, headers=ORIGIN)
    assert (asked.status_code, asked["Location"]) == (302, "/accounts/")
    elsewhere = strict.post(LOGIN, {**data, "next": "https://evil.example/"}, headers=ORIGIN)
    assert elsewhere["Location"] == "/counselor/"


def test_a_password_is_typed_again(content: None, strict: Client) -> None:
    make_user("rivera", COUNSELORS, is_staff=False)
    answer = strict.post(LOGIN, {"username": "rivera", "password": PASSWORD}, headers=ORIGIN)
    page = unescape(answer.content.decode())
    assert answer.status_code == 403
    assert PASSWORD not in page
    assert f'href="{LOGIN}"' in page
    assert "Type it once more" in page


def test_a_counselor_whose_session_ended_signs_in_and_sends(content: None, client: Client) -> None:
    rivera = counselor("rivera")
    refused = client.post(NEW, form_data(name="A name that took an hour"), headers=ORIGIN)
    assert "You are no longer signed in" in unescape(refused.content.decode())
    client.force_login(rivera)
    assert press_send(client, NEW, refused).status_code == 302
    assert Group.objects.get().name == "A name that took an hour"


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {}])
def test_no_other_site_can_have_words_sent(
    content: None, strict: Client, headers: dict[str, str]
) -> None:
    answer = strict.post("/corrections/", {"about": "/", "statement": WORDS}, headers=headers)
    assert answer.status_code == 403
    assert FormOnPage(answer).fields == {}
    assert "The form was open too long" in answer.content.decode()
