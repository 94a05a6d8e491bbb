"""The codes of the federal tables, and what a spreadsheet makes of them.

A spreadsheet takes a code for a number or a day: it drops the zeros at its front, adds decimals,
rounds it to a power of ten, or shows a month. What is certain by the meaning of the column is put
right, anything else is refused: a code that could be another is none.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

# What stands in a cell whose formula failed.
ERRORS = frozenset(
    {
        *("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"),
        *("#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA"),
    }
)
_WHOLE = re.compile(r"(\d+)(?:\.0*)?", re.ASCII)
_WITH_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+", re.ASCII)
_POWER_OF_TEN = re.compile(r"(\d)(?:\.(\d+))?E\+?(\d{1,2})", re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}-[a-z]{3}|[a-z]{3}-\d{2}|\d+[-/]\d+[-/]\d+.*", re.ASCII | re.IGNORECASE)
_DASHES = str.maketrans("‐‑‒–—−", "------")
_CIP = re.compile(r"(\d{1,2})\.(\d{1,4})", re.ASCII)
_ZIP = re.compile(r"(\d{3,5})[- ](\d{4})", re.ASCII)
_DETAILED_SOC = re.compile(r"(\d\d-\d{4})\.0+", re.ASCII)
_FIRST_OF_A_MONTH = re.compile(r"(\d{4})-(\d\d)-01(?:[T ]00:00:00)?", re.ASCII)


class CodeError(ValueError):
    """A cell that is not the code that its column asks for; the text says what it is."""


@dataclass(frozen=True)
class Code:
    """A kind of code: its name with an article, its form, and how it is put right.

    `repair` gets a cell without that form, and returns the code; any other text if none is certain.
    """

    name: str
    form: str
    repair: Callable[[str], str]

    def read(self, cell: str) -> str:
        """The code in a cell. Raises CodeError if it is none, or may be another.

        >>> OPE_ID.read("174200"), ZIP.read("601.0"), SOC.read("9111-11-01T00:00:00")
        ('00174200', '00601', '11-9111')
        >>> UNITID.read("1.0E+05")
        Traceback (most recent call last):
        common.codes.CodeError: “1.0E+05” is not a UNITID; a spreadsheet rounded it
        """
        # ="00174200" is how a CSV keeps a spreadsheet from taking it for a number.
        text = cell.strip().removeprefix("=").strip("\"' ").translate(_DASHES)
        if re.fullmatch(self.form, text, re.ASCII):
            return text
        code = self.repair(text)
        if not re.fullmatch(self.form, code, re.ASCII):
            raise CodeError(f"“{cell.strip()[:40]}” is not {self.name}{_describe_damage(text)}")
        return code


def read_digits(text: str) -> str:
    """The digits of a whole number in any spelling that has all of them; empty if it has not.

    >>> [read_digits(text) for text in ("5107.0", "436,013", "4.36013E5", "4.36E+05", "51.07")]
    ['5107', '436013', '436013', '', '']
    """
    if match := _WHOLE.fullmatch(text):
        return match[1]
    if _WITH_COMMAS.fullmatch(text):
        return text.replace(",", "")
    if match := _POWER_OF_TEN.fullmatch(text):
        digits = match[1] + (match[2] or "")
        return digits if len(digits) == int(match[3]) + 1 else ""
    return ""


def _restore_zeros(width: int, fewest: int) -> Callable[[str], str]:
    """Repair numbers whose smallest one, without its zeros, has so many digits."""

    def repair(text: str) -> str:
        digits = read_digits(text).lstrip("0")
        return digits.zfill(width) if len(digits) >= fewest else ""

    return repair


def _repair_geofips(text: str) -> str:
    digits = read_digits(text)
    # The nation, and its metropolitan and nonmetropolitan portion.
    return digits.zfill(5) if digits in ("0", "998", "999") else _restore_zeros(5, 4)(text)


def _repair_zip(text: str) -> str:
    if match := _ZIP.fullmatch(text):
        return f"{match[1].zfill(5)}-{match[2]}"
    digits = read_digits(text)
    # The lowest is 00501.
    if 3 <= len(digits) <= 5:
        return digits.zfill(5)
    digits = digits.zfill(9) if len(digits) >= 7 else ""
    return f"{digits[:5]}-{digits[5:]}"


def _repair_cip(text: str) -> str:
    match = _CIP.fullmatch(text)
    # 51.0 may be 51.00, or the whole series 51.
    if match is None:
        digits = "" if "," in text else read_digits(text)
        digits = digits.zfill(len(digits) + len(digits) % 2)
    elif match[2] == "0":
        digits = ""
    else:
        # 51.10 became 51.1.
        digits = match[1].zfill(2) + match[2].ljust(len(match[2]) + len(match[2]) % 2, "0")
    if len(digits) == 6:
        digits = digits.removesuffix("00")
    return f"{digits[:2]}.{digits[2:]}"


def _repair_soc(text: str) -> str:
    if match := _DETAILED_SOC.fullmatch(text):
        return match[1]
    # 11-9111 is November 9111 to a spreadsheet.
    if match := _FIRST_OF_A_MONTH.fullmatch(text):
        return f"{match[2]}-{match[1]}"
    digits = read_digits(text)
    return f"{digits[:2]}-{digits[2:]}"


def _describe_damage(text: str) -> str:
    if _POWER_OF_TEN.fullmatch(text):
        return "; a spreadsheet rounded it"
    return "; a spreadsheet made a day of it" if _DAY.fullmatch(text) else ""


UNITID = Code("a UNITID", r"\d{1,9}", read_digits)
# In a column of eight digits, one of six that begins with a zero was never a number.
OPE_ID = Code("an OPE ID", r"\d{8}|0\d{5}", _restore_zeros(8, fewest=6))
OPE_ID_6 = Code("an OPE ID of six digits", r"\d{6}", _restore_zeros(6, fewest=4))
ZIP = Code("a ZIP code", r"\d{5}(-\d{4})?", _repair_zip)
# Of four digits, or of six that do not say the same as four: 51.0700 is 51.07.
CIP = Code("a CIP code", r"\d\d\.\d\d((?!00)\d\d)?", _repair_cip)
SOC = Code("an SOC code", r"(00|[1-5][13579])-\d{4}", _repair_soc)
GEOFIPS = Code("a GeoFIPS code", r"\d{5}", _repair_geofips)
STATE_AREA = Code("the area code of a state", r"\d\d", _restore_zeros(2, fewest=1))
METRO_AREA = Code("the area code of a metropolitan area", r"\d{5}", _restore_zeros(5, fewest=5))
NONMETRO_AREA = Code(
    "the area code of a nonmetropolitan area", r"\d{7}", _restore_zeros(7, fewest=6)
)
