"""A career's page says to the owner of a profile, and to nobody else, what it is for them."""

import re
from datetime import timedelta
from http.cookies import Morsel
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quiz.matching.answers import Stance
from quiz.models import Result
from serving.pagecache.pages import PROFILE_COOKIE
from serving.pagecache.wsgi import PageCache
from tests.asking import HIT, STORED, Reply, ask, new_cache
from tests.careers.test_career_page_kinds import QUERIES as PUBLIC_QUERIES
from tests.quiz.profiles import answer_everything, remember_profile
from tests.quiz.test_fit_check import UNMEASURED

CAREER = "/careers/registered-nurse/"
YOU = "You and this job"
PUBLIC = f'href="{CAREER}fit/"'


@pytest.fixture
def cache(committed_content: None) -> PageCache:
    return new_cache()


@pytest.fixture
def owner(committed_content: None) -> Client:
    """A browser that remembers a profile."""
    client = Client()
    remember_profile(client, area_code="39", training_months=24)
    return client


def list_cookies(client: Client) -> str:
    """The header that the browser sends to a career's page."""
    cookies: list[Morsel[str]] = list(client.cookies.values())
    return "; ".join(f"{each.key}={each.value}" for each in cookies if each.value)


def is_private(reply: Reply) -> bool:
    return reply.headers["Cache-Control"] == "private, no-store"


def test_each_visitor_gets_their_own_page(cache: PageCache, owner: Client) -> None:
    """The owner before and after another visitor, whom the cache answers."""
    cookies = list_cookies(owner)
    first = ask(cache, CAREER, COOKIE=cookies)
    public = ask(cache, CAREER)
    again = ask(cache, CAREER, COOKIE=cookies)
    assert (public.cache, ask(cache, CAREER).cache) == (STORED, HIT)
    for mine in (first, again):
        assert YOU in mine.text
        assert mine.cache == ""
        assert is_private(mine)
        assert "ETag" not in mine.headers
        assert "CDN-Cache-Control" not in mine.headers
        assert "noindex" in mine.headers["X-Robots-Tag"]
    assert YOU not in public.text
    assert PUBLIC in public.text
    assert not is_private(public)


def test_a_page_that_the_browser_has_from_before_is_not_taken_for_the_new_one(
    cache: PageCache, owner: Client
) -> None:
    tag = ask(cache, CAREER).headers["ETag"]
    assert ask(cache, CAREER, IF_NONE_MATCH=tag).status == 304
    for known in (tag, "*"):
        mine = ask(cache, CAREER, COOKIE=list_cookies(owner), IF_NONE_MATCH=known)
        assert mine.status == 200
        assert YOU in mine.text


def test_asking_for_the_headers_alone_shows_and_keeps_nothing(
    cache: PageCache, owner: Client
) -> None:
    mine = ask(cache, CAREER, method="HEAD", COOKIE=list_cookies(owner))
    assert mine.status == 200
    assert is_private(mine)
    assert YOU not in ask(cache, CAREER).text


@pytest.mark.parametrize("value", ["", "x", "forged:1abc:def", "\xf0\x9f\x98\x80", '"a; b"'])
def test_a_forged_cookie_shows_the_public_page(cache: PageCache, value: str) -> None:
    public = ask(cache, CAREER)
    forged = ask(cache, CAREER, COOKIE=f"{PROFILE_COOKIE}={value}")
    assert forged.text == public.text
    assert is_private(forged)


def test_only_the_careers_own_page_is_personal(cache: PageCache, owner: Client) -> None:
    cookies = list_cookies(owner)
    for page in (f"{CAREER}salaries/", f"{CAREER}programs/", "/careers/", "/"):
        ask(cache, page)
        assert ask(cache, page, COOKIE=cookies).cache == HIT, page
    # A cookie of another name that ends alike.
    ask(cache, CAREER)
    assert ask(cache, CAREER, COOKIE=f"my{PROFILE_COOKIE}=x").cache == HIT


def test_the_proxy_leaves_alone_who_has_a_profile() -> None:
    (names,) = re.findall(r'"~\((.*)\)=" 1;', (settings.BASE_DIR / "deploy/nginx.conf").read_text())
    assert {PROFILE_COOKIE, f"{PROFILE_COOKIE}_es"} <= set(names.split("|"))


def test_what_suits_and_what_bothers(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    answers = answer_everything(
        disease=Stance.RULES_OUT, people=Stance.SUITS, consequences=Stance.BOTHERS
    )
    remember_profile(client, answers, area_code="39", training_months=24)
    for _ in range(2):
        client.get(CAREER)
    with django_assert_num_queries(PUBLIC_QUERIES + 4):
        page = client.get(CAREER)
    you = page.context["you"]
    assert you.reading.rules_out == ("disease",)
    assert you.reading.bothers == ("consequences",)
    assert you.reading.suits == ("people",)
    assert [group.key for group in you.groups][:3] == ["rules_out", "bothers", "suits"]
    assert f'href="/results/{you.token}/"' in page.content.decode()


def test_the_public_page_costs_no_query_more(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(CAREER)
    with django_assert_num_queries(PUBLIC_QUERIES):
        assert PUBLIC in client.get(CAREER).content.decode()


def test_a_profile_that_is_gone_shows_the_public_page(client: Client, content: None) -> None:
    result = remember_profile(client)
    assert YOU in client.get(CAREER).content.decode()
    later = timezone.now() - timedelta(days=1)
    Result.objects.update(created_at=later - timedelta(days=9), expires_at=later)
    assert PUBLIC in client.get(CAREER).content.decode()
    result.delete()
    page = client.get(CAREER).content.decode()
    assert PUBLIC in page
    assert YOU not in page


def test_forgetting_or_deleting_a_profile_leads_to_the_one_before(
    client: Client, content: None
) -> None:
    first = remember_profile(client)
    remember_profile(client)
    newest = client.get(CAREER).context["you"].token
    client.post(f"/results/{newest}/forget/")
    before = client.get(CAREER).context["you"].token
    assert before != newest
    client.post(f"/results/{before}/delete/")
    assert not Result.objects.filter(pk=first.pk).exists()
    assert YOU not in client.get(CAREER).content.decode()
    assert not client.cookies[PROFILE_COOKIE].value


def test_the_owners_link_shows_it_on_another_device(client: Client, content: None) -> None:
    remember_profile(client)
    token = client.get(CAREER).context["you"].token
    link = client.get(f"/results/{token}/settings/").context["owner_link"]
    other = Client()
    other.get(link)
    assert YOU not in other.get(CAREER).content.decode()
    other.post(link)
    assert YOU in other.get(CAREER).content.decode()


def test_the_cookie_goes_to_pages_of_careers_alone(
    client: Client, content: None, settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    remember_profile(client)
    cookie = client.cookies[PROFILE_COOKIE]
    assert cookie["path"] == "/careers/"
    assert cookie["httponly"]
    assert client.cookies[f"{PROFILE_COOKIE}_es"]["path"] == "/es/careers/"
    assert "Registered nurse" in client.get(f"/es{CAREER}").content.decode()
    assert client.get(f"/es{CAREER}").context["you"].token


def test_a_career_that_nobody_measured(client: Client, content: None) -> None:
    remember_profile(client)
    page = client.get(f"/careers/{UNMEASURED}/")
    assert YOU in page.content.decode()
    assert page.context["you"].reading.suits == ()
    assert YOU not in Client().get(f"/careers/{UNMEASURED}/").content.decode()
