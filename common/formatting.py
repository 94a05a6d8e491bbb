"""Numbers and lengths of time as people read them. Plain functions, without Django."""

from decimal import Decimal

MINUS = "\N{MINUS SIGN}"
MONTHS_PER_YEAR = 12
Number = int | float | Decimal


def format_dollars(value: Number | None) -> str:
    """Whole dollars as `$45,930`, or `$21.46` where there are cents; empty for None.

    >>> format_dollars(45930), format_dollars(-1200), format_dollars(Decimal("21.00"))
    ('$45,930', '−$1,200', '$21.00')
    """
    if value is None:
        return ""
    sign = MINUS if value < 0 else ""
    form = ",.2f" if isinstance(value, Decimal) and value.as_tuple().exponent else ",.0f"
    return f"{sign}${abs(value):{form}}"


def format_count(value: Number | None) -> str:
    """A number of things with thousands commas: `830,760`; empty for None."""
    return "" if value is None else f"{value:,.0f}".replace("-", MINUS)


def format_percent(value: Number | None) -> str:
    """A percentage with at most one decimal: `4.2%`, `68%`; empty for None.

    >>> format_percent(Decimal("4.2")), format_percent(Decimal("68.0")), format_percent(-2.14)
    ('4.2%', '68%', '−2.1%')
    """
    if value is None:
        return ""
    text = f"{abs(value):.1f}".removesuffix(".0")
    return f"{MINUS if value < 0 and text != '0' else ''}{text}%"


def format_signed_percent(value: Number | None) -> str:
    """A change in percent with its sign, always to one decimal so that columns align.

    >>> format_signed_percent(Decimal("2.94")), format_signed_percent(-2), format_signed_percent(0)
    ('+2.9%', '−2.0%', '0.0%')
    """
    if value is None:
        return ""
    text = f"{abs(value):.1f}"
    sign = "" if text == "0.0" else "+" if value > 0 else MINUS
    return f"{sign}{text}%"


def format_months(months: int) -> str:
    """A number of months, in years and months from twelve up.

    >>> format_months(1), format_months(11), format_months(24), format_months(31)
    ('1 month', '11 months', '2 years', '2 years 7 months')
    """
    years, rest = divmod(months, MONTHS_PER_YEAR)
    parts = []
    if years:
        parts.append("1 year" if years == 1 else f"{years} years")
    if rest or not years:
        parts.append("1 month" if rest == 1 else f"{rest} months")
    return " ".join(parts)


def format_month_range(low: int, high: int) -> str:
    """A range of months; in years where both ends are whole years, two or more.

    >>> format_month_range(6, 12), format_month_range(24, 48), format_month_range(1, 1)
    ('6–12 months', '2–4 years', '1 month')
    """
    if low % MONTHS_PER_YEAR == 0 and high % MONTHS_PER_YEAR == 0 and low >= 2 * MONTHS_PER_YEAR:
        low, high, unit = low // MONTHS_PER_YEAR, high // MONTHS_PER_YEAR, "years"
    else:
        unit = "months"
    if low == high:
        return "1 month" if low == 1 else f"{low} {unit}"
    return f"{low}–{high} {unit}"
