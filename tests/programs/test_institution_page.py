"""A visitor reads what an institution offers and how it compares."""

import datetime as dt
import json
import re
from statistics import median
from urllib.parse import quote

from django.test import Client

from programs.cautions import warn_of_institution
from programs.models import (
    Dataset,
    FieldSummary,
    Institution,
    InstitutionPrice,
    Program,
)
from programs.official import CLOSED_SCHOOL, CLOSED_SCHOOLS, OFFICIAL, STATE_AGENCIES
from tests.programs.making import dataset, institution, price_file, program


def page_of(client: Client, school: Institution) -> str:
    response = client.get(school.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def summarize(code: str = "51.07", credential: int = 1, **figures: int) -> FieldSummary:
    """What is known of all programs of a field and credential, in place of what was counted."""
    counts = dict.fromkeys(
        ("programs", "inactive", "with_completers", "with_cost", "with_delivery", "online"), 0
    )
    values = counts | {"with_earnings": 0, "with_debt": 0, "compared": 0, "below": 0} | figures
    return FieldSummary.objects.update_or_create(
        field_id=code, credential=credential, defaults=values | {"debts": []}
    )[0]


def test_figures_stand_beside_the_middle_of_the_state_and_the_nation(
    client: Client, content: None
) -> None:
    school = Institution.objects.get(name="Spokane Community College")
    summarize(credential=2, median_earnings=43_210, with_earnings=1_234)
    page = page_of(client, school)
    associate = school.programs.get(field="51.07", credential=2)
    assert associate.earnings
    assert associate.high_school_earnings
    assert f"${associate.earnings:,}" in page
    more = associate.earnings - associate.high_school_earnings
    assert f"${more:,} over a diploma" in page
    assert "U.S.: $43,210 (1,234)" in page
    known = Program.objects.filter(
        credential=2, field="51.07", institution__state="WA", is_current=True
    ).active()
    figures = [one.earnings for one in known if one.earnings is not None]
    assert f"WA: ${round(median(figures)):,} ({len(figures)})" in page


def test_a_median_of_few_programs_is_not_told(client: Client, content: None) -> None:
    school = institution()
    program(school, code="46.03")
    summarize("46.03", median_earnings=43_210, with_earnings=2)
    assert "43,210" not in page_of(client, school)


def test_pay_after_one_year_is_told_apart(client: Client, content: None) -> None:
    school = institution()
    program(school, earnings=None, first_year_earnings=33_333, high_school_earnings=40_000)
    page = page_of(client, school)
    assert "Earn after 1 year: $33,333" in page
    assert not re.search(r"Earn after 4 years</dt> <dd>\$", page)
    assert "over a diploma<" not in page


def test_it_says_how_it_got_here_and_how_to_check_it(client: Client, content: None) -> None:
    school = Institution.objects.get(name="Spokane Community College")
    page = page_of(client, school)
    assert "Nobody paid for it" in page
    assert "June 10, 2026" in page
    assert "Truewise" in page
    assert "https://ope.ed.gov/dapip/" in page
    about = quote(school.get_absolute_url(), safe="")
    assert f'href="/corrections/?about={about}">Tell the editors' in page
    assert page.count("<dt>") >= 5
    assert "Questions to ask before you enroll" in page


def test_campuses_that_share_a_federal_number_are_named(client: Client, content: None) -> None:
    number = "021207"
    campuses = Institution.objects.filter(opeid=number)
    page = page_of(client, campuses[0])
    assert "published by OPE ID" in page
    assert campuses[1].get_absolute_url() in page


def test_search_engines_read_the_programs(client: Client, content: None) -> None:
    school = Institution.objects.get(name="Spokane Community College")
    Institution.objects.filter(pk=school.pk).update(name="Spokane </script><b> & College")
    page = page_of(client, school)
    script = re.search(r'<script type="application/ld\+json">(.+?)</script>', page)
    assert script
    graph = json.loads(script[1])["@graph"]
    assert graph[0]["name"] == "Spokane </script><b> & College"
    assert {item["educationalCredentialAwarded"] for item in graph[1:]} == {
        item.get_credential_display() for item in school.programs.all()
    }
    assert {item["provider"]["@id"] for item in graph[1:]} == {graph[0]["@id"]}


def test_missing_figures_say_why(client: Client, content: None) -> None:
    school = institution()
    program(school, earnings=None, completers=None, completers_missing="not-reported")
    page = page_of(client, school)
    assert "suppressed" in page
    assert "for their privacy" in page
    assert "not reported" in page
    assert "too little is known to judge a program" in page
    assert "Externship" not in page.split("questions-heading")[0]


def test_an_institution_that_no_file_places_in_a_state_says_so(
    client: Client, content: None
) -> None:
    school = institution(state="")
    program(school)
    assert "No file here names this institution’s state." in page_of(client, school)


def test_plain_cautions_where_the_figures_call_for_them(client: Client, content: None) -> None:
    school = institution()
    program(
        school,
        earnings=30_000,
        high_school_earnings=40_611,
        debt=60_000,
        completers=0,
        source=dataset(dt.date(2020, 1, 1)),
    )
    page = page_of(client, school)
    assert "$30,000 a year, less than the $40,611" in page
    assert "$60,000 is more than the $30,000 that people who finished earn in a year" in page
    assert "Nobody finished this program" in page
    assert "January 2020, more than three years ago" in page


def test_good_figures_call_for_no_caution(client: Client, content: None) -> None:
    school = institution()
    program(school, high_school_earnings=40_611, earnings=52_000, debt=9_000, source=dataset())
    page = page_of(client, school)
    assert 'class="cautions"' not in page


def test_an_institution_without_programs_has_a_page(client: Client, content: None) -> None:
    page = page_of(client, institution("Lonely College", state="", control=""))
    assert "No program of this institution is in the files here" in page


def test_its_address_and_prices_come_first(client: Client, content: None) -> None:
    school = institution(
        address="1 Harbor Way",
        city="Seattle",
        zip_code="98101",
        net_price_calculator="https://harbor.example/calculator",
    )
    program(school)
    page = page_of(client, school)
    assert "1 Harbor Way, Seattle, WA 98101" in page
    assert 'href="https://harbor.example/calculator"' in page
    assert "No file published here gives the prices" in page
    InstitutionPrice.objects.create(
        run=price_file(),
        row_number=1,
        unitid=school.unitid or 0,
        year=2024,
        tuition_in_district=4_000,
        tuition_in_state=4_500,
        tuition_out_of_state=9_500,
        books=900,
        net_price=7_700,
        net_price_by_income=[5_000, 6_000, None, 9_000, 11_000],
    )
    page = page_of(client, school)
    assert page.index("2024–25") < page.index('id="programs-heading"')
    assert "IPEDS charges, 2024–25" in page
    for amount in ("$7,700", "$4,000", "$4,500", "$9,500", "$900"):
        assert f'<span class="figure-value">{amount}</span>' in page
    assert "up to $30,000" in page
    assert "more than $110,000" in page


def test_a_closed_institution_says_what_happened_and_where_records_are(
    client: Client, content: None
) -> None:
    heir = institution("Heir University")
    school = institution(
        is_closed=True, closed_on=dt.date(2024, 5, 31), successor_unitid=heir.unitid
    )
    program(school)
    page = page_of(client, school)
    assert "This institution closed on May 31, 2024." in page
    assert f'It became part of <a href="{heir.get_absolute_url()}">Heir University' in page
    for official in (CLOSED_SCHOOL, CLOSED_SCHOOLS, STATE_AGENCIES):
        assert official.url in page
        assert official in OFFICIAL
    assert "Payback and comparison" not in page
    assert "What a year costs" not in page
    assert "Is it accredited?" not in page
    assert school.get_absolute_url() in page_of(client, heir)
    Institution.objects.filter(pk=heir.pk).update(unitid=999_999)
    assert "(UNITID) is " in page_of(client, school)


def test_an_institution_that_became_part_of_another_may_teach_on(
    client: Client, content: None
) -> None:
    school = institution(is_closed=True, successor_unitid=145707)
    page = page_of(client, school)
    assert "This institution is no longer on its own." in page
    assert "takes no new students" not in page
    caution = next(warn_of_institution(school))
    assert (caution.label, caution.text) == (
        "Merged",
        "This institution became part of another: ask there.",
    )


def test_an_institution_that_the_newest_directory_leaves_out_says_so(
    client: Client, content: None
) -> None:
    bundled = Dataset.objects.get(kind="directory")
    school = institution(source=bundled, directory=bundled)
    program(school)
    assert "does not list this one" not in page_of(client, school)
    directory = dataset(kind="directory", published_on=dt.date(2027, 9, 1))
    assert "does not list this one" in page_of(client, school)
    Institution.objects.filter(pk=school.pk).update(directory=directory)
    assert "does not list this one" not in page_of(client, school)


def test_namesakes_are_told_apart(client: Client, content: None) -> None:
    school, other = institution(state="MO"), institution(state="SC")
    assert other.get_absolute_url() in page_of(client, school).split("Not to be confused")[1]


def test_an_address_with_another_name_leads_to_the_institution(
    client: Client, content: None
) -> None:
    """Its name follows the files, and with it its address; links to the one before still lead."""
    school = institution()
    before = f"/institutions/an-earlier-name-{school.unitid}/"
    response = client.get(f"{before}?field=51.07&page=2")
    assert response.status_code == 302
    assert response["Location"] == f"{school.get_absolute_url()}?field=51.07&page=2"
    # One that editors entered may end in any number: its own address comes first.
    own = institution(f"Own School {school.unitid}", unitid=None)
    assert f"Own School {school.unitid}" in page_of(client, own)
    assert client.get("/institutions/harbor-college-899999/").status_code == 404
