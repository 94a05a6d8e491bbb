"""Every form and year of the official files gives the same figures."""

import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from imports.decisions import discard_import, publish_import
from imports.run import run_import
from salaries.models import Release, Wage, WageImport
from tests.damage import packed, unpacked
from tests.salaries import files

pytestmark = pytest.mark.django_db
# What these tests are about; the rows of two occupations are enough for it.
CODES = ("29-1249", "43-6013")


def imported(path: Path, **values: Any) -> WageImport:
    run = WageImport.objects.create(
        file_name=path.name, path=str(path), size=path.stat().st_size, **values
    )
    run_import(run)
    run.refresh_from_db()
    return run


def figures(release: Release | None) -> list[tuple[Any, ...]]:
    """All figures of a release, in a fixed order."""
    assert release is not None
    names = [
        field.name
        for field in Wage._meta.concrete_fields
        if field.name not in ("id", "release", "area", "occupation", "edited_at", "edited_by")
    ]
    return list(
        release.wages.order_by("occupation__soc_code", "area__code").values_list(
            "occupation__soc_code", "area__code", *names
        )
    )


@pytest.fixture(scope="module")
def rows() -> list[files.Row]:
    return files.official(CODES)


Write = Callable[[Path, list[files.Row]], Path]


def zipped(path: Path, rows: list[files.Row]) -> Path:
    inner = files.write_xlsx(path.with_name("all_data_M_2025.xlsx"), rows)
    return files.write_zip(path, inner)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("oews_may2025.csv.gz", files.write_gz),
        ("oews_may2025.csv.xz", files.write_xz),
        ("all_data_M_2025.xlsx", files.write_xlsx),
        ("oesm25all.zip", zipped),
    ],
)
def test_each_form_of_file_gives_the_same_figures(
    tmp_path: Path, rows: list[files.Row], name: str, write: Write
) -> None:
    plain = imported(files.write_csv(tmp_path / "oews_may2025.csv", rows))
    assert plain.release is not None
    publish_import(plain, None)
    run = imported(write(tmp_path / name, rows), even_if_known=True)
    assert (run.state, run.message) == ("ready", "")
    assert run.rows_staged == run.counts["unchanged"] == len(rows)
    assert figures(run.release) == figures(plain.release)


def test_every_cell_of_the_file_is_in_the_release(tmp_path: Path, rows: list[files.Row]) -> None:
    release = imported(files.write_csv(tmp_path / "oews_may2025.csv", rows)).release
    assert release is not None
    wages = {
        (wage.occupation.soc_code, wage.area.code): wage
        for wage in release.wages.select_related("area", "occupation")
    }
    assert len(wages) == len(rows)
    fields = {"TOT_EMP": "employment", "EMP_PRSE": "employment_rse", "MEAN_PRSE": "mean_rse"}
    fields |= {"JOBS_1000": "jobs_per_1000", "LOC_QUOTIENT": "location_quotient"}
    for letter, form in (("A", "annual"), ("H", "hourly")):
        steps = ("mean", "p10", "p25", "median", "p75", "p90")
        heads = ("MEAN", "PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")
        fields |= {
            f"{letter}_{head}": f"{form}_{step}" for head, step in zip(heads, steps, strict=True)
        }
    for row in rows:
        wage = wages[row["OCC_CODE"], row["AREA"]]
        for head, name in fields.items():
            amount = getattr(wage, name)
            if row[head][:1].isdigit():
                assert amount == Decimal(row[head])
            else:
                assert amount is None


def test_an_upload_without_an_ending_is_read_as_what_it_is(
    tmp_path: Path, rows: list[files.Row]
) -> None:
    path = files.write_xlsx(tmp_path / "all_data_M_2025.xlsx", rows)
    bare = path.rename(tmp_path / "5f0c")
    run = WageImport.objects.create(file_name="all_data_M_2025.xlsx", path=str(bare), size=1)
    run_import(run)
    run.refresh_from_db()
    assert (run.state, run.rows_staged) == ("ready", len(rows))


