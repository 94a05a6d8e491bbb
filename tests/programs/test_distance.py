"""Distances: against an independent formula, and against the ellipsoid."""

import math

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from programs.geography import EARTH_RADIUS_METERS, METERS_PER_MILE, Point, calculate_chord
from programs.models import Institution, Program
from programs.places import find_place
from tests.programs.making import institution, program

ZIP_CODES = ["98101", "10001", "79936", "99501", "00601"]
latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)
points = st.builds(Point, latitudes, longitudes)
# The fifty states and the territories.
american_points = st.builds(Point, st.floats(13, 72), st.floats(-180, -64))


def great_circle(one: Point, other: Point, radius: float = 3958.7613) -> float:
    """Miles by the haversine formula, on a sphere of the mean radius by default."""
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin(across / 2) ** 2
    return 2 * radius * math.asin(min(1, math.sqrt(h)))


def on_the_ellipsoid(one: Point, other: Point) -> float:
    """Miles by Lambert's formula on the WGS 84 ellipsoid, good to meters over such distances."""
    a, f = 6378137.0, 1 / 298.257223563
    b1 = math.atan((1 - f) * math.tan(math.radians(one.latitude)))
    b2 = math.atan((1 - f) * math.tan(math.radians(other.latitude)))
    across = math.radians(other.longitude - one.longitude)
    h = math.sin((b2 - b1) / 2) ** 2 + math.cos(b1) * math.cos(b2) * math.sin(across / 2) ** 2
    angle = 2 * math.asin(math.sqrt(h))
    p, q = (b1 + b2) / 2, (b2 - b1) / 2
    x = (angle - math.sin(angle)) * (math.sin(p) * math.cos(q) / math.cos(angle / 2)) ** 2
    y = (angle + math.sin(angle)) * (math.cos(p) * math.sin(q) / math.sin(angle / 2)) ** 2
    return a * (angle - f / 2 * (x + y)) / 1609.344


def calculate_miles(one: Point, other: Point) -> float:
    """Miles along the sphere by the straight line through it, as the database calculates them."""
    chord = math.dist(one.on_sphere(), other.on_sphere())
    angle = 2 * math.asin(min(1.0, chord / (2 * EARTH_RADIUS_METERS)))
    return angle * EARTH_RADIUS_METERS / METERS_PER_MILE


@given(points, points)
def test_the_distance_is_that_of_the_haversine_formula(one: Point, other: Point) -> None:
    assert calculate_miles(one, other) == pytest.approx(
        great_circle(one, other), rel=5e-4, abs=1e-3
    )


@given(american_points, st.floats(0, 2 * math.pi), st.floats(5, 250))
def test_within_a_search_the_distance_is_right_to_half_a_percent(
    here: Point, bearing: float, miles: float
) -> None:
    degrees = miles / 69.1
    there = Point(
        here.latitude + degrees * math.cos(bearing),
        here.longitude + degrees * math.sin(bearing) / math.cos(math.radians(here.latitude)),
    )
    assert calculate_miles(here, there) == pytest.approx(on_the_ellipsoid(here, there), rel=0.005)


@given(points, points)
def test_a_distance_is_the_same_both_ways_and_never_below_zero(one: Point, other: Point) -> None:
    there, back = calculate_miles(one, other), calculate_miles(other, one)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 12_440


