"""A guide's table goes through a spreadsheet and comes back as a draft."""

import csv
import io
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import EDITORS, PUBLISHERS
from careers.history.sheet import SHEET_TABLES
from careers.history.snapshot import snapshot_guide
from careers.models import Career, GuideDraft
from tests.staff import member

Rows = list[dict[str, str]]


@pytest.fixture
def career(content: None) -> Career:
    return Career.objects.get()


@pytest.fixture
def editing(client: Client, career: Career) -> Client:
    client.force_login(member(EDITORS))
    return client


def download(client: Client, career: Career, table: str) -> Rows:
    address = f"/admin/careers/career/{career.pk}/tables/{table}.csv"
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def upload(client: Client, career: Career, table: str, rows: Rows | bytes) -> Any:
    data = rows if isinstance(rows, bytes) else as_csv(rows)
    return client.post(
        f"/admin/careers/career/{career.pk}/tables/",
        {"table": table, "file": SimpleUploadedFile("table.csv", data)},
    )


def as_csv(rows: Rows) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def draft_of(career: Career) -> dict[str, Any]:
    content: dict[str, Any] = GuideDraft.objects.get(career=career).content
    return content


@pytest.mark.parametrize("table", SHEET_TABLES)
def test_every_table_comes_back_as_it_went(editing: Client, career: Career, table: str) -> None:
    before = snapshot_guide(career)
    assert upload(editing, career, table, download(editing, career, table)).status_code == 302
    assert draft_of(career) == before
    assert snapshot_guide(career) == before


def test_changed_new_and_deleted_lines_are_shown_before_they_count(
    editing: Client, career: Career
) -> None:
    rows = download(editing, career, "duties")
    rows[0]["title"] = "Welcome every patient"
    del rows[1]
    rows.append({**dict.fromkeys(rows[0], ""), "title": "=Order supplies", "position": "99"})
    answer = upload(editing, career, "duties", rows)
    page = unescape(editing.get(answer["Location"]).content.decode())
    assert "Welcome every patient" in page or "<ins>" in page
    assert 'class="kind">added' in page
    assert 'class="kind">removed' in page
    assert draft_of(career)["parts"]["duties"][-1]["title"] == "=Order supplies"
    # A spreadsheet must not take it for a formula; here and back it is what it was.
    assert download(editing, career, "duties")[-1]["title"].startswith("'=")
    assert career.duties.filter(title="Welcome every patient").count() == 0


def test_mistakes_are_named_with_their_lines_and_nothing_is_taken(
    editing: Client, career: Career
) -> None:
    rows = download(editing, career, "training_costs")
    rows = [*rows[:2], {**rows[0], "id": ""}]
    rows[0]["cost_low"], rows[0]["months_low"] = "a lot", "99"
    rows[1]["cost_low"], rows[1]["cost_high"] = "9000", "10"
    rows[2]["program_type"] = ""
    answer = upload(editing, career, "training_costs", rows)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Line 2: cost low: “a lot” value must be an integer." in page
    assert "Line 2: The shorter time is above the longer one." in page
    assert "Line 3: The lower cost is above the higher one." in page
    assert "Line 4: program type: This field cannot be blank." in page
    assert not GuideDraft.objects.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe\x00", "not in UTF-8"),
        (b"id,title\n1,x\n", "lacks the columns position, detail"),
        (b"id,position,title,detail\n" + b",1,x,y\n" * 501, "more than 500 lines"),
        (b'id,position,title,detail\n1,1,"x', "not a CSV file"),
        (b"id,position,title,detail\n,99999999,x,y\n", "Line 2: position"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_reason(
    editing: Client, career: Career, data: bytes, message: str
) -> None:
    answer = upload(editing, career, "duties", data)
    assert answer.status_code == 422
    assert message in unescape(answer.content.decode())


def test_one_code_twice_is_refused(editing: Client, career: Career) -> None:
    rows = download(editing, career, "related_occupations")
    rows[1]["soc_code"] = rows[0]["soc_code"]
    answer = upload(editing, career, "related_occupations", rows)
    assert answer.status_code == 422
    assert "has to be unique" in answer.content.decode()


def test_a_publisher_downloads_and_uploads_nothing(client: Client, career: Career) -> None:
    client.force_login(member(PUBLISHERS))
    rows = download(client, career, "skills")
    assert rows
    assert upload(client, career, "skills", rows).status_code == 403
    assert client.get(f"/admin/careers/career/{career.pk}/tables/users.csv").status_code == 404


def test_a_sections_markdown_survives_a_spreadsheets_line_ends(
    editing: Client, career: Career
) -> None:
    rows = download(editing, career, "sections")
    rows[0]["body"] = "First.\r\n\r\n- one\r\n- two"
    assert upload(editing, career, "sections", rows).status_code == 302
    assert draft_of(career)["parts"]["sections"][0]["body"] == "First.\n\n- one\n- two"


def test_an_owner_who_is_nobody_here_is_named(editing: Client, career: Career) -> None:
    rows = download(editing, career, "sections")
    rows[1]["owner"] = "nobody"
    answer = upload(editing, career, "sections", rows)
    assert "Line 3: owner: there is no owner “nobody”." in unescape(answer.content.decode())


def test_subjects_follow_their_steps_new_ones_and_gone_ones(
    editing: Client, career: Career
) -> None:
    steps = download(editing, career, "roadmap_steps")
    subjects = download(editing, career, "subjects")
    gone = subjects[0]["step"]
    steps = [row for row in steps if row["anchor"] != gone]
    steps.append({**steps[-1], "id": "", "anchor": "a-new-step", "title": "A new step"})
    assert upload(editing, career, "roadmap_steps", steps).status_code == 302
    left = download(editing, career, "subjects")
    assert {row["step"] for row in left} == {row["step"] for row in subjects} - {gone}

    left.append({"id": "", "position": "1", "step": "a-new-step", "name": "Bookkeeping"})
    assert upload(editing, career, "subjects", left).status_code == 302
    assert download(editing, career, "subjects")[-1]["step"] == "a-new-step"
    address = f"/admin/careers/career/{career.pk}/draft/"
    editing.get(address)
    page = unescape(editing.get(address).content.decode())
    assert "A new step" in page
    assert "Bookkeeping" in page

    left[-1]["step"] = "no-such-step"
    answer = upload(editing, career, "subjects", left)
    assert "there is no step “no-such-step”" in unescape(answer.content.decode())
