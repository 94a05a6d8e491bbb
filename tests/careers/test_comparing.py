"""Up to four careers side by side, whatever the address asks for."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from careers.comparing.cells import Cell, Row
from careers.comparing.table import ComparisonTable
from careers.facts.layouts import FactTable
from careers.facts.publishing import create_draft, publish_facts
from careers.models import Career, FactKind
from salaries.models import PriceLevel
from tests.making import withdraw_guides

ADDRESS = "/careers/compare/"
FOUR = ["registered-nurse", "actor", "welder", "chief-executive"]


def rows_of(table: ComparisonTable) -> dict[str, Row]:
    return {row.label: row for section in table.sections for row in section.rows}


def texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


@pytest.mark.usefixtures("content")
def test_four_careers_where_a_reader_lives(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        page = client.get(ADDRESS, {"career": FOUR, "state": "OH"})
    table = page.context["table"]
    rows = rows_of(table)
    assert table.sections[0].label == "Pay in Ohio"
    # Nurses: 82,510 / 0.91812 = 89,868. Actors are paid by the hour.
    assert rows["Median pay"].cells[0] == Cell("$82,510")
    assert rows["Median in U.S. prices"].cells[0] == Cell("$89,870")
    assert rows["Median pay"].cells[1].note == "an hour"
    assert "8.2% below the nation’s, 2023" in table.sections[0].note
    assert texts(rows["Usual way in"])[2:] == ["High school diploma", "Bachelor’s degree"]
    assert texts(rows["Growth in jobs"])[0].startswith("+")
    assert "all occupations +3.5%" in rows["Growth in jobs"].note
    conditions = table.sections[3]
    assert 4 <= sum(row.cells[0].mark is not None for row in conditions.rows) <= 8
    # All marks of a row stand on one scale, with one middle.
    marks = [cell.mark for cell in conditions.rows[0].cells]
    assert len({mark.middle for mark in marks if mark}) == 1
    assert texts(rows["The strongest two"])[0].startswith("Helping")
    html = page.content.decode()
    assert html.count('<td><a href="/careers/compare/') == 4
    assert "O*NET® is a trademark of USDOL/ETA" in html
    assert "Regional Price Parities" in html
    # There is no room for another one.
    assert "Add another career" not in html


@pytest.mark.usefixtures("content")
def test_zones_of_the_older_and_of_the_newer_framework_are_told_apart(client: Client) -> None:
    # From release 30.2 on one zone holds the first two.
    rows = {"51-4121": {"zone": 2, "of": 4}, "29-1141": {"zone": 3, "of": 4}}
    table = FactTable(FactKind.JOB_ZONE, "O*NET 30.3", rows)
    release = create_draft(table, "db_30_3_text.zip", period=date(2026, 5, 1), source="O*NET")
    publish_facts(release, None)
    page = client.get(ADDRESS, {"career": ["registered-nurse", "welder", "chief-executive"]})
    row = rows_of(page.context["table"])["Preparation in all"]
    assert [(cell.text, cell.note) for cell in row.cells] == [
        ("One or two years of training", "zone 3 of 2 to 5"),
        ("Some preparation at most", "zone 2 of 2 to 5"),
        ("Many years of preparation", "zone 5 of 5"),
    ]
    assert row.note == "by two scales, which do not compare exactly"
    page = client.get("/careers/welder/")
    assert "Most people need some preparation at most" in page.content.decode()
    assert "51-4121" in client.get("/careers.csv?zone=2").content.decode()
    assert "51-4121" not in client.get("/careers.csv?zone=1").content.decode()


@pytest.mark.usefixtures("content")
def test_an_address_that_asks_for_what_there_is_not_shows_the_rest(client: Client) -> None:
    asked = [*FOUR[:2], "actor", "astronaut'--", "%", *FOUR[2:], "electrician"]
    page = client.get(ADDRESS, {"career": asked, "state": "XX"})
    assert [column.slug for column, _ in page.context["columns"]] == FOUR
    notices = " ".join(page.context["asked"].notices)
    assert "shown once" in notices
    assert "no career “astronaut&#x27;--”" in page.content.decode()
    assert "1 more was left out" in notices
    assert "“XX” is no state" in notices
    # An address from before a career's name was changed.
    Career.objects.filter(slug="actor").update(slug="performer")
    moved = client.get(ADDRESS, {"career": ["actor", "welder", "performer"]})
    assert [column.slug for column, _ in moved.context["columns"]] == ["performer", "welder"]
    long = client.get(ADDRESS, {"career": ["x" * 10_000] * 50, "place": "\0"})
    assert long.status_code == 200
    torn = client.get(ADDRESS, {"career": ["\0", "act\0or", "welder"], "state": "\0"})
    assert [column.slug for column, _ in torn.context["columns"]] == ["welder"]


@pytest.mark.usefixtures("content")
def test_fewer_than_two_are_completed_without_a_search(client: Client) -> None:
    empty = client.get(ADDRESS).content.decode()
    assert "Nothing chosen yet" in empty
    assert empty.count("<option value=") == 831
    one = client.get(ADDRESS, {"career": "welder", "state": "TX"})
    text = one.content.decode()
    assert "Choose one more" in text
    near = one.context["choices"].near
    assert near[0][0].name == "welding and soldering machine operator"
    both = client.get(near[0][1])
    assert len(both.context["columns"]) == 2
    assert both.context["asked"].state == "TX"
    # Without the second one it is as before.
    assert both.context["columns"][1][1] == f"{ADDRESS}?career=welder&state=TX"


@pytest.mark.usefixtures("content")
def test_the_place_is_a_state_or_a_zip_code(client: Client) -> None:
    pair = {"career": ["welder", "electrician"]}
    moved = client.get(ADDRESS, {**pair, "place": "43215"})
    assert moved["Location"] == "?career=welder&career=electrician&state=OH"
    unknown = client.get(ADDRESS, {**pair, "place": "Nowhere"})
    assert unknown.status_code == 200
    assert 'value="Nowhere"' in unknown.content.decode()
    assert "We know no state or ZIP code" in unknown.content.decode()
    assert unknown.context["table"].sections[0].label == "Pay in the United States"
    PriceLevel.objects.all().delete()
    table = client.get(ADDRESS, {**pair, "state": "OH"}).context["table"]
    assert "No price level of Ohio is loaded" in table.sections[0].note
    assert "Median in U.S. prices" not in rows_of(table)


@pytest.mark.usefixtures("content")
def test_careers_of_which_little_is_measured(client: Client) -> None:
    # An “All Other” and a combined code, in a territory.
    codes = ["17-2199", "31-1120"]
    slugs = Career.objects.filter(occupation__soc_code__in=codes).values_list("slug", flat=True)
    page = client.get(ADDRESS, {"career": list(slugs), "state": "PR"})
    assert len(page.context["columns"]) == 2
    assert "not known" in page.content.decode()
    mean = "Home health or personal care aide: Each figure is the mean of home health aides and"
    assert any(text.startswith(mean) for text in page.context["table"].means)
    withdraw_guides()
    assert "Nothing chosen yet" in client.get(ADDRESS, {"career": FOUR}).content.decode()


def test_the_address_is_no_career() -> None:
    assert reverse("careers-compare") == ADDRESS
