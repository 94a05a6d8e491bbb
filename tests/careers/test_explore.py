"""Somebody looks for careers by what matters to them."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.models import Career, Description, FactRelease, ProjectionRelease
from salaries.models import Release
from tests.careers.guides import read_text

EXPLORE = "/careers/"
WITHDRAWN = {"status": "withdrawn", "withdrawn_at": "2026-01-01T00:00Z"}
THREE = f"{EXPLORE}?state=CA&pay_from=60000&education=bachelor&growth=average"


def read_names(response: Any) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/careers/[\w-]+/">([^<]+)</a>', read(response))


def read(response: Any) -> str:
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def read_count(response: Any) -> int:
    match = re.search(r'id="results-heading">([\d,]+)', read(response))
    assert match
    return int(match[1].replace(",", ""))


def read_promised(response: Any, value: str) -> int:
    """How many careers an option or a checkbox promises."""
    match = re.search(rf'value="{value}"[^>]*>(.*?)</(?:option|label)>', read(response), re.DOTALL)
    assert match, value
    return int(re.findall(r"[\d,]+", match[1])[-1].replace(",", ""))


def read_words(response: Any) -> str:
    """The text of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", read_text(response)).split())


def test_all_careers_stand_in_a_table_those_with_most_openings_first(
    client: Client, content: None
) -> None:
    page = client.get(EXPLORE)
    assert read_count(page) == Career.objects.published().count() == 830
    assert read_names(page)[:2] == [
        "Fast food or counter worker",
        "Home health or personal care aide",
    ]
    text = read_words(page)
    # The nation's figures of May 2025, and the projections 2025–35.
    assert "Registered nurse $68,940 $97,550 +5.6% 180,800 3,379,720 Bachelor’s degree" in text
    assert "Occupational Employment and Wage Statistics (OEWS) , May 2025" in text
    assert "Employment Projections , 2025–35" in text
    assert "O*NET® is a trademark of USDOL/ETA" in text


def test_pay_is_that_of_the_state_where_the_reader_lives(client: Client, content: None) -> None:
    answer = client.get(f"{EXPLORE}?place=94103&pay_from=60000&q=")
    assert (answer.status_code, answer["Location"]) == (302, f"{EXPLORE}?state=CA&pay_from=60000")
    page = client.get(answer["Location"])
    assert "Registered nurse $101,260 $140,270 +5.6%" in read_words(page)
    assert "Pay a year and workers in California" in read_words(page)
    assert 'name="place" value="California"' in read(page)
    unknown = client.get(EXPLORE, {"place": "Ohi<o", "education": "diploma"})
    assert 'value="Ohi&lt;o"' in read(unknown)
    assert "We know no state or ZIP code of this kind" in read(unknown)
    assert read_count(unknown) < 830


def test_every_count_is_what_the_choice_shows(client: Client, content: None) -> None:
    page = client.get(f"{EXPLORE}?education=associate&condition=regular")
    for choice in ("pay_from=75000", "zone=2", "growth=10", "openings=10000", "group=29"):
        name, value = choice.split("=")
        promised = read_promised(page, value)
        shown = read_count(client.get(f"{EXPLORE}?education=associate&condition=regular&{choice}"))
        assert promised == shown > 0, name
    promised = read_promised(page, "sitting")
    with_both = f"{EXPLORE}?education=associate&condition=regular&condition=sitting"
    assert read_count(client.get(with_both)) == promised > 0


def test_an_address_holds_everything_and_each_limit_can_be_taken_back(
    client: Client, content: None
) -> None:
    page = client.get(f"{THREE}&sort=pay&interest=I&page=2")
    text = read(page)
    for kept in ('value="60000" selected', 'value="bachelor" selected', 'value="I" checked'):
        assert kept in text
    assert 'name="sort" value="pay"' in text
    without = "?state=CA&amp;education=bachelor&amp;growth=average&amp;interest=I&amp;sort=pay"
    assert f'href="{without}#results"' in text
    assert 'rel="canonical" href="http://testserver/careers/?state=CA&amp;pay_from=60000' in text
    assert 'content="noindex, follow"' in text
    assert "noindex" not in read(client.get(f"{EXPLORE}?state=CA&sort=pay"))


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("name", "911 dispatcher"),
        ("growth", "Nurse practitioner"),
        ("workers", "Home health or personal care aide"),
    ],
)
def test_rows_are_sorted_by_what_the_reader_chose(
    client: Client, content: None, sort: str, first: str
) -> None:
    page = client.get(f"{EXPLORE}?sort={sort}")
    assert read_names(page)[0] == first
    assert read(page).count("aria-sort=") == 1


