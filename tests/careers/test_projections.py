"""Employment projections: releases that are read from the official table, published, withdrawn."""

import csv
import io
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.roles import EDITORS, PUBLISHERS
from careers.guides.publishing import publish_guide
from careers.models import Guide, Projection, ProjectionRelease
from careers.projections import bundled
from careers.projections.table import read_table
from careers.releases import publish_release, withdraw_release
from imports.errors import FileError
from tests.careers.guides import PAGE, add_row, read_text, send_form
from tests.staff import member

pytestmark = pytest.mark.django_db

HEAD = [
    *("2025 National Employment Matrix title", "2025 National Employment Matrix code"),
    *("Occupation type", "Employment, 2025", "Employment, 2035"),
    *("Employment distribution, percent, 2025", "Employment change, numeric, 2025–35"),
    *("Employment change, percent, 2025–35", "Percent self employed, 2025"),
    *("Occupational openings, 2025–35 annual average", "Median annual wage, dollars, 2025[1]"),
    *("Typical education needed for entry", "Work experience in a related occupation"),
    "Typical on-the-job training needed to attain competency in the occupation",
]
TOTAL = [
    *("Total, all occupations", "00-0000", "Summary", "1,000.0", "1,035.0", "100", "35", "3.5"),
    *("5.8", "90.0", "49,500", "—", "—", "—"),
]
SECRETARIES = [
    *("Medical secretaries and administrative assistants", "43-6013", "Line item"),
    *("979.0", "1,026.1", "97.9", "47.1", "4.8", "—", "89.2", "45,930"),
    *("High school diploma or equivalent", "None", "Moderate-term on-the-job training"),
]
OTHERS = [
    *("All other workers", "43-9199", "Line item", "21.0", "8.9", "2.1", "-12.1", "−57.6", "1.5"),
    *("0.8", "40,000", "Bachelor’s degree", "5 years or more", "Internship/residency"),
]
FOOTNOTE = ["[1] Data are from the Occupational Employment and Wage Statistics program."]
ROWS = [["Table 1.2 Occupational projections"], HEAD, TOTAL, SECRETARIES, OTHERS, FOOTNOTE]

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the table as CSV, with cells changed by their row and column."""

    def write_table(changes: dict[tuple[int, int], str] | None = None, rows: Any = ROWS) -> Path:
        cells = [list(row) for row in rows]
        for (row, column), text in (changes or {}).items():
            cells[row][column] = text
        out = io.StringIO(newline="")
        csv.writer(out).writerows(cells)
        path = tmp_path / "occupation.csv"
        path.write_text(out.getvalue(), "utf-8")
        return path

    return write_table


def load(path: Path, *options: str) -> ProjectionRelease:
    call_command("import_projections", str(path), *options, verbosity=0, stdout=io.StringIO())
    return ProjectionRelease.objects.order_by("pk").last()  # type: ignore[return-value]


def outlook(client: Client) -> str:
    return read_text(client.get(PAGE)).partition("How employment is expected to change")[2]


def test_the_official_table_is_read_with_all_that_it_says(write: Write) -> None:
    release = load(write())
    assert (release.years, release.status) == ("2025–35", "draft")
    total, row, other = release.projections.all()
    assert read_table(write({(3, 1): "436013"}), "occupation.csv").rows[1].soc_code == "43-6013"
    assert (total.is_group, total.employment, total.entry_education) == (True, 1_000_000, "")
    assert (row.soc_code, row.employment, row.employment_projected) == (
        *("43-6013", 979_000),
        1_026_100,
    )
    assert (str(row.growth_percent), row.openings_per_year) == ("4.8", 89_200)
    assert (row.entry_education, row.experience, row.training) == ("diploma", "none", "moderate")
    assert row.self_employed_percent is None
    assert (str(other.growth_percent), other.entry_education) == ("-57.6", "bachelor")


def test_a_workbook_is_read_as_a_csv_file_is(tmp_path: Path, write: Write) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append([float(c) if c.replace(".", "").isdigit() else c for c in row])
    book.save(path := tmp_path / "occupation.xlsx")
    rows = [read_table(file, file.name).rows for file in (path, write())]
    assert [str(row) for row in rows[0]] == [str(row) for row in rows[1]]
    assert [row.employment for row in rows[0]] == [row.employment for row in rows[1]]


@pytest.mark.parametrize(
    ("place", "text", "message"),
    [
        ((3, 1), "4360", "row 4, 2025_NATIONAL_EMPLOYMENT_MATRIX_CODE: “4360” is not an SOC"),
        ((4, 1), "43-6013", "43-6013 has a row already"),
        ((3, 2), "Line", "“Line” is no type of row"),
        ((3, 3), "#REF!", "D4: “#REF!”, the error of a formula"),
        ((3, 3), "", "“” is no number"),
        ((3, 3), "-979", "-979 cannot be"),
        ((3, 7), "1e9", "1e9 cannot be"),
        ((3, 9), "nan", "nan cannot be"),
        ((3, 11), "High sch", "“High sch” is no kind that the table has"),
        ((3, 12), "", "“” is no kind that the table has"),
        ((3, 3), "97.9", "4.8% is not the change from 97,900 to 1,026,100 jobs"),
        ((2, 1), "11-0000", "the row 00-0000, all occupations, is missing"),
        ((1, 4), "Employment, later", "two columns must give the employment of a year"),
        ((1, 9), "Something", "no header found"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_loaded(
    write: Write, place: tuple[int, int], text: str, message: str
) -> None:
    with pytest.raises(CommandError) as error:
        load(write({place: text}))
    assert message in str(error.value)
    assert not ProjectionRelease.objects.exists()


def test_a_file_that_was_cut_is_refused(write: Write) -> None:
    with pytest.raises(FileError, match="add up to"):
        read_table(write(rows=ROWS[:4][:3] + ROWS[4:]), "occupation.csv")
    with pytest.raises(FileError, match="was cut off"):
        read_table(write(rows=[*ROWS[:4], OTHERS[:6]]), "occupation.csv")


def test_the_bundled_files_hold_every_occupation_and_load_once(content: None) -> None:
    releases = ProjectionRelease.objects.published()
    assert [(each.years, each.projections.filter(is_group=False).count()) for each in releases] == [
        ("2025–35", 831),
        ("2024–34", 832),
    ]
    assert bundled.load() == []
    withdraw_release(releases[0], None)
    assert bundled.load() == []


def test_a_compact_file_has_what_the_table_had(write: Write, tmp_path: Path) -> None:
    compact = tmp_path / "small.csv.xz"
    load(write(), f"--compile={compact}", "--credit=From the source, 2026.")
    assert not ProjectionRelease.objects.exists()
    with lzma.open(compact, "rt", encoding="utf-8") as file:
        assert next(file) == '"From the source, 2026."\n'
    names = [field.attname for field in Projection._meta.concrete_fields]
    before, after = (
        [[getattr(row, name) for name in names] for row in read_table(path, path.name).rows]
        for path in (write(), compact)
    )
    assert before == after


def test_visitors_see_the_newest_published_release_and_the_one_before(
    client: Client, guide: Guide
) -> None:
    newest, earlier = ProjectionRelease.objects.published()
    shown, _, before = outlook(client).partition("What was projected before")
    assert "979,000" in shown
    assert "850,000" not in shown
    assert "850,000" in before
    withdraw_release(newest, None)
    page = outlook(client)
    assert "850,000" in page
    assert "979,000" not in page
    withdraw_release(earlier, None)
    page = read_text(client.get(PAGE))
    assert "How employment is expected to change" not in page
    assert "Growth in jobs" not in page
    assert "Projected" not in page
    publish_release(newest, None)
    assert "979,000" in outlook(client)


def test_a_draft_takes_the_place_of_the_release_of_its_years_and_can_be_undone(
    client: Client, guide: Guide, write: Write
) -> None:
    first = ProjectionRelease.objects.get(base_year=2025)
    second = load(write({(3, 3): "980.0", (2, 3): "1,001.0"}), "--note=The official file.")
    assert "980,000" not in outlook(client)
    publish_release(second, None)
    page = outlook(client)
    assert "980,000" in page
    assert "2025–35. The official file." in page
    first.refresh_from_db()
    assert first.status == "withdrawn"
    publish_release(first, None)
    assert "979,000" in outlook(client)
    with pytest.raises(FileError, match="published already"):
        publish_release(first, None)


def test_rows_that_visitors_have_seen_never_change(write: Write) -> None:
    release = load(write())
    release.projections.update(title="A draft may change")
    publish_release(release, None)
    for change in (
        lambda: release.projections.update(employment=1),
        lambda: release.projections.all().delete(),
        lambda: Projection.objects.create(
            release=release,
            soc_code="11-1011",
            title="One more",
            is_group=False,
            **dict.fromkeys(("employment", "employment_projected", "openings_per_year"), 1),
            growth_percent=0,
        ),
    ):
        with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
            change()


def test_publishers_publish_and_withdraw_in_admin(client: Client, write: Write) -> None:
    release = load(write())
    address = "/admin/careers/projectionrelease/"
    client.force_login(member(EDITORS, "edith"))
    assert 'value="publish"' not in read_text(client.get(address))
    client.force_login(member(PUBLISHERS, "paula"))
    for action, status in (("publish", "published"), ("withdraw", "withdrawn")):
        values = {"action": action, "_selected_action": str(release.pk)}
        assert "2025–35" in read_text(client.post(address, values, follow=True))
        release.refresh_from_db()
        assert release.status == status
    again = client.post(address, values, follow=True)
    assert "is not published." in read_text(again)
    assert "43-6013" in read_text(client.get("/admin/careers/projection/?q=medical"))


def test_an_editor_puts_a_figure_beside_a_statement(
    edith: Client, guide: Guide, opened: dict[str, Any], client: Client
) -> None:
    form = add_row(opened, "skills", title="Patience", position="50", figures="no-such-fact")
    refused = read_text(send_form(edith, guide, form))
    assert "No measured fact of this guide has the key “no-such-fact”." in refused
    form = add_row(
        opened, "skills", title="Patience", position="50", figures="pause-at-will, growth"
    )
    assert send_form(edith, guide, form).status_code == 302
    publish_guide(guide, None)
    after = read_text(client.get(PAGE)).partition("<b>Patience</b>")[2][:1500]
    assert "<b>44.9%</b> Can pause their work at will." in after
    assert "<b>4.8%</b> growth in the jobs of this occupation, 2025–35." in after
