"""Pay adjusted for the price level of an area."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal

from common.prepared import PreparedQuery
from salaries.figures import NO_PRICE_LEVEL, Amount, Figure, Percentiles
from salaries.models import PriceLevel

SOURCE = "U.S. Bureau of Economic Analysis, Regional Price Parities"
SOURCE_URL = (
    "https://www.bea.gov/data/prices-inflation/regional-price-parities-state-and-metro-area"
)
YEARS = PreparedQuery(lambda: PriceLevel.objects.order_by("-year").values_list("year")[:1])


def get_price_year() -> int | None:
    """The latest year of the loaded price levels; None if none are loaded."""
    years = YEARS.rows()
    return years[0][0] if years else None


def get_price_levels(year: int) -> Mapping[int, Decimal]:
    """The price levels of a year by the area's key."""
    return dict(PriceLevel.objects.filter(year=year).order_by().values_list("area_id", "index"))


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
    return figure._replace(amount=_divide(figure.amount, index), floor=_divide(figure.floor, index))


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
