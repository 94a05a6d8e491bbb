"""Where labels stand in a picture, so that none covers another. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import cos, pi, sin

from programs.maps.projection import HEIGHT, WIDTH, Spot

# A point's target: 24 pixels on a phone, as fingers need.
TARGET = 48
# Labels move aside to rings around their place, so many units apart.
STEP = TARGET / 2


@dataclass(frozen=True)
class Box:
    """What a label takes of the picture, around its middle."""

    x: float
    y: float
    half_width: float
    half_height: float = TARGET / 2

    def is_free(self, taken: Iterable["Box"]) -> bool:
        """Whether it lies inside of the picture and covers no other."""
        return self._is_free_at(self.x, self.y, taken)

    def move_to_free(self, taken: Sequence["Box"]) -> "Box":
        """The box at the nearest free spot; where it is if there is none."""
        for right, down in list_steps():
            x, y = self.x + right, self.y + down
            if self._is_free_at(x, y, taken):
                return replace(self, x=x, y=y)
        return self

    def _is_free_at(self, x: float, y: float, taken: Iterable["Box"]) -> bool:
        wide, high = self.half_width, self.half_height
        if not (wide <= x <= WIDTH - wide and high <= y <= HEIGHT - high):
            return False
        for other in taken:
            if (
                abs(x - other.x) < wide + other.half_width
                and abs(y - other.y) < high + other.half_height
            ):
                return False
        return True


def place_boxes(boxes: Iterable[Box], kept_free: Sequence[Box]) -> list[Box]:
    """Each box at the nearest free spot, the first boxes first."""
    placed: list[Box] = []
    for box in boxes:
        placed.append(box.move_to_free([*kept_free, *placed]))
    return placed


@cache
def list_steps() -> list[Spot]:
    """Offsets to try: none, then on rings around the place, as far as the picture is wide."""
    steps = [(0.0, 0.0)]
    for ring in range(1, round(WIDTH / STEP)):
        angles = [2 * pi * number / (8 * ring) for number in range(8 * ring)]
        steps += [(ring * STEP * sin(angle), -ring * STEP * cos(angle)) for angle in angles]
    return steps
