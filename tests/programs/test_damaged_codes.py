"""Files of programs that a spreadsheet saved: codes and addresses are read as meant, or named."""

from pathlib import Path

import openpyxl
import pytest
from django.test import Client

from imports.decisions import publish_import
from programs.models import Institution, Program, StagedInstitution
from tests.programs.files import COMPILED, DIRECTORY, FIELD_OF_STUDY, INSTITUTION, table, write
from tests.programs.importing import checked, messages, published

pytestmark = pytest.mark.django_db

# Campuses of one district, as a spreadsheet saved their codes.
CAMPUSES = [
    {"UNITID": "145707", "OPEID": "174200", "INSTNM": "Illinois Eastern", "ZIP": "62450"},
    {"UNITID": "403469.0", "OPEID": "174201.0", "INSTNM": "Frontier College", "ZIP": "62837.0"},
    {"UNITID": "4.03478E5", "OPEID": "174202", "INSTNM": "Lincoln Trail", "ZIP": "2108-1234"},
]


def test_an_ope_id_without_its_zeros_is_the_one_it_was_and_tells_who_shares_it(
    tmp_path: Path, client: Client
) -> None:
    of_the_first = {"UNITID": "145707", "OPEID6": "1742", "CIPCODE": "5107.0", "CREDLEV": "1.0"}
    published(write(tmp_path, "fos.csv", table(FIELD_OF_STUDY, [of_the_first])))
    assert Program.objects.get().field_id == "51.07"
    assert Institution.objects.get().opeid == "001742"
    published(write(tmp_path, "institution.csv", table(INSTITUTION, CAMPUSES)))
    campuses = Institution.objects.order_by("opeid")
    assert list(campuses.values_list("unitid", "opeid", "zip_code")) == [
        (145707, "00174200", "62450"),
        (403469, "00174201", "62837"),
        (403478, "00174202", "02108-1234"),
    ]
    page = client.get(Program.objects.get().institution.get_absolute_url()).content.decode()
    assert "OPE ID 00174200" in page
    assert "Frontier College" in page


def test_a_code_or_choice_that_cannot_be_read_is_named_with_its_column(tmp_path: Path) -> None:
    bad = {
        "OPEID": "1.742E+05",
        "ZIP": "6245",
        "STABBR": "Illinois",
        "CONTROL": "9",
        "ICLEVEL": "two",
        "DISTANCEONLY": "maybe",
        "CURROPER": "2",
    }
    rows = [
        {"UNITID": str(100_000 + number), name: cell}
        for number, (name, cell) in enumerate(bad.items())
    ]
    run = checked(write(tmp_path, "institution.csv", table(INSTITUTION, rows)))
    assert dict(run.findings.filter(kind="unreadable").values_list("column", "message")) == {
        "OPEID": "“1.742E+05” is not an OPE ID; a spreadsheet rounded it",
        "STABBR": "“Illinois” is not a state",
        "CONTROL": "“9” is not one of 1, 2, 3 …",
        "ICLEVEL": "“two” is not one of 1, 2, 3 …",
        "DISTANCEONLY": "“maybe” is not one of 0, 1 …",
        "CURROPER": "“2” is not one of 0, 1 …",
    }
    assert StagedInstitution.objects.get().zip_code == "06245"
    assert run.state == "blocked"


def test_web_addresses_are_put_right_or_named_and_never_dropped(tmp_path: Path) -> None:
    cells = {
        "www.southuniversity.edu/tampa#location=Tampa, FL": (
            "https://www.southuniversity.edu/tampa#location=Tampa,%20FL"
        ),
        "www.easterncollege.edu./": "https://www.easterncollege.edu/",
        "HTTP://www.iecc.edu:8080/fcc?a=1": "HTTP://www.iecc.edu:8080/fcc?a=1",
        "user@x.edu": None,
        "https://imbeautyschool@gmail.com/": None,
        "https://www.sfiec.edu/ and https://paulmitchell.edu/": None,
        "-2": None,
    }
    rows = [{"UNITID": str(100_000 + at), "WEBADDR": cell} for at, cell in enumerate(cells)]
    run = checked(write(tmp_path, "hd.csv", table(DIRECTORY, rows)))
    staged = StagedInstitution.objects.order_by("unitid").values_list("website", flat=True)
    assert list(staged) == list(cells.values())
    assert messages(run, "left_out") == {
        5: "“user@x.edu” is not a web address",
        6: "“https://imbeautyschool@gmail.com/” is not a web address",
        7: "“https://www.sfiec.edu/ and https://paulm” is not a web address",
    }


