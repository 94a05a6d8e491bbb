"""An editor loads the official price parities; a wrong file changes nothing."""

import io
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from salaries.models import PriceLevel
from salaries.prices_file import ParsedLevel, parse_price_levels
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


# As a spreadsheet saves it: zeros lost, the note as wide as the table.
RESAVED = f"""{HEAD}
0,United States,,SARPP,1,...,RPPs: All items,Index,100,100
1000,Alabama,5,SARPP,1,...,RPPs: All items,Index,88.2,88.1
6000.0,California,8,SARPP,1,...,RPPs: All items,Index,112.5,112.6
39000,Ohio,3,SARPP,1,...,RPPs: All items,Index,91.7,91.8
Note: See the included footnote file.,,,,,,,,,
"""


def parsed(text: str, name: str = "SARPP.csv") -> list[ParsedLevel]:
    content = text.encode("latin-1")
    return parse_price_levels(io.BytesIO(content), name, len(content))


def test_only_all_items_are_read_and_gaps_are_left_out() -> None:
    levels = {(level.code, level.year): str(level.index) for level in parsed(STATES)}
    assert levels == {
        ("99", 2022): "100.000",
        ("99", 2023): "100.000",
        ("39", 2022): "91.700",
        ("39", 2023): "91.812",
    }
    assert [level.code for level in parsed(METROS)] == [
        "10420",
        "10420",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "must name the columns, GEOFIPS, TABLENAME, DESCRIPTION"),
        (HEAD.replace(",2022,2023", "") + "\n", "Row 1: a column for a year"),
        (STATES.replace(",", ";"), "row 1: columns must be separated by commas"),
        (
            STATES.replace('"39000"', '"3900"'),
            'Row 3, GeoFIPS: “"3900"” is not the code of a state',
        ),
        (STATES.replace('"39000"', "390"), "Row 3, GeoFIPS: “390” is not a GeoFIPS code"),
        (STATES.replace("91.812", ""), "Row 3, 2023: “” is no number"),
        (STATES.replace("91.812", "(91.812)"), "Row 3, 2023: “(91.812)” is no number"),
        (STATES.split("91.700")[0], "line 3: the row has 9 cells, and the header 10"),
        (HEAD + "\n", "No row is of"),
        (STATES.replace("91.812", "lots"), "Row 3, 2023: “lots” is no number"),
        (STATES.replace("91.812", "9.2E+01"), "Row 3, 2023: “9.2E+01” is no number"),
        (
            STATES + STATES.splitlines()[2].replace("91.812", "90"),
            "Two rows give area 39 different levels in 2023: 91.812 and 90",
        ),
        (STATES.replace("91.812", "9181"), "Row 3, 2023: 9181 is no price level"),
        (STATES.replace("91.812", "NaN"), "Row 3, 2023"),
    ],
)
def test_a_wrong_file_is_refused_with_the_row(content: str, message: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(message)):
        parsed(content)


def test_zeros_that_a_spreadsheet_lost_are_restored() -> None:
    assert {level.code for level in parsed(RESAVED)} == {"99", "01", "06", "39"}


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
