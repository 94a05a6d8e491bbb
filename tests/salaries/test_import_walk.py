"""From a file to a published release and back: what an editor sees, decides and can undo."""

import io
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from imports.decisions import discard_import, publish_import
from imports.errors import FileError
from imports.run import restart_import, run_import
from salaries.models import Release, Wage, WageImport
from salaries.oews.publish import publish_release, withdraw_release
from tests.salaries import files
from tests.salaries.importing import MEDICAL, ROWS, imported, with_changes
from tests.worker import press

pytestmark = pytest.mark.django_db


def kinds(run: WageImport) -> dict[str, int]:
    return Counter(run.findings.values_list("kind", flat=True))


def test_the_preview_counts_and_names_what_is_different(tmp_path: Path, published: Release) -> None:
    rows = with_changes(
        OH={"A_MEDIAN": "56000", "A_PCT75": "60000", "A_PCT90": "70000"},
        TX={"A_MEDIAN": "42920"},
        NV={name: "*" for name in files.HEAD if name.startswith(("A_P", "H_P", "A_M", "H_M"))},
        AL={"H_PCT10": "7.24"},
    )
    rows = [row for row in rows if not (row["PRIM_STATE"] == "WY" and row["OCC_CODE"] == MEDICAL)]
    rows.append(
        {**rows[-1], "AREA": "80", "AREA_TITLE": "Atlantis", "PRIM_STATE": "XA", "AREA_TYPE": "2"}
    )
    run = imported(files.write_csv(tmp_path / "May2026.csv", rows))
    assert (run.state, run.base) == ("ready", published)
    assert run.counts == {
        "new": 1,
        "changed": 4,
        "unchanged": len(ROWS) - 5,
        "missing": 1,
        "suppressed": 1,
    }
    assert kinds(run) == {
        "big_change": 1,
        "suppressed": 1,
        "minimum": 1,
        "new_area": 1,
        "largest_up": 2,
    }
    jump = run.findings.get(kind="big_change")
    assert (jump.place, jump.before, jump.after) == ("Ohio", "44280", "56000")
    assert str(jump.change) == "26.5"
    # The row is that of the file: the head is row 1.
    assert rows[(jump.row or 0) - 2]["PRIM_STATE"] == "OH"


def test_what_cannot_be_true_forbids_publishing_and_makes_no_draft(
    tmp_path: Path, published: Release
) -> None:
    rows = with_changes(
        OH={"A_MEDIAN": "10"}, TX={"A_MEDIAN": "n/a"}, UT={"TOT_EMP": "-5"}, IA={"AREA": "XX"}
    )
    rows.append(dict(rows[0]))
    run = imported(files.write_csv(tmp_path / "May2026.csv", rows))
    assert run.state == "blocked"
    assert run.release is None
    found = kinds(run)
    assert found["duplicate"] == found["order"] == found["bad_key"] == 1
    assert found["unreadable"] == 2
    bad = {finding.after: finding for finding in run.findings.filter(kind="unreadable")}
    assert bad["n/a"].column == "A_MEDIAN"
    assert rows[(bad["n/a"].row or 0) - 2]["PRIM_STATE"] == "TX"
    assert Release.objects.count() == 1


