"""A point on the globe as PostgreSQL's `cube` type holds it, for searches by distance.

The extension `earthdistance` is not used: it takes the equatorial radius, which is 0.1 percent
off, and only a superuser can install it, while `cube` is trusted.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, F, FloatField, Func, Lookup, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cast, Cos, Least, Radians, Sin
from django.db.models.sql.compiler import SQLCompiler

from programs.geography import EARTH_RADIUS_METERS, METERS_PER_MILE, Point


class CubeField(models.Field[Any, Any]):
    """A column of type cube; read as PostgreSQL's text for it."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "cube"


class Cube(Func):
    """cube(...): a point of one more dimension; NULL where any coordinate is NULL."""

    function = "cube"
    output_field = CubeField()


# A point, or PostgreSQL's text for it (`format_cube`), which prepared queries take.
Position = Point | str


def format_cube(point: Position) -> str:
    """PostgreSQL's text for a point on the sphere."""
    return point if isinstance(point, str) else "({}, {}, {})".format(*point.on_sphere())


def position_on_sphere(latitude: str, longitude: str) -> Cube:
    """The SQL of Point.on_sphere() over two columns."""
    x = Value(EARTH_RADIUS_METERS) * Cos(Radians(latitude)) * Cos(Radians(longitude))
    y = Value(EARTH_RADIUS_METERS) * Cos(Radians(latitude)) * Sin(Radians(longitude))
    z = Value(EARTH_RADIUS_METERS) * Sin(Radians(latitude))
    return Cube(Cube(Cube(x), y), z)


@CubeField.register_lookup
class WithinChord(Lookup[Any]):
    """`column__within_chord=(point, meters)`: no farther in a straight line. Uses the index."""

    lookup_name = "within_chord"

    def get_prep_lookup(self) -> Any:
        return self.rhs

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        point, meters = self.rhs
        text = format_cube(point)
        # The box is what the index answers; the corners of the box are cut by the distance.
        sql = f"({column} <@ cube_enlarge(%s::cube, %s, 3) AND {column} <-> %s::cube <= %s)"
        return sql, (*params, text, meters, *params, text, meters)


def calculate_chord_from(column: str, point: Position) -> Func:
    """Meters in a straight line from a point to a `position` column. The index sorts by them."""
    return Func(
        F(column),
        Cast(Value(format_cube(point)), CubeField()),
        template="(%(expressions)s)",
        arg_joiner=" <-> ",
        output_field=FloatField(),
    )


def calculate_miles_from(column: str, point: Position) -> Combinable:
    """Miles along the sphere from a point to a `position` column; NULL where that is NULL."""
    chord = calculate_chord_from(column, point)
    # Rounding may make the distance of opposite ends of the earth exceed its diameter.
    ratio = Least(Value(1.0), chord / Value(2 * EARTH_RADIUS_METERS))
    miles = ASin(ratio) * Value(2 * EARTH_RADIUS_METERS / METERS_PER_MILE)
    # LEAST ignores NULL, and would put an unknown place at the other end of the earth.
    return Case(When(**{f"{column}__isnull": False}, then=miles), default=None)