def test_a_closing_day_that_cannot_be_read_is_named_and_still_says_closed(tmp_path: Path) -> None:
    days = ["12/31/2020", "2020-12-31T00:00:00", "44196", "-2"]
    rows = [{"UNITID": str(100_000 + at), "CLOSEDAT": day} for at, day in enumerate(days)]
    run = checked(write(tmp_path, "hd.csv", table(DIRECTORY, rows)))
    staged = StagedInstitution.objects.order_by("unitid").values_list("is_closed", "closed_on")
    assert [(closed, str(day)) for closed, day in staged] == [
        (True, "2020-12-31"),
        (True, "2020-12-31"),
        (True, "None"),
        (False, "None"),
    ]
    assert messages(run, "left_out") == {4: "“44196” is not a day"}


def test_a_workbook_is_read_as_its_csv_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (list(FIELD_OF_STUDY), list(FIELD_OF_STUDY.values())):
        book.worksheets[0].append([int(cell) if cell.isdigit() else cell for cell in line])
    path = tmp_path / "fos.xlsx"
    book.save(path)
    publish_import(checked(path), None)
    program = Program.objects.get()
    assert (program.field_id, program.earnings, program.institution.opeid) == (
        *("51.07", 41000),
        "001002",
    )


def test_a_file_with_far_fewer_rows_than_the_last_asks_for_a_second_yes(tmp_path: Path) -> None:
    rows = [
        {"UNITID": str(100_000 + number), "CIPCODE": cip}
        for number in range(10)
        for cip in ("5107", "1101")
    ]
    published(write(tmp_path, "fos.csv", table(FIELD_OF_STUDY, rows)))
    # None of what it covers is missing: it lacks a whole field.
    rows = [row for row in rows if row["CIPCODE"] == "5107"]
    run = checked(write(tmp_path, "part.csv", table(FIELD_OF_STUDY, rows)))
    assert (run.state, run.counts["missing"]) == ("ready", 0)
    doubt = run.findings.get(severity="ask")
    assert doubt.message.startswith("The file has 10 rows, and the one published before it 20.")


def test_a_file_with_the_programs_of_one_college_asks_for_a_second_yes(tmp_path: Path) -> None:
    """They are few of all programs here, and publishing them would unlist all others in their
    fields."""
    rows = [{"UNITID": str(100_000 + number)} for number in range(10)]
    rows += [{"UNITID": str(200_000 + number), "CIPCODE": "1101"} for number in range(90)]
    published(write(tmp_path, "fos.csv", table(FIELD_OF_STUDY, rows)))
    run = checked(write(tmp_path, "one.csv", table(FIELD_OF_STUDY, rows[:1])))
    doubt = run.findings.get(severity="ask")
    assert doubt.message.startswith("9 of 10 listed programs in its fields are not in the file.")


def test_either_file_of_programs_is_measured_by_the_other(tmp_path: Path) -> None:
    rows = [{"UNITID": str(100_000 + number), "CIPCODE": "1101"} for number in range(10)]
    published(write(tmp_path, "fos.csv", table(FIELD_OF_STUDY, [{}, *rows])))
    run = checked(write(tmp_path, "compiled.csv", table(COMPILED, [{}])))
    doubt = run.findings.get(severity="ask")
    assert doubt.message.startswith("The file has 1 rows, and the one published before it 11.")
