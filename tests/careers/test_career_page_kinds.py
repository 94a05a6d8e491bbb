"""The page of a career without a guide, for each kind of occupation that the survey has."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.models import Career
from tests.careers.guides import PAGE, read_text

NURSE = "/careers/registered-nurse/"
# The career, its facts, two for its wages, one for the careers around it.
QUERIES = 6


def read_figures(client: Client, address: str) -> dict[str, tuple[str, str]]:
    """The figure and the note of each key figure, by its label."""
    # The first list of figures on the page.
    strip = read_text(client.get(address)).split('<dl class="figures">')[1].split("</dl>")[0]
    found = re.findall(
        r'<dt>([^<]+)</dt> ?<dd><span class="figure-value">([^<]+)</span>'
        r'<span class="figure-note">([^<]+)</span>',
        strip,
    )
    return {label: (value, note) for label, value, note in found}


def list_anchors(client: Client, address: str) -> list[str]:
    return re.findall(r'<section class="section" id="([^"]+)"', read_text(client.get(address)))


def test_the_answer_in_short(client: Client, content: None) -> None:
    figures = read_figures(client, NURSE)
    assert list(figures) == [
        *("Starting pay", "Usual way in", "Growth in jobs", "Median pay", "Openings a year")
    ]
    assert figures["Starting pay"] == (
        "$68,940",
        "10th percentile: 1 in 10 earns less; a year in the U.S., May 2025",
    )
    assert figures["Usual way in"][0] == "Bachelor’s degree"
    assert figures["Growth in jobs"] == ("5.6%", "projected, 2025–35; all occupations 3.5%")


def test_pay_where_a_reader_lives_stands_beside_that_of_the_nation(
    client: Client, content: None
) -> None:
    value, note = read_figures(client, f"{NURSE}?state=OH")["Median pay"]
    assert (value, note) == ("$82,510", "a year in Ohio; $97,550 in the U.S., May 2025")
    page = read_text(client.get(f"{NURSE}?state=OH"))
    assert "Half of them earn more than $82,510 a year in Ohio" in page
    # Pinned above the table, and in its place.
    assert page.split('id="career-states-caption"')[1].count(">Ohio<") == 2


@pytest.mark.parametrize("query", ["?state=ZZ", "?state=FM", "?state=%00", "?sort=nothing"])
def test_what_cannot_be_shown_is_said_and_the_page_stays(
    client: Client, content: None, query: str
) -> None:
    answer = client.get(NURSE + query)
    assert answer.status_code == 200
    assert 'role="status"' in answer.content.decode()


def test_sections_stand_in_the_order_of_the_page_and_of_its_contents(
    client: Client, content: None
) -> None:
    anchors = list_anchors(client, NURSE)
    known = ["work", "conditions", "interests", "wages", "ways-in", "skills-and-tools"]
    assert [anchor for anchor in anchors if anchor in known] == known
    listed = re.findall(r'<li><a href="#([^"]+)">', read_text(client.get(NURSE)))
    assert listed == anchors


def test_a_page_takes_few_queries(
    client: Client, content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in (NURSE, f"{NURSE}?state=OH", "/careers/actor/"):
        with django_assert_num_queries(QUERIES):
            client.get(address)
    # No fields of study, no programs.
    with django_assert_num_queries(QUERIES - 1):
        client.get("/careers/retail-salesperson/")


def test_an_occupation_without_pay_a_year_has_pay_an_hour_everywhere(
    client: Client, content: None
) -> None:
    figures = read_figures(client, "/careers/actor/")
    assert figures["Starting pay"][0] == "$16.50"
    assert "an hour in the U.S." in figures["Starting pay"][1]
    assert "not given a year, because few work all year" in figures["Median pay"][1]
    page = read_text(client.get("/careers/actor/"))
    assert "Half of them earn more than $29.05 an hour" in page
    assert "Pay an hour in the 50 states and the District of Columbia" in page
    assert "by the hour only" not in page.split('id="wages"')[1].split("</section>")[0]


def test_pay_that_the_survey_does_not_tell_is_explained(client: Client, content: None) -> None:
    surgeon = "/careers/oral-and-maxillofacial-surgeon/"
    figures = read_figures(client, f"{surgeon}?state=IA")
    assert figures["Median pay"][0] == "$239,200 or more"
    executive = "/careers/chief-executive/"
    value, note = read_figures(client, f"{executive}?state=MA")["Median pay"]
    assert (value, note) == (
        "$213,990",
        "a year in the U.S., May 2025; not released for Massachusetts",
    )


def test_a_group_of_other_occupations_says_what_is_not_measured(
    client: Client, content: None
) -> None:
    other = Career.objects.get(occupation__soc_code="29-2099")
    page = read_text(client.get(other.get_absolute_url()))
    assert "This is a group of many small occupations" in page
    assert 'class="measure"' not in page
    assert 'id="wages"' in page


def test_combined_occupations_show_the_mean_of_their_parts(client: Client, content: None) -> None:
    page = read_text(client.get("/careers/home-health-or-personal-care-aide/"))
    assert "Each figure is the mean of home health aides and personal care aides." in page
    # One source describes a part of them.
    assert "Telework: Each figure is for home health aides only." in page


def test_a_page_says_the_same_of_the_way_in_from_both_sources(
    client: Client, content: None
) -> None:
    page = read_text(client.get("/careers/elementary-school-teacher/"))
    assert "<h2>Bachelor’s degree: 78% say that the job requires it</h2>" in page
    actors = read_text(client.get("/careers/actor/"))
    assert "<h2>Usual way in: Some college</h2>" in actors
    assert "named something else most often: no diploma needed (45%)" in actors


def test_headings_claim_no_more_than_the_figures(client: Client, content: None) -> None:
    page = read_text(client.get("/careers/elementary-school-teacher/"))
    assert "<h2>Over 99% work in one industry: Educational Services</h2>" in page
    assert "Half of all elementary school teachers in the United States earn" in page
    # None of what models need is more important than in the typical job.
    assert "<h2>What they work with</h2>" in read_text(client.get("/careers/model/"))


def test_sources_have_a_month_only_where_it_is_known(client: Client, content: None) -> None:
    page = read_text(client.get("/careers/actor/"))
    assert "Employment and Training Administration</a>, about 2022, CC BY 4.0" in page
    assert "January 2020" not in page


def test_shares_that_the_source_finds_too_uncertain_are_not_hidden(
    client: Client, content: None
) -> None:
    page = read_text(client.get(NURSE))
    section = page.split('id="ways-in"')[1].split("</section>")[0]
    assert "<h2>Usual way in: Bachelor’s degree</h2>" in section
    assert re.search(r"Bachelor’s degree</span> <span[^>]*>not published", section)


def test_conditions_are_told_in_words_beside_the_middle_of_all_occupations(
    client: Client, content: None
) -> None:
    section = read_text(client.get(NURSE)).split('id="conditions"')[1].split("</section>")[0]
    assert "<b>Disease or infection</b> about once a week; in the typical job, never" in section
    shown = section.split("<details")[0]
    assert shown.count('class="measure"') == 8
    assert "O*NET 27" in section


def test_a_guide_keeps_its_sections_and_facts_follow_it(client: Client, content: None) -> None:
    anchors = list_anchors(client, PAGE)
    assert len(anchors) == len(set(anchors))
    assert anchors.index("corrections") < anchors.index("conditions")
    assert "work" not in anchors
    assert read_text(client.get(PAGE)).count("Pay a year in the 50 states") == 1


def test_every_career_has_its_page(client: Client, content: None) -> None:
    """A page of each major group, and of each of those with the least facts."""
    careers = Career.objects.published().order_by("occupation__soc_code")
    for career in careers[::13]:
        assert client.get(career.get_absolute_url()).status_code == 200, career
