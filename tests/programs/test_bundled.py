"""The programs and places that come with the site are loaded as an import would load them."""

import json
import lzma
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from imports.errors import FileError
from imports.models import ImportRun
from programs import bundled
from programs.importing.compact import compile_file, stage_compact_file
from programs.importing.withdraw import publish_dataset, withdraw_dataset
from programs.models import (
    Dataset,
    FieldOfStudy,
    FieldSummary,
    Institution,
    Program,
    ProgramImport,
    StagedInstitution,
    StagedProgram,
)
from programs.models.imports import StagedRow
from tests.programs.files import COMPILED, DIRECTORY_2024, table, write
from tests.programs.importing import RELEASED, checked, published, queued

FIELDS = ("46.03",)
ROWS = [
    {},
    {"credential_level": "2", "earnings_horizon": "1yr_after_completion"},
    {"credential_level": "99"},
    {"unitid": "2", "inst_name": r"Jones, A \ Sons, O'Neill’s", "state": "", "opeid6": "000007"},
    {"unitid": "3", "cip_code": "1107", "cip_desc": "Computer Science.", "debt_median": ""},
]


def list_rows(model: type[StagedRow], run: ProgramImport, *without: str) -> list[dict[str, Any]]:
    left_out = {"id", "run_id", "row_number", *without}
    rows = model._default_manager.filter(run=run).order_by("row_number").values()
    return [{name: cell for name, cell in row.items() if name not in left_out} for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("like", "rows"),
    [(COMPILED, ROWS), (DIRECTORY_2024, [{}, {"UNITID": "2", "NEWID": "3", "CYACTIVE": "3"}])],
)
def test_a_compact_file_stages_what_an_import_of_the_official_one_does(
    tmp_path: Path, like: dict[str, str], rows: list[dict[str, str]]
) -> None:
    source = write(tmp_path, "official.csv", table(like, rows))
    compile_file(source, tmp_path / "compact.xz")
    imported, loaded = checked(source), queued(source)
    stage_compact_file(loaded, tmp_path / "compact.xz")
    loaded.refresh_from_db()
    for fact in ("layout", "columns", "sha256", "rows_read", "rows_staged", "rows_left_out"):
        assert getattr(loaded, fact) == getattr(imported, fact), fact
    assert loaded.state == ImportRun.State.READY
    assert list_rows(StagedInstitution, loaded) == list_rows(StagedInstitution, imported)
    # The name of a field is told once.
    programs = list_rows(StagedProgram, loaded, "field_name")
    assert programs == list_rows(StagedProgram, imported, "field_name")


@pytest.mark.django_db
def test_a_file_with_a_row_that_cannot_be_read_is_not_compiled(tmp_path: Path) -> None:
    source = write(tmp_path, "bad.csv", table(COMPILED, [{}, {"earnings": "much"}]))
    with pytest.raises(CommandError, match=r"bad\.csv: 1 rows could not be read"):
        call_command("compile_programs", source, to=tmp_path)
    with pytest.raises(CommandError, match="No such file"):
        call_command("compile_programs", tmp_path / "none.csv", to=tmp_path)


@pytest.mark.parametrize("file", [bundled.PLACES, bundled.PROGRAMS])
def test_a_bundled_file_is_the_one_that_is_recognized(file: bundled.BundledFile) -> None:
    with lzma.open(bundled.DATA / file.name, "rt", encoding="utf-8") as stream:
        assert json.loads(stream.readline())["sha256"] == file.sha256


@pytest.mark.django_db
def test_programs_of_a_field_come_with_places_streets_and_calculators() -> None:
    assert bundled.load(FIELDS) == [
        "IPEDS institution directory, September 2025 (6,072 rows)",
        "College Scorecard, field of study, June 2026 (903 rows)",
    ]
    assert bundled.load(FIELDS) == bundled.load() == []
    # A site that had all files before there were summaries gets those.
    FieldSummary.objects.all().delete()
    assert bundled.load() == []
    assert FieldSummary.objects.filter(field="46.03").exists()
    assert list(FieldOfStudy.objects.values_list("code", "name")) == [
        ("46.03", "Electrical and Power Transmission Installers")
    ]
    school = Institution.objects.get(unitid=133386)
    assert (school.city, school.state, school.is_closed) == ("Daytona Beach", "FL", False)
    assert school.address
    assert school.net_price_calculator.startswith("https://")
    # Of the 27 that became part of another one, Wesley College of Delaware State University.
    assert Institution.objects.filter(successor_unitid__isnull=False).count() == 27
    assert Institution.objects.get(unitid=131098).successor_unitid == 130934
    assert Institution.objects.filter(is_closed=True, closed_on__isnull=False).count() == 68
    # Institutions that the directory does not have are in no known state.
    unplaced = Institution.objects.filter(directory=None)
    assert set(unplaced.values_list("state", flat=True)) <= {""}


def one_field(folder: Path, **changes: str) -> Dataset:
    """What was bundled before, as far as the test wants it: of an electrician's program."""
    row = {"unitid": "133386", "cip_code": "4603", "earnings": "1000", **changes}
    dataset = published(write(folder, "one.csv", table(COMPILED, [row])))
    ImportRun.objects.filter(sha256=dataset.sha256).update(sha256=bundled.ONE_FIELD)
    Dataset.objects.update(sha256=bundled.ONE_FIELD)
    return dataset


@pytest.mark.django_db
def test_all_fields_are_published_over_the_one_that_was_here_and_corrections_stay(
    tmp_path: Path,
) -> None:
    one_field(tmp_path)
    program, school = Program.objects.get(), Institution.objects.get()
    program.debt, program.overridden = 7, {"debt": 9500}
    program.save()
    school.city, school.overridden = "DeLand", {"city": ""}
    school.save()

    assert len(bundled.load(FIELDS)) == 2

    program.refresh_from_db()
    school.refresh_from_db()
    assert (program.earnings, program.debt, program.is_current) == (None, 7, True)
    assert (school.city, school.state) == ("DeLand", "FL")
    assert Program.objects.count() == 903


@pytest.mark.django_db
def test_where_editors_withdrew_what_was_bundled_the_new_file_waits_for_their_yes(
    tmp_path: Path,
) -> None:
    withdraw_dataset(one_field(tmp_path), None)
    bundled.load(FIELDS)
    assert not Program.objects.exists()
    (new,) = Dataset.objects.filter(kind="compiled").exclude(sha256=bundled.ONE_FIELD)
    assert not new.is_published
    publish_dataset(new, None)
    assert Program.objects.count() == 903


@pytest.mark.django_db
def test_what_editors_published_of_the_same_release_stays_over_the_bundled_files(
    tmp_path: Path,
) -> None:
    row = {"unitid": "133386", "cip_code": "4603", "debt_median": "1234"}
    own = published(write(tmp_path, "own.csv", table(COMPILED, [row])), RELEASED)
    bundled.load(FIELDS)
    assert Program.objects.get(institution__unitid=133386, credential=1).debt == 1234
    assert Dataset.objects.published().of_sort(own.kind).first() == own
    # Of credentials that it has nothing of, all are listed.
    assert Program.objects.filter(is_current=True, credential=2).count() > 100


@pytest.mark.django_db
def test_programs_that_cannot_be_loaded_stop_the_start_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(fields: object) -> list[str]:
        raise FileError("The disk is full.")

    monkeypatch.setattr(bundled, "load", refuse)
    monkeypatch.setattr(
        "careerguide.management.commands.load_content.LOADERS", (("Programs", bundled.load),)
    )
    with pytest.raises(CommandError, match=r"Programs were not loaded\.\nThe disk is full"):
        call_command("load_content")
