"""What a reader can tick to compare: the areas of the table, and those chosen elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from salaries.comparison import Comparison
from salaries.forms import TableRequest
from salaries.models import Area

STATES = (Area.Level.STATE, Area.Level.TERRITORY)


@dataclass(frozen=True)
class Pick:
    """An area with the value by which it is compared; ticked if it is compared now."""

    area: Area
    value: str
    is_ticked: bool


@dataclass(frozen=True)
class Picker:
    """Areas to tick, those chosen elsewhere apart, and the way to areas of the other level.

    `kept` is what the form carries along, so that the table below the comparison stays as it is.
    """

    chosen: tuple[Pick, ...]
    here: tuple[Pick, ...]
    other_level: str
    kept: tuple[tuple[str, str], ...]


def picker(asked: TableRequest, areas: Iterable[Area], comparison: Comparison | None) -> Picker:
    """Areas of the table in the order of their names, and those of the comparison beside them."""
    compared = [row.area for row in comparison.rows] if comparison else []
    here = sorted(areas, key=str)
    is_metro = asked.level == Area.Level.METRO
    address = asked.query(level="state" if is_metro else "metro", q="")
    if compared:
        joined = urlencode({"compare": ",".join(map(compared_by, compared))}, safe=",")
        address += ("" if address == "?" else "&") + joined
    return Picker(
        chosen=tuple(Pick(area, compared_by(area), True) for area in compared if area not in here),
        here=tuple(Pick(area, compared_by(area), area in compared) for area in here),
        other_level=address,
        kept=(
            *asked.kept_by_forms(),
            *((name, str(value)) for name in ("state", "q") if (value := getattr(asked, name))),
            *((("page", str(asked.page)),) if is_metro and asked.page > 1 else ()),
        ),
    )


def compared_by(area: Area) -> str:
    """How an address names the area in a comparison: `CA` for a state, else its slug."""
    return area.state if area.level in STATES else area.slug
