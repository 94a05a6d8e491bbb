"""New official facts come in by admin: read, compared with what is published, shown, undone."""

import html
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import DATA_EDITORS, EDITORS, PUBLISHERS
from careers.facts.differences import compare_rows
from careers.facts.reading import read_facts
from careers.models import FactImport, FactRelease, OccupationFact
from imports.tasks import import_file
from tests.careers.fact_files import archive, interests, zones
from tests.careers.guides import read_text
from tests.making import occupation
from tests.staff import member
from tests.worker import press

pytestmark = pytest.mark.django_db

ADD = "/admin/careers/factimport/add/"
RELEASES = "/admin/careers/factrelease/"
NURSE, CLERK, AIDE = "29-1141", "43-6013", "31-1131"


@pytest.fixture(autouse=True)
def _occupations(tmp_path: Path, settings: Any) -> None:
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    for code in (NURSE, CLERK, AIDE):
        occupation(code)


def sign_in(role: str) -> Client:
    client = Client()
    client.force_login(member(role))
    return client


@pytest.fixture
def dora() -> Client:
    return sign_in(DATA_EDITORS)


@pytest.fixture
def paula() -> Client:
    return sign_in(PUBLISHERS)


THREE = {"_29_1141": 6.5, "_43_6013": 4.0, "_31_1131": 6.0}


def upload(
    client: Client, content: bytes, name: str = "db_30_2_text.zip", **values: Any
) -> FactImport:
    data = {"file": SimpleUploadedFile(name, content), "period": "2026-02", **values}
    response = client.post(ADD, data)
    assert response.status_code == 302, response.content.decode()
    run = FactImport.objects.latest("pk")
    import_file.call("facts", run.pk)
    run.refresh_from_db()
    return run


def act(client: Client, run: FactImport, action: str, **sure: str) -> str:
    address = f"/admin/careers/factimport/{run.pk}/act/"
    data = {"action": action, "sure": "yes", **sure}
    return html.unescape(press(client, address, data))


def publish(dora: Client, paula: Client, content: bytes, **values: Any) -> FactImport:
    run = upload(dora, content, **values)
    assert run.state == "ready", run.message
    act(paula, run, "publish", in_spite="yes")
    run.refresh_from_db()
    assert run.state == "published"
    return run


def social_of(code: str) -> float | None:
    fact = read_facts(code).get("interests")
    return fact.values["S"] if fact else None


def test_a_database_becomes_a_draft_of_each_kind_and_is_shown_once_published(
    dora: Client, paula: Client
) -> None:
    content = archive(Interests=interests(**THREE), Job_Zones=zones(_29_1141=4, _31_1131=1))

    run = upload(dora, content, note="From the source itself.")

    assert run.state == "ready", run.message
    page = read_text(dora.get(run.get_absolute_url()))
    assert "<strong>2</strong> kinds of facts" in page
    assert "O*NET 30.2, February 2026" in page
    assert "Somebody with the right to publish decides next" in page
    assert read_facts(NURSE) == {}
    # Not past what it would change.
    draft = {"action": "publish", "_selected_action": str(run.releases.all()[0].pk)}
    assert "Publish it there." in read_text(paula.post(RELEASES, draft, follow=True))
    assert read_facts(NURSE) == {}
    assert "Publish 2 kinds of facts" in read_text(
        paula.post(f"/admin/careers/factimport/{run.pk}/act/", {"action": "publish"})
    )

    assert "Published: 2 kinds of facts. Visitors see them now." in act(paula, run, "publish")

    facts = read_facts(NURSE)
    assert (facts["interests"].values["S"], facts["job_zone"].values["zone"]) == (6.5, 4)
    source = facts["interests"].source
    assert (source.edition, str(source.period), source.note) == (
        *("O*NET 30.2", "2026-02-01"),
        "From the source itself.",
    )
    # Source, license and credit are those of the release that comes with the project.
    assert "O*NET 30.2 Database" in source.credit
    assert source.license == "CC BY 4.0"
    assert source.statistics["S"]["median"] == 6.0
    logged = LogEntry.objects.values_list("object_repr", "change_message")
    assert ("Interests, O*NET 30.2", "Published.") in list(logged)


