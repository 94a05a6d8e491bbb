"""The finder asks only about what is known, and says what is not known and what is left out."""

import re
from typing import Any

from django.test import Client

from programs.models import Program
from programs.models.summaries import rewrite_summaries
from tests.programs.making import institution, program
from tests.programs.test_finding import find, names


def test_nothing_can_be_filtered_or_sorted_by_what_no_program_reports(
    client: Client, content: None
) -> None:
    controls = ('name="delivery"', 'name="max_cost"', 'name="online"', "Lowest price")
    page = find(client, "")
    assert not any(control in page for control in controls)
    assert 'name="control"' in page
    page = find(client, "?state=WA&delivery=online&max_cost=4000&sort=cost")
    assert "56 programs" in page
    assert "Not reported for any program here: how a program is taught, what a program" in page
    program(delivery="online", details_from="Catalog", details_on="2026-09-01",
            cost_low=900, cost_high=900)  # fmt: skip
    page = find(client, "")
    assert all(control in page for control in controls)
    page = find(client, "?state=WA&delivery=online&max_cost=4000&sort=cost")
    assert "1 program at 1 institution" in page
    assert "Not reported for any" not in page


def test_how_many_programs_lead_to_less_than_a_diploma_does_is_said_first(
    client: Client, content: None
) -> None:
    said = "of the 1,227 programs whose pay can be compared, 288 (23%) led to less pay"
    guide = client.get("/careers/medical-office-administrator/").content.decode()
    for page in (find(client, ""), find(client, "?state=AK&page=1"), guide):
        assert page.count(said) == 1
        assert "published June 10, 2026" in page
    assert "certificate or diploma $9,500 (364 programs); Associate degree $19,489" in guide
    Program.objects.update(high_school_earnings=1)
    rewrite_summaries()
    assert "led to less pay" not in find(client, "")


def test_every_row_says_what_is_known_of_the_price(client: Client, content: None) -> None:
    Program.objects.all().delete()
    figures: list[dict[str, Any]] = [
        {"cost_low": 900, "cost_high": 1200, "details_from": "Catalog", "details_on": "2026-09-01"},
        {"debt": 9500},
        {"debt": None},
    ]
    for number, values in enumerate(figures):
        name = f"{'ABC'[number]} & Sons"
        program(institution(name, net_price_calculator=f"https://{number}.edu/?a&b"), **values)
    page = find(client, "?sort=name")
    cells = re.findall(r"<dt>Price</dt> <dd>(.*?)</dd>", page)
    own, owed, unknown = (re.sub(r"<[^>]+>", "", cell) for cell in cells)
    assert own == (
        "$900 – $1,200whole program, read on September 1, 2026calculate yours A &amp; Sons"
    )
    # What a floor is stands once above the list.
    assert "A price “at least” stands where none is published" in page
    assert owed.startswith("at least $9,500calculate yours")
    assert unknown.startswith("Ask the schoolcalculate yours")
    assert 'href="https://2.edu/?a&amp;b"' in cells[2]


def test_what_may_no_longer_be_offered_is_left_out_counted_and_shown_last(
    client: Client, content: None
) -> None:
    Program.objects.all().delete()
    rewrite_summaries()
    program(institution("Closed College", is_closed=True), completers=99)
    program(institution("Lost College", state=""), completers=98)
    program(institution("Empty College"), completers=0)
    program(institution("New College"), completers=None)
    program(institution("Open College"), completers=1)
    page = find(client, "")
    assert names(page) == ["Open College", "New College"]
    assert "3 more programs are left out" in page
    assert '<a href="?inactive=on#results">' in page
    page = find(client, "?inactive=on")
    assert names(page) == [f"{name} College" for name in ("Open", "New", "Closed", "Lost", "Empty")]
    for mark in ("Closed.", "State not known.", "No completers.", "5 programs at 5", "The last 3"):
        assert mark in page
    assert '<input type="hidden" name="inactive" value="on">' in page
    Program.objects.exclude(institution__name="Open College").delete()
    rewrite_summaries()
    page = find(client, "")
    assert "inactive" not in page
    assert "left out" not in page