def test_rows_of_single_industries_are_counted_and_left_out(
    tmp_path: Path, rows: list[files.Row]
) -> None:
    industry = [{**rows[0], "NAICS": "621100", "I_GROUP": "4-digit"}] * 7
    owned = [{**rows[0], "I_GROUP": "cross-industry, ownership"}]
    run = imported(files.write_csv(tmp_path / "all_data_M_2025.csv", [*industry, *rows, *owned]))
    assert (run.rows_read, run.rows_left_out, run.rows_staged) == (
        len(rows) + 8,
        8,
        len(rows),
    )


def test_a_state_file_of_2015_has_other_heads_and_commas_and_lost_zeros(
    tmp_path: Path, rows: list[files.Row]
) -> None:
    old = {"AREA": "AREA", "ST": "PRIM_STATE", "STATE": "AREA_TITLE", "OCC_CODE": "OCC_CODE"}
    old |= {"OCC_TITLE": "OCC_TITLE", "OCC_GROUP": "O_GROUP", "LOC_Q": "LOC_QUOTIENT"}
    same = ("TOT_EMP", "EMP_PRSE", "JOBS_1000", "H_MEAN", "A_MEAN", "MEAN_PRSE", "ANNUAL", "HOURLY")
    wages = [
        f"{form}_{step}" for form in "HA" for step in ("PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")
    ]
    old |= {name: name for name in (*same, *wages)}
    states = [row for row in rows if row["AREA_TYPE"] == "2"]
    table = [{head: row[name] for head, name in old.items()} for row in states]
    for row in table:
        row["AREA"] = str(int(row["AREA"]))
        for name in ("TOT_EMP", "A_MEAN", "A_MEDIAN"):
            if row[name].isdigit():
                row[name] = f"{int(row[name]):,}"
        row["OCC_GROUP"] = "detail"
    head = [name.lower().replace("loc_q", "LOC QUOTIENT") for name in old]
    renamed = [dict(zip(head, row.values(), strict=True)) for row in table]
    run = imported(files.write_csv(tmp_path / "state_M2015_dl.csv", renamed, head))
    assert (run.state, run.message) == ("ready", "")
    assert run.period is not None
    assert run.period.isoformat() == "2015-05-01"
    assert run.levels == ["state"]
    assert run.release is not None
    alabama = run.release.wages.get(area__code="01", occupation__soc_code="43-6013")
    given = next(r for r in states if r["AREA"] == "01" and r["OCC_CODE"] == "43-6013")
    assert alabama.annual_median == int(given["A_MEDIAN"])
    assert alabama.employment == int(given["TOT_EMP"])
    assert alabama.location_quotient is not None


def test_a_national_file_has_no_areas(tmp_path: Path, rows: list[files.Row]) -> None:
    nation = [row for row in rows if row["AREA_TYPE"] == "1"]
    head = [name for name in files.HEAD if not name.startswith(("AREA", "PRIM"))]
    run = imported(files.write_csv(tmp_path / "national_M2019_dl.csv", nation, head))
    assert (run.state, run.levels) == ("ready", ["nation"])
    assert run.release is not None
    assert {wage.area.name for wage in run.release.wages.select_related("area")} == {
        "United States"
    }


def test_a_zip_of_metropolitan_and_nonmetropolitan_files_is_one_import(
    tmp_path: Path, rows: list[files.Row]
) -> None:
    publish_import(imported(files.write_csv(tmp_path / "oews_may2025.csv", rows)), None)
    metros = files.official(CODES, metro=True)
    for row in metros:
        # Older files of these have no type of area; the code tells it.
        del row["AREA_TYPE"]
    head = [name for name in files.HEAD if name != "AREA_TYPE"]
    msa = [row for row in metros if len(row["AREA"]) == 5]
    bos = [row for row in metros if len(row["AREA"]) == 7]
    path = files.write_zip(
        tmp_path / "oesm25ma.zip",
        files.write_csv(tmp_path / "MSA_M2025_dl.csv", msa, head),
        files.write_csv(tmp_path / "BOS_M2025_dl.csv", bos, head),
        files.write_csv(tmp_path / "field_descriptions.csv", [], ["Field"]),
    )
    run = imported(path)
    assert (run.state, run.message) == ("ready", "")
    assert run.levels == ["metro", "nonmetro"]
    assert run.counts["new"] == len(metros)
    # What the file does not hold comes from the published release of the same month.
    assert run.release is not None
    assert (
        run.release.wages.filter(area__level="state", occupation__soc_code="43-6013").count() == 51
    )
    assert sorted(file.name for file in run.release.files.all()) == [
        "oesm25ma.zip",
        "oews_may2025.csv",
    ]


