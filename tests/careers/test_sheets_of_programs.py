"""What Excel, LibreOffice and pandas make of a guide's cells is read as what was meant."""

import datetime as dt
from typing import Any

import pytest

from careers.guides.sheets import parse_sheet
from common.csv_tables import SheetError
from tests.careers.sheets import Row, as_csv, lines_of, section

pytestmark = pytest.mark.django_db

HEAD = "id,position,title,detail"


def problems_of(table: str, data: str | bytes, rows: list[Row]) -> list[str]:
    data = data.encode() if isinstance(data, str) else data
    with pytest.raises(SheetError) as error:
        parse_sheet(table, data, {"parts": {table: rows}})
    return error.value.problems


def changed_section(column: str, cell: str, **stored: Any) -> Any:
    """The value of a section whose cell was changed to this."""
    rows = [section(1, **stored)]
    lines = lines_of("sections", rows)
    lines[1][lines[0].index(column)] = cell
    return parse_sheet("sections", as_csv(lines).encode(), {"parts": {"sections": rows}})[0][column]


def duty(key: int) -> Row:
    return {"id": key, "position": key, "title": f"Duty {key}", "detail": "", "figures": ""}


def test_a_file_from_before_there_were_figures_leaves_them_alone() -> None:
    rows = [{**duty(1), "figures": "growth"}]
    assert (
        parse_sheet("duties", f"{HEAD}\n1,1,Duty 1,\n".encode(), {"parts": {"duties": rows}})
        == rows
    )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *((cell, True) for cell in ("TRUE", "True", "true", "1", "1.0", "yes", "VERDADERO")),
        *((cell, False) for cell in ("FALSE", "False", "0", "0.0", "No", "FALSO")),
    ],
)
def test_yes_and_no_in_any_spelling(cell: str, value: bool) -> None:
    assert changed_section("is_shown", cell, is_shown=not value) is value


def test_a_word_that_is_neither_is_refused() -> None:
    with pytest.raises(SheetError, match=r"Line 2: shown: “maybe”.*True or False"):
        changed_section("is_shown", "maybe")


@pytest.mark.parametrize("cell", ["18", "18.0", "18.00", "18,0", " 18 "])
def test_a_whole_number_with_decimals(cell: str) -> None:
    assert changed_section("review_every_months", cell) == 18


@pytest.mark.parametrize("cell", ["18.5", "1.800", "soon"])
def test_a_number_that_is_not_whole_is_refused(cell: str) -> None:
    with pytest.raises(SheetError, match="must be an integer"):
        changed_section("review_every_months", cell)


@pytest.mark.parametrize(("cell", "value"), [("$9,500", 9500), ("12,000.00", 12000), ("$80", 80)])
def test_dollars_as_a_spreadsheet_shows_them(cell: str, value: int) -> None:
    row = {"id": 1, "position": 1, "program_type": "Certificate", "credential": None}
    row |= {"cost_low": 1, "cost_high": 20000, "months_low": 1, "months_high": 2}
    lines = lines_of("training_costs", [row])
    lines[1][lines[0].index("cost_low")] = cell
    parts = {"parts": {"training_costs": [row]}}
    assert parse_sheet("training_costs", as_csv(lines).encode(), parts)[0]["cost_low"] == value


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-11-24", "2026-11-24 00:00:00", "2026-11-24T00:00:00", "11/24/2026", "11/24/26"),
        *("24.11.2026", "24/11/2026", "11/24/2026 0:00", "11/24/2026 12:00:00 AM"),
        *("2026-11-24 00:00:00+00:00", "2026-11-24T00:00:00Z", "24.11.2026 00:00:00.000"),
    ],
)
def test_a_date_that_can_be_read_in_one_way(cell: str) -> None:
    assert changed_section("verified_on", cell) == dt.date(2026, 11, 24)


@pytest.mark.parametrize("cell", ["5/6/2026", "05.06.2026", "5/6/2026 0:00"])
def test_a_date_that_can_be_read_in_two_ways_is_refused_unless_it_is_unchanged(cell: str) -> None:
    with pytest.raises(SheetError, match="may be 2026-05-06 or 2026-06-05"):
        changed_section("verified_on", cell, verified_on="2026-01-31")
    for day in (dt.date(2026, 5, 6), dt.date(2026, 6, 5)):
        assert changed_section("verified_on", cell, verified_on=day.isoformat()) == day


def test_the_other_dates_of_the_file_say_how_to_read_one() -> None:
    rows = [section(1), section(2)]
    lines = lines_of("sections", rows)
    column = lines[0].index("verified_on")
    content = {"parts": {"sections": rows}}
    for other, day in (("11/24/2026", dt.date(2026, 5, 6)), ("24/11/2026", dt.date(2026, 6, 5))):
        lines[1][column], lines[2][column] = "5/6/2026", other
        assert parse_sheet("sections", as_csv(lines).encode(), content)[0]["verified_on"] == day


@pytest.mark.parametrize("cell", ["2026-02-31", "2/31/2026", "tomorrow"])
def test_a_day_that_does_not_exist_is_refused(cell: str) -> None:
    with pytest.raises(SheetError, match="Line 2: compared with its sources on"):
        changed_section("verified_on", cell)


