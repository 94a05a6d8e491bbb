"""Near you is near you: over the state line, as far as it is, and what is farther is offered."""

import csv
import html
import re

import pytest
from django.test import Client

from programs.models import Institution, Program
from programs.models.summaries import rewrite_summaries
from tests.programs.making import FINDER, institution, program
from tests.programs.test_finding import find, names

# Spokane, Washington, lies twenty miles from Idaho.
SPOKANE = {"latitude": 47.66, "longitude": -117.43, "city": "Spokane", "state": "WA"}
COEUR_D_ALENE = {"latitude": 47.68, "longitude": -116.78, "city": "Coeur d'Alene", "state": "ID"}
LEWISTON = {"latitude": 46.42, "longitude": -117.02, "city": "Lewiston", "state": "ID"}
MIAMI = {"latitude": 25.77, "longitude": -80.19, "city": "Miami", "state": "FL"}


@pytest.fixture
def near_spokane(content: None) -> None:
    Program.objects.all().delete()
    Institution.objects.all().delete()
    rewrite_summaries()
    program(institution("Spokane College", **SPOKANE), completers=3)
    program(institution("Lake College", **COEUR_D_ALENE), completers=50, credential=2)
    program(institution("River College", **LEWISTON), completers=90)
    program(institution("Screen College", **SPOKANE), delivery="online", completers=10)
    program(institution("Beach College", **MIAMI), completers=99, first_year_earnings=30_000,
            earnings=None)  # fmt: skip


def heading(page: str) -> str:
    found = re.search(r'id="results-heading">([^<]*)', page)
    assert found
    return html.unescape(found[1])


def test_the_nearest_come_first_over_the_state_line_with_their_miles(
    client: Client, near_spokane: None
) -> None:
    page = find(client, "?zip=99201&radius=60")
    assert names(page) == ["Spokane College", "Lake College"]
    assert heading(page) == ("2 programs at 2 institutions within 60 miles of Spokane (99201)")
    assert re.search(r"Coeur d&#x27;Alene, ID · 3\d miles", page)
    assert '<option value="60" selected>60 miles</option>' in page
    assert names(find(client, "?zip=99201&radius=60&sort=completers"))[0] == "Lake College"
    assert names(find(client, "?zip=99201&radius=60&state=ID")) == ["Lake College"]
    assert names(find(client, "?zip=Spokane,+WA&radius=any")) == [
        *("Spokane College", "Lake College", "River College", "Beach College"),
    ]


def test_a_small_area_offers_the_next_one_and_does_not_widen_by_itself(
    client: Client, near_spokane: None
) -> None:
    page = find(client, "?zip=99201&radius=60")
    assert "The next one is 88 miles away in Lewiston, ID." in page
    assert '<a href="?zip=99201&amp;radius=100#results">Search within 100 miles</a>' in page
    assert "River College" in names(find(client, "?zip=99201&radius=100"))
    nothing = find(client, "?zip=99201&radius=1&credential=2")
    assert "No program within 1 mile fits your search." in nothing
    assert "Search within 50 miles" in nothing
    assert "Search at any distance" in find(client, "?zip=99201&radius=250")
    assert "The next one" not in find(client, "?zip=99201&radius=any")


def test_online_programs_stand_apart(client: Client, near_spokane: None) -> None:
    page = find(client, "?zip=99201&radius=60")
    assert "1 program is taught online and needs no trip" in page
    assert '<a href="?zip=99201&amp;radius=60&amp;online=on#results">' in page
    for query in ("online=on&zip=99201&radius=60", "online=on", "delivery=online&zip=33101"):
        page = find(client, f"?{query}")
        assert names(page) == ["Screen College"]
        assert heading(page) == "1 program at 1 institution, taught online"
    assert "Screen College" in names(find(client, "?state=WA"))
    assert "No file here tells how programs are taught." not in find(client, "?zip=99201")
    Program.objects.filter(delivery="online").update(delivery="")
    rewrite_summaries()
    page = find(client, "?zip=99201&radius=60&online=on")
    assert "No file here tells how programs are taught." in page
    assert 'name="online"' not in page
    assert "Screen College" in names(page)


@pytest.mark.parametrize("radius", ["0", "-5", "501", "10000", "letters", "1.5", "9" * 5000, "٣"])
def test_a_distance_that_is_none_is_reported_and_stays_in_the_form(
    client: Client, content: None, radius: str
) -> None:
    page = find(client, f"?zip=99201&radius={radius}")
    assert "Distance: Write a distance from 1 to 500 miles, as in 25." in page
    assert f'<option value="{radius}" selected>{radius[:40]}</option>' in page
    assert "within 50 miles of Spokane" in heading(page)


def test_fields_of_study_and_credentials_are_offered_with_how_many_are_found(
    client: Client, near_spokane: None
) -> None:
    page = find(client, "?zip=99201&radius=60")
    assert re.findall(r"<option[^>]*>([^<]*\(\d+\))</option>", page) == [
        "Undergraduate certificate or diploma (1)",
        "Associate degree (1)",
    ]
    assert 'name="field"' not in page
    page = find(client, "?field=51.0713")
    assert "5 programs at 5 institutions" in heading(page)
    for wrong in ("52.04", "99.99", "x", "51"):
        page = find(client, f"?field={wrong}")
        assert "We list no programs in this field of study for this career" in page
        assert f'<option value="{wrong}" selected>' in page


def test_what_people_earn_after_one_year_is_told_apart_and_compared_with_nothing(
    client: Client, near_spokane: None
) -> None:
    Program.objects.update(high_school_earnings=35_000)
    page = find(client, "?sort=earnings")
    assert names(page)[-1] == "Beach College"
    last = page[page.index("Beach College") :]
    assert "Earn after 1 year: $30,000" in last
    assert "Low earnings" not in last
    assert "$6,000 over a diploma" in page
    rewrite_summaries()
    Program.objects.filter(institution__name="River College").update(earnings=90_000)
    assert names(find(client, "?sort=gain"))[0] == "River College"


def test_the_download_is_in_the_order_of_the_page(client: Client, near_spokane: None) -> None:
    response = client.get(f"{FINDER[:-1]}.csv?zip=99201&radius=100")
    rows = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
    assert [row["institution"] for row in rows] == [
        *("Spokane College", "Lake College", "River College"),
    ]
    assert float(rows[1]["miles"]) > 30
