"""A guide's table goes through a spreadsheet and comes back into the guide's form."""

import csv
import io
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import EDITORS, PUBLISHERS
from careers.guides.documents import build_document
from careers.guides.sheets import MAX_ROWS, SHEET_TABLES
from careers.models import Guide
from tests.careers.guides import PAGE, admin_page, rename_first_duty, save_guide
from tests.staff import member

Rows = list[dict[str, str]]


@pytest.fixture
def editing(client: Client, guide: Guide) -> Client:
    client.force_login(member(EDITORS))
    return client


def download(client: Client, guide: Guide, table: str) -> Rows:
    address = admin_page(guide, f"tables/{table}.csv")
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def upload(client: Client, guide: Guide, table: str, rows: Rows | bytes) -> Any:
    data = rows if isinstance(rows, bytes) else as_csv(rows)
    return client.post(
        admin_page(guide, "tables/"),
        {"table": table, "file": SimpleUploadedFile("table.csv", data)},
    )


def as_csv(rows: Rows) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("table", SHEET_TABLES)
def test_every_table_comes_back_as_it_went(editing: Client, guide: Guide, table: str) -> None:
    before = build_document(guide)
    assert upload(editing, guide, table, download(editing, guide, table)).status_code == 302
    assert build_document(guide) == before


def test_changed_new_and_deleted_lines_are_shown_and_are_not_public_yet(
    editing: Client, guide: Guide
) -> None:
    rows = download(editing, guide, "duties")
    rows[0]["title"] = "Welcome every patient"
    del rows[1]
    rows.append({**dict.fromkeys(rows[0], ""), "title": "=Order supplies", "position": "99"})
    answer = upload(editing, guide, "duties", rows)
    page = unescape(editing.get(answer["Location"]).content.decode())
    assert "The file is in the guide, and visitors do not see it yet." in page
    assert "<ins>every " in page
    assert 'class="kind">added' in page
    assert 'class="kind">removed' in page
    assert guide.points.get(position=99).title == "=Order supplies"
    # A spreadsheet must not take it for a formula; here and back it is what it was.
    assert download(editing, guide, "duties")[-1]["title"].startswith("'=")
    assert "Welcome every patient" not in Client().get(PAGE).content.decode()


def test_what_the_guide_had_before_a_file_is_kept(editing: Client, guide: Guide) -> None:
    rename_first_duty(guide, "Typed, and published by nobody")
    before = build_document(guide)
    answer = upload(editing, guide, "duties", download(editing, guide, "duties")[1:])
    page = editing.get(answer["Location"]).content.decode()
    assert ">version 2</a>, which has what the guide had before." in page
    assert f'href="{admin_page(guide, "versions/2/return/")}"' in page
    assert f'href="{admin_page(guide, "publish/")}"' in page
    kept = guide.versions.all()[0]
    assert (kept.published_at, kept.note) == (None, "Kept before a file of duties.")
    assert kept.document == before


def test_the_list_has_what_the_file_changed_and_nothing_else(editing: Client, guide: Guide) -> None:
    rows = download(editing, guide, "skills")
    rename_first_duty(guide, "Typed, and published by nobody")
    rows[0]["title"] = "Reading upside down"
    answer = upload(editing, guide, "skills", rows)
    page = unescape(editing.get(answer["Location"]).content.decode())
    assert "Reading upside down" in page
    assert "Typed, and published by nobody" not in page
    answer = upload(editing, guide, "skills", download(editing, guide, "skills"))
    page = unescape(editing.get(answer["Location"]).content.decode())
    assert "Nothing: the guide had all of it." in page


def test_a_file_downloaded_before_a_colleague_saved_shows_that_it_takes_that_back(
    editing: Client, guide: Guide
) -> None:
    rows = download(editing, guide, "duties")
    rename_first_duty(guide, "Saved by a colleague")
    answer = upload(editing, guide, "duties", rows)
    page = unescape(editing.get(answer["Location"]).content.decode())
    assert "<del>Saved by a colleague</del>" in page
    assert f"<ins>{rows[0]['title']}</ins>" in page


