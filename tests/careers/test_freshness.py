"""A section is compared with its sources by somebody, every so often; the page says when."""

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from accounts.roles import EDITORS
from careers.guides.documents import build_document, restore_document
from careers.guides.publishing import publish_guide, withdraw_guide
from careers.models import Guide, GuideSection
from tests.careers.guides import PAGE, get_guide
from tests.staff import member

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def costs(content: None) -> GuideSection:
    Guide.objects.update(reviewed_on=TODAY)
    section = GuideSection.objects.get(anchor="costs")
    section.verified_on = dt.date(2026, 4, 30)
    section.review_every_months = 6
    section.save()
    publish_guide(section.guide, None)
    return section


@pytest.mark.parametrize(
    ("today", "is_due"), [(dt.date(2026, 10, 30), False), (dt.date(2026, 10, 31), True)]
)
def test_a_section_is_due_after_its_own_months(
    costs: GuideSection, today: dt.date, is_due: bool
) -> None:
    assert list(GuideSection.objects.overdue(today)) == ([costs] if is_due else [])


def test_a_section_without_a_day_takes_the_guides(content: None) -> None:
    Guide.objects.update(reviewed_on=dt.date(2024, 2, 29))
    section = GuideSection.objects.overdue(dt.date(2025, 3, 1))[0]
    assert section.compared_on == dt.date(2024, 2, 29)
    assert section.due_on == dt.date(2025, 2, 28)


def test_what_visitors_do_not_see_is_not_due(costs: GuideSection) -> None:
    withdraw_guide(costs.guide, None)
    assert not GuideSection.objects.overdue(dt.date(2030, 1, 1)).exists()


def test_ones_own_sections_come_first(costs: GuideSection, client: Client) -> None:
    Guide.objects.update(reviewed_on=dt.date(2020, 1, 1))
    edith = member(EDITORS, "edith")
    costs.owner = edith
    costs.verified_on = timezone.localdate() - dt.timedelta(days=300)
    costs.save()
    client.force_login(edith)
    page = unescape(client.get("/admin/").content.decode())
    panel = page[page.index("compared with the sources again") :]
    assert panel.index("edith’s") < panel.index("nobody’s")
    assert "that are due" in panel


def test_a_comparison_is_marked_in_the_list_and_shows_once_it_is_published(
    costs: GuideSection, client: Client, django_assert_max_num_queries: Any
) -> None:
    visitor = Client()
    assert "April 30, 2026" in visitor.get(PAGE).content.decode()
    client.force_login(member(EDITORS))
    address = "/admin/careers/guidesection/"
    with django_assert_max_num_queries(15):
        assert client.get(address).status_code == 200
    client.post(address, {"action": "compared_today", "_selected_action": [costs.pk]})
    costs.refresh_from_db()
    assert costs.verified_on == timezone.localdate()
    assert "April 30, 2026" in visitor.get(PAGE).content.decode()
    publish_guide(get_guide(), None)
    assert "April 30, 2026" not in visitor.get(PAGE).content.decode()


def test_fixing_a_comma_is_no_review(costs: GuideSection) -> None:
    costs.body += ","
    costs.save()
    costs.refresh_from_db()
    assert costs.verified_on == dt.date(2026, 4, 30)


def test_never_is_no_interval(costs: GuideSection) -> None:
    with pytest.raises(IntegrityError):
        GuideSection.objects.filter(pk=costs.pk).update(review_every_months=0)


def test_a_version_whose_owner_has_left_returns_without_one(costs: GuideSection) -> None:
    leaver = User.objects.create_user("leaver")
    costs.owner = leaver
    costs.save()
    document = build_document(costs.guide)
    leaver.delete()
    restore_document(costs.guide, document)
    costs.refresh_from_db()
    assert costs.owner is None
