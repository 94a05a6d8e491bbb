"""Numbers and lengths of time as people read them: in the form of the U.S. in every language."""

from decimal import Decimal

from django.utils.translation import gettext, ngettext

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


def format_at_least(amount: str) -> str:
    """A sum or a time, in words, that is only the least it can be: `at least $9,500`."""
    return gettext("at least %(amount)s") % {"amount": amount}


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
    if not years:
        return _count_months(rest)
    if not rest:
        return _count_years(years)
    words = {"years": _count_years(years), "months": _count_months(rest)}
    # Translators: a length of time, as in “2 years 7 months”.
    return gettext("%(years)s %(months)s") % words


def format_month_range(low: int, high: int) -> str:
    """A range of months; in years where both ends are whole years, two or more.

    >>> format_month_range(6, 12), format_month_range(24, 48), format_month_range(1, 1)
    ('6–12 months', '2–4 years', '1 month')
    """
    if low % MONTHS_PER_YEAR == 0 and high % MONTHS_PER_YEAR == 0 and low >= 2 * MONTHS_PER_YEAR:
        low, high = low // MONTHS_PER_YEAR, high // MONTHS_PER_YEAR
        if low == high:
            return _count_years(low)
        return gettext("%(low)s–%(high)s years") % {"low": low, "high": high}
    if low == high:
        return _count_months(low)
    return gettext("%(low)s–%(high)s months") % {"low": low, "high": high}


def format_academic_year(year: int) -> str:
    """The academic year that begins in a year: `2023–24`."""
    return f"{year}–{(year + 1) % 100:02}"


def _count_years(years: int) -> str:
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}


def _count_months(months: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def format_payback(months: int | None, raise_a_year: int) -> str:
    """A payback time as pages show it; a job that pays no more is named as such.

    >>> format_payback(0, 6000), format_payback(31, 6000), format_payback(None, 100)
    ('at once', '2 years 7 months', 'not within 30 years')
    >>> format_payback(None, -6000), format_payback(None, 0)
    ('never: the job pays $6,000 a year less', 'never: the job pays no more')
    """
    if raise_a_year < 0:
        less = {"dollars": format_dollars(-raise_a_year)}
        return gettext("never: the job pays %(dollars)s a year less") % less
    if raise_a_year == 0:
        return gettext("never: the job pays no more")
    if months is None:
        return gettext("not within 30 years")
    return format_months(months) if months else gettext("at once")
