"""The map of the finder: its geometry for every state and any place, and the page around it."""

import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from programs.geography import STATES, Place, Point
from programs.listing import Listing
from programs.maps.labels import Box, place_boxes
from programs.maps.program_map import ProgramMap, build_map, label_numbers
from programs.maps.projection import HEIGHT, WIDTH, Frame, frame_around, is_inside, project_miles
from programs.maps.state_shapes import MARGIN, draw_lands, frame_state, read_shapes
from programs.models import Institution, Program
from programs.places import find_place
from programs.prices.price import Price, PriceKind
from tests.programs.making import FINDER, institution, program
from tests.programs.test_distance import calculate_miles

WITHOUT_OUTLINE = {"FM", "MH", "PW"}
UNKNOWN_PRICE = Price(PriceKind.UNKNOWN, "Ask the school")
american_points = st.builds(Point, st.floats(-15, 72), st.floats(-180, 180))
directions = st.floats(0, 2 * math.pi)


def list_rows(points: Sequence[Point | None]) -> list[Listing]:
    """A row at an institution of its own for each point."""
    rows = []
    for key, point in enumerate(points, 1):
        place = {"latitude": point.latitude, "longitude": point.longitude} if point else {}
        school = Institution(pk=key, name=f"College {key}", city="Seattle", state="WA", **place)
        rows.append(Listing(Program(pk=key, institution=school), None, None, [], UNKNOWN_PRICE))
    return rows


def draw(
    points: Sequence[Point | None], place: Place | None = None, radius: int | None = 25
) -> ProgramMap:
    drawn = build_map(list_rows(points), 1, place, radius, "" if place else "WA")
    assert drawn
    return drawn


def move(start: Point, direction: float, miles: float) -> Point:
    """The point so many miles away."""
    angle = miles / 3956.6
    lat = math.radians(start.latitude)
    end = math.asin(
        math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(direction)
    )
    turn = math.atan2(
        math.sin(direction) * math.sin(angle) * math.cos(lat),
        math.cos(angle) - math.sin(lat) * math.sin(end),
    )
    return Point(math.degrees(end), start.longitude + math.degrees(turn))


def test_every_state_and_territory_with_an_outline_has_a_picture_and_lies_inside_of_it() -> None:
    assert set(read_shapes()) == set(STATES) - WITHOUT_OUTLINE
    for state, shape in read_shapes().items():
        frame = frame_state(state)
        assert frame
        assert all(is_inside(frame.project(point), MARGIN - 1) for point in shape.corners), state
        assert any(land.state == state for land in draw_lands(frame)), state


@given(st.sampled_from(sorted(read_shapes())), st.data())
def test_any_place_within_a_state_lies_inside_of_its_picture(
    state: str, data: st.DataObject
) -> None:
    """Between two corners of an island, not across the sea."""
    frame = frame_state(state)
    ring = data.draw(st.sampled_from(read_shapes()[state].rings))
    spots = [frame.project(point) for point in ring] if frame else []
    one, other = data.draw(st.sampled_from(spots)), data.draw(st.sampled_from(spots))
    part = data.draw(st.floats(0, 1))
    assert is_inside(
        (one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part), MARGIN - 1
    )


@given(american_points, st.integers(1, 500), directions)
def test_a_point_as_far_as_the_radius_lies_on_the_circle(
    center: Point, radius: int, direction: float
) -> None:
    frame = frame_around(center, radius, MARGIN)
    x, y = frame.project(move(center, direction, radius))
    units = math.hypot(x - WIDTH / 2, y - HEIGHT / 2)
    assert units == pytest.approx(radius * frame.units_per_mile, rel=0.01)
    assert is_inside((x, y), MARGIN - 2)


@given(american_points, american_points)
def test_what_is_east_or_north_lies_right_or_above_as_far_as_it_is(
    one: Point, other: Point
) -> None:
    east, north = project_miles(one, other)
    assert math.hypot(east, north) == pytest.approx(calculate_miles(one, other), rel=1e-6, abs=0.1)
    near = move(one, math.pi / 4, 1)
    x, y = Frame(one, (0, 0), 1).project(near)
    assert x > WIDTH / 2
    assert y < HEIGHT / 2


@given(st.lists(st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT)), min_size=1, max_size=20))
def test_labels_stay_inside_and_never_cover_each_other(spots: list[tuple[float, float]]) -> None:
    placed = place_boxes([Box(*spot, 24) for spot in spots], [Box(320, 220, 14, 14)])
    assert len(placed) == len(spots)
    for number, box in enumerate(placed):
        assert is_inside((box.x, box.y), 24)
        assert box.is_free(placed[:number])


