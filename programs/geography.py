"""Places and distances on a sphere: pure calculation, shared by the queries and their tests."""

from dataclasses import dataclass
from math import cos, radians, sin

# The earth is a little flat: from Guam to northern Alaska its curvature is that of spheres of
# 6,339 to 6,397 km. With the radius in the middle, distances are right to 0.5 percent everywhere
# there, which they are not with the mean radius of the whole earth (6,371 km).
EARTH_RADIUS_METERS = 6_368_000.0
METERS_PER_MILE = 1_609.344

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "AS": "American Samoa", "FM": "Federated States of Micronesia", "GU": "Guam",
    "MH": "Marshall Islands", "MP": "Northern Mariana Islands", "PW": "Palau",
    "PR": "Puerto Rico", "VI": "U.S. Virgin Islands",
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """A place in decimal degrees, north and east positive."""

    latitude: float
    longitude: float

    def on_sphere(self) -> tuple[float, float, float]:
        """The place in meters from the center of the earth, as the database stores it."""
        latitude, longitude = radians(self.latitude), radians(self.longitude)
        return (
            EARTH_RADIUS_METERS * cos(latitude) * cos(longitude),
            EARTH_RADIUS_METERS * cos(latitude) * sin(longitude),
            EARTH_RADIUS_METERS * sin(latitude),
        )


@dataclass(frozen=True)
class Place:
    """A ZIP code with the city that it belongs to; `is_city`: found by the name of the city."""

    zip_code: str
    city: str
    state: str
    point: Point
    is_city: bool = False

    def __str__(self) -> str:
        return self.query if self.is_city else f"{self.zip_code} ({self.city}, {self.state})"

    @property
    def name(self) -> str:
        """The city first, for a heading: “Seattle (98101)” or “Miami, FL”."""
        return self.query if self.is_city else f"{self.city} ({self.zip_code})"

    @property
    def query(self) -> str:
        """What finds it again, of the kind that was typed: a ZIP code or “Miami, FL”."""
        return f"{self.city}, {self.state}" if self.is_city else self.zip_code


def calculate_chord(miles: float) -> float:
    """The straight line through the earth, in meters, between two places so many miles apart."""
    half_angle = miles * METERS_PER_MILE / (2 * EARTH_RADIUS_METERS)
    return 2 * EARTH_RADIUS_METERS * sin(half_angle)