def test_a_newer_file_is_compared_and_after_its_withdrawal_the_one_before_returns(
    dora: Client, paula: Client
) -> None:
    publish(dora, paula, archive(Interests=interests(**THREE)))

    changed = interests(**{**THREE, "_43_6013": 5.0})
    run = upload(dora, archive(Interests=changed), "db_30_3_text.zip", period="2026-05")

    page = read_text(dora.get(run.get_absolute_url()))
    assert "<strong>1</strong> that differ" in page
    finding = run.findings.get(kind="big_change")
    assert (finding.place, finding.before, finding.after) == ("Interests", "4", "5")
    assert (finding.column, str(finding.change)) == ("S", "25.0")
    assert "(43-6013)" in finding.subject
    act(paula, run, "publish", in_spite="yes")
    assert social_of(CLERK) == 5.0
    # The credit names the release that the figures are from.
    assert "O*NET 30.3 Database" in read_facts(CLERK)["interests"].source.credit

    listed = f"{RELEASES}?imports={run.pk}"
    assert "Interests, O*NET 30.3" in read_text(paula.get(listed))
    newest = FactRelease.objects.get(edition="O*NET 30.3")
    withdraw = {"action": "withdraw", "_selected_action": str(newest.pk)}
    assert "Withdrawn." in read_text(paula.post(RELEASES, withdraw, follow=True))
    assert social_of(CLERK) == 4.0


def test_what_gave_way_to_a_file_of_the_same_month_returns_as_well(
    dora: Client, paula: Client
) -> None:
    publish(dora, paula, archive(Interests=interests(**THREE)))
    mended = archive(Interests=interests(**{**THREE, "_43_6013": 4.2}))
    run = publish(dora, paula, mended)
    assert run.findings.filter(kind="gives_way").exists()
    assert social_of(CLERK) == 4.2

    for shown, newest in ((4.0, run.releases.get()), (None, None)):
        release = newest or FactRelease.objects.published().get()
        withdraw = {"action": "withdraw", "_selected_action": str(release.pk)}
        page = read_text(paula.post(RELEASES, withdraw, follow=True))
        assert ("Visitors see Interests, O*NET 30.2 again." in page) == (newest is not None)
        assert social_of(CLERK) == shown


def test_a_large_drop_asks_for_a_second_yes(dora: Client, paula: Client) -> None:
    publish(dora, paula, archive(Interests=interests(**THREE)))
    run = upload(
        dora, archive(Interests=interests(_29_1141=6.5)), "db_30_3_text.zip", period="2026-05"
    )

    asked = act(paula, run, "publish")

    assert "Interests: the file lacks 2 of the 3 occupations" in asked
    assert FactRelease.objects.published().count() == 1
    act(paula, run, "publish", in_spite="yes")
    assert FactRelease.objects.published().count() == 2
    # An occupation that leaves a release keeps its facts, with their date.
    assert read_facts(CLERK)["interests"].source.edition == "O*NET 30.2"


def test_an_older_file_asks_and_changes_nothing_that_visitors_see(
    dora: Client, paula: Client
) -> None:
    publish(dora, paula, archive(Interests=interests(**THREE)), period="2026-05")
    older = archive(Interests=interests(**{**THREE, "_43_6013": 3}))
    run = upload(dora, older, "db_29_3_text.zip", period="2025-05")

    assert "is newer, and visitors go on seeing it." in act(paula, run, "publish")
    act(paula, run, "publish", in_spite="yes")
    assert social_of(CLERK) == 4.0


