"""Other sites embed a career's figures as plain HTML that names its source."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.asking import CAREER
from tests.making import withdraw_guides

HERE = f"http://testserver{CAREER}"


def oembed(client: Client, url: str, **more: str) -> tuple[int, Any]:
    answer = client.get(f"/api/v1/oembed?{urlencode({'url': url, **more})}")
    return answer.status_code, answer.json()


class Tags(HTMLParser):
    """The names of tags and attributes in an HTML fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("page", ["", "salaries/", "salaries/?sort=name", "quiz/"])
def test_an_embed_is_plain_html(client: Client, content: None, page: str) -> None:
    status, embedded = oembed(client, HERE + page)
    assert status == 200
    assert (embedded["version"], embedded["type"]) == ("1.0", "rich")
    tags = Tags(embedded["html"])
    assert not tags.tags & {"script", "style", "iframe", "img", "form"}
    assert tags.attributes <= {"href", "scope", "colspan", "lang"}
    assert f'href="{(HERE + page).partition("?")[0]}"' in embedded["html"]
    if page != "quiz/":
        assert "Occupational Employment and Wage Statistics" in embedded["html"]
        assert "May 2025" in embedded["html"]


def test_figures_are_those_of_the_page(client: Client, content: None) -> None:
    html = str(oembed(client, f"{HERE}salaries/")[1]["html"])
    assert html.count("<tr>") == 1 + 51 + 1
    page = client.get(f"{CAREER}salaries/").content.decode()
    rows = re.findall(r"</th><td>([^<]+)</td><td>([^<]+)</td><td>([^<]+)</td>", html)
    assert len(rows) == 51
    assert all(median in page and top in page for _, median, top in rows)
    # Starting pay leads.
    assert all(start < median < top for start, median, top in rows)


@pytest.mark.parametrize(
    "url",
    [
        "",
        CAREER,
        f"http://elsewhere.example{CAREER}",
        "http://testserver/",
        "http://testserver/careers/nowhere/",
        "http://testserver/admin/",
        "http://[",
        "javascript:alert(1)",
    ],
)
def test_nothing_else_is_embedded(client: Client, content: None, url: str) -> None:
    status, body = oembed(client, url)
    assert status == 404
    assert body["error"]["code"] == "not_found"


def test_an_embed_is_in_the_language_of_its_page(
    client: Client, content: None, settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    for start, language in (("", "en"), ("/es", "es")):
        address = f"http://testserver{start}{CAREER}quiz/"
        html = oembed(client, address)[1]["html"]
        assert f'lang="{language}"' in html
        assert f'href="{address}"' in html
        page = client.get(f"{start}{CAREER}embed/").content.decode()
        assert f"lang=&quot;{language}&quot;" in page


def test_only_json_is_available(client: Client, content: None) -> None:
    assert oembed(client, HERE, format="xml")[0] == 501
    assert oembed(client, HERE, format="yaml")[0] == 422


def test_a_career_without_a_guide_has_an_embed_too(client: Client, content: None) -> None:
    nurse = "http://testserver/careers/registered-nurse/"
    assert oembed(client, nurse)[1]["title"] == "Pay of registered nurses"
    assert oembed(client, f"{nurse}salaries/")[1]["title"] == "Pay of registered nurses by state"
    assert oembed(client, f"{nurse}quiz/")[0] == 404
    assert client.get("/careers/registered-nurse/embed/").content.decode().count("<textarea") == 2
    # Paid by the hour only, which the table says.
    actor = oembed(client, "http://testserver/careers/actor/")[1]["html"]
    assert "by the hour only" in actor
    by_state = oembed(client, "http://testserver/careers/actor/salaries/")[1]["html"]
    assert "by state: an hour, before taxes" in by_state
    assert "by the hour only" not in by_state


def test_a_draft_is_not_embedded(client: Client, content: None) -> None:
    withdraw_guides()
    assert oembed(client, HERE)[0] == 404
    assert client.get(f"{CAREER}embed/").status_code == 404


def test_the_page_to_copy_from(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        page = client.get(f"{CAREER}embed/").content.decode()
    assert page.count("<textarea") == 3
    assert (
        "&lt;table lang=&quot;en&quot;&gt; &lt;caption&gt;Pay of medical office administrators"
        in page
    )


def test_a_guide_links_to_its_embed(client: Client, content: None) -> None:
    page = client.get(CAREER).content.decode()
    link = f"/api/v1/oembed?{urlencode({'url': HERE})}"
    assert f'type="application/json+oembed" href="{link}"' in page
    assert client.get(link).status_code == 200
