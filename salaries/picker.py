"""Checkboxes of areas to compare: those of the table, and those chosen on other pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from urllib.parse import urlencode

from salaries.comparison import Comparison
from salaries.forms import TableRequest
from salaries.models import Area
from salaries.wage_rows import AreaRow


@dataclass(frozen=True)
class Picker:
    """Areas to choose from, and the address with areas of the other level.

    `here` are the areas of the table, `compared` those compared now, `chosen` those of them that
    are not in the table. `parameters` are hidden fields of the form, so that the table stays the
    same.
    """

    here: list[Area | AreaRow]
    compared: list[Area | AreaRow]
    chosen: list[Area | AreaRow]
    other_level: str
    parameters: list[tuple[str, str]]


def build_picker(
    asked: TableRequest, areas: Iterable[Area | AreaRow], comparison: Comparison | None
) -> Picker:
    """The table's areas by name, and those of the comparison that are not among them."""
    here = sorted(areas, key=attrgetter("name"))
    compared = [row.area for row in comparison.rows] if comparison else []
    is_metro = asked.level == Area.Level.METRO
    address = asked.query(level="state" if is_metro else "metro", q="")
    parameters = asked.list_form_parameters()
    parameters += [(n, value) for n in ("state", "q") if (value := getattr(asked, n))]
    if is_metro and asked.page > 1:
        parameters.append(("page", str(asked.page)))
    if compared:
        values = ",".join(area.compare_value for area in compared)
        address += ("" if address == "?" else "&") + urlencode({"compare": values}, safe=",")
    chosen = [area for area in compared if area not in here]
    return Picker(here, compared, chosen, address, parameters)
