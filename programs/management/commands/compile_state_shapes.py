"""Write the outlines of the states that the finder's map draws, from the npm package us-atlas."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from programs.geography import STATES
from programs.maps.state_shapes import PATH, UNITS

Corner = tuple[int, int]


class Command(BaseCommand):
    help = (
        "Write programs/data/state_shapes.json from states-10m.json of the npm package us-atlas "
        "(npm pack us-atlas && tar xzf us-atlas-*.tgz package/states-10m.json)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="states-10m.json")
        parser.add_argument("--output", type=Path, default=PATH)

    def handle(self, *args: object, **options: Any) -> None:
        shapes = compile_shapes(json.loads(options["file"].read_text()))
        options["output"].write_text(json.dumps(shapes, separators=(",", ":")) + "\n")
        size = options["output"].stat().st_size
        self.stdout.write(f"{len(shapes)} states, {size:,} bytes: {options['output']}")


def compile_shapes(topology: dict[str, Any]) -> dict[str, list[list[int]]]:
    """The rings of each state by its letters, each the differences from corner to corner.

    A ring is one list of longitudes and latitudes by turns, without the last corner, which is the
    first again.
    """
    letters = {name: state for state, name in STATES.items()}
    # Its name in the package is longer than ours.
    letters["Commonwealth of the Northern Mariana Islands"] = "MP"
    letters["United States Virgin Islands"] = "VI"
    arcs = [_read_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = {}
    for state in topology["objects"]["states"]["geometries"]:
        polygons = state["arcs"] if state["type"] == "MultiPolygon" else [state["arcs"]]
        rings = [_join_arcs(ring, arcs) for polygon in polygons for ring in polygon]
        shapes[letters[state["properties"]["name"]]] = [
            _list_differences(ring) for ring in sorted(rings, key=len, reverse=True)
        ]
    return dict(sorted(shapes.items()))


def _read_arc(arc: Iterable[Sequence[int]], transform: dict[str, list[float]]) -> list[Corner]:
    """The corners of an arc in our units, from the package's grid and its differences."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    corners = accumulate(arc, lambda one, step: (one[0] + step[0], one[1] + step[1]))
    return [
        (round((x * wide + west) * UNITS), round((y * high + south) * UNITS)) for x, y in corners
    ]


def _join_arcs(numbers: Iterable[int], arcs: Sequence[list[Corner]]) -> list[Corner]:
    """A ring of arcs; a number below zero is an arc from its end."""
    ring: list[Corner] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[:-1]
    return ring


def _list_differences(ring: Sequence[Corner]) -> list[int]:
    differences: list[int] = []
    before = (0, 0)
    for corner in ring:
        differences += (corner[0] - before[0], corner[1] - before[1])
        before = corner
    return differences
