"""Rectangles whose areas are in proportion to numbers, as square as they can be laid. Pure.

The squarified layout of Bruls, Huizing and van Wijk (2000): rows of rectangles along the shorter
side of what is left, each row as long as its worst rectangle becomes squarer by it.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    def shrink(self, margin: float, top: float = 0) -> "Box":
        """The box without a margin at each side, and without more of it at the top."""
        width = max(self.width - 2 * margin, 0)
        height = max(self.height - 2 * margin - top, 0)
        return Box(self.x + margin, self.y + margin + top, width, height)


def lay_out(sizes: Sequence[float], box: Box) -> list[Box]:
    """A box for each size inside a box, in their order, which should be from the largest down.

    Sizes are positive; their boxes fill the whole box.
    """
    total = sum(sizes)
    if not total or not box.width or not box.height:
        return [Box(box.x, box.y, 0, 0) for _ in sizes]
    scale = box.width * box.height / total
    areas = [size * scale for size in sizes]
    boxes: list[Box] = []
    while len(boxes) < len(areas):
        rest = areas[len(boxes) :]
        side = min(box.width, box.height)
        count = 1
        while count < len(rest) and (
            _measure_worst(rest[: count + 1], side) <= _measure_worst(rest[:count], side)
        ):
            count += 1
        row, box = _lay_row(rest[:count], box)
        boxes += row
    return boxes


def _measure_worst(areas: Sequence[float], side: float) -> float:
    """The ratio of the sides of the least square rectangle in a row along a side."""
    squared = (side / sum(areas)) ** 2
    return max(max(areas) * squared, 1 / (min(areas) * squared))


def _lay_row(areas: Sequence[float], box: Box) -> tuple[list[Box], Box]:
    """The boxes of a row along the shorter side, and what it leaves of the box."""
    x, y, width, height = box
    total, boxes = sum(areas), []
    if width >= height:
        thickness = min(total / height, width)
        for area in areas:
            boxes.append(Box(x, y, thickness, height * area / total))
            y += height * area / total
        return boxes, Box(x + thickness, box.y, width - thickness, height)
    thickness = min(total / width, height)
    for area in areas:
        boxes.append(Box(x, y, width * area / total, thickness))
        x += width * area / total
    return boxes, Box(box.x, y + thickness, width, height - thickness)
