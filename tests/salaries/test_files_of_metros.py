"""The table of metropolitan areas as a file."""

import json

import pytest
from django.test import Client

from salaries.models import Wage

pytestmark = pytest.mark.usefixtures("content")


@pytest.mark.parametrize("level", ["metro", "nonmetro", "all"])
def test_a_file_of_pay_by_the_hour_is_sorted_by_the_hour(client: Client, level: str) -> None:
    """A release may have an area's hourly pay without its yearly, and the other way about."""
    address = "/careers/medical-office-administrator/salaries.json"
    medical = Wage.objects.filter(release__period__year=2025, occupation__soc_code="43-6013")
    small = medical.filter(area__level="nonmetro").order_by("annual_p90").first()
    assert small is not None
    Wage.objects.filter(pk=small.pk).update(hourly_p90="99.00")

    asked = {"level": level, "pay": "hour", "sort": "-p90"}
    areas = json.loads(client.get(address, asked).content)["areas"]
    below = [row for row in areas if row["level"] in ("metro", "nonmetro")]
    assert below[0]["area_code"] == small.area.code


def test_json_has_every_figure_and_null_for_what_is_missing(client: Client) -> None:
    address = "/careers/medical-office-administrator/salaries.json"
    table = json.loads(client.get(address).content)
    assert table["release"]["month"] == "2025-05"
    assert table["release"]["url"] == "https://www.bls.gov/oes/"
    assert len(table["areas"]) == 51
    california = table["areas"][0]
    assert (california["annual"]["median"], california["annual"]["p90"]) == (54_490, 76_020)
    earlier = json.loads(client.get(address, {"release": "2024-05"}).content)
    assert earlier["areas"][0]["annual"]["p10"] is None
    assert "not loaded here" in earlier["areas"][0]["note"]
    metros = json.loads(client.get(address, {"level": "metro", "q": "akron"}).content)
    assert [one["area"] for one in metros["areas"]] == ["Akron, OH"]


def test_the_csv_of_metros_is_filtered_as_the_page_is(client: Client) -> None:
    address = "/careers/medical-office-administrator/salaries.csv"
    lines = client.get(address, {"level": "metro", "state": "OH"}).content.decode().splitlines()
    assert any("Akron" in line for line in lines)
    assert not any("Houston" in line for line in lines)
