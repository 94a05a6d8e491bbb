"""The page of a profile's result, for its owner and for whoever has the link."""

import gzip
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.models import Career
from quiz.matching import METHOD_VERSION
from quiz.matching.answers import Stance
from quiz.matching.conditions import ASKED
from quiz.matching.items import FORM_VERSION
from quiz.models import Result
from quiz.models.profiles import MAX_CHOSEN
from tests.quiz.profiles import answer_everything, make_profile

pytestmark = pytest.mark.usefixtures("content")

HANDS_ON = answer_everything(
    "RI", outdoors=Stance.SUITS, noise=Stance.BOTHERS, upset=Stance.RULES_OUT
)
OHIO = "39"
MAX_COMPRESSED_BYTES = 60_000


def make_hands_on(owner: Client | None = None, **values: Any) -> str:
    """A profile with every kind of limit; returns the address of its result."""
    limits = {"training_months": 24, "pay_from": 45_000, "area_code": OHIO, "zip_code": "43215"}
    _result, token = make_profile(HANDS_ON, owner=owner, **{**limits, **values})
    return f"/results/{token}/"


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def list_careers(html: str) -> list[str]:
    """The slugs of the careers in the lists of groups, in their order."""
    return re.findall(r'<li id="c-([a-z0-9-]+)">', html)


def test_the_finding_comes_first_then_groups_with_three_marks_for_each_career(
    client: Client,
) -> None:
    html = read(client, make_hands_on())
    headline = re.search(r"<h1>(.*?)</h1>", html)
    assert headline
    assert re.fullmatch(
        r"Hands-on and curious: \d+ careers in \d+ groups close to what you like", headline[1]
    )
    assert 'role="img" aria-label="Interests, the strongest first: Hands-on, Curious' in html
    careers = list_careers(html)
    assert 5 <= len(careers) <= 25
    for slug in careers:
        row = html[html.index(f'<li id="c-{slug}">') :].partition("</li>")[0]
        marks = re.findall(r'<span class="mark (\w+)"><b>(\w+)</b> ([^<]+)</span>', row)
        assert [label for _sign, label, _text in marks] == ["Interests", "Conditions", "Practical"]
        assert all(sign in {"good", "mixed", "poor", "open"} for sign, _label, _text in marks)
        assert f'href="/careers/{slug}/"' in row


def test_it_says_what_suits_and_bothers_in_the_persons_own_answers(client: Client) -> None:
    html = read(client, make_hands_on())
    assert "<b>Suits me:</b> working outdoors" in html
    assert "<b>Would bother me:</b> noise" in html


def test_a_reader_sees_everything_and_can_change_nothing(client: Client) -> None:
    owner = Client()
    address = make_hands_on(owner)
    token = address.split("/")[2]
    Result.objects.get().profile.chosen.add(Career.objects.get(slug="electrician"))
    own, seen = read(owner, address), read(client, address)
    assert list_careers(own) == list_careers(seen)
    assert 'form="choose"' in own
    assert "<form" not in seen.partition("<main")[2].partition("</main>")[0]
    assert "csrf" not in seen.partition("<main")[2]
    assert f"/results/{token}/settings/" not in seen
    assert "Electrician" in seen
    # How far away the owner lives from a school is the owner's.
    assert "43215" not in seen
    assert "Nearest program" not in seen
    assert "zip=43215" in own
    assert client.post(f"{address}choose/", {"choose": "machinist"}).status_code == 404
    assert Result.objects.get().profile.chosen.count() == 1


def test_no_crawler_no_cache_and_no_other_site_learns_the_address(client: Client) -> None:
    owner = Client()
    address = make_hands_on(owner)
    for visitor, policy in ((client, "no-referrer"), (owner, "strict-origin")):
        response = visitor.get(address)
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == policy
        assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()


def test_links_that_open_nothing_look_alike(client: Client) -> None:
    address = make_hands_on(client)
    unknown = client.get("/results/unknown/")
    now = timezone.now()
    Result.objects.update(created_at=now - timedelta(days=2), expires_at=now - timedelta(days=1))
    expired = client.get(address)
    assert expired.status_code == unknown.status_code == 404
    chosen = client.post(f"{address}choose/", {"choose": "machinist"})
    assert chosen.status_code == 404


@pytest.mark.parametrize("tail", ["try/", "change/", "plan/", "compare/{token}/"])
def test_what_belongs_to_a_quiz_is_not_there(client: Client, tail: str) -> None:
    address = make_hands_on(client)
    path = address + tail.format(token=address.split("/")[2])
    method = client.post if tail == "change/" else client.get
    assert method(path).status_code == 404


def test_its_settings_lead_back_to_finding_what_fits(client: Client) -> None:
    address = make_hands_on(client)
    for tail in ("settings/", "delete/", "share/"):
        html = read(client, address + tail)
        assert '<a href=""' not in html, tail
        main = html.partition("<main")[2]
        assert tail == "delete/" or '<a href="/match/">Find what fits</a>' in main, tail


def count_staying(html: str) -> int:
    found = re.search(r"Of 830 careers, (\d+) are on your list", html)
    assert found
    return int(found[1])


