"""The table as a file: the columns promised, the rows asked for, nothing that would be run."""

import csv
import io
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from salaries.models import Area, Wage

ADDRESS = "/careers/medical-office-administrator/salaries.csv"
HEAD = (
    "area_code,area,state,level,release,employment,"
    "annual_p10,annual_p25,annual_median,annual_p75,annual_p90,note"
)


def rows(response: HttpResponse | Any) -> list[dict[str, str]]:
    text = response.content.decode("utf-8-sig")
    assert text.splitlines()[0] == HEAD
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.usefixtures("content")
class TestCsv:
    def test_it_has_the_states_of_the_latest_release_highest_first(self, client: Client) -> None:
        response = client.get(ADDRESS)
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert "pay-state-2025-05.csv" in response["Content-Disposition"]
        table = rows(response)
        assert len(table) == 51
        assert table[0] == {
            "area_code": "06",
            "area": "California",
            "state": "CA",
            "level": "state",
            "release": "2025-05",
            "employment": table[0]["employment"],
            "annual_p10": table[0]["annual_p10"],
            "annual_p25": table[0]["annual_p25"],
            "annual_median": "54490",
            "annual_p75": table[0]["annual_p75"],
            "annual_p90": "76020",
            "note": "",
        }
        assert int(table[0]["employment"]) > 1000

    def test_the_earlier_release_leaves_cells_empty_and_says_why(self, client: Client) -> None:
        table = rows(client.get(ADDRESS, {"release": "2024-05"}))
        assert len(table) == 51
        last = table[-1]
        assert (last["area"], last["annual_median"], last["annual_p90"]) == (
            "Louisiana",
            "35930",
            "46400",
        )
        assert last["annual_p10"] == last["employment"] == ""
        assert "annual p10, p25, p75: not loaded here" in last["note"]

    def test_sort_and_level_are_honored(self, client: Client) -> None:
        assert rows(client.get(ADDRESS, {"sort": "name"}))[0]["area"] == "Alabama"
        assert [row["area"] for row in rows(client.get(ADDRESS, {"level": "nation"}))] == [
            "United States"
        ]
        assert {row["state"] for row in rows(client.get(ADDRESS, {"level": "territory"}))} == {
            "GU",
            "PR",
            "VI",
        }

    def test_an_unknown_release_is_not_found(self, client: Client) -> None:
        for key in ("1900", "1999-05", "\0"):
            assert client.get(ADDRESS, {"release": key}).status_code == 404

    def test_a_name_that_a_spreadsheet_would_run_is_disarmed(self, client: Client) -> None:
        Area.objects.filter(state="OH").update(name='=HYPERLINK("http://x")')
        names = [row["area"] for row in rows(client.get(ADDRESS))]
        assert '\'=HYPERLINK("http://x")' in names

    def test_what_editors_changed_is_noted(self, client: Client) -> None:
        Wage.objects.filter(area__state="OH", occupation__soc_code="43-6013").update(
            edited_at="2026-07-01T12:00Z"
        )
        note = {row["state"]: row["note"] for row in rows(client.get(ADDRESS))}["OH"]
        assert note == "changed by the editors on 2026-07-01"
