"""Public files are read, compared and published."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from imports.decisions import discard_import, publish_import
from imports.errors import FileError
from imports.run import cancel_import, restart_import, run_import
from programs.models import Dataset, Institution, Program, ProgramImport, StagedProgram
from tests.programs.files import DIRECTORY, FIELD_OF_STUDY, INSTITUTION, table, write, zipped
from tests.programs.importing import checked, messages, published, queued
from tests.programs.making import institution, program

pytestmark = pytest.mark.django_db


def fields(folder: Path, *rows: dict[str, str], name: str = "fos.csv") -> Path:
    return write(folder, name, table(FIELD_OF_STUDY, rows))


def directory(folder: Path, *rows: dict[str, str], encoding: str = "latin-1") -> Path:
    return write(folder, "hd2020.csv", table(DIRECTORY, rows), encoding)


def institutions(folder: Path, *rows: dict[str, str]) -> Path:
    return write(folder, "institution.csv", table(INSTITUTION, rows))


def counts(run: ProgramImport) -> dict[str, Any]:
    return {
        name: count for name, count in run.counts.items() if count and not name.startswith("found_")
    }


def test_a_file_of_programs_brings_programs_and_their_institutions(tmp_path: Path) -> None:
    path = fields(tmp_path, {}, {"CREDLEV": "2", "EARN_MDN_4YR": "PS", "IPEDSCOUNT2": "NA"})
    run = checked(path)
    publish_import(run, None)
    certificate, associate = Program.objects.order_by("credential")
    assert (certificate.completers, certificate.earnings, certificate.debt) == (12, 41000, 9500)
    assert certificate.field_id == "51.07"
    assert certificate.source == run.dataset
    assert (associate.earnings, associate.earnings_missing) == (None, "suppressed")
    assert (associate.completers, associate.completers_missing) == (None, "not-reported")
    school = Institution.objects.get()
    assert (school.unitid, school.control, school.opeid) == (100654, "public", "001002")
    assert school.slug == "alabama-a-m-university-100654"
    assert run.counts["new"] == 2


def test_nothing_is_public_before_it_is_published(tmp_path: Path) -> None:
    run = checked(fields(tmp_path, {}))
    assert run.state == "ready"
    assert not Dataset.objects.exists()
    assert not Program.objects.exists()
    assert not Institution.objects.exists()


def test_the_preview_tells_new_changed_unchanged_missing_and_suppressed(tmp_path: Path) -> None:
    first = [{"UNITID": str(number)} for number in range(100001, 100006)]
    published(fields(tmp_path, *first))
    later = [
        {"UNITID": "100001"},
        {"UNITID": "100002", "EARN_MDN_4YR": "60000"},
        {"UNITID": "100003", "EARN_MDN_4YR": "PS"},
        {"UNITID": "100004", "IPEDSCOUNT2": "13"},
        {"UNITID": "100009", "INSTNM": "New College"},
    ]
    run = checked(fields(tmp_path, *later, name="later.csv"))
    assert counts(run) == {
        "rows": 5,
        "new": 1,
        "changed": 3,
        "unchanged": 1,
        "missing": 1,
        "newly_suppressed": 1,
        "big_changes": 1,
        "with_figure": 3,
        "new_institutions": 1,
        "listed": 5,
    }
    largest = run.findings.filter(kind="largest")
    assert [(one.row, one.before, one.after, float(one.change or 0)) for one in largest] == [
        (3, "41000", "60000", 46.3)
    ]
    # One of three earnings: that asks for a second yes.
    assert run.findings.filter(kind="many_changes", message__contains="more than 25%").exists()
    assert run.findings.filter(kind="suppressed", message__contains="1 programs").exists()


def test_a_program_that_the_next_file_lacks_leaves_the_finder_and_comes_back(
    tmp_path: Path,
) -> None:
    published(fields(tmp_path, {}, {"UNITID": "100002"}))
    published(fields(tmp_path, {}, name="second.csv"))
    assert not Program.objects.get(institution__unitid=100002).is_current
    published(fields(tmp_path, {"IPEDSCOUNT2": "1"}, {"UNITID": "100002"}, name="third.csv"))
    assert Program.objects.get(institution__unitid=100002).is_current


def test_fields_that_a_file_does_not_cover_stay_listed(tmp_path: Path) -> None:
    published(fields(tmp_path, {}, {"CIPCODE": "1101", "CIPDESC": "Computer Science."}))
    published(fields(tmp_path, {"UNITID": "100002"}, name="second.csv"))
    assert Program.objects.get(field="11.01").is_current
    assert not Program.objects.get(field="51.07", institution__unitid=100654).is_current


def test_an_editors_own_program_is_beside_the_imported_one(tmp_path: Path) -> None:
    school = institution(unitid=100654)
    own = program(school, completers=3)
    published(fields(tmp_path, {}))
    own.refresh_from_db()
    assert (own.completers, own.source) == (3, None)
    assert school.programs.count() == 2


def test_the_directory_places_institutions_and_closes_some(tmp_path: Path) -> None:
    published(fields(tmp_path, {}, {"UNITID": "100002", "INSTNM": "Closed College"}))
    run = checked(
        directory(
            tmp_path,
            {},
            {"UNITID": "100002", "ACT": "D ", "CLOSEDAT": "12/31/2020"},
            {"UNITID": "243744", "INSTNM": "Dewey University-Juana Díaz", "STABBR": "PR"},
        )
    )
    publish_import(run, None)
    school = Institution.objects.get(unitid=100654)
    assert (school.city, school.state, school.zip_code) == ("Normal", "AL", "35762")
    assert (school.latitude, school.longitude) == (34.783368, -86.568502)
    assert school.position
    assert school.website == "https://www.aamu.edu/"
    assert school.directory == run.dataset
    closed = Institution.objects.get(unitid=100002)
    assert (closed.is_closed, closed.closed_on) == (True, dt.date(2020, 12, 31))
    assert Institution.objects.get(unitid=243744).name == "Dewey University-Juana Díaz"
    assert counts(run)["newly_closed"] == 1
    assert run.findings.get(kind="closed").place == "Closed College"
    assert Program.objects.listed().count() == 1


def test_an_institution_that_reopens_has_no_closing_date(tmp_path: Path) -> None:
    published(directory(tmp_path, {"ACT": "D ", "CLOSEDAT": "12/31/2020"}))
    published(directory(tmp_path, {"ACT": "R "}))
    school = Institution.objects.get()
    assert (school.is_closed, school.closed_on) == (False, None)


def test_quotes_inside_a_name_do_not_stop_the_directory(tmp_path: Path) -> None:
    text = table(DIRECTORY, [{}, {"UNITID": "100002"}])
    text = text.replace("4900 Meridian Street", '"The "Old" Mill"', 1)
    published(write(tmp_path, "hd.csv", text))
    assert Institution.objects.count() == 2
    # With a comma between them, the cells after it would be read as those of other columns.
    run = checked(write(tmp_path, "hd2.csv", text.replace('Mill"', 'Mill, Main Street"')))
    assert "line 2: the row has 15 cells, and the header 14" in run.message


def test_the_institution_file_in_a_zip_names_accreditors_and_distance_teaching(
    tmp_path: Path,
) -> None:
    published(fields(tmp_path, {}, {"UNITID": "100002"}))
    text = table(INSTITUTION, [{}, {"UNITID": "100002", "DISTANCEONLY": "1", "CURROPER": "0"}])
    published(
        zipped(
            tmp_path,
            {
                "Most-Recent-Cohorts-Institution.csv": text,
                "CollegeScorecardDataDictionary.xlsx": "x",
                "__MACOSX/._Most-Recent.csv": "x",
            },
        )
    )
    campus, online = Institution.objects.order_by("-unitid")
    assert campus.accreditor.startswith("Southern Association")
    assert (campus.is_closed, online.is_closed) == (False, True)
    assert campus.programs.get().delivery == ""
    assert online.programs.get().delivery == "online"


def test_a_file_of_programs_never_changes_a_known_institution(tmp_path: Path) -> None:
    published(institutions(tmp_path, {}))
    published(fields(tmp_path, {"INSTNM": "Renamed", "OPEID6": "999999", "CONTROL": "Foreign"}))
    school = Institution.objects.get()
    assert (school.name, school.opeid) == ("Alabama A & M University", "00100200")


def test_what_a_directory_does_not_tell_stays(tmp_path: Path) -> None:
    published(institutions(tmp_path, {}))
    published(directory(tmp_path, {"CITY": "", "WEBADDR": " ", "LATITUDE": "", "LONGITUD": ""}))
    school = Institution.objects.get()
    assert (school.city, school.latitude) == ("Normal", 34.783368)
    assert school.accreditor.startswith("Southern Association")


def test_the_same_file_is_published_again_only_where_that_is_asked_for(tmp_path: Path) -> None:
    path = fields(tmp_path, {})
    published(path)
    again = checked(path)
    assert again.state == "failed"
    assert "This file is known: it was published" in again.message
    published(fields(tmp_path, {"EARN_MDN_4YR": "60000"}, name="wrong.csv"))
    published(path, even_if_known=True)
    assert Program.objects.get().earnings == 41000


def test_an_older_file_asks_for_a_look(tmp_path: Path) -> None:
    published(fields(tmp_path, {}), dt.date(2026, 6, 10))
    older = checked(fields(tmp_path, {"IPEDSCOUNT2": "1"}), dt.date(2025, 6, 10))
    assert "A newer file is published already" in messages(older, "older")[None]


def test_a_part_of_a_file_asks_for_a_look(tmp_path: Path) -> None:
    rows = [{"UNITID": str(number)} for number in range(100001, 100011)]
    published(fields(tmp_path, *rows))
    part = checked(fields(tmp_path, *rows[:5]))
    assert "It may be only a part" in messages(part, "partial")[None]


def test_a_draft_is_compared_again_with_what_is_published_now(tmp_path: Path) -> None:
    waiting = checked(fields(tmp_path, {}))
    published(fields(tmp_path, {"IPEDSCOUNT2": "1"}, name="other.csv"))
    restart_import(waiting)
    run_import(waiting)
    assert counts(waiting)["changed"] == 1
    assert StagedProgram.objects.filter(run=waiting).count() == 1


def test_two_drafts_wait_side_by_side(tmp_path: Path) -> None:
    first = checked(fields(tmp_path, {}))
    second = checked(fields(tmp_path, {"UNITID": "100002"}, name="second.csv"))
    discard_import(second)
    publish_import(first, None)
    assert Program.objects.get().institution.unitid == 100654
    assert not StagedProgram.objects.filter(run=second).exists()


def test_a_draft_of_which_the_server_lost_the_rows_is_not_published(tmp_path: Path) -> None:
    published(fields(tmp_path, {}))
    run = checked(fields(tmp_path, {"IPEDSCOUNT2": "1"}, name="second.csv"))
    StagedProgram.objects.filter(run=run).delete()
    with pytest.raises(FileError, match="Compare the file again"):
        publish_import(run, None)
    assert Program.objects.get().is_current


def test_a_file_that_was_cancelled_before_its_turn_is_not_read(tmp_path: Path) -> None:
    run = queued(fields(tmp_path, {}))
    cancel_import(run)
    run_import(run)
    run.refresh_from_db()
    assert (run.state, run.counts) == ("cancelled", {})
    assert not StagedProgram.objects.exists()


def test_what_is_published_is_not_published_again(tmp_path: Path) -> None:
    run = checked(fields(tmp_path, {}))
    publish_import(run, None)
    with pytest.raises(FileError, match="not possible any more"):
        publish_import(run, None)


def test_bad_rows_are_named_and_left_out_and_the_rest_is_kept(tmp_path: Path) -> None:
    good = [{"UNITID": str(number)} for number in range(100001, 100201)]
    run = checked(
        fields(
            tmp_path,
            *good,
            {"UNITID": "12ab"},
            {"UNITID": "100201", "EARN_MDN_4YR": "a lot"},
            {"UNITID": "100202", "CREDLEV": "42"},
            {"UNITID": "100203", "CIPCODE": "health"},
            {"UNITID": "100001"},
            {"UNITID": "NA"},
            {"UNITID": "100204", "CREDLEV": "99"},
        )
    )
    publish_import(run, None)
    assert Program.objects.count() == 200
    faults = messages(run, "unreadable")
    assert faults[202] == "“12ab” is not a UNITID"
    assert faults[203] == "“a lot” is not a number of dollars or people"
    assert "credential level “42”" in faults[204]
    assert "not a CIP code" in faults[205]
    assert "earlier row" in faults[206]
    assert run.findings.get(kind="unreadable", row=203).column == "EARN_MDN_4YR"
    # Without an institution; without a credential.
    assert run.rows_left_out == 2


def test_a_file_with_many_bad_rows_is_not_published(tmp_path: Path) -> None:
    run = checked(fields(tmp_path, *[{"EARN_MDN_4YR": "x"}] * 3, {"UNITID": "100001"}))
    assert run.state == "blocked"
    assert "3 of 4 rows could not be read" in messages(run, "damaged")[None]
    with pytest.raises(FileError):
        publish_import(run, None)
    assert not Program.objects.exists()
