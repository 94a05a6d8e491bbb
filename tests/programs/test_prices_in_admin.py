"""An editor uploads files of prices, and finds the prices on the page of an institution."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from imports.tasks import import_file
from programs.models import InstitutionPrice, ProgramImport
from tests.programs.files import NET_PRICE, PROGRAM_CHARGES, YEAR_CHARGES, table, write
from tests.programs.importing import published
from tests.programs.making import institution
from tests.worker import press

pytestmark = pytest.mark.django_db
ADD = "/admin/programs/programimport/add/"


@pytest.fixture(autouse=True)
def _uploads(tmp_path: Path, settings: object) -> None:
    settings.UPLOAD_ROOT = tmp_path / "uploads"  # type: ignore[attr-defined]


def upload(admin_client: Client, text: str, year: str) -> tuple[ProgramImport, str]:
    """The import of a file whose name says no year, once it is read, and its page."""
    file = SimpleUploadedFile("tuition.csv", text.encode())
    admin_client.post(ADD, {"file": file, "published_on": "2026-03-01", "year": year})
    run = ProgramImport.objects.latest("pk")
    import_file.call("programs", run.pk)
    run.refresh_from_db()
    return run, admin_client.get(run.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("year", "message"),
    [("2023-25", "as in 2023-24"), ("last", "as in 2023-24"), ("2090", "yet to come")],
)
def test_an_academic_year_that_is_none_is_sent_back(
    admin_client: Client, year: str, message: str
) -> None:
    data = {"file": SimpleUploadedFile("x.csv", b"a"), "published_on": "2026-03-01", "year": year}
    response = admin_client.post(ADD, data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert f'value="{year}"' in response.content.decode()


def test_prices_without_a_year_are_asked_for_it(admin_client: Client) -> None:
    text = table(YEAR_CHARGES, [{}])
    _, shown = upload(admin_client, text, year="")
    assert "fill in “Academic year of the prices”" in shown
    run, shown = upload(admin_client, text, year="2023–24")
    assert "IPEDS charges for an academic year (IC_AY, COST1), 2023–24" in shown
    assert "compared with the prices of such files that are here" in shown
    act = reverse("admin:programs_programimport_act", args=[run.pk])
    asked = admin_client.post(act, {"action": "publish"}).content.decode()
    assert "that of the year before stays" in asked
    assert "Visitors see it now" in press(admin_client, act, {"action": "publish", "sure": "yes"})
    assert InstitutionPrice.objects.published().get().year == 2023


def test_an_institutions_page_in_admin_lists_its_prices(
    admin_client: Client, tmp_path: Path
) -> None:
    school = institution(unitid=101116)
    address = f"/admin/programs/institution/{school.pk}/change/"
    assert "They come with files of prices" in admin_client.get(address).content.decode()
    published(write(tmp_path, "ic2023_py.csv", table(PROGRAM_CHARGES, [{}])))
    published(write(tmp_path, "sfa2223.csv", table(NET_PRICE, [{"UNITID": "101116"}])))
    page = admin_client.get(address).content.decode()
    assert "12.0401, 2023–24</b>: tuition and fees $17,500, books $2,100, 12 months." in page
    assert "A year, 2022–23</b>: net price $14,982, income to $30,000 $14,000" in page
    assert "IPEDS net price, 2022–23, June 2026</a>" in page