@pytest.mark.parametrize("cell", ["2026-11-24 09:30", "11/24/2026 9:30 AM", "11/24/26 12:00 PM"])
def test_a_day_with_an_hour_is_refused(cell: str) -> None:
    with pytest.raises(SheetError, match="Line 2: compared with its sources on"):
        changed_section("verified_on", cell)


@pytest.mark.parametrize("cell", ["nan", "NaN", "NaT", "<NA>", ""])
def test_empty_as_pandas_writes_it(cell: str) -> None:
    assert changed_section("verified_on", cell, verified_on="2026-01-31") is None
    assert changed_section("note", cell, note="A note") == ""


def test_a_code_that_a_spreadsheet_took_for_a_month_is_the_code_it_was() -> None:
    row = {"id": 1, "position": 1, "soc_code": "11-9111", "relation": "next", "difference": "x"}
    table, content = "related_occupations", {"parts": {"related_occupations": [row]}}
    data = f"{','.join(lines_of(table, [row])[0])}\n1,1,Nov-11,next,x\n"
    assert parse_sheet(table, data.encode(), content)[0]["soc_code"] == "11-9111"
    for cell in ("9111-11-01", "119111", "11-9111.00"):
        taken = parse_sheet(table, data.replace("Nov-11", cell).encode(), content)
        assert taken[0]["soc_code"] == "11-9111"
    assert problems_of(table, data.replace("\n1,", "\n,"), [row]) == [
        "Line 2: SOC code: “Nov-11” is not an SOC code; a spreadsheet made a day of it"
    ]


def test_the_error_of_a_formula_is_no_text() -> None:
    # As a spreadsheet makes it of a text that begins with a minus sign.
    problem = problems_of("duties", f"{HEAD}\n1,1,#NAME?,\n", [duty(1)])[0]
    assert problem.startswith("Line 2: title: “#NAME?” is the error of a formula.")


def test_a_file_that_ends_in_the_middle_of_a_line_is_refused() -> None:
    rows = [duty(1), duty(2)]
    whole = as_csv(lines_of("duties", rows)).strip()
    assert problems_of("duties", whole[: whole.rindex("2,Duty 2") + 4], rows) == [
        "Line 3: the file ends in the middle of it. Save it whole once more."
    ]


def test_a_workbook_is_said_to_be_one() -> None:
    assert "The file is a workbook. Save its" in problems_of("duties", b"PK\x03\x04", [duty(1)])[0]


def test_a_text_that_pandas_took_for_a_number_is_the_text_it_was() -> None:
    assert changed_section("heading", "2026.0", heading="2026") == "2026"
    assert changed_section("heading", "2026.0", heading="A year") == "2026.0"


def test_empty_lines_and_columns_are_none() -> None:
    data = f"{HEAD},,,\n1,1,Duty 1,,,,\n,,,,,,\n\n2,2,Duty 2\n,,,,,,\n"
    rows = [duty(1), duty(2)]
    assert parse_sheet("duties", data.encode(), {"parts": {"duties": rows}}) == rows
    # Lines are counted as a spreadsheet numbers them.
    assert problems_of("duties", data.replace("2,2,", "2,x,"), rows)[0].startswith("Line 5: ")


@pytest.mark.parametrize("line", ["1,1,Greet, warmly,x", "1,1,Greet,x,,stray"])
def test_a_text_that_runs_into_the_next_column_is_refused(line: str) -> None:
    problem = problems_of("duties", f"{HEAD},,\n{line}\n", [duty(1)])[0]
    assert problem.startswith("Line 2: it has a cell in a column without a name.")


def test_an_id_that_no_row_has_is_refused() -> None:
    rows = [duty(1)]
    for key in ("99", "99.0", "one"):
        assert problems_of("duties", f"{HEAD}\n1,1,a,\n{key},2,b,\n", rows) == [
            f"Line 3: there is no row with id {key}. Leave the id empty for a new row."
        ]


def test_an_id_twice_is_refused() -> None:
    data = f"{HEAD}\n1,1,a,\n,2,b,\n1.0,3,c,\n"
    assert problems_of("duties", data, [duty(1)]) == ["Line 4: line 2 has the ID “1” already."]


def test_a_file_without_ids_is_refused() -> None:
    assert "lacks the columns id" in problems_of("duties", "position,title,detail\n1,a,\n", [])[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_encodings_and_delimiters(encoding: str, delimiter: str, line_end: str) -> None:
    rows = [{**duty(1), "title": "Greet “José”; smile, ✓", "detail": "One.\n\nTwo\tthree."}]
    text = as_csv(lines_of("duties", rows), delimiter).replace("\r\n", line_end)
    data = ("\ufeff" if encoding == "utf-16-le" else "") + text
    assert parse_sheet("duties", data.encode(encoding), {"parts": {"duties": rows}}) == rows


def test_an_encoding_that_loses_letters_is_refused_in_words() -> None:
    data = f"{HEAD}\n1,1,Greet José,\n".encode("cp1252")
    assert "Save it once more, as “CSV UTF-8”" in problems_of("duties", data, [duty(1)])[0]
