"""The outlines of the states, as `compile_state_shapes` writes them, and their pictures. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from math import hypot
from pathlib import Path

from programs.geography import Point
from programs.maps.projection import (
    Frame,
    cut_ring,
    draw_ring,
    find_label_spot,
    find_middle,
    frame_points,
    is_inside,
    project_miles,
)

PATH = Path(__file__).parent.parent / "data" / "state_shapes.json"
# Units of the file in a degree: one is a hundred yards.
UNITS = 1000

# Free around a state, or around the circle of a search.
MARGIN = 28
# The least part of the picture, in square units, that a state is named in.
NAMED_AREA = 6_000

# A coast or border; the last corner is followed by the first.
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Shape:
    """A state. Nothing of it lies farther from `middle` than `reach` miles."""

    state: str
    rings: tuple[Ring, ...]
    middle: Point
    reach: float

    @property
    def corners(self) -> list[Point]:
        return [point for ring in self.rings for point in ring]


@dataclass(frozen=True)
class Land:
    """A state as far as the picture shows it; `label_spot` is None where no name fits."""

    state: str
    path: str
    label_spot: tuple[int, int] | None


@cache
def read_shapes() -> Mapping[str, Shape]:
    """The shapes by the letters of their states. Three freely associated states have none."""
    found = json.loads(PATH.read_text())
    return {state: _build_shape(state, rings) for state, rings in found.items()}


def _build_shape(state: str, rings: list[list[int]]) -> Shape:
    read = tuple(_read_ring(ring) for ring in rings)
    corners = [point for ring in read for point in ring]
    middle = find_middle(corners)
    reach = max(hypot(*project_miles(middle, point)) for point in corners)
    return Shape(state, read, middle, reach)


def _read_ring(differences: list[int]) -> Ring:
    longitudes = accumulate(differences[::2])
    latitudes = accumulate(differences[1::2])
    return tuple(
        Point(latitude / UNITS, longitude / UNITS)
        for longitude, latitude in zip(longitudes, latitudes, strict=True)
    )


@lru_cache
def frame_state(state: str) -> Frame | None:
    """A picture of a state; None where no outline is known."""
    shape = read_shapes().get(state)
    return frame_points(shape.middle, shape.corners, MARGIN) if shape else None


@lru_cache(maxsize=256)
def draw_lands(frame: Frame) -> tuple[Land, ...]:
    """The states that the picture shows a part of."""
    lands = (
        _draw_land(shape, frame)
        for shape in read_shapes().values()
        if hypot(*project_miles(frame.center, shape.middle)) < frame.reach + shape.reach
    )
    return tuple(land for land in lands if land.path)


def _draw_land(shape: Shape, frame: Frame) -> Land:
    rings = [cut_ring([frame.project(point) for point in ring]) for ring in shape.rings]
    rings = [ring for ring in rings if ring]
    found = [middle for ring in rings if (middle := find_label_spot(ring))]
    label_spot = None
    if found:
        (x, y), area = max(found, key=lambda each: each[1])
        if area > NAMED_AREA and is_inside((x, y), MARGIN):
            label_spot = round(x), round(y)
    return Land(shape.state, "".join(map(draw_ring, rings)), label_spot)
