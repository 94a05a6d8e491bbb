"""The map of what the finder found: the place of each institution on a page of its list. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import hypot

from django.utils.translation import gettext, ngettext

from common.formatting import format_count
from programs.geography import STATES, Place, Point
from programs.listing import Listing
from programs.maps.labels import TARGET, Box, place_boxes
from programs.maps.projection import (
    HEIGHT,
    WIDTH,
    Frame,
    Spot,
    frame_around,
    is_inside,
    project_miles,
)
from programs.maps.state_shapes import MARGIN, Land, draw_lands, frame_state
from programs.models import Institution

# Without a radius, what lies farther away is left out; a picture of the whole country says nothing.
FARTHEST = 500
NEAREST = 10
# Words below the mark of the place and below the top of the circle.
NAME_BELOW, RADIUS_BELOW = 34, 22


@dataclass(frozen=True)
class MapPoint:
    """An institution: `label` are the numbers of its rows, at `x`, `y`; its place is `place`.

    The two differ where points would cover each other.
    """

    label: str
    title: str
    anchor: str
    x: int
    y: int
    place: tuple[int, int]

    @property
    def half_width(self) -> int:
        return measure_label(self.label)

    @property
    def is_moved(self) -> bool:
        return (self.x, self.y) != self.place


@dataclass(frozen=True)
class Circle:
    """The search's place, and its radius in units; 0 where the search has none."""

    x: int
    y: int
    radius: float
    label: str
    radius_label: str

    @property
    def top(self) -> float:
        return self.y - self.radius

    @property
    def boxes(self) -> list[Box]:
        """What points leave free: the mark of the place, its name below, the radius on top."""
        words = (self.label, self.y + NAME_BELOW), (self.radius_label, self.top + RADIUS_BELOW)
        mark = Box(self.x, self.y, 14, 14)
        return [mark] + [Box(self.x, y, 7 * len(text), 12) for text, y in words if text]


@dataclass(frozen=True)
class ProgramMap:
    """A picture of WIDTH by HEIGHT units. `note` says in words what it shows and what not."""

    title: str
    note: str
    lands: tuple[Land, ...]
    own: str
    circle: Circle | None
    points: tuple[MapPoint, ...]
    width: int = WIDTH
    height: int = HEIGHT


def build_map(
    rows: Sequence[Listing], first_number: int, place: Place | None, radius: int | None, state: str
) -> ProgramMap | None:
    """The map of a page of the list, whose rows have numbers from `first_number`.

    It shows the radius around the place, else the state. None without either, and where it would
    show no point.
    """
    numbers: dict[int | None, list[int]] = {}
    schools: dict[int | None, Listing] = {}
    for number, row in enumerate(rows, first_number):
        numbers.setdefault(row.institution.pk, []).append(number)
        schools.setdefault(row.institution.pk, row)
    located = {key: point for key, row in schools.items() if (point := _locate(row.institution))}
    frame = _choose_frame(place, radius, state, located.values())
    if frame is None:
        return None
    spots = {key: frame.project(point) for key, point in located.items()}
    shown = {key: spot for key, spot in spots.items() if is_inside(spot, 4)}
    if not shown:
        return None
    circle = _draw_circle(frame, place, radius) if place else None
    words = {key: label_numbers(numbers[key]) for key in shown}
    boxes = place_boxes(
        [Box(*spot, max(measure_label(words[key]), TARGET / 2)) for key, spot in shown.items()],
        circle.boxes if circle else [],
    )
    labels = {key: (round(box.x), round(box.y)) for key, box in zip(shown, boxes, strict=True)}
    return ProgramMap(
        title=_name_area(place, radius, state),
        note=_describe(len(shown), len(schools)),
        lands=_leave_room(draw_lands(frame), labels.values(), circle),
        own=place.state if place else state,
        circle=circle,
        points=tuple(
            MapPoint(
                label=words[key],
                title=_describe_point(schools[key], numbers[key]),
                anchor=f"row-{numbers[key][0]}",
                x=labels[key][0],
                y=labels[key][1],
                place=_round(spot),
            )
            for key, spot in shown.items()
        ),
    )


def _locate(institution: Institution) -> Point | None:
    if institution.latitude is None or institution.longitude is None:
        return None
    return Point(institution.latitude, institution.longitude)


def _choose_frame(
    place: Place | None, radius: int | None, state: str, points: Iterable[Point]
) -> Frame | None:
    if place and radius:
        return frame_around(place.point, radius, MARGIN)
    if place:
        miles = (hypot(*project_miles(place.point, point)) for point in points)
        near = [distance for distance in miles if distance <= FARTHEST]
        return frame_around(place.point, max(NEAREST, *near), MARGIN) if near else None
    return frame_state(state)


def _leave_room(
    lands: Iterable[Land], labels: Iterable[Spot], circle: Circle | None
) -> tuple[Land, ...]:
    """The states, without the names that points or the place would cover."""
    taken = [Box(*spot, TARGET / 2) for spot in labels] + (circle.boxes if circle else [])
    return tuple(
        land
        if land.label_spot and Box(*land.label_spot, 18, 12).is_free(taken)
        else replace(land, label_spot=None)
        for land in lands
    )


def _draw_circle(frame: Frame, place: Place, radius: int | None) -> Circle:
    x, y = _round(frame.project(place.point))
    units = round((radius or 0) * frame.units_per_mile, 1)
    text = ngettext("%(number)s mile", "%(number)s miles", radius or 0) if radius else ""
    return Circle(x, y, units, place.city, text % {"number": format_count(radius)})


def _describe_point(row: Listing, numbers: Sequence[int]) -> str:
    text = ngettext("Row %(numbers)s: %(school)s", "Rows %(numbers)s: %(school)s", len(numbers))
    school = ", ".join(part for part in (row.institution.name, row.place, row.distance) if part)
    return text % {"numbers": ", ".join(map(str, numbers)), "school": school}


def measure_label(label: str) -> int:
    """Half of the width of a point with this label."""
    return max(18, 8 + 6 * len(label))


def label_numbers(numbers: Sequence[int]) -> str:
    """The numbers of rows, as short as a point is: `7`, `3–5`, or `3+` with gaps between them."""
    first, last = numbers[0], numbers[-1]
    if first == last:
        return str(first)
    return f"{first}–{last}" if last - first == len(numbers) - 1 else f"{first}+"


def _name_area(place: Place | None, radius: int | None, state: str) -> str:
    if place is None:
        return gettext("Map: %(state)s") % {"state": STATES[state]}
    if radius is None:
        return gettext("Map: the area around %(place)s") % {"place": place}
    text = ngettext(
        "Map: %(number)s mile around %(place)s",
        "Map: %(number)s miles around %(place)s",
        radius,
    )
    return text % {"number": format_count(radius), "place": place}


def _describe(shown: int, schools: int) -> str:
    text = ngettext(
        "Each number is a row of this page of the list, which says the same in words.",
        "The numbers are the rows of this page of the list, which says the same in words.",
        shown,
    )
    if not (absent := schools - shown):
        return text
    rest = ngettext(
        "%(number)s institution of this page is not on the map: it is farther away, or no file "
        "says where it is.",
        "%(number)s institutions of this page are not on the map: they are farther away, or no "
        "file says where they are.",
        absent,
    )
    return f"{text} {rest % {'number': format_count(absent)}}"


def _round(spot: Spot) -> tuple[int, int]:
    return round(spot[0]), round(spot[1])
