"""Every occupation has its pay, beside that of related ones."""

from typing import Any

import pytest
from django.test import Client

from salaries.models import Occupation, Release
from salaries.summary import wage_summary
from tests.making import make_public_career

pytestmark = pytest.mark.usefixtures("content")


ADDRESS = "/careers/medical-office-administrator/salaries/"


def names(response: Any) -> list[str]:
    return [row.area.name for row in response.context["table"].rows]


def test_related_occupations_are_shown_with_their_pay(client: Client) -> None:
    response = client.get(ADDRESS)
    related = response.context["related"]
    assert [one.soc_code for one, _ in related] == [
        *("31-9092", "29-2072", "43-6014", "43-4171", "11-9111")
    ]
    assert [one.soc_code for one, _ in related if one.is_next_step] == ["11-9111"]
    assert all(pay.annual.median.amount for _, pay in related)
    assert "Which survey occupation is this?" in response.content.decode()


def test_any_detailed_occupation_becomes_a_career_by_adding_a_row(client: Client) -> None:
    make_public_career("doctors-assistant", "31-9092")
    page = client.get("/careers/doctors-assistant/salaries/")
    assert len(names(page)) == 51
    assert client.get("/careers/doctors-assistant/salaries/texas/").status_code == 200
    assert client.get("/careers/doctors-assistant/salaries.csv").status_code == 200
    assert client.get("/careers/doctors-assistant/salaries/?level=metro").status_code == 200


def test_every_detailed_occupation_has_a_summary() -> None:
    occupations = list(Occupation.objects.filter(group="detailed").order_by("soc_code"))
    assert len(occupations) > 800
    for one in occupations[::40]:
        wages = wage_summary(one)
        assert wages is not None
        assert wages.rows


def test_without_any_release_pages_say_so(client: Client) -> None:
    Release.objects.update(status="withdrawn", withdrawn_at="2026-01-01T00:00Z")
    assert "No wage figures yet" in client.get(ADDRESS).content.decode()
    assert client.get(f"{ADDRESS}ohio/").status_code == 404
    assert client.get("/careers/medical-office-administrator/salaries.csv").status_code == 404
    assert client.get("/careers/medical-office-administrator/salaries.json").status_code == 404
    assert client.get("/careers/medical-office-administrator/").status_code == 200