def test_zones_of_another_number_ask(dora: Client, paula: Client) -> None:
    publish(dora, paula, archive(Job_Zones=zones(_29_1141=4, _31_1131=1, _43_6013=3)))
    four = archive(Job_Zones=zones(_29_1141=4, _31_1131=2, _43_6013=3))

    run = upload(dora, four, "db_30_3_text.zip", period="2026-05")

    assert "has 5 zones and the file 4" in act(paula, run, "publish")


def test_a_known_file_a_changed_base_and_a_discarded_draft(dora: Client, paula: Client) -> None:
    content = archive(Interests=interests(**THREE))
    first = upload(dora, content)
    second = upload(dora, archive(Interests=interests(**THREE, _29_1151=3)), period="2026-05")
    act(paula, first, "publish")

    assert "Compare it again." in act(paula, second, "publish")
    assert "Discarded" in act(dora, second, "discard")
    assert FactRelease.objects.count() == 1
    assert OccupationFact.objects.count() == 3
    assert "This file is known" in upload(dora, content).message


@pytest.mark.parametrize(
    ("file", "name", "values", "message"),
    [
        (
            b"Code,Name\n1,x\n",
            "x.csv",
            {},
            "x.csv holds no facts of occupations. Upload an O*NET database",
        ),
        (
            archive(
                Interests=[*interests(**THREE), ["29-1141.00", "1.B.1.a", "Social", "OI", 9, ""]]
            ),
            "db_30_2_text.zip",
            {},
            "“9” must be between 1 and 7",
        ),
        (archive(Interests=interests(**THREE)), "facts.zip", {}, "which edition it is"),
        (
            archive(Interests=interests(**THREE)),
            "db_30_2_text.zip",
            {"edition": "O*NET 30.3"},
            "You gave “O*NET 30.3”, but the file's name says “O*NET 30.2”.",
        ),
        (archive(Interests=interests(_11_9999=3)), "db_30_2_text.zip", {}, "holds no facts"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(
    dora: Client, file: bytes, name: str, values: dict[str, Any], message: str
) -> None:
    run = upload(dora, file, name, **values)

    assert run.state == "failed"
    assert message in run.message
    assert not FactRelease.objects.exists()


def test_the_form_asks_for_a_month_and_keeps_what_was_typed(dora: Client) -> None:
    file = SimpleUploadedFile("db_30_2_text.zip", b"x")
    page = dora.post(ADD, {"file": file, "period": "soon", "note": "Mind the gap."})

    assert page.status_code == 422
    assert "Write the month as in 2026-02." in read_text(page)
    assert "Mind the gap." in read_text(page)
    assert sign_in(EDITORS).get(ADD).status_code in (403, 404)


def test_rows_of_a_release_can_be_read_in_words(dora: Client, paula: Client) -> None:
    publish(dora, paula, archive(Interests=interests(**THREE)))
    row = OccupationFact.objects.get(soc_code=NURSE)

    listed = read_text(dora.get("/admin/careers/occupationfact/?q=29-1141"))
    page = read_text(dora.get(f"/admin/careers/occupationfact/{row.pk}/change/"))

    assert f"Workers of {NURSE}" in listed
    assert '<th scope="row">S</th><td>6.5</td>' in page


def test_of_figures_that_change_the_largest_come_first() -> None:
    before: dict[str, dict[str, Any]] = {
        "1": {"a": 2, "b": [4, 1]},
        "2": {"a": 1},
        "3": {"names": ["x"]},
    }
    after: dict[str, dict[str, Any]] = {
        "1": {"a": 3, "b": [5, 1]},
        "3": {"names": ["y"]},
        "4": {"a": 1},
    }

    difference = compare_rows(before, after)

    assert [(each.key, each.percent) for each in difference.changes] == [("a", 50), ("b", 25)]
    assert (difference.new, difference.gone, difference.changed) == (["4"], ["2"], ["1", "3"])
    assert difference.has_large_drop
