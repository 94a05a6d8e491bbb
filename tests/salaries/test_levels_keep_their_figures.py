"""A file of some levels of areas leaves the others their newest figures, with their month."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from imports.decisions import publish_import
from salaries.models import Area, Release, WageImport
from salaries.oews.publish import withdraw_release
from salaries.state_pay import read_state_pay
from salaries.summary import get_national_pay, wage_summary
from tests.salaries import files
from tests.salaries.importing import imported
from tests.salaries.making import occupation

pytestmark = pytest.mark.usefixtures("content")
CAREER = "/careers/medical-office-administrator/"
PAY = f"{CAREER}salaries/"
CODES = ("43-6013", "29-1249", "43-6014")
METRO = "akron-oh"


def publish(folder: Path, rows: list[files.Row], month: str = "2026-05") -> Release:
    """The rows as another month's, published."""
    run = imported(files.write_csv(folder / f"{len(rows)}.csv", rows), period=f"{month}-01")
    assert run.release is not None, run.message
    # A few areas are far fewer than the last release has.
    publish_import(run, None, in_spite_of_doubts=True)
    return run.release


@cache
def official_rows() -> list[files.Row]:
    return files.official(CODES) + files.official(CODES, metro=True)


def rows_of(*area_types: str, raised: int = 0) -> list[files.Row]:
    """Rows of May 2025 at these levels, medians raised by some dollars."""
    chosen = [dict(row) for row in official_rows() if row["AREA_TYPE"] in area_types]
    for row in chosen:
        if raised and row["OCC_CODE"] == "43-6013" and row["A_MEDIAN"].isdigit():
            row["A_MEDIAN"] = str(int(row["A_MEDIAN"]) + raised)
    return chosen


def text(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_state_file_of_a_new_month_leaves_metros_and_the_nation_as_they_were(
    client: Client, tmp_path: Path
) -> None:
    metro_page, metro_table = text(client, f"{PAY}{METRO}/"), text(client, PAY, level="metro")
    publish(tmp_path, rows_of("2", "3", raised=10))
    wages = wage_summary(occupation())
    assert wages is not None
    assert wages.nation is not None
    assert (wages.release.key, wages.nation.release.key) == ("2026-05", "2025-05")
    assert len(wages.rows) == 51
    assert wages.nation.name == "United States, May 2025"
    assert {row.name for row in wages.rows} >= {"Ohio", "Texas"}
    assert text(client, f"{PAY}{METRO}/") == metro_page
    assert text(client, PAY, level="metro") == metro_table
    states = text(client, PAY)
    assert "Pay a year in the 50 states and the District of Columbia, May 2026" in states
    assert "United States, May 2025" in states
    ohio = text(client, f"{PAY}ohio/")
    assert "Metropolitan and nonmetropolitan areas, highest median first, May 2025" in ohio
    assert METRO in ohio
    guide = text(client, CAREER)
    assert "a year in the U.S., May 2025" in guide
    assert text(client, f"{PAY}united-states/").count("May 2026") == 0
    compared = text(client, PAY, compare=f"OH,{METRO}")
    assert "Akron, OH, May 2025" in compared
    download = text(client, f"{PAY[:-1]}.csv", level="all").removeprefix("\ufeff")
    months = {(row["level"], row["release"]) for row in csv.DictReader(download.splitlines())}
    assert months == {
        ("nation", "2025-05"),
        ("state", "2026-05"),
        ("territory", "2026-05"),
        ("metro", "2025-05"),
        ("nonmetro", "2025-05"),
    }


def test_national_pay_stays_where_a_release_has_no_nation(client: Client, tmp_path: Path) -> None:
    before = get_national_pay(CODES)
    publish(tmp_path, rows_of("2"))
    after = get_national_pay(CODES)
    assert {code: pay.release for code, pay in after.items()} == {
        code: pay.release for code, pay in before.items()
    }
    found = read_state_pay(occupation())
    assert found is not None
    release, rows = found
    nation = next(row for row in rows if row.is_nation)
    assert (release.key, nation.month, nation.median) == ("2026-05", "May 2025", 45930)
    programs = text(client, f"{CAREER}programs/routes/")
    assert "May 2026" in programs


def test_a_national_file_is_shown_beside_the_states_of_the_year_before(
    client: Client, tmp_path: Path
) -> None:
    publish(tmp_path, rows_of("1", raised=70))
    guide = text(client, CAREER)
    assert "$46,000" in guide
    assert "a year in the U.S., May 2026" in guide
    states = text(client, PAY)
    assert "Pay a year in the 50 states and the District of Columbia, May 2025" in states
    assert "United States, May 2026" in states


def test_an_area_that_the_newest_release_lacks_keeps_its_page(
    client: Client, tmp_path: Path
) -> None:
    rows = [row for row in rows_of("4", "6") if row["AREA_TITLE"] != "Akron, OH"]
    publish(tmp_path, rows)
    page = client.get(f"{PAY}{METRO}/")
    assert page.context["wages"].release.key == "2025-05"
    assert "Pay of " in page.content.decode()
    assert "May 2025" in page.content.decode()
    assert client.get(f"{PAY}canton-massillon-oh/").context["wages"].release.key == "2026-05"
    # A month that was asked for is not answered with another.
    assert client.get(f"{PAY}{METRO}/", {"release": "2026-05"}).status_code == 404


def test_a_named_month_shows_what_was_known_then(tmp_path: Path) -> None:
    publish(tmp_path, rows_of("2"))
    now = wage_summary(occupation(), "2026-05")
    assert now is not None
    assert now.nation is not None
    assert (now.nation.release.key, now.metro_release and now.metro_release.key) == (
        "2025-05",
        "2025-05",
    )
    before = wage_summary(occupation(), "2024-05")
    assert before is not None
    assert before.metro_release is None


def test_the_api_gives_the_newest_figures_of_each_level(client: Client, tmp_path: Path) -> None:
    publish(tmp_path, rows_of("2"))

    def months(**query: Any) -> set[str]:
        answer = client.get("/api/v1/wages", {"occupation": "43-6013", "limit": 200, **query})
        return {line["release"] for line in answer.json()["items"]}

    assert months(level="state") == {"2026-05"}
    assert (
        months(level="metro") == months(level="nation") == months(level="territory") == {"2025-05"}
    )
    assert months(area="39") == {"2026-05"}
    assert months(release="2025-05", level="state") == {"2025-05"}


def test_withdrawing_the_new_month_returns_every_page(client: Client, tmp_path: Path) -> None:
    before = {address: text(client, address) for address in (CAREER, PAY, f"{PAY}ohio/")}
    release = publish(tmp_path, rows_of("2", "4"))
    assert text(client, PAY) != before[PAY]
    withdraw_release(release, None)
    assert {address: text(client, address) for address in before} == before


def test_the_second_file_of_a_month_joins_the_first(client: Client, tmp_path: Path) -> None:
    publish(tmp_path, rows_of("2"))
    both = publish(tmp_path, rows_of("4", "6"))
    assert Release.objects.published().get(period="2026-05-01") == both
    levels = Area.objects.filter(wages__release=both).values_list("level", flat=True).distinct()
    assert set(levels) == {"state", "metro", "nonmetro"}
    assert WageImport.objects.get(release=both).base is not None
    assert client.get(f"{PAY}{METRO}/").context["wages"].release == both
