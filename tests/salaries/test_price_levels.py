"""An editor loads the official price parities; a wrong file changes nothing."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from salaries.models import PriceLevel
from salaries.prices_file import parse_price_levels
from tests.salaries import making

HEAD = "GeoFIPS,GeoName,Region,TableName,LineCode,IndustryClassification,Description,Unit,2022,2023"
STATES = f"""{HEAD}
 "00000",United States,,SARPP,1,...,RPPs: All items,Index,100.000,100.000
 "39000",Ohio,3,SARPP,1,...,RPPs: All items,Index,91.700,91.812
 "39000",Ohio,3,SARPP,2,...,RPPs: Goods,Index,96.1,96.2
 "66000",Guam,,SARPP,1,...,RPPs: All items,Index,(NA),(NA)
"Note: See the included footnote file."
"""
METROS = f"""{HEAD}
10420,"Akron, OH (Metropolitan Statistical Area)",,MARPP,1,...,RPPs: All items,Index,90.1,90.2
"""


def test_only_all_items_are_read_and_gaps_are_left_out() -> None:
    levels = {
        (level.code, level.year): str(level.index) for level in parse_price_levels(STATES.encode())
    }
    assert levels == {
        ("99", 2022): "100.000",
        ("99", 2023): "100.000",
        ("39", 2022): "91.700",
        ("39", 2023): "91.812",
    }
    assert [level.code for level in parse_price_levels(METROS.encode("latin-1"))] == [
        "10420",
        "10420",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "Row 1: the column GEOFIPS"),
        ("a,b\n1,2\n", "Row 1: the column GEOFIPS"),
        (HEAD.replace(",2022,2023", "") + "\n", "a year"),
        (HEAD + "\n", "No row is of"),
        (STATES.replace("91.812", "lots"), "Row 3, 2023: “lots” is no number"),
        (STATES.replace("91.812", "9181"), "Row 3, 2023: 9181 is no price level"),
        (STATES.replace("91.812", "NaN"), "Row 3, 2023"),
    ],
)
def test_a_wrong_file_is_refused_with_the_row(content: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        parse_price_levels(content.encode())


@pytest.mark.django_db
def test_loading_twice_replaces_and_a_wrong_file_changes_nothing(client: Client) -> None:
    making.wage()
    client.force_login(User.objects.create_superuser("editor"))

    def load(text: str) -> Any:
        file = SimpleUploadedFile("SARPP.csv", text.encode())
        return client.post("/admin/salaries/pricelevel/add/", {"file": file}, follow=True)

    assert "2 price levels of 4 are loaded" in load(STATES).content.decode()
    load(STATES.replace("91.812", "92.500"))
    assert "Nothing was loaded" in load("x").content.decode()
    loaded = dict(PriceLevel.objects.of_latest_year().values_list("area__name", "index"))
    assert {name: str(index) for name, index in loaded.items()} == {"Ohio": "92.500"}
    assert PriceLevel.objects.count() == 2