@given(points, st.floats(0.1, 250))
def test_a_place_as_far_as_the_radius_has_the_radius_as_its_chord(
    here: Point, miles: float
) -> None:
    pole_ward = Point(here.latitude * 0.9, here.longitude)
    straight = math.dist(here.on_sphere(), pole_ward.on_sphere())
    assert (calculate_miles(here, pole_ward) <= miles) == (straight <= calculate_chord(miles)) or (
        calculate_miles(here, pole_ward) == pytest.approx(miles, rel=1e-9)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("zip_code", ZIP_CODES)
def test_the_database_calculates_the_same_distances_and_filters_by_them(zip_code: str) -> None:
    place = find_place(zip_code)
    wanted = {}
    for north in (-3.4, -0.7, -0.02, 0.0, 0.5, 3.0):
        for east in (-4.0, -0.3, 0.0, 0.01, 1.2):
            there = Point(place.point.latitude + north, place.point.longitude + east)
            school = institution(latitude=there.latitude, longitude=there.longitude)
            wanted[program(school).pk] = great_circle(place.point, there, 6_368 / 1.609344)
    nowhere = program(institution())
    for radius in (10, 25, 50, 100, 250):
        nearby = Program.objects.within(place.point, radius).with_distance(place.point)
        queried = {item.pk: item.miles for item in nearby.in_order("distance")}  # type: ignore[attr-defined]
        assert set(queried) == {key for key, miles in wanted.items() if miles <= radius}
        assert list(queried.values()) == sorted(queried.values())
        for key, miles in queried.items():
            assert miles == pytest.approx(wanted[key], rel=1e-6, abs=1e-4)
    without_coordinates = Program.objects.with_distance(place.point).get(pk=nowhere.pk)
    assert without_coordinates.miles is None  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_search_by_distance_uses_the_index() -> None:
    Institution.objects.bulk_create(
        Institution(
            name=f"School {n}", slug=f"s{n}", latitude=25 + n % 240 / 10, longitude=-70 - n / 60
        )
        for n in range(3000)
    )
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE programs_institution")
    reach = (find_place("98101").point, calculate_chord(25))
    plan = Institution.objects.filter(position__within_chord=reach).explain()
    assert "institution_position" in plan


@pytest.mark.parametrize(
    "text",
    [
        *("", "1234", "123456", "98101-12", "٩٨١٠١", "9810\x001", "Seattle 981011"),
        *("1 Main St, Miami, FL", "12345 Main St, Miami"),
    ],
)
def test_an_invalid_zip_code_is_reported(text: str) -> None:
    with pytest.raises(ValidationError, match="five digits"):
        find_place(text)


@pytest.mark.parametrize(
    "text",
    [
        "98101 1234",
        "98101-1234",
        " 98101–1234 ",
        "981011234",
        "98101-",
        "981 01",
        "９８１０１",
        "98101.",
        "Seattle (98101)",
        "98101 (Seattle, WA)",
        "98101, WA",
        "Seattle, WA 98101-1234",
        "1701 Broadway, Seattle, WA 98101",
    ],
)
def test_a_zip_code_is_understood_as_people_write_it(text: str) -> None:
    assert str(find_place(text)) == "98101 (Seattle, WA)"


@pytest.mark.parametrize(
    ("text", "city", "state"),
    [
        *(
            ("Miami, FL", "Miami", "FL"),
            ("miami fl", "Miami", "FL"),
            ("MIAMI, Florida", "Miami", "FL"),
        ),
        *(("Coeur d’Alene, ID", "Coeur D Alene", "ID"), ("St. Louis, MO", "Saint Louis", "MO")),
        *(("Charleston, West Virginia", "Charleston", "WV"), ("New York, NY", "New York", "NY")),
        *(("Washington, D.C.", "Washington", "DC"), ("Winston‑Salem NC", "Winston Salem", "NC")),
        *(("Mayagüez, PR", "Mayaguez", "PR"), ("Kansas City, Kansas", "Kansas City", "KS")),
    ],
)
def test_a_city_with_its_state_is_a_place(text: str, city: str, state: str) -> None:
    place = find_place(text)
    assert (place.city, place.state) == (city, state)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("abcde", "Write the city with its state"),
        ("Springfield", "Write the city with its state"),
        ("Miami, WA", "We know no city of this name in Washington"),
    ],
)
def test_a_city_that_is_not_clear_is_asked_for_again(text: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        find_place(text)


def test_a_zip_code_of_a_territory_is_known() -> None:
    assert str(find_place(" 00601-1234 ")) == "00601 (Adjuntas, PR)"
