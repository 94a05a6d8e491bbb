"""New employment projections come in by admin, and give way again when they are withdrawn."""

import html
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import DATA_EDITORS, PUBLISHERS
from careers.models import Projection, ProjectionImport, ProjectionRelease
from imports.tasks import import_file
from tests.careers.guides import read_text
from tests.careers.test_projections import ROWS, Write, write
from tests.staff import member
from tests.worker import press

__all__ = ["write"]
pytestmark = pytest.mark.django_db

ADMIN = "/admin/careers/projectionimport/"
RELEASES = "/admin/careers/projectionrelease/"


@pytest.fixture(autouse=True)
def _uploads(tmp_path: Path, settings: Any) -> None:
    settings.UPLOAD_ROOT = tmp_path / "uploads"


@pytest.fixture
def dora() -> Client:
    client = Client()
    client.force_login(member(DATA_EDITORS))
    return client


@pytest.fixture
def paula() -> Client:
    client = Client()
    client.force_login(member(PUBLISHERS))
    return client


def upload(client: Client, path: Path, **values: Any) -> ProjectionImport:
    file = SimpleUploadedFile("occupation.csv", path.read_bytes())
    response = client.post(f"{ADMIN}add/", {"file": file, **values})
    assert response.status_code == 302, response.content.decode()
    run = ProjectionImport.objects.latest("pk")
    import_file.call("projections", run.pk)
    run.refresh_from_db()
    return run


def publish(client: Client, run: ProjectionImport, **sure: str) -> str:
    data = {"action": "publish", "sure": "yes", **sure}
    return html.unescape(press(client, f"{ADMIN}{run.pk}/act/", data))


def list_shown() -> list[int]:
    """The jobs of an occupation in the releases that visitors see, the newest first."""
    shown = Projection.objects.filter(soc_code="43-6013", release__status="published")
    return list(shown.order_by("-release__base_year").values_list("employment", flat=True))


# The table one year older: the years are in the names of columns alone.
def of_2024(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.replace("2025", "2024").replace("–35", "–34") for cell in row] for row in rows]


def test_a_table_is_compared_published_and_withdrawn(
    dora: Client, paula: Client, write: Write
) -> None:
    older = [[cell.replace("2035", "2034") for cell in row] for row in of_2024(ROWS)]
    publish(paula, upload(dora, write(rows=older)))
    assert list_shown() == [979_000]

    changes = {(3, 3): "978.0", (3, 4): "1,025.0", (4, 3): "22.0", (4, 4): "10.0", (4, 7): "−54.5"}
    run = upload(dora, write(changes), released_on="2026-09-03", note="With new figures.")

    assert run.state == "ready", run.message
    page = read_text(dora.get(run.get_absolute_url()))
    assert "2025–35" in page
    assert "compared with the projections 2024–34" in page
    assert "<strong>2</strong> with at least one other figure" in page
    largest = run.findings.filter(kind="big_change").first()
    assert largest is not None
    assert (largest.before, largest.after, largest.change) == (
        "21,000",
        "22,000",
        Decimal("4.8"),
    )
    assert list_shown() == [979_000]

    assert "The projections 2025–35 are published." in publish(paula, run)
    assert list_shown() == [978_000, 979_000]
    release = ProjectionRelease.objects.get(base_year=2025)
    assert (str(release.released_on), release.note) == ("2026-09-03", "With new figures.")

    mended = upload(dora, write())
    assert mended.findings.filter(kind="gives_way").exists()
    publish(paula, mended)
    assert list_shown() == [979_000, 979_000]
    withdraw = {"action": "withdraw", "_selected_action": str(mended.release_id)}
    page = read_text(paula.post(RELEASES, withdraw, follow=True))
    assert "Visitors see 2025–35 again." in page
    assert list_shown() == [978_000, 979_000]


def test_a_table_of_other_jobs_asks_for_a_second_yes(
    dora: Client, paula: Client, write: Write
) -> None:
    publish(paula, upload(dora, write()))
    few = [ROWS[1], [*ROWS[2][:3], "979.0", "1,026.1", "100", "47.1", "4.8", *ROWS[2][8:]], ROWS[3]]

    run = upload(dora, write(rows=few))

    asked = publish(paula, run)
    assert "The file lacks 1 of the 3 occupations and groups" in asked
    assert list_shown() == [979_000]
    assert ProjectionRelease.objects.published().count() == 1
    publish(paula, run, in_spite="yes")
    assert ProjectionRelease.objects.published().get().projections.count() == 2


@pytest.mark.parametrize(
    ("cell", "text", "message"),
    [
        ((3, 3), "900.0", "is not the change from"),
        ((3, 3), "NaN", "NaN cannot be"),
        ((3, 1), "Nov-11", "a spreadsheet made a day of it"),
        ((3, 8), "250.0", "250.0 cannot be"),
        ((3, 0), "T" * 161, "it is longer than 160 letters"),
    ],
)
def test_a_table_that_cannot_be_read_says_why_and_leaves_nothing(
    dora: Client, write: Write, cell: tuple[int, int], text: str, message: str
) -> None:
    run = upload(dora, write({cell: text}))

    assert run.state == "failed"
    assert "row 4" in run.message
    assert not ProjectionRelease.objects.exists()
    assert message in read_text(dora.get(run.get_absolute_url()))


def test_a_year_that_is_none_is_not_published(dora: Client, write: Write) -> None:
    run = upload(dora, write({(1, 3): "Employment, 0001", (1, 4): "Employment, 9999"}))

    assert "two columns must give the employment of a year" in run.message
