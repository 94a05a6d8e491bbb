"""Pay adjusted for the price level of an area."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from salaries.figures import NO_PRICE_LEVEL, Amount, Figure, Percentiles
from salaries.models import PriceLevel

SOURCE = "U.S. Bureau of Economic Analysis, Regional Price Parities"
SOURCE_URL = (
    "https://www.bea.gov/data/prices-inflation/regional-price-parities-state-and-metro-area"
)


def get_price_levels() -> tuple[int, Mapping[int, Decimal]] | None:
    """The latest loaded year and its index by the area's key; None if no editor loaded any."""
    rows = list(PriceLevel.objects.of_latest_year().values_list("year", "area_id", "index"))
    return (rows[0][0], {area: index for _, area, index in rows}) if rows else None


def adjust_percentiles(percentiles: Percentiles, index: Decimal | None) -> Percentiles:
    """Pay in the prices of the nation: divided by the price level, where 100 is the nation.

    An area without a price level has no adjusted figures.
    """
    return Percentiles(
        *(_adjust_figure(figure, index) for figure in (*percentiles, percentiles.mean))
    )


def _adjust_figure(figure: Figure, index: Decimal | None) -> Figure:
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
    adjusted = Decimal(amount) * 100 / index
    if isinstance(amount, Decimal):
        return adjusted.quantize(Decimal("0.01"))
    return int((adjusted / 10).to_integral_value(ROUND_HALF_EVEN)) * 10
