"""Checkboxes of areas to compare: those of the table, and those chosen on other pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from salaries.comparison import Comparison
from salaries.forms import TableRequest
from salaries.models import Area

STATES = (Area.Level.STATE, Area.Level.TERRITORY)


@dataclass(frozen=True)
class Pick:
    """An area, its value in the address, and whether it is compared now."""

    area: Area
    value: str
    is_ticked: bool


@dataclass(frozen=True)
class Picker:
    """Areas to choose from, and the address with areas of the other level.

    `chosen` are compared areas that are not in the table, `here` those of the table. `parameters`
    are hidden fields of the form, so that the table stays the same.
    """

    chosen: tuple[Pick, ...]
    here: tuple[Pick, ...]
    other_level: str
    parameters: tuple[tuple[str, str], ...]


def build_picker(
    asked: TableRequest, areas: Iterable[Area], comparison: Comparison | None
) -> Picker:
    """The table's areas by name, and those of the comparison that are not among them."""
    compared = [row.area for row in comparison.rows] if comparison else []
    here = sorted(areas, key=str)
    is_metro = asked.level == Area.Level.METRO
    address = asked.query(level="state" if is_metro else "metro", q="")
    if compared:
        joined = urlencode({"compare": ",".join(map(get_compare_value, compared))}, safe=",")
        address += ("" if address == "?" else "&") + joined
    return Picker(
        chosen=tuple(
            Pick(area, get_compare_value(area), True) for area in compared if area not in here
        ),
        here=tuple(Pick(area, get_compare_value(area), area in compared) for area in here),
        other_level=address,
        parameters=(
            *asked.list_form_parameters(),
            *((name, str(value)) for name in ("state", "q") if (value := getattr(asked, name))),
            *((("page", str(asked.page)),) if is_metro and asked.page > 1 else ()),
        ),
    )


def get_compare_value(area: Area) -> str:
    """An area's value of the parameter `compare`: `CA` for a state, else the slug."""
    return area.state if area.level in STATES else area.slug
