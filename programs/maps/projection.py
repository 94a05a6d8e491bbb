"""A flat picture of a part of the earth: projection, frame, and outlines cut to it. Pure.

The projection keeps distances from its center: what is so many miles away from there lies so many
miles from the middle of the picture, and a radius is a circle. The same one serves Kansas, Alaska,
which crosses the 180th meridian, and Guam; over the widest state it stretches by two percent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

from programs.geography import EARTH_RADIUS_METERS, METERS_PER_MILE, Point

EARTH_RADIUS_MILES = EARTH_RADIUS_METERS / METERS_PER_MILE

# The picture in its own units: two make a pixel on a phone, so that whole numbers are exact enough.
WIDTH, HEIGHT = 640, 440
# Corners nearer to the last one than this, along both axes together, are left out.
DETAIL = 3
# How far outside of the picture outlines are cut, so that the cut is not seen.
OVERHANG = 8

# East and north of the center, in miles.
Miles = tuple[float, float]
# Right and down from the corner of the picture, in its units.
Spot = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """A picture of a part of the earth; its middle lies at `middle`, in miles from `center`."""

    center: Point
    middle: Miles
    units_per_mile: float

    def project(self, point: Point) -> Spot:
        return self.place(project_miles(self.center, point))

    def place(self, miles: Miles) -> Spot:
        east, north = miles[0] - self.middle[0], miles[1] - self.middle[1]
        scale = self.units_per_mile
        return WIDTH / 2 + east * scale, HEIGHT / 2 - north * scale

    @property
    def reach(self) -> float:
        """Miles from `center` within which everything lies that the picture shows."""
        half = hypot(WIDTH, HEIGHT) / 2 + OVERHANG
        return hypot(*self.middle) + half / self.units_per_mile


def project_miles(center: Point, point: Point) -> Miles:
    """How far east and north of the center a point is."""
    start, end = radians(center.latitude), radians(point.latitude)
    turn = radians(point.longitude - center.longitude)
    east = cos(end) * sin(turn)
    north = cos(start) * sin(end) - sin(start) * cos(end) * cos(turn)
    # Of the angle between the two; its sine is never negative.
    sine, cosine = hypot(east, north), sin(start) * sin(end) + cos(start) * cos(end) * cos(turn)
    stretch = EARTH_RADIUS_MILES * (atan2(sine, cosine) / sine if sine else 1)
    return east * stretch, north * stretch


def find_middle(points: Iterable[Point]) -> Point:
    """The middle of points on the sphere, wherever the 180th meridian is."""
    x, y, z = map(sum, zip(*(point.on_sphere() for point in points), strict=True))
    return Point(degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x)))


def frame_around(center: Point, miles: float, margin: float) -> Frame:
    """A picture with a circle of so many miles in its middle."""
    return Frame(center, (0, 0), (min(WIDTH, HEIGHT) / 2 - margin) / miles)


def frame_points(center: Point, points: Iterable[Point], margin: float) -> Frame:
    """A picture that all the points just fit in."""
    places = [project_miles(center, point) for point in points]
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    # A single point would be magnified without end.
    wide, high = max(east - west, 1), max(north - south, 1)
    scale = min((WIDTH - 2 * margin) / wide, (HEIGHT - 2 * margin) / high)
    return Frame(center, ((west + east) / 2, (south + north) / 2), scale)


def is_inside(spot: Spot, margin: float = 0) -> bool:
    """Whether a spot is in the picture, so far from its edges."""
    x, y = spot
    return margin <= x <= WIDTH - margin and margin <= y <= HEIGHT - margin


def cut_ring(ring: Sequence[Spot]) -> list[Spot]:
    """The part of a ring that the picture shows, by Sutherland and Hodgman; empty if none."""
    for axis, limit, sign in (
        *((0, -OVERHANG, 1), (0, WIDTH + OVERHANG, -1)),
        *((1, -OVERHANG, 1), (1, HEIGHT + OVERHANG, -1)),
    ):
        kept: list[Spot] = []
        for before, spot in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            from_edge, to_edge = (before[axis] - limit) * sign, (spot[axis] - limit) * sign
            if (from_edge < 0) != (to_edge < 0):
                part = from_edge / (from_edge - to_edge)
                kept.append(
                    (
                        before[0] + (spot[0] - before[0]) * part,
                        before[1] + (spot[1] - before[1]) * part,
                    )
                )
            if to_edge >= 0:
                kept.append(spot)
        ring = kept
    return list(ring)


def draw_ring(ring: Iterable[Spot]) -> str:
    """A ring as the commands of an SVG path; empty if it is smaller than a dot."""
    steps: list[str] = []
    last: tuple[int, int] | None = None
    for x, y in ring:
        corner = round(x), round(y)
        if last is None:
            steps.append(f"M{corner[0]} {corner[1]}l")
        elif abs(corner[0] - last[0]) + abs(corner[1] - last[1]) < DETAIL:
            continue
        else:
            steps.append(f"{corner[0] - last[0]} {corner[1] - last[1]}")
        last = corner
    if len(steps) < 4:
        return ""
    return steps[0] + " ".join(steps[1:]).replace(" -", "-") + "z"


def find_label_spot(ring: Sequence[Spot]) -> tuple[Spot, float] | None:
    """The center of a ring's area, and the area; None if the center lies outside of it."""
    area = x_sum = y_sum = 0.0
    edges = list(zip([*ring[-1:], *ring[:-1]], ring, strict=True))
    for (x, y), (x_next, y_next) in edges:
        cross = x * y_next - x_next * y
        area += cross / 2
        x_sum += (x + x_next) * cross
        y_sum += (y + y_next) * cross
    if not area:
        return None
    x_mid, y_mid = x_sum / (6 * area), y_sum / (6 * area)
    crossings = sum(
        (y > y_mid) != (y_next > y_mid) and x_mid < x + (x_next - x) * (y_mid - y) / (y_next - y)
        for (x, y), (x_next, y_next) in edges
    )
    return ((x_mid, y_mid), abs(area)) if crossings % 2 else None
