"""The map of the states in five shades of equal numbers of states, and as tiles for phones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from salaries.figures import Amount
from salaries.models import Area
from salaries.rows import AreaWages
from salaries.wage_rows import AreaRow

SHADES = 5
# Too small to tap on the map, so they are labeled squares beside it as well.
SMALL_STATES = ("VT", "NH", "MA", "RI", "CT", "NJ", "DE", "MD", "DC")
SMALL_X, SMALL_Y, SMALL_SIZE, SMALL_STEP = 908, 238, 30, 35

# The usual arrangement of the tile map.
_TILE_GRID = """
AK .. .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. .. VT NH
.. WA ID MT ND MN IL WI MI NY RI MA
.. OR NV WY SD IA IN OH PA NJ CT ..
.. CA UT CO NE MO KY WV VA MD DE ..
.. .. AZ NM KS AR TN NC SC DC .. ..
.. .. .. .. OK LA MS AL GA .. .. ..
HI .. .. .. TX .. .. .. .. FL .. ..
"""
# Column and row of each state.
TILES = {
    state: (column, line)
    for line, states in enumerate(_TILE_GRID.split("\n")[1:-1])
    for column, state in enumerate(states.split())
    if state != ".."
}
TILE_SIZE = 30


@dataclass(frozen=True)
class Place:
    """A state on the map: its shade, 1 to 5 or 0 without a figure, and its tile's position."""

    area: Area | AreaRow
    text: str
    shade: int
    x: int
    y: int


@dataclass(frozen=True)
class Shade:
    """A shade in the legend, with the lowest and highest figure that it stands for."""

    number: int
    low: str
    high: str


@dataclass(frozen=True)
class Choropleth:
    """`absent` are the states that the release has no row of."""

    places: tuple[Place, ...]
    small: tuple[Place, ...]
    shades: tuple[Shade, ...]
    absent: tuple[str, ...]

    @property
    def has_gaps(self) -> bool:
        return bool(self.absent) or any(not place.shade for place in self.places)


def build_choropleth(rows: Sequence[AreaWages]) -> Choropleth:
    """A map of the states' medians. Equal medians get the same shade, so sizes may differ."""
    # The median alone: all percentiles of each state took most of the time.
    medians = [(row.area, row.figure("median")) for row in rows]
    known = sorted(
        (figure for _, figure in medians if figure.sort_value is not None),
        key=lambda figure: figure.sort_value or 0,
    )
    shade_of: dict[Amount, int] = {}
    for i, figure in enumerate(known):
        shade_of.setdefault(figure.sort_value or 0, 1 + i * SHADES // len(known))
    places = []
    for area, figure in sorted(medians, key=lambda median: median[0].name):
        column, line = TILES.get(area.state, (0, 0))
        places.append(
            Place(
                area=area,
                text=figure.text,
                shade=shade_of.get(figure.sort_value or 0, 0),
                x=column * TILE_SIZE,
                y=line * TILE_SIZE,
            )
        )
    shades = []
    for number in sorted(set(shade_of.values())):
        inside = [figure for figure in known if shade_of[figure.sort_value or 0] == number]
        shades.append(Shade(number, inside[0].text, inside[-1].text))
    by_state = {place.area.state: place for place in places}
    small = [
        replace(place, x=SMALL_X, y=SMALL_Y + i * SMALL_STEP)
        for i, state in enumerate(SMALL_STATES)
        if (place := by_state.get(state))
    ]
    absent = tuple(state for state in TILES if state not in by_state)
    return Choropleth(tuple(places), tuple(small), tuple(shades), absent)
