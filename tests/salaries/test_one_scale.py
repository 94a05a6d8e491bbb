"""Bars and charts of a page have one scale: a longer bar is more pay."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("content")

ADDRESS = "/careers/medical-office-administrator/salaries/"


@pytest.mark.parametrize("query", ["", "?level=metro", "?level=metro&q=bangor&state=ME"])
def test_all_bars_of_a_page_have_one_scale(client: Client, query: str) -> None:
    context = client.get(ADDRESS + query).context
    rows = (*context["table"].pinned, *context["table"].rows, *context["wages"].territories)
    if "level" in query:
        rows = rows[: -len(context["wages"].territories)]
    assert len(rows) > 1
    # But for rounding to a tenth of a percent.
    full = [100 * row.wage.annual_p90 / row.bar for row in rows if row.wage.annual_p90]
    assert max(full) - min(full) < 0.004 * max(full)


def test_both_charts_of_a_page_have_one_scale(client: Client) -> None:
    context = client.get(ADDRESS, {"compare": "WA,ME"}).context
    assert context["national_chart"].ticks == context["comparison"].chart.ticks
    assert context["national_chart"].bars[0] == context["comparison"].chart.bars[-1]


def test_pay_a_year_across_the_nation_is_a_year_beside_a_table_of_hours(client: Client) -> None:
    charts = [
        client.get(ADDRESS, {"pay": pay}).context["national_chart"] for pay in ("year", "hour")
    ]
    assert charts[0] == charts[1]


def test_an_occupation_without_pay_a_year_has_its_tables_by_the_hour(client: Client) -> None:
    for query in ("", "?level=metro", "?pay=year"):
        page = client.get(f"/careers/actor/salaries/{query}")
        assert page.context["national_chart"] is not None
        html = page.content.decode()
        assert "by the hour only" not in html
        assert "Pay an hour in the United States" in html
        assert "By the year" not in html


def test_a_map_has_no_holes_where_the_survey_has_no_state(client: Client) -> None:
    page = client.get("/careers/actor/salaries/")
    drawn = page.context["map"]
    assert "WY" in drawn.absent
    assert len(drawn.absent) + len(drawn.places) == 51
    wide = page.content.decode().split('class="map-wide"')[1].split("</svg>")[0]
    assert all(f"#{state}" in wide for state in ("WY", "TX"))
