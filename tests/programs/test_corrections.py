"""Later imports do not overwrite an editor's corrections; the difference is shown."""

from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from programs.models import Institution, Program
from tests.programs.files import FIELD_OF_STUDY
from tests.programs.importing import checked, published
from tests.programs.test_importing import directory, fields


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor"))
    return client


def save(editor: Client, item: Program | Institution, **changes: object) -> str:
    """Send the admin's form as it stands, with some values changed."""
    name = item._meta.model_name
    address = reverse(f"admin:programs_{name}_change", args=[item.pk])
    form = editor.get(address).context["adminform"].form
    data = {
        field: "" if value in (None, False) else value
        for field, value in {**form.initial, **changes}.items()
        if field in form.fields
    }
    response = editor.post(address, data)
    errors = response.context["adminform"].form.errors if response.status_code == 200 else ""
    return str(errors)


def test_the_next_import_does_not_overwrite_a_corrected_figure(
    editor: Client, tmp_path: Path
) -> None:
    published(fields(tmp_path, {}))
    program = Program.objects.get()
    assert not save(editor, program, earnings=43000)
    later = checked(fields(tmp_path, {"EARN_MDN_4YR": "45000", "IPEDSCOUNT2": "20"}))
    kept = later.findings.get(kind="kept")
    assert (kept.row, kept.place, kept.column) == (2, FIELD_OF_STUDY["INSTNM"], "earnings")
    assert (kept.before, kept.after) == ("43000", "45000")
    published(fields(tmp_path, {"EARN_MDN_4YR": "45000", "IPEDSCOUNT2": "20"}))
    program.refresh_from_db()
    assert (program.earnings, program.completers) == (43000, 20)
    page = editor.get(reverse("admin:programs_program_change", args=[program.pk]))
    assert "43000 here; the latest file says 45000" in page.content.decode()


def test_the_files_value_put_back_is_imported_again(editor: Client, tmp_path: Path) -> None:
    published(fields(tmp_path, {}))
    program = Program.objects.get()
    save(editor, program, earnings=43000)
    program.refresh_from_db()
    save(editor, program, earnings=41000)
    program.refresh_from_db()
    assert program.overridden == {}
    published(fields(tmp_path, {"EARN_MDN_4YR": "45000"}))
    program.refresh_from_db()
    assert program.earnings == 45000


def test_an_action_restores_the_files_values(editor: Client, tmp_path: Path) -> None:
    published(fields(tmp_path, {}))
    program = Program.objects.get()
    save(editor, program, earnings=43000)
    published(fields(tmp_path, {"EARN_MDN_4YR": "PS"}))
    chosen = {"action": "return_to_file", "_selected_action": [program.pk]}
    editor.post(reverse("admin:programs_program_changelist"), chosen)
    program.refresh_from_db()
    assert (program.earnings, program.earnings_missing) == (None, "suppressed")
    assert program.overridden == {}


def test_the_next_directory_does_not_overwrite_a_corrected_address_and_closing(
    editor: Client, tmp_path: Path
) -> None:
    published(directory(tmp_path, {}))
    school = Institution.objects.get()
    assert not save(
        editor, school, latitude=34.5, city="Huntsville", is_closed="on", closed_on="2026-01-31"
    )
    published(directory(tmp_path, {"ZIP": "35763", "LATITUDE": "34.9"}))
    school.refresh_from_db()
    assert (school.latitude, school.longitude) == (34.5, -86.568502)
    assert (school.city, school.zip_code) == ("Huntsville", "35763")
    assert school.is_closed
    assert str(school.closed_on) == "2026-01-31"


def test_a_missing_figure_needs_its_reason(editor: Client, tmp_path: Path) -> None:
    published(fields(tmp_path, {}))
    program = Program.objects.get()
    assert "Give the earnings or the reason" in save(editor, program, earnings="")
    assert not save(editor, program, earnings="", earnings_missing="not-reported")


def test_details_need_their_source(editor: Client, tmp_path: Path) -> None:
    published(fields(tmp_path, {}))
    program = Program.objects.get()
    costs = {"cost_low": 3000, "cost_high": 4000}
    assert "Say where you read the details" in save(editor, program, **costs)
    assert "lower one first" in save(editor, program, cost_low=5000, cost_high=4000)
    source = {"details_from": "Catalog", "details_on": "2026-09-01"}
    for half in ({"cost_low": 3000}, {"cost_high": 3000}, {"months_high": 9}):
        assert "Give both, or neither" in save(editor, program, **source, **half)
    assert "Give both, or neither" in save(editor, program.institution, latitude=47.6)
    assert not save(editor, program, **costs, **source)


def test_a_program_unlisted_by_an_editor_stays_so(editor: Client, tmp_path: Path) -> None:
    published(fields(tmp_path, {}))
    program = Program.objects.get()
    save(editor, program, is_current=False)
    published(fields(tmp_path, {"IPEDSCOUNT2": "1"}))
    program.refresh_from_db()
    assert not program.is_current


def test_what_is_typed_while_a_file_is_published_stays_in_the_form(
    transactional_db: None, client: Client, tmp_path: Path
) -> None:
    client.force_login(User.objects.create_superuser("editor"))
    published(fields(tmp_path, {}))
    program = Program.objects.get()
    here = connection.connection.info
    with psycopg.connect(here.dsn, password=here.password) as another:
        another.execute("UPDATE programs_program SET completers = 13")
        assert "save again in a minute" in save(client, program, earnings=43000)
    assert not save(client, program, earnings=43000)
    program.refresh_from_db()
    assert (program.earnings, program.completers) == (43000, 13)
