"""A visitor keeps a choice of programs in an address, weighs them, and asks the schools."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from careers.links.collect import collect_outside_links
from programs.models import Program
from programs.official import AID, OFFICIAL
from tests.programs.making import FINDER, institution, program, programs_in
from tests.programs.test_comparing import KNOWN_COST, columns, compared, payback_row

QUESTIONS = f"{FINDER}questions/"
QUESTIONS_QUERIES = 6
# What no figure of a program answers.
ALWAYS = {
    *("Staying open", "Accreditation", "Price", "Jobs", "Finishing"),
    *("License or certificate", "Practice", "Credits", "Refund"),
}


def ask(client: Client, *names: object) -> str:
    query = urlencode({"program": names}, doseq=True)
    return client.get(f"{QUESTIONS}?{query}").content.decode()


def read_questions(page: str) -> dict[str, str]:
    """Topic, and the question with its reason, of the first program."""
    sheet = page.split('class="ask-sheet"')[1].split("</article>")[0]
    items = re.findall(r'<li class="ask.*?ask-topic">(.*?)</span>(.*?)</li>', sheet, re.DOTALL)
    return {topic: " ".join(re.sub(r"<[^>]+>", " ", text).split()) for topic, text in items}


def test_an_address_names_programs_by_what_outlasts_a_database(
    client: Client, content: None
) -> None:
    imported, own = programs_in("WA").filter(source__isnull=False)[0], program()
    at = imported.institution
    assert imported.key == f"{at.unitid}-51.07-{imported.credential}"
    wanted = [at.name, own.institution.name]
    assert columns(compared(client, [imported.key, own.key])) == wanted
    page = compared(client, [imported.pk, imported.key, own.pk])
    assert columns(page) == wanted
    assert "A program that the address names twice is shown once" in page
    with CaptureQueriesContext(connection) as queries:
        found = Program.objects.with_keys([imported.key, own.key, "x", "9" * 30, "1-51.07-9"])
        assert {one.pk for one in found} == {imported.pk, own.pk}
    assert len(queries) == 1


def test_what_names_no_program_of_the_career_is_said(client: Client, content: None) -> None:
    here, elsewhere = program(), program(code="11.01")
    gone = program()
    gone.delete()
    page = compared(client, [here.key, elsewhere.key, gone.key or "1", "236513-51", "<b>"])
    assert columns(page) == [here.institution.name]
    assert "4 of the programs in this address are not among those for this career" in page
    page = client.get(FINDER, {"program": "236513-51"}).content.decode()
    assert "for comparison that we cannot read" in page


def test_each_gap_of_a_program_is_a_question_and_what_is_published_none(
    client: Client, content: None
) -> None:
    known = program(
        **KNOWN_COST,
        delivery="campus",
        high_school_earnings=30_000,
        completers=7,
        has_externship=True,
    )
    questions = read_questions(ask(client, known.key))
    assert set(questions) == ALWAYS
    assert "Is the price still $3,000, and what comes on top of it?" in questions["Price"]
    assert "7 people finished it" in questions["Finishing"]
    assert "An externship is part of it, as we read on September 1, 2026" in questions["Practice"]
    unknown = program(earnings=None, debt=None, completers=None)
    questions = read_questions(ask(client, unknown.key))
    assert set(questions) == ALWAYS | {"Earnings", "Debt", "Time and place"}
    assert "No earnings are published for it, for too few people" in questions["Earnings"]
    assert "No debt is published for it" in questions["Debt"]
    assert "No file gives a price of this program" in questions["Price"]
    assert "No file tells how many finish it" in questions["Finishing"]


@pytest.mark.parametrize(
    ("facts", "topic", "said"),
    [
        (
            {"earnings": None, "first_year_earnings": 31_000},
            "Earnings",
            "one year after they finished: $31,000. What they earn after four years is not",
        ),
        (
            {"earnings": None, "earnings_missing": "not-reported"},
            "Earnings",
            "No earnings are published for it: ask for the school’s own figures.",
        ),
        (
            {"earnings": 25_000, "high_school_earnings": 30_000},
            "Earnings",
            "earn $25,000 a year. With a high school diploma alone people in Washington earn",
        ),
        ({"debt": 90_000}, "Debt", "Students who borrowed owe $90,000 in the middle"),
        ({"completers": 0}, "Staying open", "Nobody finished it in the year that was counted."),
        ({"is_current": False}, "Staying open", "The latest federal file does not list it any"),
        ({"certifications": "CMAA", **KNOWN_COST}, "License or certificate", "prepares for CMAA"),
        ({"code": "51.0705"}, "Practice", "How many hours are with patients"),
    ],
)
def test_a_question_says_what_is_published(
    client: Client, content: None, facts: dict[str, Any], topic: str, said: str
) -> None:
    assert said in read_questions(ask(client, program(**facts).key))[topic]


def test_a_school_that_closed_is_asked_for_records(client: Client, content: None) -> None:
    closed = program(institution(is_closed=True, closed_on="2025-05-31"))
    question = read_questions(ask(client, closed.key))["Staying open"]
    assert "who keeps the records" in question
    assert "closed on May 31, 2025" in question


def test_who_finished_a_last_degree_takes_no_credits_on(client: Client, content: None) -> None:
    assert "Credits" not in read_questions(ask(client, program(credential=5).key))


def test_the_questions_of_four_programs_have_an_address(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    chosen = list(programs_in("WA").select_related("institution")[:5])
    keys = [one.key for one in chosen]
    with django_assert_num_queries(QUESTIONS_QUERIES):
        page = ask(client, *keys, "no-program", keys[0])
    assert page.count('class="ask-sheet"') == 4
    for notice in ("1 more was left out", "names twice is shown once", "1 of the programs in this"):
        assert notice in page
    query = urlencode({"program": keys[:4]}, doseq=True)
    assert f"http://testserver{QUESTIONS}?{query}".replace("&", "&amp;") in page
    assert "Nothing chosen yet" in ask(client)


def test_a_comparison_leads_to_the_questions_and_has_a_link_with_the_assumptions(
    client: Client, content: None
) -> None:
    first, second = program(), program(code="51.0716")
    page = compared(client, [first.key, second.key], pay_now="31000")
    asked = f"{QUESTIONS}?program={first.key}"
    assert f'href="{asked}"' in page
    assert f'href="{asked}&amp;program={second.key}"' in page
    link = re.search(r'id="page-link" type="text" readonly value="([^"]+)"', page)
    assert link
    assert link[1].endswith(f"program={second.key}&amp;pay_now=31000")
    assert payback_row(page, "Field of study") == [first.name, "Field 51.0716"]


def test_nothing_is_best_beside_a_gap(client: Client, content: None) -> None:
    facts: dict[str, Any] = {"high_school_earnings": 30_000}
    more, less = program(earnings=50_000, debt=9_000, **facts), program(debt=4_000, **facts)
    page = compared(client, [more.key, less.key])
    assert payback_row(page, "Earn after 4 years, median") == [
        "$50,000 highest of these ",
        "$41,000",
    ]
    assert payback_row(page, "Owe at the end, median") == ["$9,000", "$4,000 lowest of these "]
    gap = program(earnings=None, debt=None)
    page = compared(client, [more.key, less.key, gap.key])
    assert "est of these" not in page
    assert "cannot be compared" in payback_row(page, "That beside a high school diploma there")[2]
    # Nor among programs that end in different credentials.
    longer = program(credential=2, earnings=60_000)
    assert "est of these" not in compared(client, [more.key, longer.key])


def test_earnings_after_a_year_stand_apart(client: Client, content: None) -> None:
    early = program(earnings=None, first_year_earnings=33_000, high_school_earnings=30_000)
    page = compared(client, [early.key])
    row = page.split("Earn after 1 year, median")[1].split("</tr>")[0]
    assert "not for comparing with 4 years" in row
    assert "$33,000" in row
    assert "a year more" not in page
    assert "Earn after 1 year" not in compared(client, [program().key])


def test_help_with_paying_is_dated_and_its_addresses_are_checked(
    client: Client, content: None
) -> None:
    key = program().key
    for address in (FINDER, f"{FINDER}routes/", f"{QUESTIONS}?program={key}"):
        page = client.get(address).content.decode()
        assert all(f'href="{url}" rel="noopener"' in page for one in AID for _, url in one.links)
        assert "As we know it on November 28, 2026." in page
    checked = collect_outside_links()
    official = {one.url for one in OFFICIAL}
    assert official <= set(checked)
    linked = set(re.findall(r'href="(https://[^"]+)" rel="noopener"', ask(client, key)))
    assert {url for one in AID for _, url in one.links} <= official
    assert linked <= official
