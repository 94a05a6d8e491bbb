"""Official files of prices are read, compared, published and withdrawn."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from imports.decisions import discard_import, publish_import
from imports.errors import FileError
from programs.importing.prices import find_year
from programs.importing.withdraw import publish_dataset, withdraw_dataset
from programs.models import Institution, InstitutionPrice, ProgramImport, ProgramPrice
from tests.programs.files import (
    DIRECTORY_2024,
    INSTITUTION_WITH_PRICES,
    NET_PRICE,
    PROGRAM_CHARGES,
    YEAR_CHARGES,
    table,
    write,
    zipped,
)
from tests.programs.importing import checked, messages, published
from tests.programs.making import institution

pytestmark = pytest.mark.django_db


def charges(folder: Path, *rows: dict[str, str], name: str = "ic2023_ay.csv") -> Path:
    return write(folder, name, table(YEAR_CHARGES, rows))


def seen(unitid: int = 100654) -> InstitutionPrice | None:
    return InstitutionPrice.objects.published().filter(unitid=unitid).first()


def faults(run: ProgramImport) -> dict[str, str]:
    """Messages about cells that were left out, by their columns."""
    return dict(run.findings.filter(kind="left_out").values_list("column", "message"))


def test_charges_of_a_year_are_seen_when_their_file_is_published(tmp_path: Path) -> None:
    institution(unitid=100654)
    rows = [{}, {"UNITID": "100001", "CHG1AY3": "."}, {"UNITID": "100002"}]
    run = checked(charges(tmp_path, *rows))
    assert (run.layout, run.year, run.rows_staged) == ("year-charges", 2023, 3)
    assert seen() is None
    publish_import(run, None)
    price = seen()
    assert price
    assert (price.year, price.tuition_in_district, price.tuition_in_state) == (2023, 10024, 10024)
    assert (price.tuition_out_of_state, price.books, price.net_price) == (18634, 1600, None)
    assert price.net_price_by_income == []
    assert str(run.dataset) == "IPEDS published charges of a year, 2023–24, June 2026"
    assert "2 institutions are not known here" in messages(run, "unknown")[None]


def test_what_a_program_costs_is_read_for_each_of_the_largest_programs(tmp_path: Path) -> None:
    path = write(tmp_path, "IC2023_PY.csv", "\ufeff" + table(PROGRAM_CHARGES, [{}]))
    dataset = published(path)
    prices = ProgramPrice.objects.published().order_by("field_code")
    # The largest program's price is reported as that of this year; 1.0601 lost its zero.
    assert list(prices.values_list("field_code", "tuition", "books", "months", "year")) == [
        ("01.0601", 3000, None, None, 2023),
        ("12.0401", 17500, 2100, 12, 2023),
        ("51.0801", 14900, 800, 9, 2023),
    ]
    withdraw_dataset(dataset, None)
    assert not ProgramPrice.objects.published().exists()


def test_both_kinds_of_charges_may_stand_in_one_file(tmp_path: Path) -> None:
    both = {**YEAR_CHARGES, **PROGRAM_CHARGES}
    empty = {name: "-2" for name in YEAR_CHARGES if name.startswith("CHG")}
    rows = [empty, dict.fromkeys(PROGRAM_CHARGES, ".") | {"UNITID": "100654"}]
    run = checked(write(tmp_path, "COST1_2024.csv", table(both, rows)))
    assert (run.layout, run.year, run.rows_staged) == ("year-charges", 2024, 4)
    assert (run.counts["priced"], run.counts["priced_programs"]) == (1, 3)


def test_net_prices_are_of_public_and_private_institutions_and_by_income(tmp_path: Path) -> None:
    none = {name: "." for name in NET_PRICE if name.startswith("NPIS")}
    private = {"UNITID": "100001", **none, "NPGRN2": "21,500", "NPT452": "30000"}
    published(write(tmp_path, "sfa2223.csv", table(NET_PRICE, [{}, private])))
    public, other = seen(), seen(100001)
    assert public
    assert other
    assert (public.year, public.net_price) == (2022, 14982)
    assert public.net_price_by_income == [14000, 15000, 17000, 19000, None]
    assert (other.net_price, other.net_price_by_income) == (21500, [None] * 4 + [30000])


def test_the_scorecard_file_of_institutions_brings_prices_and_calculators(tmp_path: Path) -> None:
    text = table(INSTITUTION_WITH_PRICES, [{}, {"UNITID": "100002", "ZIP": "2134"}])
    path = write(tmp_path, "MERGED2022_23_PP.csv", text)
    dataset = published(path)
    school = Institution.objects.get(unitid=100654)
    assert school.net_price_calculator == "https://www.aamu.edu/net-price"
    assert Institution.objects.get(unitid=100002).zip_code == "02134"
    price = seen()
    assert price
    assert (price.year, price.tuition_in_state, price.net_price) == (2022, 10024, 15000)
    assert price.net_price_by_income == [14100, None, None, None, None]
    withdraw_dataset(dataset, None)
    assert seen() is None
    publish_dataset(dataset, None)
    assert seen() == price


def test_a_directory_of_2024_may_be_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    row: dict[str, object] = {**DIRECTORY_2024, "UNITID": 100654, "ZIP": 2134, "NEWID": "many"}
    book.active.append(list(row))  # type: ignore[union-attr]
    book.active.append(list(row.values()))  # type: ignore[union-attr]
    book.save(tmp_path / "hd2024.xlsx")
    run = checked(tmp_path / "hd2024.xlsx")
    publish_import(run, None)
    school = Institution.objects.get()
    assert (school.zip_code, school.opeid, school.successor_unitid) == ("02134", "00100200", None)
    assert school.net_price_calculator == "https://www.aamu.edu/net-price-calculator.html"
    assert faults(run) == {"NEWID": "“many” is not a UNITID"}


def test_cells_that_are_no_price_are_left_out_and_named(tmp_path: Path) -> None:
    row = {"CHG1AY3": "-512", "CHG2AY3": "9,999,999", "CHG3AY3": "a lot", "CHG4AY3": "-1.0"}
    run = checked(charges(tmp_path, row, {"UNITID": "100001"}))
    assert run.state == "ready"
    # Nothing is left of the first row.
    assert (run.rows_staged, run.rows_left_out) == (1, 1)
    assert faults(run) == {
        "CHG1AY3": "“-512” is less than nothing",
        "CHG2AY3": "$9,999,999 is more than it costs anywhere",
        "CHG3AY3": "“a lot” is not a number of dollars or people",
    }
    row = {"MTHCMP1": "900", "CIPCODE2": "health", "CIPCODE3": "12.0401"}
    run = checked(write(tmp_path, "ic2023_py.csv", table(PROGRAM_CHARGES, [row])))
    assert run.rows_staged == 1
    assert faults(run) == {
        "MTHCMP1": "900 months are no length of a program",
        "CIPCODE2": "“health” is not a CIP code",
        "CIPCODE3": "12.0401 stands earlier in the row",
    }


def test_the_year_of_prices_is_in_the_name_or_said_by_the_editor(tmp_path: Path) -> None:
    path = charges(tmp_path, {}, name="tuition.csv")
    assert "its name does not say of which academic year" in checked(path).message
    assert checked(path, year=2022).year == 2022
    named = charges(tmp_path, {})
    refused = checked(named, year=2022).message
    assert "The file's name says 2023–24, and you say 2022–23" in refused
    inside = zipped(tmp_path, {"ic2021_ay.csv": table(YEAR_CHARGES, [{}])})
    assert checked(inside).year == 2021
    with_prices = write(tmp_path, "Institution.csv", table(INSTITUTION_WITH_PRICES, [{}]))
    assert "does not say of which academic year" in checked(with_prices).message


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("ic2023_ay_rv.csv", 2023),
        ("COST1_2024.zip", 2024),
        # Aid is reported a year later.
        ("COST2_2024_NetPrice.csv", 2023),
        ("SFA2021_P2.csv", 2020),
        ("sfa2224.csv", None),
        ("College_Scorecard_Institution_2022-2023.csv", 2022),
        ("Most-Recent-Cohorts-Institution_05192025.csv", None),
        ("scorecard_2026-06.csv", None),
        ("music2023_lists.csv", None),
    ],
)
def test_years_in_names_of_files(name: str, year: int | None) -> None:
    assert find_year([name]) == year


def test_of_a_zip_with_a_revised_table_that_one_is_read(tmp_path: Path) -> None:
    tables = {"ic2021_ay.csv": "1", "ic2021_ay_rv.csv": "2"}
    held = {name: table(YEAR_CHARGES, [{"CHG2AY3": price}]) for name, price in tables.items()}
    run = checked(zipped(tmp_path, held))
    assert InstitutionPrice.objects.get(run=run).tuition_in_state == 2
    other = zipped(tmp_path, held | {"ic2020_ay.csv": table(YEAR_CHARGES, [{}])})
    assert "holds 2 tables" in checked(other).message


def test_prices_of_two_years_in_one_file_are_refused(tmp_path: Path) -> None:
    run = checked(write(tmp_path, "ic2023.csv", table({**YEAR_CHARGES, **NET_PRICE}, [{}])))
    assert "which IPEDS publishes of different years" in run.message


def test_a_file_of_aid_without_net_prices_is_refused(tmp_path: Path) -> None:
    like = {"UNITID": "100654", "NPIS412": "1"}
    run = checked(write(tmp_path, "sfa2324.csv", table(like, [{}])))
    assert "these columns are missing: NPGRN2 or NPIST2" in run.message


def test_prices_are_compared_with_those_of_the_year_before(tmp_path: Path) -> None:
    rows = [{"UNITID": str(number)} for number in range(100001, 100006)]
    published(charges(tmp_path, *rows))
    later = [
        rows[0],
        {**rows[1], "CHG2AY3": "10500"},
        {**rows[2], "CHG2AY3": "30000"},
        {"UNITID": "100009"},
    ]
    run = checked(charges(tmp_path, *later, name="ic2024_ay.csv"), dt.date(2026, 9, 1))
    counted = {name: run.counts[name] for name in ("new", "changed", "unchanged", "missing")}
    assert counted == {"new": 1, "changed": 2, "unchanged": 1, "missing": 2}
    largest = run.findings.filter(kind="largest_price")
    assert [(one.row, one.before, one.after, float(one.change or 0)) for one in largest] == [
        (4, "10024", "30000", 199.3),
        (3, "10024", "10500", 4.7),
    ]
    assert run.findings.get(kind="many_changes").severity == "ask"
    assert run.findings.get(kind="partial").severity == "ask"
    with pytest.raises(FileError, match="It may be only a part"):
        publish_import(run, None)
    publish_import(run, None, in_spite_of_doubts=True)
    new, old = seen(100002), seen(100004)
    assert (new and new.year, old and old.year) == (2024, 2023)
    assert run.dataset
    assert str(withdraw_dataset(run.dataset, None)).startswith("IPEDS published charges of a year")
    new = seen(100002)
    assert new
    assert (new.year, new.tuition_in_state) == (2023, 10024)


def test_an_earlier_year_asks_for_a_look_and_does_not_cover_a_later_one(tmp_path: Path) -> None:
    published(charges(tmp_path, {}))
    older = checked(charges(tmp_path, {"CHG2AY3": "1"}, name="ic2022_ay.csv"))
    assert "Prices of 2023–24 are published already" in messages(older, "older")[None]
    publish_import(older, None, in_spite_of_doubts=True)
    price = seen()
    assert price
    assert price.year == 2023


def test_prices_that_are_not_published_go_with_their_import(tmp_path: Path) -> None:
    run = checked(charges(tmp_path, {}))
    discard_import(run)
    assert not InstitutionPrice.objects.exists()
    blocked = checked(charges(tmp_path, {name: "." for name in YEAR_CHARGES if name != "UNITID"}))
    assert blocked.state == "blocked"
    assert "None of 1 rows has what" in messages(blocked, "damaged")[None]