def test_a_guide_with_as_many_rows_as_a_file_may_have_is_saved_in_its_form(
    editing: Client, guide: Guide
) -> None:
    for table in ("duties", "skills", "certifications", "training_costs", "related_occupations"):
        rows = download(editing, guide, table)
        codes = (f"11-{number}" for number in range(1000, 2000))
        while len(rows) < MAX_ROWS:
            row = {**rows[0], "id": ""}
            rows.append(row | {"soc_code": next(codes)} if "soc_code" in row else row)
        assert upload(editing, guide, table, rows).status_code == 302
    assert save_guide(editing, guide, title="How to be many").status_code == 302
    guide.refresh_from_db()
    assert guide.title == "How to be many"


def test_mistakes_are_named_with_their_lines_and_nothing_is_taken(
    editing: Client, guide: Guide
) -> None:
    before = build_document(guide)
    rows = download(editing, guide, "training_costs")
    rows = [*rows[:2], {**rows[0], "id": ""}]
    rows[0]["cost_low"], rows[0]["months_low"] = "a lot", "99"
    rows[1]["cost_low"], rows[1]["cost_high"] = "9000", "10"
    rows[2]["program_type"] = ""
    answer = upload(editing, guide, "training_costs", rows)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Line 2: cost low: “a lot” value must be an integer." in page
    assert "Line 2: The shorter time is above the longer one." in page
    assert "Line 3: The lower cost is above the higher one." in page
    assert "Line 4: program type: This field cannot be blank." in page
    assert build_document(guide) == before
    assert guide.versions.count() == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe\x00", "not in UTF-8"),
        (b"id,title\n1,x\n", "lacks the columns position, detail"),
        (b"id,position,title,detail\n" + b",1,x,y\n" * 101, "has 101 lines below the first"),
        (b'id,position,title,detail\n1,1,"x', "not a CSV file"),
        (b"id,position,title,detail\n,99999999,x,y\n", "Line 2: position"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_reason(
    editing: Client, guide: Guide, data: bytes, message: str
) -> None:
    answer = upload(editing, guide, "duties", data)
    assert answer.status_code == 422
    assert message in unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("table", "column", "label"),
    [
        ("related_occupations", "soc_code", "SOC code"),
        ("sections", "anchor", "anchor"),
        ("roadmap_steps", "anchor", "anchor"),
        ("measured_facts", "key", "key"),
    ],
)
def test_what_has_to_be_unique_is_named_with_both_lines(
    editing: Client, guide: Guide, table: str, column: str, label: str
) -> None:
    rows = download(editing, guide, table)
    rows[2][column] = rows[0][column]
    answer = upload(editing, guide, table, rows)
    assert answer.status_code == 422
    message = f"Line 4: line 2 has the {label} “{rows[0][column]}” already."
    assert message in unescape(answer.content.decode())


def test_two_rows_exchange_their_codes(editing: Client, guide: Guide) -> None:
    rows = download(editing, guide, "related_occupations")
    codes = [rows[1]["soc_code"], rows[0]["soc_code"]]
    rows[0]["soc_code"], rows[1]["soc_code"] = codes
    assert upload(editing, guide, "related_occupations", rows).status_code == 302
    assert [each.soc_code for each in guide.related_occupations.all()[:2]] == codes


def test_a_publisher_downloads_and_uploads_nothing(client: Client, guide: Guide) -> None:
    client.force_login(member(PUBLISHERS))
    rows = download(client, guide, "skills")
    assert rows
    assert upload(client, guide, "skills", rows).status_code == 403
    assert client.get(admin_page(guide, "tables/users.csv")).status_code == 404


def test_a_sections_markdown_survives_a_spreadsheets_line_ends(
    editing: Client, guide: Guide
) -> None:
    rows = download(editing, guide, "sections")
    rows[0]["body"] = "First.\r\n\r\n- one\r\n- two"
    assert upload(editing, guide, "sections", rows).status_code == 302
    assert guide.sections.all()[0].body == "First.\n\n- one\n- two"


def test_an_owner_who_is_nobody_here_is_named(editing: Client, guide: Guide) -> None:
    rows = download(editing, guide, "sections")
    rows[1]["owner"] = "nobody"
    answer = upload(editing, guide, "sections", rows)
    assert "Line 3: owner: there is no owner “nobody”." in unescape(answer.content.decode())


def test_the_subjects_of_a_step_are_lines_of_one_cell(editing: Client, guide: Guide) -> None:
    rows = download(editing, guide, "roadmap_steps")
    rows[1]["subjects"] = "Bookkeeping\r\nInsurance"
    assert upload(editing, guide, "roadmap_steps", rows).status_code == 302
    assert guide.roadmap_steps.all()[1].subject_names == ["Bookkeeping", "Insurance"]
