"""Areas and occupations are public with a release, go with a draft, and are named by the newest."""

from pathlib import Path

import pytest
from django.test import Client

from imports.decisions import discard_import
from quiz.areas import list_metros, list_states
from salaries.models import Area, Occupation, Release, WageImport
from salaries.oews.publish import publish_release, withdraw_release
from tests.salaries import files
from tests.salaries.importing import imported

pytestmark = pytest.mark.django_db
ROWS = files.official(("43-6013",))
NEW_AREA = {
    "AREA": "99990",
    "AREA_TITLE": "Testville-Nowhere, AL",
    "AREA_TYPE": "4",
    "PRIM_STATE": "AL",
}
NEW_WORK = {"OCC_CODE": "11-2021", "OCC_TITLE": "Marketing Managers"}


def draft(path: Path, rows: list[files.Row], month: str) -> WageImport:
    run = imported(files.write_csv(path, rows), period=f"{month}-01")
    assert run.state == "ready", run.message
    return run


def publish(path: Path, rows: list[files.Row], month: str) -> Release:
    release = draft(path, rows, month).release
    assert release is not None
    publish_release(release, None)
    return release


def renamed(area: str = "", work: str = "") -> list[files.Row]:
    rows = [dict(row) for row in ROWS]
    for row in rows:
        if row["PRIM_STATE"] == "OH" and area:
            row["AREA_TITLE"] = area
        if work:
            row["OCC_TITLE"] = work
    return rows


def names() -> tuple[str, str]:
    return Area.objects.get(code="39").name, Occupation.objects.get(soc_code="43-6013").title


def listed(client: Client, kind: str, code: str) -> set[str]:
    answer = client.get(f"/api/v1/{kind}", {"limit": 200})
    return {line[code] for line in answer.json()["items"]}


def test_what_only_a_draft_has_is_not_public_and_goes_with_it(
    client: Client, tmp_path: Path
) -> None:
    publish(tmp_path / "a.csv", ROWS, "2024-05")
    areas, work = listed(client, "areas", "code"), listed(client, "occupations", "soc_code")
    assert len(areas) == len(ROWS)
    run = draft(tmp_path / "b.csv", [*ROWS, {**ROWS[0], **NEW_AREA, **NEW_WORK}], "2025-05")
    assert Area.objects.filter(code="99990").exists()
    assert listed(client, "areas", "code") == areas
    assert listed(client, "occupations", "soc_code") == work
    assert list_metros("01") == []
    assert len(list_states()) == len(ROWS) - 1
    discard_import(run)
    assert not Area.objects.filter(code="99990").exists()
    assert set(Occupation.objects.values_list("soc_code", flat=True)) == {"43-6013"}
    assert Area.objects.count() == len(ROWS)


def test_what_a_published_release_brings_is_public_until_it_is_withdrawn(
    client: Client, tmp_path: Path
) -> None:
    release = publish(tmp_path / "a.csv", [*ROWS, {**ROWS[0], **NEW_AREA, **NEW_WORK}], "2025-05")
    assert "99990" in listed(client, "areas", "code")
    assert "11-2021" in listed(client, "occupations", "soc_code")
    withdraw_release(release, None)
    assert listed(client, "areas", "code") == listed(client, "occupations", "soc_code") == set()
    # It may be published again.
    assert Area.objects.filter(code="99990").exists()


def test_names_follow_the_newest_published_release(tmp_path: Path) -> None:
    publish(tmp_path / "a.csv", ROWS, "2024-05")
    title = names()[1]
    assert names()[0] == "Ohio"
    new = draft(tmp_path / "b.csv", renamed("State of Ohio", "Medical Clerks"), "2025-05").release
    assert names() == ("Ohio", title)
    assert new is not None
    publish_release(new, None)
    assert names() == ("State of Ohio", "Medical Clerks")
    # An older month does not name anything.
    publish(tmp_path / "c.csv", renamed("Old Ohio", "Typists"), "2020-05")
    assert names() == ("State of Ohio", "Medical Clerks")
    withdraw_release(new, None)
    assert names() == ("Ohio", title)
    assert Area.objects.get(code="39").slug == "ohio"


def test_a_name_that_an_editor_gave_stays(tmp_path: Path) -> None:
    publish(tmp_path / "a.csv", ROWS, "2024-05")
    Area.objects.filter(code="39").update(name="Ohio (the Buckeye State)")
    publish(tmp_path / "b.csv", renamed("State of Ohio", "Medical Clerks"), "2025-05")
    assert names() == ("Ohio (the Buckeye State)", "Medical Clerks")


def test_a_correction_of_the_same_month_names_what_it_has(tmp_path: Path) -> None:
    publish(tmp_path / "a.csv", ROWS, "2025-05")
    nation = [row for row in renamed(work="Medical Clerks") if row["AREA_TYPE"] == "1"]
    publish(tmp_path / "b.csv", nation, "2025-05")
    # The rows of the states are carried over from the file before, and not its names.
    assert names() == ("Ohio", "Medical Clerks")
