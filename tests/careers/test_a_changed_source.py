"""A source is shared by guides: whoever changes it changes each guide that names it."""

from django.contrib.auth.models import User
from django.test import Client

from careers.guides.publishing import publish_guide
from careers.models import Guide, Source
from tests.careers.guides import admin_page, create_guide, open_form, read_text

NOTHING_WAITS = "No draft waits to be published."


def change_source(client: Client, source: Source, **values: str) -> None:
    address = f"/admin/careers/source/{source.pk}/change/"
    assert client.post(address, open_form(client, address) | values).status_code == 302


def test_guides_with_a_changed_source_wait_to_be_published(edith: Client, guide: Guide) -> None:
    other = create_guide("31-9091")
    publish_guide(other, None)
    assert NOTHING_WAITS in read_text(edith.get("/admin/"))
    change_source(edith, guide.measured_facts.all()[0].source, title="The survey, corrected")
    assert list(Guide.objects.with_unpublished_changes()) == [guide]
    assert f'href="{admin_page(guide, "publish/")}"' in read_text(edith.get("/admin/"))
    assert "Not in version 1 yet: Sources (1)" in read_text(edith.get(admin_page(guide)))
    guide.refresh_from_db()
    assert guide.updated_by == User.objects.get(username="edith")
    publish_guide(guide, None)
    assert NOTHING_WAITS in read_text(edith.get("/admin/"))


def test_a_source_saved_without_a_change_changes_no_guide(edith: Client, guide: Guide) -> None:
    change_source(edith, guide.measured_facts.all()[0].source)
    assert NOTHING_WAITS in read_text(edith.get("/admin/"))


def test_a_new_source_changes_no_guide(edith: Client, guide: Guide) -> None:
    address = "/admin/careers/source/add/"
    form = open_form(edith, address) | {"publisher": "BLS", "title": "ORS", "period": "2030"}
    assert edith.post(address, form | {"url": "https://www.bls.gov/ors/"}).status_code == 302
    assert Source.objects.filter(period="2030").exists()
    assert NOTHING_WAITS in read_text(edith.get("/admin/"))