def test_the_top_code_is_read_from_the_words_beside_the_table(
    tmp_path: Path, rows: list[files.Row]
) -> None:
    words = "# = indicates a wage equal to or greater than $100.00 per hour or $208,000 per year"
    run = imported(files.write_xlsx(tmp_path / "all_data_M_2025.xlsx", rows, notes=words))
    assert run.release is not None
    assert (run.release.annual_top_code, str(run.release.hourly_top_code)) == (208_000, "100.00")


def test_a_workbook_as_another_program_writes_it_gives_the_same(
    tmp_path: Path, rows: list[files.Row]
) -> None:
    path = files.write_xlsx(tmp_path / "all_data_M_2025.xlsx", rows)
    usual = figures(imported(path).release)
    assert len(usual) == len(rows)
    # Prefixed elements, or attributes of its own.
    for old, new in (("<(/?)(row|c|v|is|t)([ />])", r"<\1x:\2\3"), ("<c r=", '<c cm="1" r=')):
        other = rewritten(path, tmp_path / "other" / path.name, old, new)
        run = imported(other, even_if_known=True)
        assert (run.state, run.message) == ("ready", "")
        assert figures(run.release) == usual


def test_what_a_workbook_hides_and_how_its_parts_are_called_does_not_matter(
    tmp_path: Path, rows: list[files.Row]
) -> None:
    path = files.write_xlsx(tmp_path / "all_data_M_2025.xlsx", rows)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book.worksheets[0]).title = "Old"
    book.worksheets[-1].sheet_state = "veryHidden"
    book.save(path)
    parts = {
        name.replace("xl/workbook.xml", "xl/book.xml")
        .replace("workbook.xml.rels", "book.xml.rels")
        .replace("sheets/sheet1.xml", "sheets/table.bin"): content.replace(
            b"xl/workbook.xml", b"xl/book.xml"
        ).replace(b"sheets/sheet1.xml", b"sheets/table.bin")
        for name, content in unpacked(path.read_bytes()).items()
    }
    path.write_bytes(packed(parts))
    run = imported(path)
    assert (run.state, run.message, run.rows_staged) == ("ready", "", len(rows))


def test_a_file_of_an_old_mac_has_its_own_ends_of_lines(
    tmp_path: Path, rows: list[files.Row]
) -> None:
    path = tmp_path / "may2025.csv"
    path.write_text(files.csv_text(rows).replace("\r\n", "\r"), newline="")
    run = imported(path)
    assert (run.state, run.message, run.rows_staged) == ("ready", "", len(rows))


def test_empty_cells_of_an_excerpt_are_figures_that_the_file_leaves_out(tmp_path: Path) -> None:
    row = {**files.official(("43-6013",))[0], "A_PCT10": "", "TOT_EMP": ""}
    path = files.write_csv(tmp_path / "may2025.csv", [row])
    for is_excerpt, reasons in (
        (True, ("not_bundled", "not_bundled", "")),
        (False, ("no_estimate", "suppressed", "")),
    ):
        run = imported(path, is_excerpt=is_excerpt)
        assert run.release is not None
        wage = run.release.wages.get()
        assert (wage.employment_missing, wage.annual_missing, wage.hourly_missing) == reasons
        discard_import(run)


def rewritten(path: Path, target: Path, old: str, new: str) -> Path:
    """The workbook with its table's XML written in another way."""
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = re.sub(old, new, content.decode())
                names = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                content = text.replace("<worksheet ", f"<worksheet {names}", 1).encode()
            out.writestr(name, content)
    return target
