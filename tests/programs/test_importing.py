"""Public files are read, compared and published."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from programs.importing.publish import CannotPublishError, publish
from programs.importing.run import check, draft
from programs.models import Dataset, Institution, Program
from programs.models.staging import StagedInstitution, StagedProgram
from tests.programs.files import DIRECTORY, FIELD_OF_STUDY, INSTITUTION, table, write, zipped
from tests.programs.making import institution, program

pytestmark = pytest.mark.django_db


def checked(path: Path, published_on: dt.date = dt.date(2026, 6, 10)) -> Dataset:
    dataset = draft(path, published_on=published_on)
    check(dataset, path)
    return dataset


def published(path: Path, published_on: dt.date = dt.date(2026, 6, 10)) -> Dataset:
    dataset = checked(path, published_on)
    publish(dataset)
    dataset.refresh_from_db()
    return dataset


def fields(folder: Path, *rows: dict[str, str], name: str = "fos.csv") -> Path:
    return write(folder, name, table(FIELD_OF_STUDY, rows))


def directory(folder: Path, *rows: dict[str, str], encoding: str = "latin-1") -> Path:
    return write(folder, "hd2020.csv", table(DIRECTORY, rows), encoding)


def institutions(folder: Path, *rows: dict[str, str]) -> Path:
    return write(folder, "institution.csv", table(INSTITUTION, rows))


def counts(dataset: Dataset) -> dict[str, Any]:
    return {name: count for name, count in dataset.report["counts"].items() if count}


def test_a_file_of_programs_brings_programs_and_their_institutions(tmp_path: Path) -> None:
    dataset = published(
        fields(tmp_path, {}, {"CREDLEV": "2", "EARN_MDN_4YR": "PS", "IPEDSCOUNT2": "NA"})
    )
    certificate, associate = Program.objects.order_by("credential")
    assert (certificate.completers, certificate.earnings, certificate.debt) == (12, 41000, 9500)
    assert certificate.field_id == "51.07"
    assert certificate.source == dataset
    assert (associate.earnings, associate.earnings_missing) == (None, "suppressed")
    assert (associate.completers, associate.completers_missing) == (None, "not-reported")
    school = Institution.objects.get()
    assert (school.unitid, school.control, school.opeid) == (100654, "public", "001002")
    assert school.slug == "alabama-a-m-university-100654"
    assert dataset.report["counts"]["new"] == 2


def test_nothing_is_public_before_it_is_published(tmp_path: Path) -> None:
    dataset = checked(fields(tmp_path, {}))
    assert dataset.status == "checked"
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
    dataset = checked(fields(tmp_path, *later, name="later.csv"))
    assert counts(dataset) == {
        "rows": 5,
        "new": 1,
        "changed": 3,
        "unchanged": 1,
        "missing": 1,
        "newly_suppressed": 1,
        "new_institutions": 1,
        "listed": 5,
    }
    largest = dataset.report["largest"]
    assert [(item["row"], item["was"], item["now"], item["percent"]) for item in largest] == [
        (3, 41000, 60000, 46.3)
    ]
    looks = " ".join(dataset.report["looks"])
    assert "change by more than 25%" in looks
    assert "no longer published" in looks


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
    dataset = published(
        directory(
            tmp_path,
            {},
            {"UNITID": "100002", "ACT": "D ", "CLOSEDAT": "12/31/2020"},
            {"UNITID": "243744", "INSTNM": "Dewey University-Juana Díaz", "STABBR": "PR"},
        )
    )
    school = Institution.objects.get(unitid=100654)
    assert (school.city, school.state, school.zip_code) == ("Normal", "AL", "35762")
    assert (school.latitude, school.longitude) == (34.783368, -86.568502)
    assert school.position
    assert school.website == "https://www.aamu.edu/"
    assert school.directory == dataset
    closed = Institution.objects.get(unitid=100002)
    assert (closed.is_closed, closed.closed_on) == (True, dt.date(2020, 12, 31))
    assert Institution.objects.get(unitid=243744).name == "Dewey University-Juana Díaz"
    assert counts(dataset)["newly_closed"] == 1
    assert dataset.report["closed"][0]["name"] == "Closed College"
    assert Program.objects.listed().count() == 1


def test_an_institution_that_reopens_has_no_closing_date(tmp_path: Path) -> None:
    published(directory(tmp_path, {"ACT": "D ", "CLOSEDAT": "12/31/2020"}))
    published(directory(tmp_path, {"ACT": "R "}))
    school = Institution.objects.get()
    assert (school.is_closed, school.closed_on) == (False, None)


def test_quotes_inside_a_name_do_not_stop_the_directory(tmp_path: Path) -> None:
    text = table(DIRECTORY, [{}, {"UNITID": "100002"}])
    text = text.replace("4900 Meridian Street", '"The "Old" Mill, Main Street"', 1)
    published(write(tmp_path, "hd.csv", text))
    assert Institution.objects.count() == 2


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


def test_the_same_file_is_not_published_twice(tmp_path: Path) -> None:
    path = fields(tmp_path, {})
    published(path)
    again = checked(path)
    assert again.report["stops"] == ["This very file was published before."]
    with pytest.raises(CannotPublishError, match="published before"):
        publish(again)


def test_an_older_file_asks_for_a_look(tmp_path: Path) -> None:
    published(fields(tmp_path, {}), dt.date(2026, 6, 10))
    older = checked(fields(tmp_path, {"IPEDSCOUNT2": "1"}), dt.date(2025, 6, 10))
    assert "A newer file is published already" in older.report["looks"][0]


def test_a_part_of_a_file_asks_for_a_look(tmp_path: Path) -> None:
    rows = [{"UNITID": str(number)} for number in range(100001, 100011)]
    published(fields(tmp_path, *rows))
    part = checked(fields(tmp_path, *rows[:5]))
    assert "It may be only a part" in part.report["looks"][0]


def test_a_draft_is_read_again_against_what_is_published_now(tmp_path: Path) -> None:
    path = fields(tmp_path, {})
    waiting = checked(path)
    published(fields(tmp_path, {"IPEDSCOUNT2": "1"}, name="other.csv"))
    check(waiting, path)
    assert counts(waiting)["changed"] == 1
    assert StagedProgram.objects.count() == 1


@pytest.mark.parametrize("rows", [[{}], []])
def test_a_file_that_was_discarded_while_it_was_read_stays_so(
    tmp_path: Path, rows: list[dict[str, str]]
) -> None:
    path = fields(tmp_path, *rows)
    dataset = draft(path, published_on=dt.date(2026, 6, 10))
    Dataset.objects.filter(pk=dataset.pk).update(status=Dataset.Status.DISCARDED)
    check(dataset, path)
    assert (dataset.status, dataset.failure, dataset.report) == ("discarded", "", {})
    assert not StagedProgram.objects.exists()


def test_publishing_leaves_nothing_staged(tmp_path: Path) -> None:
    published(fields(tmp_path, {}))
    published(directory(tmp_path, {}))
    assert not StagedProgram.objects.exists()
    assert not StagedInstitution.objects.exists()


def test_only_a_checked_file_can_be_published(tmp_path: Path) -> None:
    done = published(fields(tmp_path, {}))
    with pytest.raises(CannotPublishError, match="Only a checked file"):
        publish(done)


def test_two_editors_do_not_publish_at_once(tmp_path: Path, django_db_blocker: object) -> None:
    import psycopg
    from django.db import connection

    from programs.importing.publish import PUBLISHING_LOCK

    dataset = checked(fields(tmp_path, {}))
    parameters = connection.get_connection_params()
    wanted = ("host", "port", "user", "password", "dbname", "sslmode")
    given = {name: parameters[name] for name in wanted if name in parameters}
    with psycopg.connect(**given) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISHING_LOCK])
        with pytest.raises(CannotPublishError, match="Another file is being published"):
            publish(dataset)
    publish(dataset)


def test_bad_rows_are_named_and_left_out_and_the_rest_is_kept(tmp_path: Path) -> None:
    good = [{"UNITID": str(number)} for number in range(100001, 100201)]
    dataset = published(
        fields(
            tmp_path,
            *good,
            {"UNITID": "12ab"},
            {"UNITID": "100201", "EARN_MDN_4YR": "a lot"},
            {"UNITID": "100202", "CREDLEV": "99"},
            {"UNITID": "100203", "CIPCODE": "health"},
            {"UNITID": "100001"},
            {"UNITID": "NA"},
        )
    )
    assert Program.objects.count() == 200
    told = dict(dataset.report["problems"])
    assert told[202] == "“12ab” is not a UNITID"
    assert told[203] == "“a lot” is not a number"
    assert "credential level “99”" in told[204]
    assert "not a CIP code" in told[205]
    assert "earlier row" in told[206]
    assert dataset.report["without_number"] == 1


def test_a_file_with_many_bad_rows_is_not_published(tmp_path: Path) -> None:
    dataset = checked(fields(tmp_path, *[{"EARN_MDN_4YR": "x"}] * 3, {"UNITID": "100001"}))
    assert "3 of 4 rows could not be read" in dataset.report["stops"][0]
    with pytest.raises(CannotPublishError):
        publish(dataset)
    assert not Program.objects.exists()
