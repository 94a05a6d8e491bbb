"""Files of all fields tell after how long people earn what, and where institutions are."""

import datetime as dt
from pathlib import Path

import pytest

from imports.decisions import publish_import
from programs.models import Institution, Program
from tests.programs.files import COMPILED, DIRECTORY_2024, FIELD_OF_STUDY, table, write
from tests.programs.importing import checked, messages, published

pytestmark = pytest.mark.django_db


def test_what_people_earn_after_one_year_is_kept_apart(tmp_path: Path) -> None:
    rows = [
        {"credential_level": "1"},
        {"credential_level": "2", "earnings_horizon": "1yr_after_completion"},
        {"credential_level": "3", "earnings": "", "earnings_horizon": ""},
    ]
    run = checked(write(tmp_path, "all.csv", table(COMPILED, rows)))
    publish_import(run, None)
    figures = Program.objects.order_by("credential").values_list(
        "earnings", "earnings_missing", "first_year_earnings"
    )
    assert list(figures) == [
        (41000, "", None),
        (None, "suppressed", 41000),
        (None, "suppressed", None),
    ]


@pytest.mark.parametrize("is_directory_first", [True, False])
def test_what_a_diploma_earns_in_another_state_is_not_compared_with(
    tmp_path: Path, is_directory_first: bool
) -> None:
    # Some campuses stand in the state of their main one, and in their own in the directory.
    elsewhere = {"UNITID": "443331", "STABBR": "CA", "ZIP": "91606"}
    files = [
        write(tmp_path, "hd2024.csv", table(DIRECTORY_2024, [{}, elsewhere])),
        write(
            tmp_path,
            "all.csv",
            table(
                COMPILED, [{}, {"unitid": "443331", "state": "TX"}, {"unitid": "2", "state": ""}]
            ),
        ),
    ]
    for path in files if is_directory_first else files[::-1]:
        published(path)
    pay = Program.objects.values_list("institution__unitid", "high_school_earnings")
    assert dict(pay) == {100654: 32204, 443331: None, 2: 32204}


def test_a_later_release_moves_a_figure_from_one_year_to_four(tmp_path: Path) -> None:
    published(
        write(tmp_path, "one.csv", table(COMPILED, [{"earnings_horizon": "1yr_after_completion"}]))
    )
    published(write(tmp_path, "four.csv", table(COMPILED, [{}])))
    program = Program.objects.get()
    assert (program.earnings, program.first_year_earnings) == (41000, None)


def test_earnings_after_any_other_time_are_not_read(tmp_path: Path) -> None:
    rows = [{}, {"unitid": "2", "earnings_horizon": "10yr_after_entry"}]
    run = checked(write(tmp_path, "all.csv", table(COMPILED, rows)))
    assert messages(run, "unreadable") == {
        3: "“10yr_after_entry” is not one or four years after completion"
    }


def test_programs_that_end_without_a_credential_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [{}, {"unitid": "2", "credential_level": "99"}]
    run = checked(write(tmp_path, "all.csv", table(COMPILED, rows)))
    publish_import(run, None)
    assert (run.rows_read, run.rows_staged, run.rows_left_out) == (2, 1, 1)
    assert not run.findings.exists()
    assert list(Institution.objects.values_list("unitid", flat=True)) == [100654]


def test_the_directory_tells_street_calculator_and_who_took_an_institution_over(
    tmp_path: Path,
) -> None:
    rows = [
        {},
        {"UNITID": "131098", "CYACTIVE": "3", "NEWID": "130934", "ADDR": ""},
        {"UNITID": "2", "CLOSEDAT": "05/31/2024"},
    ]
    published(write(tmp_path, "hd2024.csv", table(DIRECTORY_2024, rows)))
    school = Institution.objects.get(unitid=100654)
    assert school.address == "4900 Meridian Street"
    assert school.net_price_calculator == "https://www.aamu.edu/net-price-calculator.html"
    assert (school.is_closed, school.successor_unitid) == (False, None)
    taken = Institution.objects.get(unitid=131098)
    assert (taken.is_closed, taken.successor_unitid, taken.address) == (True, 130934, "")
    closed = Institution.objects.get(unitid=2)
    assert (closed.is_closed, closed.closed_on) == (True, dt.date(2024, 5, 31))


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        (
            "tcc.ruffalonl.com/LIM College/Freshman-Students",
            "https://tcc.ruffalonl.com/LIM%20College/Freshman-Students",
        ),
        ("ltc.edu/file:///C:/Users/CBC Admin Office/Downloads/index.html", ""),
        ("www.alfredadler.edu/about/ Above", ""),
        ("www.one.edu/a and www.two.edu/b", ""),
        ("https://www.sfiec.edu/a and https://paulmitchell.edu/b", ""),
        ("https://school@gmail.com/", ""),
        (f"www.aamu.edu/{'x' * 300}", ""),
    ],
)
def test_a_calculator_that_is_no_web_address_is_left_out(
    tmp_path: Path, cell: str, address: str
) -> None:
    published(write(tmp_path, "hd.csv", table(DIRECTORY_2024, [{"NPRICURL": cell}])))
    assert Institution.objects.get().net_price_calculator == address


@pytest.mark.parametrize("column", ["EARN_MDN_1YR", "EARN_MDN_HI_1YR"])
def test_earnings_after_one_year_stand_beside_those_after_four(tmp_path: Path, column: str) -> None:
    like = {**FIELD_OF_STUDY, column: "29500"}
    rows = [{}, {"CREDLEV": "2", column: "PS"}, {"CREDLEV": "3", "EARN_MDN_4YR": "PS"}]
    published(write(tmp_path, "fos.csv", table(like, rows)))
    figures = Program.objects.order_by("credential").values_list("earnings", "first_year_earnings")
    assert list(figures) == [(41000, 29500), (41000, None), (None, 29500)]
    # A file without the column leaves it alone.
    published(write(tmp_path, "later.csv", table(FIELD_OF_STUDY, [{"IPEDSCOUNT2": "1"}])))
    assert Program.objects.get(credential=1).first_year_earnings == 29500
