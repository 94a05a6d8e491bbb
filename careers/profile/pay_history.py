"""Pay of the nation over the years: earlier ones from facts, loaded releases from their wages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careers.facts.reading import Fact
from careers.models import FactKind
from careers.profile.line_chart import ChartPoint, LineChart, build_line_chart
from careers.profile.related_reading import AMOUNTS, NationalPay
from careers.profile.sections import ProfileInputs, ProfileSection
from common.formatting import format_dollars
from salaries.models import Missing, Release

# The survey changed its list of occupations in steps; in 2021 also how it estimates.
BREAKS = (2018.5, 2020.5)
FIRST_YEAR = 2014
# As the survey writes an amount above what it publishes.
TOP_CODED = "#"


@dataclass(frozen=True)
class YearOfPay:
    """A row of the table; texts say what is missing."""

    label: str
    workers: int | None
    low: str
    median: str
    high: str


@dataclass(frozen=True)
class PayHistory:
    """The chart and its table; `notes` are what to know before reading them."""

    chart: LineChart | None
    description: str
    is_hourly: bool
    years: tuple[YearOfPay, ...]
    notes: tuple[str, ...]
    fact: Fact | None
    release: Release | None


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """None where fewer than two years are known."""
    years = list_years(inputs)
    is_hourly = _is_hourly(years)
    known = [one for one in years if _has_figure(one, is_hourly)]
    if len(known) < 2:
        return None
    points = [
        ChartPoint(
            one.period.year,
            sum(one.period.year > place for place in BREAKS),
            _median(one, is_hourly),
            *((None, None) if is_hourly else (one.p10, one.p90)),
        )
        for one in known
    ]
    chart = build_line_chart(points, BREAKS)
    data = PayHistory(
        chart=chart,
        description=_describe(known, is_hourly),
        is_hourly=is_hourly,
        years=tuple(_build_row(one, is_hourly) for one in reversed(known)),
        notes=tuple(_list_notes(known, is_hourly)),
        fact=inputs.facts.get(FactKind.PAY_HISTORY),
        release=inputs.wages.release if inputs.wages else None,
    )
    return ProfileSection(
        "pay-over-the-years",
        _("Pay over the years"),
        _write_heading(known, is_hourly),
        "careers/profile/pay_history.html",
        data,
    )


def list_years(inputs: ProfileInputs) -> list[NationalPay]:
    """Each year once, the earliest first: of the loaded wages where they have it."""
    fact = inputs.facts.get(FactKind.PAY_HISTORY)
    years = {one.period: one for one in _list_earlier(fact)}
    for one in inputs.surroundings.own.pay if inputs.surroundings.own else ():
        # A loaded file with a part of the figures does not hide the ones that are known.
        if one.missing != Missing.NOT_BUNDLED or one.period not in years:
            years[one.period] = one
    # A year has one release; the survey's month is May.
    return [years[period] for period in sorted(years)]


def _list_earlier(fact: Fact | None) -> list[NationalPay]:
    if fact is None:
        return []
    return [_build_earlier(month, row) for month, row in fact.values.items()]


def _build_earlier(month: str, row: Sequence[Any]) -> NationalPay:
    workers, *amounts, hourly = [None if cell == TOP_CODED else cell for cell in row]
    return NationalPay(
        period=date.fromisoformat(f"{month}-01"),
        workers=workers,
        hourly_median=None if hourly is None else Decimal(str(hourly)).quantize(Decimal("0.01")),
        missing=Missing.TOP_CODED if TOP_CODED in row else "",
        **dict(zip(AMOUNTS, amounts, strict=True)),
    )


def _is_hourly(years: Sequence[NationalPay]) -> bool:
    """Whether the survey gives pay by the hour alone."""
    return not any(one.median or one.p10 for one in years) and any(
        one.hourly_median for one in years
    )


def _median(one: NationalPay, is_hourly: bool) -> float | None:
    amount = one.hourly_median if is_hourly else one.median
    return None if amount is None else float(amount)


def _has_figure(one: NationalPay, is_hourly: bool) -> bool:
    return _median(one, is_hourly) is not None or (not is_hourly and one.p10 is not None)


def _label(period: date) -> str:
    return str(date_format(period, "YEAR_MONTH_FORMAT"))


def _format_median(one: NationalPay, is_hourly: bool) -> str:
    if is_hourly:
        return format_dollars(one.hourly_median)
    return _format(one, one.median)


def _format(one: NationalPay, amount: int | None) -> str:
    if amount is None and one.missing == Missing.TOP_CODED:
        if one.top_code is None:
            return _("above the limit")
        return _("%(amount)s or more") % {"amount": format_dollars(one.top_code)}
    return format_dollars(amount) or _("not given")


def _build_row(one: NationalPay, is_hourly: bool) -> YearOfPay:
    return YearOfPay(
        _label(one.period),
        one.workers,
        "" if is_hourly else _format(one, one.p10),
        _format_median(one, is_hourly),
        "" if is_hourly else _format(one, one.p90),
    )


def _words(known: Sequence[NationalPay], is_hourly: bool) -> Mapping[str, object] | None:
    """The first and the last year with a median, and both medians."""
    with_median = [one for one in known if _median(one, is_hourly) is not None]
    if len(with_median) < 2:
        return None
    first, last = with_median[0], with_median[-1]
    return {
        "first": first.period.year,
        "last": last.period.year,
        "before": _format_median(first, is_hourly),
        "now": _format_median(last, is_hourly),
    }


def _write_heading(known: Sequence[NationalPay], is_hourly: bool) -> str:
    words = _words(known, is_hourly)
    if words is None:
        return _("Typical pay is above what the survey publishes, year after year")
    if is_hourly:
        return (
            _("Half earned over %(before)s an hour in %(first)s, over %(now)s in %(last)s") % words
        )
    return _("Half earned over %(before)s in %(first)s, over %(now)s in %(last)s") % words


def _describe(known: Sequence[NationalPay], is_hourly: bool) -> str:
    """The chart in words, for readers who cannot see it."""
    words = _words(known, is_hourly)
    if words is None:
        return ""
    return (
        _(
            "Median pay from %(first)s, %(before)s, to %(last)s, %(now)s. The table below has "
            "each year."
        )
        % words
    )


def _list_notes(known: Sequence[NationalPay], is_hourly: bool) -> list[str]:
    first, last = known[0], known[-1]
    notes = [
        _(
            "These are dollars of each year. Prices rose over the same years, so not all of the "
            "rise buys more."
        )
    ]
    if first.period.year > FIRST_YEAR:
        text = _("The survey has this occupation as it is now since %(month)s.")
        notes.append(text % {"month": _label(first.period)})
    if first.period.year < BREAKS[-1] < last.period.year:
        notes.append(
            _(
                "At the dashed lines the survey changed its list of occupations, and in 2021 "
                "also how it estimates. A step there may come from that."
            )
        )
    missing = sorted(
        set(range(first.period.year, last.period.year)) - {one.period.year for one in known}
    )
    if missing:
        years = ", ".join(str(year) for year in missing)
        notes.append(_("No pay was published for %(years)s.") % {"years": years})
    if is_hourly:
        notes.append(
            _("The survey gives pay by the hour only here, because few work all year, full time.")
        )
    elif any(one.missing == Missing.TOP_CODED for one in known):
        notes.append(
            _("Where a line or an edge ends, pay is above the limit up to which it is published.")
        )
    notes.append(
        _(
            "The survey is made to describe one year well, and each of its figures rests on three "
            "years of answers. Its makers warn against reading small changes from year to year."
        )
    )
    return notes