def test_each_limit_is_a_link_that_tries_the_list_without_it(client: Client) -> None:
    address = make_hands_on()
    html = read(client, address)
    limits = html[html.index('id="limits"') : html.index('id="off-list"')]
    links = re.findall(r'<a href="(\?[^"]+)"><span>([^<]+)</span> <b>(\d+) ', limits)
    assert {text for _query, text, _number in links} >= {
        "Ruled out: upset people",
        "Training up to 2 years",
        "Pay from $45,000 a year",
    }
    before = count_staying(html)
    for query, text, number in links[:4]:
        tried = read(client, address + query.replace("&amp;", "&"))
        assert "You are trying other limits. Nothing is saved." in tried, text
        assert count_staying(tried) == before + int(number), text
        assert f'<a href="{address}">Back to the limits' in tried


def test_a_link_that_somebody_altered_tries_what_can_be_tried(client: Client) -> None:
    address = make_hands_on(client)
    plain = read(client, address)
    for query in (
        "?lift=nothing&lift=",
        "?training=long&pay_from=-1",
        "?training=99999999999999999999&pay_from=1e9",
        "?lift=%00&figures=tomorrow",
        "?removed=%00",
        "?removed=nobody",
        "?" + "&".join(["lift=noise"] * 500),
    ):
        assert count_staying(read(client, address + query)) == count_staying(plain), query


def test_a_group_has_a_page_with_all_careers_that_stay(client: Client) -> None:
    address = make_hands_on(client)
    html = read(client, address)
    key, number = re.findall(r'href="\?family=([a-z-]+)">(\d+) more careers', html)[0]
    shown = html[html.index(f'id="family-{key}"') :].partition("</article>")[0]
    family = read(client, f"{address}?family={key}")
    careers = list_careers(family)
    assert len(careers) == len(list_careers(shown)) + int(number)
    assert careers[: len(list_careers(shown))] == list_careers(shown)
    assert 'form="choose"' in family
    for gone in ("no-such-group", "", "%00"):
        response = client.get(f"{address}?family={gone}")
        assert (response.status_code, response["Location"]) == (302, address)


def test_what_is_off_the_list_is_counted_and_listed_with_its_reasons(client: Client) -> None:
    address = make_hands_on()
    html = read(client, address)
    found = re.search(r"(\d+) careers of 830 are off the list", html)
    assert found
    assert int(found[1]) == 830 - count_staying(html)
    listed = read(client, f"{address}?off-list")
    careers = re.findall(r'<li><a href="/careers/([a-z0-9-]+)/">', listed.partition("<main")[2])
    assert len(careers) == len(set(careers)) == int(found[1])
    assert re.search(r"<h2[^>]*>[^<]*Ruled out: upset people; Training up to 2 years", listed)


def test_answers_that_tell_no_interests_say_so_and_what_to_do(client: Client) -> None:
    nothing = dict.fromkeys(HANDS_ON, 0)
    _result, token = make_profile(nothing)
    html = read(client, f"/results/{token}/")
    assert "Your interests are not clear; 830 careers are on your list" in html
    assert "callout-caution" in html
    assert "First groups:" not in html
    assert "Nothing that you said takes a career off" in html
    assert "You set no limit, so none costs anything." in html
    assert "Other questions of this kind would change" not in html


def test_when_everything_is_ruled_out_the_limits_come_with_what_they_cost(client: Client) -> None:
    stances = dict.fromkeys(ASKED, Stance.RULES_OUT)
    _result, token = make_profile(
        answer_everything("RI", **stances), training_months=0, pay_from=1_000_000, area_code=OHIO
    )
    html = read(client, f"/results/{token}/")
    assert count_staying(html) < 20
    limits = html[html.index('id="limits"') : html.index('id="off-list"')]
    assert "Pay from $1,000,000 a year" in limits
    assert re.search(r"more limits? takes? off only careers that another limit", limits)


def test_it_names_its_sources_its_versions_and_how_far_to_trust_it(client: Client) -> None:
    html = read(client, make_hands_on())
    trust = html[html.index('id="trust"') :]
    assert re.search(r"answers by chance, \d+ of 100 careers come out close", trust)
    assert "not a test that science has validated" in trust
    assert f"Version {FORM_VERSION} of the questions, read by version {METHOD_VERSION}" in trust
    for source in (
        "Occupational Employment and Wage Statistics",
        "Employment Projections",
        "O*NET",
    ):
        assert source in trust


def test_the_figures_of_today_can_be_asked_for(client: Client) -> None:
    address = make_hands_on()
    html = read(client, f"{address}?figures=today")
    assert "These are today’s figures" in html
    # What is tried there stays with today's figures.
    assert re.search(r'href="\?lift=upset&amp;figures=today"', html)


def test_the_page_is_light_and_asks_the_database_little(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = Client()
    address = make_hands_on(owner, now="welder")
    read(owner, address)
    with django_assert_num_queries(5):
        html = read(client, address)
    assert len(gzip.compress(html.encode())) < MAX_COMPRESSED_BYTES
    Result.objects.get().profile.chosen.set(Career.objects.published()[:MAX_CHOSEN])
    with django_assert_num_queries(8):
        html = read(owner, address)
    assert len(gzip.compress(html.encode())) < MAX_COMPRESSED_BYTES
