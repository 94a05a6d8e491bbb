"""Pay adjusted for what things cost in an area."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from salaries.figures import NO_PRICE_LEVEL, Amount, Figure, Percentiles
from salaries.models import PriceLevel

SOURCE = "U.S. Bureau of Economic Analysis, Regional Price Parities"
SOURCE_URL = (
    "https://www.bea.gov/data/prices-inflation/regional-price-parities-state-and-metro-area"
)


def price_levels() -> tuple[int, Mapping[int, Decimal]] | None:
    """The latest year that is loaded and its index by area; None if an editor loaded none."""
    rows = list(PriceLevel.objects.of_latest_year().values_list("year", "area_id", "index"))
    return (rows[0][0], {area: index for _, area, index in rows}) if rows else None


def adjusted(percentiles: Percentiles, index: Decimal | None) -> Percentiles:
    """Pay in the prices of the nation: divided by the price level, where 100 is the nation.

    An area without a price level has no adjusted figures.
    """
    return Percentiles(*(_adjusted(figure, index) for figure in (*percentiles, percentiles.mean)))


def _adjusted(figure: Figure, index: Decimal | None) -> Figure:
    if index is None:
        return Figure(None, NO_PRICE_LEVEL)
    return replace(figure, amount=_divide(figure.amount, index), floor=_divide(figure.floor, index))


def _divide(amount: Amount | None, index: Decimal) -> Amount | None:
    """Rounded as the source rounds: tens of dollars a year, cents an hour.

    >>> _divide(50000, Decimal("110.0"))
    45450
    """
    if amount is None:
        return None
    here = Decimal(amount) * 100 / index
    if isinstance(amount, Decimal):
        return here.quantize(Decimal("0.01"))
    return int((here / 10).to_integral_value(ROUND_HALF_EVEN)) * 10
