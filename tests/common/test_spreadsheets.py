"""A table that leaves the site: no cell of it runs, and every cell can be read back."""

import csv
import io
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.spreadsheets import BYTE_ORDER_MARK, csv_download, csv_text, escape_cell, unescape_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "   @", "'=", "' ="])
def test_text_that_begins_like_a_formula_is_disarmed(start: str) -> None:
    assert escape_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", " ", "Iowa", "a=b", "'tis", "2−1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert escape_cell(text) == text


def test_numbers_stay_numbers_and_what_is_missing_is_empty() -> None:
    assert escape_cell(-5) == -5
    assert escape_cell(-0.5) == -0.5
    assert escape_cell(None) == ""


def test_anything_else_is_its_text() -> None:
    assert escape_cell(date(2026, 6, 10)) == "2026-06-10"


@given(st.text(st.sampled_from("'= +-@\t\ra")))
@example("'=1")
@example("''=1")
@example("'tis")
def test_every_text_comes_back_as_it_was(text: str) -> None:
    cell = escape_cell(text)
    assert isinstance(cell, str)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert unescape_cell(cell) == text


def test_each_cell_of_a_file_is_disarmed_the_heading_too() -> None:
    text = csv_text([["=a", "b"], ["-c", None], [1, "+d"]])
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [["'=a", "b"], ["'-c", ""], ["1", "'+d"]]


def test_only_a_file_with_other_letters_than_english_ones_says_that_it_is_in_utf_8() -> None:
    assert csv_text([["Iowa"]]) == "Iowa\r\n"
    assert csv_text([["Cañon City"]]) == f"{BYTE_ORDER_MARK}Cañon City\r\n"


def test_a_download_is_a_file_with_a_name() -> None:
    response = csv_download("pay.csv", [["area"], ["Iowa"]])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="pay.csv"'
    assert response.content == b"area\r\nIowa\r\n"
