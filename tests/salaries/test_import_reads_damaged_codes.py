"""Codes of a file of wages that a spreadsheet damaged, and rows that come twice for a reason."""

from pathlib import Path

import pytest

from imports.decisions import discard_import
from tests.salaries import files
from tests.salaries.test_import_reads_official_files import CODES, figures, imported

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rows() -> list[files.Row]:
    return files.official(CODES)


def test_a_broad_occupation_that_is_one_detailed_one_is_kept_once_as_detailed(
    tmp_path: Path, rows: list[files.Row]
) -> None:
    twins = [{**row, "O_GROUP": "broad"} for row in rows if row["OCC_CODE"] == "43-6013"]
    run = imported(files.write_csv(tmp_path / "may2025.csv", [*twins, *rows]))
    assert (run.state, run.rows_staged) == ("ready", len(rows))
    assert run.findings.get(kind="merged").message.startswith(f"{len(twins)} rows have the code")
    assert run.release is not None
    assert run.release.wages.filter(occupation__group="detailed").count() == len(rows)
    discard_import(run)
    # With other figures it is no twin.
    twins[0]["A_MEDIAN"] = "44281"
    run = imported(files.write_csv(tmp_path / "may2025.csv", [*twins, *rows]))
    assert (run.state, run.findings.filter(kind="duplicate").count()) == ("blocked", 1)


def test_codes_that_a_spreadsheet_damaged_are_the_codes_they_were(tmp_path: Path) -> None:
    rows = files.official(("11-9111", "43-6013"))
    metros = files.official(("43-6013",), metro=True)
    usual = figures(imported(files.write_csv(tmp_path / "may2025.csv", rows + metros)).release)
    damaged = [
        {
            **row,
            "AREA": f"{int(row['AREA'])}.0",
            "AREA_TYPE": f"{row['AREA_TYPE']}.0",
            "TOT_EMP": f"{row['TOT_EMP']}.0" if row["TOT_EMP"].isdigit() else row["TOT_EMP"],
            "OCC_CODE": {"11-9111": "9111-11-01", "43-6013": "436013"}[row["OCC_CODE"]],
        }
        for row in rows + metros
    ]
    path = files.write_csv(tmp_path / "may2025-b.csv", damaged)
    assert figures(imported(path).release) == usual


def test_a_code_that_may_be_another_is_named_and_forbids_publishing(
    tmp_path: Path, rows: list[files.Row]
) -> None:
    bad = {
        2: {"OCC_CODE": "Nov-11"},
        3: {"AREA": "4E+02"},
        4: {"AREA": "", "AREA_TITLE": ""},
        5: {"AREA_TYPE": "x"},
        6: {"LOC_QUOTIENT": "1,234"},
        7: {"A_MEDIAN": "42.000"},
        8: {"HOURLY": "perhaps"},
        9: {"O_GROUP": "some"},
    }
    changed = [{**row, **bad.get(number, {})} for number, row in enumerate(rows, 2)]
    run = imported(files.write_csv(tmp_path / "may2025.csv", changed))
    assert run.state == "blocked"
    found = run.findings.filter(severity="block").values_list("row", "column", "after")
    assert set(found) == {
        (2, "OCC_CODE", "Nov-11 (group detailed)"),
        (3, "AREA", f"4E+02 (type {rows[1]['AREA_TYPE']})"),
        (4, "AREA", f" (type {rows[2]['AREA_TYPE']})"),
        (5, "AREA", f"{rows[3]['AREA']} (type x)"),
        (6, "LOC_QUOTIENT", "1,234"),
        (7, "A_MEDIAN", "42.000"),
        (8, "HOURLY", "perhaps"),
        (9, "OCC_CODE", f"{rows[7]['OCC_CODE']} (group some)"),
    }
