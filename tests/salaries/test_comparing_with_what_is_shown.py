"""A file is compared with the figures that it would take the place of, in whatever release."""

from pathlib import Path

import pytest

from imports.decisions import publish_import
from imports.errors import FileError
from salaries.models import Release
from salaries.oews.publish import publish_release, withdraw_release
from tests.salaries import files
from tests.salaries.importing import imported

pytestmark = pytest.mark.django_db
ROWS = files.official(("43-6013", "29-1249"))
METROS = files.official(("43-6013",), metro=True)[:40]


def tripled(rows: list[files.Row]) -> list[files.Row]:
    names = [name for name in files.HEAD if name.startswith(("A_P", "A_M", "H_P", "H_M"))]
    changed = [dict(row) for row in rows]
    for row in changed:
        for name in names:
            if row[name].replace(".", "").isdigit():
                row[name] = f"{float(row[name]) * 3:.2f}".removesuffix(".00")
    return changed


def publish(path: Path, rows: list[files.Row], month: str) -> Release:
    run = imported(files.write_csv(path, rows), period=f"{month}-01")
    assert run.release is not None, run.message
    publish_import(run, None, in_spite_of_doubts=True)
    return run.release


def states(rows: list[files.Row]) -> list[files.Row]:
    return [row for row in rows if row["AREA_TYPE"] == "2"]


def test_the_second_file_of_a_month_is_compared_with_the_newest_of_its_areas(
    tmp_path: Path,
) -> None:
    publish(tmp_path / "a.csv", ROWS + METROS, "2025-05")
    publish(tmp_path / "b.csv", states(ROWS), "2026-05")
    # The release of the month has states alone; the areas' newest figures are last year's.
    run = imported(files.write_csv(tmp_path / "c.csv", tripled(METROS)), period="2026-05-01")
    with_median = sum(row["A_MEDIAN"].isdigit() for row in METROS)
    assert run.counts["changed"] == len(METROS)
    assert run.counts["new"] == run.counts["missing"] == 0
    assert run.findings.filter(kind="big_change").count() == with_median
    # So many ask for a second yes.
    with pytest.raises(FileError, match=f"The median of {with_median} of {len(METROS)} rows"):
        publish_import(run, None)
    # And a second file of states with the first, not with last year's.
    more = [
        {**row, "TOT_EMP": "9990"} if row["PRIM_STATE"] == "OH" else row for row in states(ROWS)
    ]
    again = imported(files.write_csv(tmp_path / "d.csv", more), period="2026-05-01")
    assert (again.counts["unchanged"], again.counts["changed"]) == (len(more) - 2, 2)


def test_a_figure_missing_last_year_is_compared_with_the_year_before(tmp_path: Path) -> None:
    ohio = [row for row in states(ROWS) if row["PRIM_STATE"] == "OH"]
    others = [row for row in states(ROWS) if row["PRIM_STATE"] != "OH"]
    publish(tmp_path / "a.csv", ohio + others, "2024-05")
    publish(tmp_path / "b.csv", others, "2025-05")
    run = imported(files.write_csv(tmp_path / "c.csv", tripled(ohio) + others), period="2026-05-01")
    assert (run.counts["new"], run.counts["changed"]) == (0, len(ohio))
    assert set(run.findings.filter(kind="big_change").values_list("place", flat=True)) == {"Ohio"}
    # What is missing is what the newest release of the level has.
    less = imported(files.write_csv(tmp_path / "d.csv", others[1:]), period="2026-05-01")
    assert less.counts["missing"] == 1


def test_an_older_month_is_compared_with_what_was_before_it(tmp_path: Path) -> None:
    publish(tmp_path / "a.csv", tripled(ROWS), "2025-05")
    early = publish(tmp_path / "b.csv", ROWS, "2022-05")
    run = imported(files.write_csv(tmp_path / "c.csv", ROWS[:-1]), period="2023-05-01")
    assert run.base == early
    assert (run.counts["unchanged"], run.counts["missing"]) == (len(ROWS) - 1, 1)


def test_a_file_of_a_withdrawn_release_is_not_known(tmp_path: Path) -> None:
    path = files.write_csv(tmp_path / "may2025.csv", ROWS)
    run = imported(path)
    assert run.release is not None
    publish_release(run.release, None)
    assert "is known" in imported(path).message
    withdraw_release(run.release, None)
    assert imported(path).state == "ready"


def test_a_file_that_does_not_say_its_top_code_asks_for_a_look(tmp_path: Path) -> None:
    few = [row for row in ROWS if row["OCC_CODE"] == "43-6013"]
    run = imported(files.write_xlsx(tmp_path / "all_data_M_2025.xlsx", few))
    assert run.release is not None
    assert run.release.annual_top_code == 239_200
    publish_release(run.release, None)
    rows = [dict(row) for row in few]
    rows[0] |= {"A_PCT90": "251000"}
    rows[1] |= {"A_PCT90": "#"}
    later = imported(files.write_csv(tmp_path / "may2026.csv", rows))
    finding = later.findings.get(kind="old_top_code")
    assert "That of May 2025 is used for 1 top-coded rows: $239,200 a year" in finding.message
    assert "1 rows have more, up to $251,000" in finding.message
    plain = imported(files.write_csv(tmp_path / "may2027.csv", few))
    assert not plain.findings.filter(kind="old_top_code").exists()
    # A workbook says it itself.
    own = imported(files.write_xlsx(tmp_path / "all_data_M_2028.xlsx", rows, sheet="May 2028 data"))
    assert not own.findings.filter(kind="old_top_code").exists()