def test_what_pays_by_the_hour_or_is_top_coded_says_so(client: Client, content: None) -> None:
    text = read_words(client.get(f"{EXPLORE}?q=actor"))
    assert re.search(r"Actor \$[\d.]+ an hour \$[\d.]+ an hour", text)
    assert "Chief executive" in read_words(
        client.get(f"{EXPLORE}?q=chief executive&pay_from=200000")
    )


def test_careers_without_the_figure_are_counted_not_forgotten(
    client: Client, content: None
) -> None:
    page = client.get(f"{EXPLORE}?telework=25&group=11")
    match = re.search(
        r"(\d+) more careers may fit, but a figure that you filter by", read_words(page)
    )
    assert match
    # Managers for whom the survey of requirements has no figure.
    managers = read_count(client.get(f"{EXPLORE}?group=11"))
    little = managers - read_count(page) - int(match[1])
    assert 0 < int(match[1]) < managers
    assert little >= 0


def test_an_empty_answer_says_what_each_limit_costs(client: Client, content: None) -> None:
    nothing = f"{EXPLORE}?pay_from=150000&education=diploma&growth=10"
    text = read_words(client.get(nothing))
    assert "No career fits all of this" in text
    match = re.search(r"Without “Usual way in, at most: High school diploma” (\d+) career", text)
    assert match
    wider = client.get(f"{EXPLORE}?pay_from=150000&growth=10")
    assert read_count(wider) == int(match[1]) > 0
    # No single one helps: each of them alone.
    text = read_words(client.get(f"{nothing}&interest=A"))
    assert "Only “Growth in jobs: +10% or more”" in text
    assert "No career is found for “qwertyuiop”" in read_words(
        client.get(f"{EXPLORE}?q=qwertyuiop")
    )


def test_a_search_has_its_own_order_and_other_filters_still_apply(
    client: Client, content: None
) -> None:
    page = client.get(f"{EXPLORE}?q=nurse")
    assert "Registered nurse" in read_names(page)
    assert read_count(page) < 51
    narrowed = client.get(f"{EXPLORE}?q=nurse&education=bachelor")
    assert set(read_names(narrowed)) < set(read_names(page))
    assert "Nurse practitioner" not in read_names(narrowed)


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("state=XX", "“XX” is no state"),
        ("pay_from=lots", "Median pay a year: write a whole number"),
        ("pay_from=-5", "write a whole number"),
        ("education=phd", "Usual way in, at most: “phd” is no choice"),
        ("group=99", "Kind of work: “99” is no choice"),
        ("condition=sitting&condition=<b>", "is no choice"),
        ("interest=R&interest=I&interest=A", "Choose at most two"),
        ("sort=salary", "“salary” cannot be used as “sort”"),
        ("view=3d", "cannot be used as “view”"),
        ("page=0", "There is no such page"),
        ("page=٣", "There is no such page"),
        ("q=" + "x" * 10_000, "Only the first 200 letters"),
        ("zone=%00", ""),
        ("q=%25%27%22%00俄_", ""),
        ("page=9999", ""),
        ("pay_from=$42,000", ""),
        ("openings=99999999999999999999", "write a whole number"),
    ],
)
def test_what_cannot_be_used_is_left_out_with_a_notice(
    client: Client, content: None, query: str, notice: str
) -> None:
    page = client.get(f"{EXPLORE}?{query}")
    assert notice in read_words(page)
    if notice and not query.startswith(("q=", "interest", "condition")):
        assert read_count(page) == 830
    assert client.get(f"/careers.csv?{query}").status_code == 200


