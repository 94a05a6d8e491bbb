"""Search engines and sites that show cards find what they need, and nothing private."""

import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page
from pytest_django import DjangoAssertNumQueries

from careers.models import Career
from salaries.models import Release
from salaries.oews.publish import withdraw_release
from tests.asking import CAREER
from tests.making import publish_guides, withdraw_guides

LOCATION = re.compile("<loc>http://testserver([^<]+)</loc>")


def structured(page: str) -> dict[str, dict[str, object]]:
    """The page's JSON-LD, by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {data["@type"]: data for data in map(json.loads, found)}


def sections(client: Client) -> list[str]:
    """The files that the sitemap leads to."""
    return LOCATION.findall(client.get("/sitemap.xml").content.decode())


def addresses(client: Client) -> list[str]:
    """Every address in them."""
    return [
        path
        for file in sections(client)
        for path in LOCATION.findall(client.get(file).content.decode())
    ]


def test_robots_are_sent_to_the_sitemap_and_away_from_admin(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    closed = {"/admin/", "/careers/?", "/careers/*/programs/?", "/careers/*/programs.csv"}
    assert {f"Disallow: {path}" for path in closed} <= set(text.splitlines())
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_sitemap_lists_pages_that_are_there(client: Client, content: None) -> None:
    found = addresses(client)
    assert len(found) == len(set(found))
    pages = {"/", "/careers/", "/match/", "/sources/", f"{CAREER}quiz/", f"{CAREER}programs/"}
    assert pages | {CAREER, f"{CAREER}salaries/", f"{CAREER}salaries/iowa/"} <= set(found)
    assert len([path for path in found if path.startswith("/institutions/")]) > 1000
    assert len([path for path in found if path.endswith("/salaries/")]) == 830
    for path in [*found[:8], *found[900::9000], *found[-3:]]:
        assert client.get(path).status_code == 200, path
    # No field of study is matched to salespeople; their page of training says so.
    assert "/careers/retail-salesperson/programs/" not in found
    # Nobody in Wyoming is counted as an actor: the page of that answers 404.
    assert "/careers/actor/salaries/wyoming/" not in found
    assert "/careers/actor/salaries/california/" in found


def test_a_file_of_the_sitemap_is_small_and_asks_the_database_little(
    client: Client, content: None, settings: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    # A count for each kind of page but the few that are there once; and three newest days.
    with django_assert_num_queries(10):
        files = sections(client)
    assert len([file for file in files if file.startswith("/sitemap-pay-in-states.xml")]) > 10
    with django_assert_num_queries(3):
        page = client.get("/sitemap-pay-in-states.xml?p=2").content.decode()
    assert len(LOCATION.findall(page)) == 2_000
    assert page.count("<lastmod>") == 2_000
    assert client.get("/sitemap-nothing.xml").status_code == 404
    for number in ("0", "999", "x"):
        assert client.get(f"/sitemap-careers.xml?p={number}").status_code == 404


def test_what_is_not_published_is_not_in_the_sitemap(client: Client, content: None) -> None:
    career = Career.objects.get(slug="medical-office-administrator")
    career.descriptions.all().delete()
    withdraw_guides()
    assert not [path for path in addresses(client) if path.startswith(CAREER)]


def test_the_guide_tells_its_occupation_with_the_figures_of_the_page(
    client: Client, content: None
) -> None:
    page = client.get(CAREER).content.decode()
    data = structured(page)
    occupation, pay = data["Occupation"], data["Occupation"]["estimatedSalary"]
    assert occupation["occupationalCategory"] == "43-6013"
    assert isinstance(pay, dict)
    assert pay["percentile10"] < pay["median"] < pay["percentile90"]
    assert f"${pay['median']:,}" in page
    crumbs = data["BreadcrumbList"]["itemListElement"]
    assert isinstance(crumbs, list)
    assert crumbs[-1]["item"] == f"http://testserver{CAREER}"


def test_without_wages_nothing_is_told_of_pay(client: Client, content: None) -> None:
    for release in Release.objects.published():
        withdraw_release(release, None)
    assert "estimatedSalary" not in structured(client.get(CAREER).content.decode())["Occupation"]


def test_an_editors_words_cannot_end_the_script(client: Client, content: None) -> None:
    publish_guides(summary="</script><script>alert(1)</script>")
    page = client.get(CAREER).content.decode()
    assert structured(page)["Occupation"]["description"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in page


def test_a_link_shows_a_light_card(client: Client, content: None) -> None:
    page = client.get(CAREER).content.decode()
    (image,) = re.findall(r'<meta property="og:image" content="http://testserver([^"]+)">', page)
    found = finders.find(image.removeprefix(settings.STATIC_URL))
    assert found
    data = Path(found).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) <= 60 * 1024
    Career.objects.update(illustration="")
    assert "og:image" not in client.get(CAREER).content.decode()


def test_the_browser_takes_the_head_as_it_is(page: Page) -> None:
    """The content security policy refuses nothing of it; `page` fails if it does."""
    page.goto(CAREER)
    assert page.locator('script[type="application/ld+json"]').count() == 2
