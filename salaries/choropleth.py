"""The map of the states: five classes of equal numbers of states, and a tile for each on phones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salaries.figures import Amount
    from salaries.summary import AreaWages

CLASSES = 5
# Drawn as labeled squares in the sea beside the map, for they are too small to hit on it.
SMALL = ("VT", "NH", "MA", "RI", "CT", "NJ", "DE", "MD", "DC")
SMALL_X, SMALL_Y, SMALL_SIZE, SMALL_STEP = 908, 238, 30, 35

# Column and row of a state in the tile map, as newspapers draw it.
_GRID = """
AK .. .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. .. VT NH
.. WA ID MT ND MN IL WI MI NY RI MA
.. OR NV WY SD IA IN OH PA NJ CT ..
.. CA UT CO NE MO KY WV VA MD DE ..
.. .. AZ NM KS AR TN NC SC DC .. ..
.. .. .. .. OK LA MS AL GA .. .. ..
HI .. .. .. TX .. .. .. .. FL .. ..
"""
TILES = {
    state: (column, line)
    for line, states in enumerate(_GRID.split("\n")[1:-1])
    for column, state in enumerate(states.split())
    if state != ".."
}
TILE = 30


@dataclass(frozen=True)
class Place:
    """A state on the map: its class 1 to 5, 0 without a figure, and where its tile stands."""

    state: str
    name: str
    slug: str
    text: str
    klass: int
    x: int
    y: int


@dataclass(frozen=True)
class Class:
    """A class of the legend and the lowest and highest figure in it."""

    number: int
    low: str
    high: str


@dataclass(frozen=True)
class Choropleth:
    places: tuple[Place, ...]
    small: tuple[Place, ...]
    classes: tuple[Class, ...]
    has_gaps: bool


def choropleth(rows: Sequence["AreaWages"]) -> Choropleth:
    """Map of the median of states. Equal figures share a class, so classes may differ in size."""
    known = sorted(
        (row for row in rows if row.pay.median.rank_by is not None),
        key=lambda row: row.pay.median.rank_by or 0,
    )
    class_of: dict[Amount, int] = {}
    for i, row in enumerate(known):
        class_of.setdefault(row.pay.median.rank_by or 0, 1 + i * CLASSES // len(known))
    places = []
    for row in sorted(rows, key=lambda row: row.area.name):
        column, line = TILES.get(row.area.state, (0, 0))
        places.append(
            Place(
                state=row.area.state,
                name=row.area.name,
                slug=row.area.slug,
                text=row.pay.median.text,
                klass=class_of.get(row.pay.median.rank_by or 0, 0),
                x=column * TILE,
                y=line * TILE,
            )
        )
    classes = []
    for number in sorted(set(class_of.values())):
        inside = [row for row in known if class_of[row.pay.median.rank_by or 0] == number]
        classes.append(Class(number, inside[0].pay.median.text, inside[-1].pay.median.text))
    by_state = {place.state: place for place in places}
    small = [
        Place(p.state, p.name, p.slug, p.text, p.klass, SMALL_X, SMALL_Y + i * SMALL_STEP)
        for i, state in enumerate(SMALL)
        if (p := by_state.get(state))
    ]
    return Choropleth(
        tuple(places), tuple(small), tuple(classes), any(not place.klass for place in places)
    )
