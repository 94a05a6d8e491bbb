"""A wrong file is taken back: what was published before is what visitors see again."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from imports.background import BROKE, DIED
from imports.decisions import publish_import
from imports.errors import FileError
from imports.locks import LOCK_SPACE
from imports.run import TIME_TO_BEGIN, restart_import, run_import
from programs.importing import withdraw
from programs.importing.withdraw import REMOVE, RETURN, publish_dataset, withdraw_dataset
from programs.models import Dataset, Institution, Program, ProgramImport
from programs.tasks import DATASET_CHANGE, change_dataset
from tests.programs.files import DIRECTORY, FIELD_OF_STUDY, INSTITUTION, table, write
from tests.programs.importing import checked, published
from tests.programs.making import FINDER
from tests.worker import do_waiting_tasks

pytestmark = pytest.mark.django_db


def fields(folder: Path, *rows: dict[str, str], name: str = "fos.csv") -> Path:
    return write(folder, name, table(FIELD_OF_STUDY, rows))


def directory(folder: Path, *rows: dict[str, str], name: str = "hd.csv") -> Path:
    return write(folder, name, table(DIRECTORY, rows))


def listing() -> list[tuple[Any, ...]]:
    """Everything that imports write, of every program and institution, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT i.unitid, i.name, i.slug, i.city, i.state, i.latitude, i.is_closed,
                i.closed_on, i.source_id, i.directory_id, i.overridden, p.field_id, p.credential,
                p.completers, p.completers_missing, p.earnings, p.earnings_missing, p.debt,
                p.debt_missing, p.high_school_earnings, p.delivery, p.is_current, p.source_id,
                p.overridden, p.cost_low
            FROM programs_institution i LEFT JOIN programs_program p ON p.institution_id = i.id
            ORDER BY 1, 12, 13"""
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def test_the_programs_of_a_wrong_file_go_and_those_before_it_come_back(
    content: None, client: Client, tmp_path: Path
) -> None:
    before, page = listing(), client.get(FINDER).content
    rows = [{"UNITID": str(number)} for number in range(900_001, 900_254)]
    wrong = published(fields(tmp_path, *rows, {"EARN_MDN_4YR": "1"}))
    assert Program.objects.listed().for_fields(["51.07"]).filter(credential=1).count() == 254
    good = withdraw_dataset(wrong, None)
    assert good is not None
    assert good.kind == "compiled"
    assert listing() == before
    assert client.get(FINDER).content == page
    assert "fos.csv" not in client.get("/sources/").content.decode()
    publish_dataset(wrong, None)
    assert Program.objects.get(institution__unitid=100654, credential=1).earnings == 1
    assert Dataset.objects.published().first() == wrong


def test_the_file_before_a_wrong_one_may_be_imported_again(db: None, tmp_path: Path) -> None:
    path = fields(tmp_path, {})
    good = published(path)
    assert "is what visitors see" in checked(path).message
    withdraw_dataset(good, None)
    assert not Program.objects.filter(source=good).exists()
    published(path)
    assert Program.objects.listed().count() == 1


def test_editors_corrections_and_details_outlive_a_withdrawal(tmp_path: Path) -> None:
    first = published(fields(tmp_path, {}, {"UNITID": "100002"}))
    corrected = Program.objects.get(institution__unitid=100654)
    corrected.earnings, corrected.cost_low, corrected.cost_high = 50_000, 3_000, 4_000
    corrected.overridden = {"earnings": 41_000, "earnings_missing": ""}
    corrected.details_from, corrected.details_on = "catalog", timezone.localdate()
    corrected.save()
    wrong = published(fields(tmp_path, {"EARN_MDN_4YR": "7"}, name="wrong.csv"))
    corrected.refresh_from_db()
    assert (corrected.earnings, corrected.overridden["earnings"]) == (50_000, 7)
    withdraw_dataset(wrong, None)
    corrected.refresh_from_db()
    assert (corrected.earnings, corrected.overridden["earnings"]) == (50_000, 41_000)
    assert (corrected.cost_low, corrected.source, corrected.is_current) == (3_000, first, True)
    assert Program.objects.get(institution__unitid=100002).is_current
    # Without any file the detail is kept for editors; visitors do not meet it.
    withdraw_dataset(first, None)
    kept = Program.objects.get()
    assert (kept.cost_low, kept.is_current, kept.debt) == (3_000, False, None)
    assert not Institution.objects.filter(unitid=100002).exists()


def test_a_withdrawn_directory_leaves_the_address_of_the_one_before(tmp_path: Path) -> None:
    published(fields(tmp_path, {}))
    bare = listing()
    older = published(directory(tmp_path, {}))
    placed = listing()
    newer = published(
        directory(
            tmp_path,
            {"CITY": "Elsewhere", "ACT": "D ", "CLOSEDAT": "12/31/2020"},
            {"UNITID": "100009", "INSTNM": "New College"},
            name="newer.csv",
        )
    )
    assert Institution.objects.get(unitid=100654).is_closed
    assert withdraw_dataset(newer, None) == older
    assert listing() == placed
    assert withdraw_dataset(older, None) is None
    assert listing() == bare


def test_a_withdrawn_file_of_institutions_changes_programs_only_where_they_follow_it(
    tmp_path: Path,
) -> None:
    published(fields(tmp_path, {}, {"UNITID": "100002"}))
    published(directory(tmp_path, {}, {"UNITID": "100003"}))
    before = listing()
    rows = [{"DISTANCEONLY": "1"}, {"UNITID": "100004"}]
    wrong = published(write(tmp_path, "institution.csv", table(INSTITUTION, rows)))
    assert Program.objects.filter(delivery="online").count() == 1
    withdraw_dataset(wrong, None)
    assert listing() == before


def test_a_file_in_the_middle_is_withdrawn_without_a_trace(tmp_path: Path) -> None:
    published(fields(tmp_path, {}, {"UNITID": "100002"}))
    wrong = published(fields(tmp_path, {"CREDLEV": "2"}, name="wrong.csv"))
    published(fields(tmp_path, {"UNITID": "100002"}, name="third.csv"))
    withdraw_dataset(wrong, None)
    shown = Program.objects.order_by("institution__unitid").values_list(
        "institution__unitid", "credential", "is_current"
    )
    assert list(shown) == [(100002, 1, True), (100654, 1, False)]


def test_a_file_is_withdrawn_once(tmp_path: Path) -> None:
    dataset = published(fields(tmp_path, {}))
    with pytest.raises(FileError, match="published already"):
        publish_dataset(dataset, None)
    withdraw_dataset(dataset, None)
    with pytest.raises(FileError, match="withdrawn already"):
        withdraw_dataset(dataset, None)


def test_a_preview_of_before_a_withdrawal_is_compared_again(tmp_path: Path) -> None:
    first = published(fields(tmp_path, {}))
    run = checked(fields(tmp_path, {"EARN_MDN_4YR": "42000"}, name="next.csv"))
    assert (run.counts["changed"], run.counts["new"]) == (1, 0)
    # A file of institutions is no concern of one of programs.
    published(directory(tmp_path, {}))
    withdraw_dataset(first, None)
    with pytest.raises(FileError, match="Compare the file again"):
        publish_import(run, None)
    restart_import(run)
    run_import(run)
    run.refresh_from_db()
    assert (run.counts["changed"], run.counts["new"]) == (0, 1)
    publish_import(run, None)
    assert Program.objects.get().earnings == 42_000


def test_a_decision_has_more_time_than_a_request_and_refusals_are_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = []

    def break_a_rule(run: ProgramImport) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            limits.append(cursor.fetchone())
        Institution.objects.update(is_closed=False, closed_on="2026-01-31")

    dataset = published(directory(tmp_path, {}))
    withdraw_dataset(dataset, None)
    before = listing()
    monkeypatch.setattr(withdraw, "apply_rows", break_a_rule)
    Institution.objects.create(name="A", slug="a", state="AL")
    with pytest.raises(FileError, match="institution_closed_before_dated"):
        publish_dataset(dataset, None)
    assert limits == [("5min",)]
    Institution.objects.all().delete()
    assert listing() == before
    dataset.refresh_from_db()
    assert not dataset.is_published


def test_the_database_keeps_the_rows_of_a_published_file(tmp_path: Path) -> None:
    dataset = published(fields(tmp_path, {}))
    other = checked(fields(tmp_path, {"UNITID": "100002"}, name="other.csv"))
    with pytest.raises(IntegrityError), transaction.atomic():
        type(other).objects.filter(pk=other.pk).update(dataset=dataset)
    user = User.objects.create_user("editor")
    with pytest.raises(IntegrityError), transaction.atomic():
        Dataset.objects.filter(pk=dataset.pk).update(withdrawn_by=user)


def act(client: Client, dataset: Dataset, action: str) -> str:
    address = reverse("admin:programs_dataset_act", args=[dataset.pk])
    return client.post(address, {"action": action, "sure": "yes"}, follow=True).content.decode()


def test_a_publisher_withdraws_a_file_in_admin(client: Client, tmp_path: Path) -> None:
    dataset = published(fields(tmp_path, {}))
    address = reverse("admin:programs_dataset_act", args=[dataset.pk])
    client.force_login(User.objects.create_user("viewer", is_staff=True))
    assert client.post(address, {"action": "withdraw", "sure": "yes"}).status_code == 403
    client.force_login(User.objects.create_superuser("publisher"))
    asked = client.post(address, {"action": "withdraw"}).content.decode()
    assert "No other file of this sort is published" in asked
    assert not DBTaskResult.objects.exists()
    waiting = act(client, dataset, "withdraw")
    assert "It is being withdrawn" in waiting
    assert '<li class="now">Waiting for its turn</li>' in waiting
    assert 'http-equiv="refresh"' in waiting
    assert "Withdraw it…" not in waiting
    assert Program.objects.exists()
    # The second of two clicks.
    assert "is being changed already" in act(client, dataset, "withdraw")
    assert DBTaskResult.objects.count() == 1
    do_waiting_tasks()
    page = client.get(reverse("admin:programs_dataset_change", args=[dataset.pk])).content.decode()
    assert "No such file is shown now" in page
    assert "Publish it again…" in page
    assert 'http-equiv="refresh"' not in page
    assert not Program.objects.exists()
    act(client, dataset, "publish")
    do_waiting_tasks()
    assert Program.objects.get().is_current
    history = LogEntry.objects.filter(object_id=str(dataset.pk)).order_by("pk")
    assert list(history.values_list("change_message", "user__username")) == [
        ("Withdrawn.", "publisher"),
        ("Published again.", "publisher"),
    ]


def test_the_page_of_a_file_tells_where_its_change_is(tmp_path: Path) -> None:
    dataset = published(fields(tmp_path, {}))
    assert DATASET_CHANGE.find_latest(dataset.pk) is None
    task = change_dataset.enqueue(dataset.pk, "withdraw", 0)
    stored = DBTaskResult.objects.filter(pk=task.id)
    stored.update(status="RUNNING", started_at=timezone.now())
    with connections["default"].copy().temporary_connection() as other:
        # As the worker's session, which holds a lock for each step.
        for step in ("", REMOVE, RETURN):
            other.execute(
                "SELECT pg_advisory_lock(%s, hashtext(%s))",
                [LOCK_SPACE, f"dataset {dataset.pk} {step}"],
            )
        change = DATASET_CHANGE.find_latest(dataset.pk)
        assert change
        assert [label for label, state in change.steps if state == "now"] == [RETURN]
        stored.update(started_at=timezone.now() - 2 * TIME_TO_BEGIN)
        assert DATASET_CHANGE.find_latest(dataset.pk).is_at_work  # type: ignore[union-attr]
    change = DATASET_CHANGE.find_latest(dataset.pk)
    assert change
    assert (change.is_at_work, change.message) == (False, DIED)
    stored.update(status="FAILED", finished_at=timezone.now())
    assert DATASET_CHANGE.find_latest(dataset.pk).message == BROKE  # type: ignore[union-attr]


def test_what_a_file_cannot_be_changed_for_is_said_on_its_page(
    admin_client: Client, tmp_path: Path
) -> None:
    dataset = published(fields(tmp_path, {}))
    withdraw_dataset(dataset, None)
    page = act(admin_client, dataset, "withdraw")
    do_waiting_tasks()
    page = admin_client.get(f"/admin/programs/dataset/{dataset.pk}/change/").content.decode()
    assert f"{dataset} is withdrawn already" in page
    assert 'class="errornote"' in page
