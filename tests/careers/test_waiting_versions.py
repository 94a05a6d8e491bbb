"""A version that is published from an hour on waits, and only one does at a time."""

import datetime as dt

from django.test import Client
from django.utils import timezone

from careers.guides.publishing import publish_guide
from careers.models import Guide
from tests.careers.guides import PAGE, admin_page, open_form, read_text, rename_first_duty


def test_a_version_that_waits_makes_room_for_one_published_meanwhile(
    client: Client, publishing: Client, guide: Guide
) -> None:
    rename_first_duty(guide, "For Monday")
    publish_guide(guide, None, at=timezone.now() + dt.timedelta(days=2))
    rename_first_duty(guide, "For today")
    publish_guide(guide, None)
    assert [version.number for version in guide.versions.filter(withdrawn_at=None)] == [3, 1]
    page = read_text(publishing.get(admin_page(guide, "withdraw/")))
    assert "Version 3: visitors go back to version 1" in page


def test_a_version_that_waits_is_published_at_once_or_withdrawn(
    client: Client, publishing: Client, guide: Guide
) -> None:
    rename_first_duty(guide, "For Monday")
    publish_guide(guide, None, at=timezone.now() + dt.timedelta(days=2))
    page = read_text(publishing.get(admin_page(guide, "withdraw/")))
    assert "Version 2: visitors go on reading version 1" in page
    form = open_form(publishing, admin_page(guide, "publish/")) | {"when": "now"}
    assert publishing.post(admin_page(guide, "publish/"), form).status_code == 302
    assert "For Monday" in client.get(PAGE).content.decode()


def test_a_guide_published_by_the_form_waits_no_more(publishing: Client, guide: Guide) -> None:
    rename_first_duty(guide, "Welcome every patient")
    form = open_form(publishing, admin_page(guide, "publish/")) | {"when": "now"}
    publishing.post(admin_page(guide, "publish/"), form)
    assert not Guide.objects.with_unpublished_changes().exists()
