"""What work must pay, as people type it, in dollars a year. Pure, except for its messages."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

# Full time, 52 weeks of 40 hours: as the survey of wages turns an hour's pay into a year's.
HOURS_A_YEAR = 2_080
# Nobody works full time for less or more than this; other numbers are of another unit, or typos.
MIN_A_YEAR, MAX_A_YEAR = 5_000, 1_000_000
MIN_AN_HOUR, MAX_AN_HOUR = 3, 480
MAX_LENGTH = 40

# Behind the amount; no part of another word.
_UNIT = r"(?:\b|(?<=\d)|(?=/))(?:(?:an?|per|the|la|al|por)\s|/)?\s*(?:{})\.?$"
_HOURLY = re.compile(_UNIT.format("hour|hourly|hrs?|h|hora"))
_YEARLY = re.compile(_UNIT.format("year|yearly|yrs?|y|annually|annum|año|ano"))
_AMOUNT = re.compile(
    r"(?:us)?\$?\s*(?P<number>\d[\d,. ']*)(?P<thousands>k|mil)?\s*(?:dollars?|dólares|usd|\$)?",
    re.IGNORECASE | re.ASCII,
)
# Marks before the last three digits, as in 45,000 and 1.000.000; elsewhere they are a decimal's.
_GROUPED = re.compile(r"\d{1,3}(?:[,. ']\d{3})+", re.ASCII)


def parse_pay(text: str, *, is_hourly: bool = False) -> int:
    """Dollars a year: of “$45,000”, “45k”, “45 000” or “$22 an hour”.

    `is_hourly`: what a number without a unit is. Raises ValidationError with what to do.

    >>> parse_pay("$45,000"), parse_pay("45k"), parse_pay("45 000"), parse_pay("$22 an hour")
    (45000, 45000, 45000, 45760)
    >>> parse_pay("45.000"), parse_pay("22.50/hr"), parse_pay("22,5", is_hourly=True)
    (45000, 46800, 46800)
    """
    typed = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    for pattern, hourly in ((_HOURLY, True), (_YEARLY, False)):
        match = pattern.search(typed)
        if match and match.start():
            typed, is_hourly = typed[: match.start()].strip(), hourly
            break
    match = _AMOUNT.fullmatch(typed)
    amount = _parse_number(match["number"]) if match and len(text) <= MAX_LENGTH else None
    if match is None or amount is None:
        raise ValidationError(
            gettext("Write one amount in dollars, as in 45,000 or 22 an hour, or leave it empty.")
        )
    if match["thousands"]:
        amount *= 1_000
    if is_hourly:
        return _convert_hour(amount)
    if MIN_AN_HOUR <= amount <= MAX_AN_HOUR:
        raise ValidationError(
            gettext(
                "This is too little for a year. If it is dollars an hour, choose “an hour”; else "
                "write dollars a year, as in 45,000."
            )
        )
    if not MIN_A_YEAR <= amount <= MAX_A_YEAR:
        raise ValidationError(
            gettext("Write dollars a year from 5,000 to 1,000,000, or leave it empty.")
        )
    return _round(amount)


def _convert_hour(amount: Decimal) -> int:
    if not MIN_AN_HOUR <= amount <= MAX_AN_HOUR:
        raise ValidationError(
            gettext("Write dollars an hour from 3 to 480, or choose “a year”."),
        )
    return _round(amount * HOURS_A_YEAR)


def _parse_number(text: str) -> Decimal | None:
    """The number of digits and marks; None if they make none.

    >>> [_parse_number(each) for each in ("1,234.50", "22.5", "45.000", "4,5,6", "45,000.00")]
    [Decimal('1234.50'), Decimal('22.5'), Decimal('45000'), None, Decimal('45000.00')]
    """
    whole, mark, decimals = text.strip(" ,.'"), "", ""
    if not _GROUPED.fullmatch(whole):
        match = re.fullmatch(r"(.*)([.,])(\d{1,2})", whole, re.ASCII)
        if match:
            whole, mark, decimals = match.groups()
    if not whole.isdigit() and not _GROUPED.fullmatch(whole):
        return None
    return Decimal(re.sub(r"\D", "", whole) + ("." if mark else "") + decimals)


def _round(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