def test_the_file_has_every_row_with_units_sources_and_dates(client: Client, content: None) -> None:
    answer = client.get(f"/careers.csv{THREE.removeprefix(EXPLORE)}&page=2&view=map")
    assert 'filename="careers-ca.csv"' in answer["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == read_count(client.get(THREE))
    nurse = next(line for line in lines if line["soc_code"] == "29-1141")
    assert nurse["career"] == "registered nurse"
    assert nurse["address"] == "http://testserver/careers/registered-nurse/"
    assert (nurse["pay_area"], nurse["pay_month"]) == ("California", "2025-05")
    assert (nurse["annual_median_usd"], nurse["workers_us"]) == ("140270", "3379720")
    assert (nurse["projection_years"], nurse["growth_percent"]) == ("2025–35", "5.6")
    assert float(nurse["condition_4.C.2.d.1.a"]) > 1
    assert 0 <= int(nurse["ai_tasks_percent_below"]) < 100
    assert "OEWS), May 2025" in nurse["sources"]
    assert "O*NET" in nurse["sources"]


@pytest.mark.parametrize("view", ["chart", "chart&axis=growth", "map", "map&color=ai", "cards"])
def test_each_picture_links_every_career(client: Client, content: None, view: str) -> None:
    text = read(client.get(f"{EXPLORE}?view={view}"))
    assert 'id="table"' in text or view == "cards"
    if view == "cards":
        assert text.count('<svg class="sign"') == text.count("career-card") > 0
    else:
        assert len(set(re.findall(r'<a href="/careers/([\w-]+)/"[^>]*><title>', text))) > 800


def test_the_map_of_a_group_shows_its_careers_to_phones(client: Client, content: None) -> None:
    narrow = read(client.get(f"{EXPLORE}?view=map")).split('class="jobs-narrow"')[1]
    assert 'href="?group=29&amp;view=map#results"' in narrow
    narrow = read(client.get(f"{EXPLORE}?view=map&group=29")).split('class="jobs-narrow"')[1]
    assert '<a href="/careers/registered-nurse/"' in narrow


def test_it_asks_the_database_six_times_and_once_more_to_search(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for query in ("", THREE.removeprefix(EXPLORE), "?view=map&group=29"):
        client.get(EXPLORE + query)
        with django_assert_num_queries(6):
            client.get(EXPLORE + query)
    # The search's own.
    with django_assert_num_queries(7):
        client.get(f"{EXPLORE}?q=nurse")


def test_figures_are_of_the_newest_release_that_has_the_occupation(
    client: Client, content: None
) -> None:
    text = read_words(client.get(f"{EXPLORE}?q=registered nurse"))
    assert "+5.6%" in text
    ProjectionRelease.objects.filter(base_year=2025).update(**WITHDRAWN)
    assert "Employment Projections , 2024–34" in read_words(client.get(EXPLORE))
    assert "+5.6%" not in read_words(client.get(f"{EXPLORE}?q=registered nurse"))


def test_without_facts_or_pay_their_filters_are_left_out(client: Client, content: None) -> None:
    FactRelease.objects.update(**WITHDRAWN)
    page = read(client.get(EXPLORE))
    for name in ("zone", "interest", "condition", "telework"):
        assert f'name="{name}"' not in page
    Release.objects.update(**WITHDRAWN)
    page = read(client.get(f"{EXPLORE}?view=map"))
    assert 'name="pay_from"' not in page
    assert "The survey does not say how many people work in these careers." in page
    assert "None of these careers has both figures." in read(client.get(f"{EXPLORE}?view=chart"))


def test_a_career_whose_description_was_withdrawn_is_gone(client: Client, content: None) -> None:
    Description.objects.update(withdrawn_at="2026-01-01T00:00Z")
    page = read_words(client.get(EXPLORE))
    assert read_names(client.get(EXPLORE)) == ["Medical office administrator"]
    assert "1 career" in page


def test_a_zip_code_in_the_search_leads_to_training_near_it(client: Client, content: None) -> None:
    page = client.get(EXPLORE, {"q": "98101-1234"})
    words = read_words(page)
    assert read_count(page) == 830
    assert "Looking for training near 98101 (Seattle, WA)? Choose a career" in words
    assert "Found for" not in words
    assert 'href="/careers/registered-nurse/programs/?zip=98101"' in read(page)
    assert 'href="?state=WA#results">See what careers pay in Washington' in read_text(page)
    page = client.get(EXPLORE, {"q": "welder 98101"})
    assert read_names(page)[0] == "Welder"
    assert 'href="/careers/welder/programs/?zip=98101"' in read(page)
    assert "Found for “welder”" in read_words(page)


def test_a_zip_code_that_cannot_be_used_says_why(client: Client, content: None) -> None:
    for code in ("00000", "09012"):
        words = read_words(client.get(EXPLORE, {"q": code}))
        assert f"{code} is " in words
        assert "Choose a career" not in words
    # A code of an occupation is none.
    assert "Looking for training" not in read_words(client.get(EXPLORE, {"q": "29-1141"}))