def test_a_file_with_far_fewer_rows_needs_a_second_yes(
    tmp_path: Path, published: Release, client: Client
) -> None:
    path = files.write_csv(tmp_path / "May2026.csv", ROWS[: len(ROWS) // 2])
    run = imported(path)
    assert run.state == "ready"
    doubt = run.findings.get(kind="partial").message
    assert doubt.startswith(f"{run.counts['missing']} of the 102 rows that are published")
    with pytest.raises(FileError, match="If the file is right all the same"):
        publish_import(run, None)
    client.force_login(User.objects.create_superuser("editor"))
    act = f"/admin/salaries/wageimport/{run.pk}/act/"
    # Being sure is not enough: the page asks, and says why.
    answer = client.post(act, {"action": "publish", "sure": "yes"}).content.decode()
    assert doubt in answer
    assert 'name="in_spite"' in answer
    press(client, act, {"action": "publish", "sure": "yes", "in_spite": "yes"})
    run.refresh_from_db()
    assert run.state == "published"
    assert LogEntry.objects.filter(change_message=f"Published. In spite of: {doubt}").exists()


def test_publishing_replaces_the_month_and_withdrawing_brings_it_back(
    tmp_path: Path, published: Release
) -> None:
    editor = User.objects.create_superuser("editor")
    run = imported(
        files.write_csv(tmp_path / "may2025-b.csv", with_changes(OH={"A_PCT90": "57000"}))
    )
    draft = run.release
    assert draft is not None
    assert Release.objects.latest_published() == published
    publish_release(draft, editor)
    assert Release.objects.latest_published() == draft
    published.refresh_from_db()
    assert published.status == "withdrawn"
    earlier = withdraw_release(draft, editor)
    assert earlier == published
    assert Release.objects.latest_published() == published
    # And again: what was withdrawn can return.
    draft.refresh_from_db()
    publish_release(draft, editor)
    assert Release.objects.latest_published() == draft
    words = [entry.change_message for entry in LogEntry.objects.order_by("pk")]
    assert words[0].startswith("Withdrawn: gave way")
    assert "Published." in words
    assert any(word.startswith("Returned") for word in words)
    assert {entry.user_id for entry in LogEntry.objects.all()} == {editor.pk}


def test_a_draft_compared_with_what_is_no_longer_shown_is_not_published(
    tmp_path: Path, published: Release
) -> None:
    first = imported(
        files.write_csv(tmp_path / "may2025-b.csv", with_changes(OH={"A_PCT90": "57000"}))
    )
    second = imported(
        files.write_csv(tmp_path / "may2025-c.csv", with_changes(TX={"A_PCT90": "58000"}))
    )
    assert first.release is not None
    assert second.release is not None
    publish_release(first.release, None)
    with pytest.raises(FileError, match="Compare the file again"):
        publish_release(second.release, None)
    assert Release.objects.latest_published() == first.release


def test_a_file_is_recognized_whatever_it_is_packed_in(tmp_path: Path, published: Release) -> None:
    again = imported(files.write_gz(tmp_path / "other_name_may2025.csv.gz", ROWS))
    assert again.state == "failed"
    assert "This file is known" in again.message
    assert "may2025.csv" in again.message
    wanted = imported(tmp_path / "other_name_may2025.csv.gz", even_if_known=True)
    assert wanted.state == "ready"


def test_a_figure_an_editor_changed_is_named_before_a_file_replaces_it(
    tmp_path: Path, published: Release
) -> None:
    published.wages.filter(area__state="OH", occupation__soc_code=MEDICAL).update(
        annual_median=44_000, edited_at="2026-06-01T00:00Z"
    )
    run = imported(files.write_csv(tmp_path / "may2025.csv", ROWS), even_if_known=True)
    edited = run.findings.get(kind="edited")
    assert (edited.place, edited.before, edited.after) == ("Ohio", "44000", "44280")


def test_cancelling_leaves_nothing_and_it_can_be_started_again(
    tmp_path: Path, published: Release
) -> None:
    path = files.write_csv(tmp_path / "May2026.csv", with_changes(OH={"A_PCT90": "57000"}))
    run = WageImport.objects.create(file_name=path.name, path=str(path), size=1)

    def cancel(run: WageImport) -> None:
        WageImport.objects.filter(pk=run.pk).update(cancel_requested=True)

    run_import(run, on_progress=cancel)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert Release.objects.count() == 1
    restart_import(run)
    run_import(run)
    run.refresh_from_db()
    assert run.state == "ready"


def test_discarding_a_draft_removes_its_wages_alone(tmp_path: Path, published: Release) -> None:
    run = imported(files.write_csv(tmp_path / "May2026.csv", with_changes(OH={"A_PCT90": "57000"})))
    before = published.wages.count()
    discard_import(run)
    run.refresh_from_db()
    assert run.state == "discarded"
    assert (Release.objects.count(), Wage.objects.count()) == (1, before)


def test_the_command_prints_counts_and_publishes_when_told(
    tmp_path: Path, published: Release
) -> None:
    path = files.write_csv(tmp_path / "May2026.csv", with_changes(OH={"A_PCT90": "57000"}))
    out = io.StringIO()
    call_command("import_oews", str(path), "--dry-run", stdout=out)
    assert "0 new, 1 changed" in out.getvalue()
    assert Release.objects.count() == WageImport.objects.count() == 1
    call_command("import_oews", str(path), "--publish", stdout=out)
    assert "May 2026 is published" in out.getvalue()
    latest = Release.objects.latest_published()
    assert latest is not None
    assert latest.key == "2026-05"
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_oews", str(tmp_path / "nothing.csv"))
    with pytest.raises(CommandError, match="is known"):
        call_command("import_oews", str(path), stdout=out)