@given(
    american_points,
    st.sampled_from([None, 1, 10, 50, 250, 500]),
    st.lists(st.tuples(directions, st.floats(0, 1)), min_size=1, max_size=20),
)
def test_wherever_people_search_every_point_is_on_the_map(
    center: Point, radius: int | None, ways: list[tuple[float, float]]
) -> None:
    rows = list_rows([move(center, way, part * (radius or 450)) for way, part in ways])
    drawn = build_map(rows, 1, Place("96941", "Pohnpei", "FM", center), radius, "")
    assert drawn
    assert len(drawn.points) == len(rows)
    assert all(is_inside((point.x, point.y), 17) for point in drawn.points)
    assert all(is_inside(point.place) for point in drawn.points)


@pytest.mark.parametrize(
    ("numbers", "label"), [([7], "7"), ([3, 4, 5], "3–5"), ([3, 9], "3+"), ([41, 42], "41–42")]
)
def test_a_point_is_labelled_by_the_numbers_of_its_rows(numbers: list[int], label: str) -> None:
    assert label_numbers(numbers) == label


def test_programs_of_one_institution_are_one_point_with_all_their_rows() -> None:
    seattle = find_place("98101")
    rows = list_rows([seattle.point, move(seattle.point, 0, 9)])
    drawn = build_map([rows[0], rows[1], rows[0]], 21, seattle, 25, "")
    assert drawn
    assert [(point.label, point.anchor) for point in drawn.points] == [
        ("21+", "row-21"),
        ("22", "row-22"),
    ]
    assert drawn.points[0].title == "Rows 21, 23: College 1, Seattle, WA"


def test_campuses_in_one_place_stay_apart_and_each_keeps_its_place() -> None:
    seattle = find_place("98101")
    drawn = draw([move(seattle.point, 1, 15)] * 20, seattle)
    assert len({(point.x, point.y) for point in drawn.points}) == 20
    assert len({point.place for point in drawn.points}) == 1
    assert not drawn.points[0].is_moved


def test_what_is_outside_or_without_coordinates_is_counted_in_words() -> None:
    seattle = find_place("98101")
    drawn = draw([seattle.point, None, move(seattle.point, 1, 400)], seattle)
    assert len(drawn.points) == 1
    assert "2 institutions of this page are not on the map" in drawn.note


@pytest.mark.parametrize(("radius", "miles"), [(None, 600), (25, 300)])
def test_a_map_without_a_point_is_not_drawn(radius: int | None, miles: float) -> None:
    seattle = find_place("98101")
    rows = list_rows([move(seattle.point, 1, miles), None])
    assert build_map(rows, 1, seattle, radius, "") is None
    assert build_map(rows, 1, None, None, "") is None
    assert build_map([], 1, None, None, "WA") is None
    assert build_map(list_rows([Point(7.3, 134.5)]), 1, None, None, "PW") is None


def test_without_a_radius_the_farthest_point_is_still_inside() -> None:
    seattle = find_place("98101")
    drawn = draw([move(seattle.point, 2, 30), move(seattle.point, 1, 400)], seattle, None)
    assert len(drawn.points) == 2
    assert drawn.circle
    assert not drawn.circle.radius


def test_the_area_around_a_place_has_the_states_on_both_sides_of_a_border() -> None:
    el_paso = find_place("79936")
    drawn = draw([el_paso.point], el_paso, 50)
    assert {land.state for land in drawn.lands} == {"TX", "NM"}
    assert drawn.own == "TX"


def test_the_pictures_of_states_are_small() -> None:
    for state in read_shapes():
        frame = frame_state(state)
        assert frame
        assert sum(len(land.path) for land in draw_lands(frame)) < 6_000, state


def test_the_compiled_file_is_what_the_command_writes(tmp_path: Path) -> None:
    """A square state with a border that its neighbor runs along in the other direction."""
    topology = tmp_path / "states-10m.json"
    topology.write_text(
        '{"transform":{"scale":[0.5,0.5],"translate":[-100,40]},'
        '"arcs":[[[0,0],[0,2]],[[0,2],[2,0],[0,-2],[-2,0]],[[0,2],[-2,0],[0,-2],[2,0]]],'
        '"objects":{"states":{"geometries":['
        '{"type":"Polygon","arcs":[[0,1]],"properties":{"name":"Iowa"}},'
        '{"type":"MultiPolygon","arcs":[[[-1,-3]]],"properties":{"name":"Nebraska"}}]}}}'
    )
    output = tmp_path / "shapes.json"
    call_command("compile_state_shapes", topology, output=output)
    assert output.read_text() == (
        '{"IA":[[-100000,40000,0,1000,1000,0,0,-1000]],'
        '"NE":[[-100000,41000,0,-1000,-1000,0,0,1000]]}\n'
    )


def test_a_search_by_place_shows_the_map_and_numbers_its_rows(
    client: Client, content: None
) -> None:
    school = institution(city="Seattle", latitude=47.6, longitude=-122.33)
    program(school, code="51.07")
    page = client.get(f"{FINDER}?zip=98101&radius=25").content.decode()
    assert 'href="#row-1"' in page
    assert 'id="row-1"' in page
    assert "Map: 25 miles around 98101 (Seattle, WA)" in page
    assert 'class="program-map"' not in client.get(FINDER).content.decode()
