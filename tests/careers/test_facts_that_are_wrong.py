"""Files of facts that are not what they should be end in words, and leave nothing."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from careers.models import FactRelease
from tests.careers.fact_files import archive, interests, zones
from tests.careers.test_importing_facts import (  # noqa: F401
    THREE,
    _occupations,
    dora,
    upload,
)

pytestmark = pytest.mark.django_db

Rows = list[list[Any]]
ONET = "db_30_2_text.zip"
CODE = "O*NET-SOC Code"
TELEWORK = ["SOC_2018_CODE", "ESTIMATE", "STANDARD_ERROR"]
PAY = [
    *("RELEASE", "SOC_CODE", "GROUP", "EMPLOYMENT", "ANNUAL_P10", "ANNUAL_P25", "ANNUAL_MEDIAN"),
    *("ANNUAL_P75", "ANNUAL_P90", "HOURLY_MEDIAN"),
]
EDUCATION = [CODE, "Element ID", "Scale ID", "Category", "Data Value"]
FIELDS = ["CIP2020CODE", "CIP2020TITLE", "SOC2018CODE", "SOC2018TITLE"]


def write_csv(rows: Rows, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def write_book(rows: Rows) -> bytes:
    out, book = io.BytesIO(), Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def of_nurses(rows: Rows) -> bytes:
    """An archive with a table of registered nurses."""
    return archive(Table=[rows[0], *(["29-1141.00", *row] for row in rows[1:])])


@pytest.mark.parametrize(
    ("file", "name", "message"),
    [
        (b"%PDF-1.4", "facts.pdf", "is a PDF, not a table"),
        (archive(Interests=interests(**THREE))[:300], ONET, "is damaged or was not transferred"),
        (archive(Interests=interests(**THREE)), "db_24_1_text.zip", "Upload release 25.1 or"),
        # One damaged table of several.
        (
            archive(Interests=interests(**THREE), Zones=[[CODE, "Job Zone"], ["29-1141.00"]]),
            ONET,
            "Zones.txt, line 2: the row has 1 cells, and the header 2",
        ),
        # What spreadsheets do.
        (
            write_csv([TELEWORK, ["Nov-11", 3, 1]]),
            "telework.csv",
            "“Nov-11” is not an SOC code; a spreadsheet made a day of it.",
        ),
        (
            write_book([FIELDS, [51.07, "Administration", "43-6013", "Secretaries"]]),
            "crosswalk.xlsx",
            "“51.07” is not a code in full",
        ),
        (write_book([TELEWORK, ["29-1141", "=1/0", 1]]), "telework.xlsx", "B2: a formula"),
        (
            write_csv([PAY, ["May-14", "29-1141", "detailed", *[1] * 7]]),
            "pay.csv",
            "“May-14” must be a month as in 2014-05",
        ),
        (
            write_csv([[CODE, "Job Zone"], ["29-1141.00", 4]], ";"),
            "zones.csv",
            "columns must be separated by commas",
        ),
        # Figures that no source has.
        (archive(Zones=zones(_29_1141=2.5)), ONET, "“2.5” must be a whole number"),  # type: ignore[arg-type]
        (of_nurses([EDUCATION, ["2.D.1", "RL", 1.5, 30]]), ONET, "“1.5” must be a whole number"),
        (
            archive(Interests=interests(**THREE)[:-3]),
            ONET,
            "31-1131.00 has 3 interests where others have 6. The file was cut",
        ),
        # Two that cannot both be true.
        (
            write_csv([TELEWORK, ["29-1141", 3, 1], ["29-1141", 90, 1]]),
            "telework.csv",
            "row 3, ESTIMATE: “90” stands beside “3” of an earlier row",
        ),
        (of_nurses([[CODE, "Job Zone"], [4], [5]]), ONET, "“5” stands beside “4”"),
        # Names that cannot be shown.
        (of_nurses([[CODE, "Example", "Hot Technology"], ["", "Y"]]), ONET, "must be a name"),
        (of_nurses([[CODE, "Alternate Title"], ["nurse" * 900]]), ONET, "longer than 200 letters"),
    ],
)
def test_a_wrong_file_is_refused_in_words(
    dora: Client,  # noqa: F811
    file: bytes,
    name: str,
    message: str,
) -> None:
    run = upload(dora, file, name, edition="" if name.startswith("db") else "2026")

    assert (run.state, message in run.message) == ("failed", True), run.message
    assert dora.get(run.get_absolute_url()).status_code == 200
    assert not FactRelease.objects.exists()


def test_a_row_that_stands_twice_counts_once(dora: Client) -> None:  # noqa: F811
    file = of_nurses([[CODE, "Job Zone"], [4], [4]])

    assert upload(dora, file, ONET).releases.get().facts.get().values["zone"] == 4
