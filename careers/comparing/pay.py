"""What careers pay where the reader lives, and what that buys; without the database."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from careers.comparing.cells import Cell, Section, build_row
from careers.comparing.reading import Compared, PriceIndex
from common.formatting import format_percent
from programs.geography import STATES
from salaries.figures import Figure, Percentiles
from salaries.prices import adjust_percentiles
from salaries.rows import AreaWages


def _describe_pay(pay: AreaWages | None, step: str, index: Decimal | None = None) -> Cell:
    if pay is None:
        return Cell(note=_("The survey has no figures of this place."))
    percentiles: Percentiles = pay.hourly if pay.is_hourly_only else pay.annual
    if index is not None:
        percentiles = adjust_percentiles(percentiles, index)
    figure: Figure = getattr(percentiles, step)
    if figure.sort_value is None:
        return Cell(note=figure.explanation or figure.text)
    return Cell(figure.text, _("an hour") if pay.is_hourly_only else "")


def compare_pay(careers: Sequence[Compared], state: str, prices: PriceIndex | None) -> Section:
    """Pay in the reader's state, or in the nation; a row without any figure says why."""
    place = STATES.get(state, "")

    def describe(step: str) -> Callable[[Compared], Cell]:
        return lambda career: _describe_pay(career.own if state else career.nation, step)

    rows = [
        build_row(_("Starting pay"), careers, describe("p10"), _("1 in 10 earns less")),
        build_row(_("Median pay"), careers, describe("median"), _("half earn more")),
        build_row(_("Top 10% earn at least"), careers, describe("p90")),
    ]
    note = _("A year, before taxes, unless it says otherwise.")
    if state:
        if prices:
            rows.append(
                build_row(
                    _("Median in U.S. prices"),
                    careers,
                    lambda career: _describe_pay(career.own, "median", prices.index),
                    _("what the median buys there"),
                )
            )
            words = {"place": place, "level": _describe_prices(prices.index), "year": prices.year}
            note += " " + _("Prices in %(place)s are %(level)s, %(year)s.") % words
        else:
            text = _("No price level of %(place)s is loaded, so pay is shown as paid.")
            note += " " + text % {"place": place}
        rows.append(
            build_row(
                _("Median in the United States"),
                careers,
                lambda career: _describe_pay(career.nation, "median"),
            )
        )
    label = _("Pay in %(place)s") % {"place": place} if state else _("Pay in the United States")
    return Section(label, tuple(rows), note)


def _describe_prices(index: Decimal) -> str:
    difference = format_percent(abs(index - 100))
    if index < 100:
        return _("%(percent)s below the nation’s") % {"percent": difference}
    return _("%(percent)s above the nation’s") % {"percent": difference}
