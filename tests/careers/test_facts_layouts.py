"""Facts are read from the official files: O*NET's archives of every form, and others' workbooks."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from careers.facts.layouts import FactTable, read_fact_file
from careers.models import FactKind
from imports.errors import FileError

CODES = ("11-9199", "13-1020", "15-1252", "29-1141", "29-2010", "43-6013")
NURSES, SPECIALTY, OTHERS = "29-1141.00", "29-1141.01", "11-9199.01"
RATED = ["O*NET-SOC Code", "Element ID", "Element Name", "Scale ID"]
# What release 25 to 30.2 has, and every later one.
RATINGS = [*RATED, "Data Value", "N", "Standard Error", "Lower CI Bound", "Upper CI Bound"]
RATINGS += ["Recommend Suppress", "Not Relevant", "Date", "Domain Source"]
CONTEXT = [*RATED, "Category", "Data Value", "N", "Standard Error", "Recommend Suppress", "Date"]
TITLE = ["O*NET-SOC Code", "Alternate Title", "Short Title", "Source(s)"]

Tables = dict[str, list[list[str]]]


def rate(
    code: str, element: str, scale: str, value: str, suppress: str = "N", no: str = "n/a"
) -> Any:
    return [
        code,
        element,
        "A name",
        scale,
        value,
        "20",
        "0.1",
        "1",
        "5",
        suppress,
        no,
        "08/2025",
        "x",
    ]


def context(code: str, element: str, scale: str, category: str, value: str) -> list[str]:
    return [code, element, "A name", scale, category, value, "20", "0.1", "N", "08/2025"]


def interest(code: str, name: str, value: str, element: str = "1.B.1.a") -> list[str]:
    return [code, element, name, "OI", value, "02/2026", "Expert"]


INTERESTS = [
    [*RATED, "Data Value", "Date", "Domain Source"],
    interest(NURSES, "Social", "6.5"),
    interest(NURSES, "Realistic", "3.00"),
    [NURSES, "1.B.1.g", "First Interest High-Point", "IH", "4.00", "02/2026", "Expert"],
]
SKILLS = [
    RATINGS,
    rate(NURSES, "2.A.1.a", "IM", "4.12"),
    rate(NURSES, "2.A.1.a", "LV", "4.5", no="N"),
    rate(NURSES, "2.A.1.f", "IM", "1.5"),
    rate(NURSES, "2.A.1.f", "LV", "0.75", no="Y"),
    rate(NURSES, "2.B.1.a", "IM", "3", suppress="Y"),
    rate(NURSES, "2.B.1.a", "LV", "3", no="N"),
]
WORK_CONTEXT = [
    CONTEXT,
    context(NURSES, "4.C.2.d.1.a", "CX", "n/a", "2.92"),
    context(NURSES, "4.C.2.d.1.a", "CXP", "1", "20.5"),
    context(NURSES, "4.C.3.d.8", "CT", "n/a", "2.16"),
]
EDUCATION = [
    CONTEXT,
    context(NURSES, "2.D.1", "RL", "5", "30.25"),
    context(NURSES, "2.D.1", "RL", "6", "69.75"),
]
ZONES = [["O*NET-SOC Code", "Job Zone", "Date", "Domain Source"], [NURSES, "3", "08/2025", "x"]]

OLDER: Tables = {
    "Interests": INTERESTS,
    "Skills": SKILLS,
    "Work Context": WORK_CONTEXT,
    "Education, Training, and Experience": EDUCATION,
    "Job Zones": [*ZONES, ["43-6013.00", "1", "08/2025", "x"]],
    "Technology Skills": [
        [
            "O*NET-SOC Code",
            "Example",
            "Commodity Code",
            "Commodity Title",
            "Hot Technology",
            "In Demand",
        ],
        [NURSES, 'A "quoted" program', "43232610", "Medical software", "N", "N"],
        [NURSES, "Epic Systems", "43232610", "Medical software", "Y", "Y"],
    ],
    "Alternate Titles": [TITLE, [NURSES, "Emergency Room Nurse (ER Nurse)", "ER Nurse", "02"]],
    "Related Occupations": [
        ["O*NET-SOC Code", "Related O*NET-SOC Code", "Relatedness Tier", "Index"],
        [NURSES, SPECIALTY, "Primary-Short", "1"],
        [NURSES, "29-2011.00", "Supplemental", "3"],
        [NURSES, "43-6013.00", "Primary-Short", "2"],
        [NURSES, OTHERS, "Supplemental", "4"],
        [NURSES, "55-1011.00", "Supplemental", "5"],
    ],
    "Occupation Data": [
        ["O*NET-SOC Code", "Title", "Description"],
        [NURSES, "Registered Nurses", "A sentence that is never read."],
    ],
    "Task Statements": [["O*NET-SOC Code", "Task ID", "Task"], [NURSES, "1", 'Do "this".']],
}
NEWER: Tables = {
    "Career Interest Types": INTERESTS,
    "Specific Interest Areas": [INTERESTS[0], interest(NURSES, "Health Care", "5", "1.B.3.z")],
    "Essential Skills": SKILLS[:5],
    "Transferable Skills": [RATINGS, *SKILLS[5:]],
    "Work Context": WORK_CONTEXT,
    "Education": EDUCATION,
    "Job Zones": ZONES,
    "Software Skills": [
        [
            "O*NET-SOC Code",
            "Workplace Example",
            "Element ID",
            "Element Name",
            "Hot Technology",
            "In Demand",
        ],
        [NURSES, 'A "quoted" program', "2.E.5.b", "Medical software", "N", "N"],
        [NURSES, "Epic Systems", "2.E.5.b", "Medical software", "Y", "Y"],
    ],
    "Job Titles": [
        ["O*NET-SOC Code", "Job Title", "Short Title", "Source(s)"],
        [NURSES, "Emergency Room Nurse (ER Nurse)", "ER Nurse", "02"],
    ],
    "Related Occupations": OLDER["Related Occupations"],
    "Occupation Data": OLDER["Occupation Data"],
}


def write_text(tables: Tables, folder: Path, name: str) -> Path:
    """An archive of tables that are separated by tabs, in a folder of its own."""
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/Read Me.txt", "A database\twith tables\n")
        for title, rows in tables.items():
            lines = ["\t".join(row) + "\r\n" for row in rows]
            archive.writestr(f"{name}/{title}.txt", "".join(lines))
    return path


def write_excel(tables: Tables, folder: Path, name: str) -> Path:
    """An archive of workbooks, which have the titles of occupations as well."""
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for title, rows in tables.items():
            book = openpyxl.Workbook(write_only=True)
            sheet = book.create_sheet()
            for row in rows:
                extra = ["Title" if row is rows[0] else "Registered Nurses"]
                sheet.append([row[0], *(extra if row[1] != "Title" else []), *row[1:]])
            out = io.BytesIO()
            book.save(out)
            archive.writestr(f"{name}/{title}.xlsx", out.getvalue())
    return path


def read(path: Path) -> dict[FactKind, FactTable]:
    return {table.kind: table for table in read_fact_file(path, path.name, CODES)}


@pytest.mark.parametrize("write", [write_text, write_excel])
@pytest.mark.parametrize(("tables", "name"), [(OLDER, "db_30_1"), (NEWER, "db_30_3")])
def test_archives_of_both_forms_and_of_older_and_newer_releases(
    write: Any, tables: Tables, name: str, tmp_path: Path
) -> None:
    form = "text" if write is write_text else "excel"
    found = read(write(tables, tmp_path, f"{name}_{form}"))
    nurses = {str(kind): table.rows["29-1141"] for kind, table in found.items()}
    zone = {"zone": 3} if tables is OLDER else {"zone": 3, "of": 4}
    assert nurses == {
        "interests": {"S": 6.5, "R": 3},
        "skills": {"2.A.1.a": [4.12, 4.5], "2.A.1.f": [1.5, None]},
        "conditions": {"4.C.2.d.1.a": 2.92, "4.C.3.d.8": 2.16},
        "education": {"RL": {"5": 30.25, "6": 69.75}},
        "job_zone": zone,
        "technology": {
            "items": [["Epic Systems", True, True], ['A "quoted" program', False, False]]
        },
        "titles": {"titles": ["Emergency Room Nurse (ER Nurse)", "ER Nurse"]},
        "related": {"codes": ["43-6013", "29-2010"]},
    }
    assert {table.edition for table in found.values()} == {f"O*NET {name[3:].replace('_', '.')}"}


def test_a_single_table_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "Interests.txt"
    path.write_text("\n".join("\t".join(row) for row in INTERESTS))
    found = read(path)
    assert list(found) == [FactKind.INTERESTS]
    assert found[FactKind.INTERESTS].edition == ""


def test_specialties_stand_for_their_occupation_where_it_has_no_row(tmp_path: Path) -> None:
    rows = [
        INTERESTS[0],
        interest("15-1252.01", "Social", "2"),
        interest("15-1252.02", "Social", "3.5"),
        interest(OTHERS, "Social", "5"),
        interest("29-2011.00", "Social", "1"),
        interest("29-2011.01", "Social", "7"),
        interest("29-2012.00", "Social", "2"),
        interest("55-1011.00", "Social", "2"),
    ]
    path = tmp_path / "Interests.txt"
    path.write_text("\n".join("\t".join(row) for row in rows))
    table = read(path)[FactKind.INTERESTS]
    assert table.rows == {"15-1252": {"S": 2.75}, "29-2010": {"S": 1.5}}
    assert table.components == {
        "15-1252": ("15-1252.01", "15-1252.02"),
        "29-2010": ("29-2011", "29-2012"),
    }


def test_a_share_that_is_withheld_leaves_a_gap(tmp_path: Path) -> None:
    withheld = context(NURSES, "2.D.1", "RL", "6", "69.75")
    withheld[-2] = "Y"
    path = write_text({"Education": [*EDUCATION[:2], withheld]}, tmp_path, "db_30_3_text")
    assert read(path)[FactKind.EDUCATION].rows == {"29-1141": {"RL": {"5": 30.25, "6": None}}}


def test_the_workbook_of_fields_has_them_twice_and_is_read_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    fields = ["51.3801", "Registered Nursing/Registered Nurse.", "29-1141", "Registered Nurses"]
    none = ["99.9999", "NO MATCH", "43-6013", "Medical Secretaries"]
    nobody = ["01.0000", "Agriculture, General.", "99-9999", "NO MATCH"]
    heads = ["CIP2020Code", "CIP2020Title", "SOC2018Code", "SOC2018Title"]
    first, second = book.create_sheet("CIP-SOC"), book.create_sheet("SOC-CIP")
    for row in (heads, fields, none, nobody):
        first.append(row)
        second.append([*row[2:], *row[:2]])
    path = tmp_path / "CIP2020_SOC2018_Crosswalk.xlsx"
    book.save(path)
    table = read(path)[FactKind.FIELDS]
    assert table.rows == {
        "29-1141": {"fields": [["51.3801", "Registered Nursing/Registered Nurse"]]}
    }
    assert table.edition == "CIP 2020 to SOC 2018"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (interest(NURSES, "Social", "high"), "row 2, DATA_VALUE: “high” is no number"),
        (interest(NURSES, "Social", "7.5"), "DATA_VALUE: “7.5” must be between 1 and 7"),
        (interest(NURSES, "Social", ""), "DATA_VALUE: “” must be a number"),
        (interest(NURSES, "Cooking", "3"), "ELEMENT_NAME: “Cooking” is none of the six interests"),
        (interest("29-1141", "Social", "3"), "O*NET-SOC_CODE: “29-1141” is not a code"),
        (interest(NURSES, "Social", "3")[:5], "the row has 5 cells, and the header 7"),
    ],
)
def test_a_mistake_is_told_with_its_row_and_column(
    row: list[str], problem: str, tmp_path: Path
) -> None:
    path = write_text({"Interests": [INTERESTS[0], row]}, tmp_path, "db_30_2_text")
    with pytest.raises(FileError) as error:
        read(path)
    assert "Interests.txt" in str(error.value)
    assert problem in str(error.value)


@pytest.mark.parametrize("text", ["Name\tAge\nAnn\t5\n", "nothing", "a,b\n1,2\n"])
def test_a_file_without_facts_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_text(text)
    with pytest.raises(FileError, match="holds no facts of occupations"):
        read(path)


def test_a_release_of_the_taxonomy_before_is_refused(tmp_path: Path) -> None:
    path = write_text({"Interests": INTERESTS}, tmp_path, "db_25_0_text")
    with pytest.raises(FileError, match="occupations of 2010"):
        read(path)


@pytest.mark.django_db
def test_facts_need_the_occupations_of_the_survey(tmp_path: Path) -> None:
    path = write_text({"Interests": INTERESTS}, tmp_path, "db_30_2_text")
    with pytest.raises(FileError, match="load its wages first"):
        read_fact_file(path, path.name)
