"""A career's page: other names, related careers, where to look for jobs, and what it rests on."""

import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.facts.kinds import COMBINED
from careers.facts.publishing import withdraw_facts
from careers.links.collect import collect_outside_links
from careers.links.finders import STATE_JOB_BANKS, find_state_finder
from careers.models import Career, FactKind, FactRelease, OccupationFact
from careers.profile import jobs_and_help, names, related, sources
from careers.profile.names import SHOWN, is_gendered
from careers.profile.sections import ProfileSection
from tests.careers.guides import read_text
from tests.careers.profiles import list_related, read_inputs
from tests.readers import Reader, assert_translated

pytestmark = pytest.mark.usefixtures("content")

NURSE = "registered-nurse"


def differences(section: ProfileSection | None) -> dict[str, str]:
    assert section is not None
    return {career.name: career.difference for career in section.data.careers}


def test_related_careers_tell_how_they_differ(client: Client) -> None:
    section = related.build(read_inputs(NURSE))
    found = differences(section)
    assert found["Nurse practitioner"].startswith("Earns $35,000 more a year; a master’s degree")
    assert found["Paramedic"].startswith("Earns $37,000 less a year; a certificate after high")
    assert section is not None
    assert section.heading == "8 related careers: 5 pay more"
    assert 'href="/careers/nurse-practitioner/"' in read_text(client.get(f"/careers/{NURSE}/"))


def test_pay_by_the_hour_and_above_the_limit_is_compared_as_far_as_it_goes() -> None:
    found = differences(related.build(read_inputs("actor")))
    assert found["Musician or singer"].startswith("Earns $19 more an hour; no diploma needed")
    # A professor has pay a year alone: what the two have in common is told.
    assert "Earns" not in found["Art, drama, and music professor"]


def test_conditions_are_named_where_they_differ() -> None:
    found = differences(related.build(read_inputs("welder")))
    assert found["Boilermaker"] == (
        "Earns $23,000 more a year; the same education is usual; more time outdoors; "
        "more work at heights"
    )


def test_a_career_without_related_ones_shows_its_group() -> None:
    section = related.build(read_inputs("physician-in-another-specialty"))
    assert section is not None
    assert section.data.is_group
    assert section.heading == "Careers of the same group"
    assert "Psychiatrist" in differences(section)
    assert "Physician in another specialty" not in differences(section)


@pytest.mark.parametrize("soc_code", COMBINED)
def test_a_combined_code_has_related_careers(soc_code: str) -> None:
    found = list_related(soc_code)
    assert found
    assert soc_code not in {career.soc_code for career in found}


def test_related_careers_for_another_page_take_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        found = list_related("43-6013", 5)
    assert len(found) == 5
    assert all(career.difference and career.url for career in found)
    assert list_related("99-9999") == ()


def test_every_career_leads_on() -> None:
    """Nobody ends in a career without a neighbor, also where no source knows any."""
    withdraw_facts(FactRelease.objects.get(kind=FactKind.RELATED), None)
    groups = {
        code[:2]: code for code in Career.objects.values_list("occupation__soc_code", flat=True)
    }
    assert len(groups) == 22
    assert all(list_related(code) for code in groups.values())


def test_other_names_are_ours_first_and_no_name_says_man_or_woman(client: Client) -> None:
    section = names.build(read_inputs(NURSE))
    assert section is not None
    assert section.heading == "Also called RN, nurse, hospital nurse"
    assert (len(section.data.shown), section.data.shown[0]) == (SHOWN, "RN")
    firefighters = names.build(read_inputs("firefighter"))
    assert firefighters is not None
    shown = (*firefighters.data.shown, *firefighters.data.more)
    assert "Smoke Eater" in shown
    assert not [name for name in shown if is_gendered(name)]
    # They still find the career.
    titles = OccupationFact.objects.get(soc_code="33-2011", release__kind=FactKind.TITLES)
    assert "Fireman" in titles.values["titles"]


@pytest.mark.parametrize(
    ("name", "gendered"),
    [
        *(("Foreman", True), ("Tail Board Man", True), ("Show Girl", True), ("Waitress", True)),
        *(("Line Men", True), ("Human Resources Manager", False), ("German Teacher", False)),
        *(("Master Electrician", False), ("Webmaster", False), ("Specimen Processor", False)),
        *(("Management Analyst", False), ("Scrum Master", False), ("Headmaster", True)),
    ],
)
def test_names_that_say_man_or_woman_are_told_from_others(name: str, gendered: bool) -> None:
    assert is_gendered(name) is gendered


def test_a_reader_gets_the_job_bank_of_her_state(client: Client) -> None:
    section = jobs_and_help.build(read_inputs(NURSE, "CA"))
    assert section.heading == "Look for jobs and help in California"
    assert section.data.finders[0].url == "https://www.caljobs.ca.gov/"
    page = read_text(client.get(f"/careers/{NURSE}/?state=CA"))
    assert 'href="https://www.caljobs.ca.gov/" rel="noopener external"' in page
    # Without a state, and where no address is known, the list of all.
    for state in ("", "OH", "XX"):
        assert find_state_finder(state) is None
        assert jobs_and_help.build(read_inputs(NURSE, state)).data.finders[0].url == STATE_JOB_BANKS


def test_the_finders_are_checked_with_the_links_of_guides() -> None:
    links = collect_outside_links()
    shown = {
        finder.url
        for state in ("", "CA", "TX", "WY")
        for finder in jobs_and_help.build(read_inputs(NURSE, state)).data.finders
    }
    assert shown <= set(links)
    assert links["https://www.usajobs.gov/"] == ["All careers, jobs and help: USAJOBS"]


def test_the_page_says_what_it_rests_on(client: Client) -> None:
    data = sources.build(read_inputs(NURSE)).data
    assert data.credits[0].startswith(
        "This page includes information from the O*NET 27, 29.3, 30.1 and 30.2 Databases by the "
        "U.S. Department of Labor, Employment and Training Administration (USDOL/ETA), used under "
        "the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA."
    )
    for page in (client.get(f"/careers/{NURSE}/"), client.get("/sources/")):
        text = read_text(page)
        assert data.credits[0] in text
        for words in (
            "Felten, Raj and Seamans",
            "GPTs are GPTs",
            "Tomlinson",
            "CC BY 4.0",
            "2025–35",
        ):
            assert words in text
    # Where O*NET has nothing, it is not credited.
    others = sources.build(read_inputs("other-education-administrator")).data.credits
    assert not [credit for credit in others if "Work conditions" in credit]


def test_every_text_can_be_translated(reader: Reader) -> None:
    for path in (f"/careers/{NURSE}/?state=CA", "/careers/actor/", "/sources/"):
        reader.get(path)
    assert_translated(reader.pages)


def test_search_engines_get_the_occupation(client: Client) -> None:
    page = client.get(f"/careers/{NURSE}/").content.decode()
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    occupation, breadcrumbs = (json.loads(script) for script in scripts)
    assert occupation["name"] == "registered nurse"
    assert "RN" in occupation["alternateName"]
    assert len(occupation["responsibilities"]) >= 4
    assert occupation["estimatedSalary"]["median"] == 97_550
    requirements = occupation["educationRequirements"]
    assert requirements["credentialCategory"] == "bachelor degree"
    actors = client.get("/careers/actor/").content.decode()
    assert '"duration": "PT1H", ' in actors
    assert '"median": 29.05' in actors
    assert [item["name"] for item in breadcrumbs["itemListElement"]][-1] == "registered nurse"
    assert '<meta property="og:title" content="Registered nurse">' in page
