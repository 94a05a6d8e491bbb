"""A code that a spreadsheet damaged is put right where that is certain, and refused elsewhere."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import codes
from common.codes import Code, CodeError

READ: list[tuple[Code, str, str]] = [
    (codes.UNITID, "100654", "100654"),
    (codes.UNITID, "100654.0", "100654"),
    (codes.UNITID, "1.00654E5", "100654"),
    (codes.UNITID, "1.00654E+05", "100654"),
    (codes.UNITID, "100,654", "100654"),
    (codes.OPE_ID, "00174200", "00174200"),
    (codes.OPE_ID, "174200", "00174200"),
    (codes.OPE_ID, "2174203", "02174203"),
    (codes.OPE_ID, "174200.0", "00174200"),
    (codes.OPE_ID, '="00174200"', "00174200"),
    (codes.OPE_ID, "001742", "001742"),
    (codes.OPE_ID_6, "1742", "001742"),
    (codes.OPE_ID_6, "42531.0", "042531"),
    (codes.ZIP, "601", "00601"),
    (codes.ZIP, "2108.0", "02108"),
    (codes.ZIP, "981011234", "98101-1234"),
    (codes.ZIP, "21081234", "02108-1234"),
    (codes.ZIP, "98101 1234", "98101-1234"),
    (codes.ZIP, "2108–1234", "02108-1234"),
    (codes.CIP, "5107", "51.07"),
    (codes.CIP, "5107.0", "51.07"),
    (codes.CIP, "51.07", "51.07"),
    (codes.CIP, "51.0700", "51.07"),
    (codes.CIP, "510700", "51.07"),
    (codes.CIP, "107", "01.07"),
    (codes.CIP, "1.07", "01.07"),
    (codes.CIP, "51.1", "51.10"),
    (codes.CIP, "51.071", "51.0710"),
    (codes.CIP, "510705", "51.0705"),
    (codes.CIP, "10705", "01.0705"),
    (codes.SOC, "43-6013", "43-6013"),
    (codes.SOC, "436013", "43-6013"),
    (codes.SOC, "4.36013E5", "43-6013"),
    (codes.SOC, "43–6013", "43-6013"),
    (codes.SOC, "43-6013.00", "43-6013"),
    (codes.SOC, "9111-11-01T00:00:00", "11-9111"),
    (codes.SOC, "2021-11-01", "11-2021"),
    (codes.GEOFIPS, "6000", "06000"),
    (codes.GEOFIPS, "48000.0", "48000"),
    (codes.GEOFIPS, "0", "00000"),
    (codes.GEOFIPS, "999", "00999"),
    (codes.GEOFIPS, ' "06000"', "06000"),
    (codes.STATE_AREA, "6", "06"),
    (codes.STATE_AREA, "6.0", "06"),
    (codes.METRO_AREA, "0010180", "10180"),
    (codes.NONMETRO_AREA, "100001", "0100001"),
]
REFUSED: list[tuple[Code, str, str]] = [
    (codes.UNITID, "12ab", ""),
    (codes.UNITID, "1.01E+05", "; a spreadsheet rounded it"),
    (codes.OPE_ID, "1742", ""),
    (codes.OPE_ID, "1.742E+05", "; a spreadsheet rounded it"),
    (codes.OPE_ID_6, "174", ""),
    (codes.ZIP, "60", ""),
    (codes.ZIP, "981012", ""),
    (codes.ZIP, "9.8E+08", "; a spreadsheet rounded it"),
    (codes.CIP, "51", ""),
    (codes.CIP, "51.0", ""),
    (codes.CIP, "51,070", ""),
    (codes.CIP, "Jul-01", "; a spreadsheet made a day of it"),
    (codes.CIP, "7-Jan", "; a spreadsheet made a day of it"),
    (codes.SOC, "Nov-11", "; a spreadsheet made a day of it"),
    (codes.SOC, "Jan-43", "; a spreadsheet made a day of it"),
    (codes.SOC, "2025-05-01", "; a spreadsheet made a day of it"),
    (codes.SOC, "43-6013.01", ""),
    (codes.GEOFIPS, "600", ""),
    (codes.GEOFIPS, "6.00E+03", "; a spreadsheet rounded it"),
    (codes.METRO_AREA, "1018", ""),
    (codes.NONMETRO_AREA, "10001", ""),
    (codes.STATE_AREA, "", ""),
]


@pytest.mark.parametrize(("code", "cell", "meant"), READ)
def test_what_is_certain_is_put_right(code: Code, cell: str, meant: str) -> None:
    assert code.read(cell) == meant


@pytest.mark.parametrize(("code", "cell", "damage"), REFUSED)
def test_what_may_be_another_code_is_refused(code: Code, cell: str, damage: str) -> None:
    with pytest.raises(CodeError) as error:
        code.read(cell)
    assert str(error.value) == f"“{cell}” is not {code.name}{damage}"


@given(st.integers(100_000, 99_999_999))
def test_a_number_is_the_code_that_it_was(number: int) -> None:
    code = f"{number:08}"
    for cell in (code, f"{number}", f"{number}.0", f"{number:,}", repr(float(number))):
        assert codes.OPE_ID.read(cell) == code


@given(st.text())
def test_what_is_read_is_read_as_the_same_again(cell: str) -> None:
    for code in (value for value in vars(codes).values() if isinstance(value, Code)):
        with contextlib.suppress(CodeError):
            assert code.read(code.read(cell)) == code.read(cell)
