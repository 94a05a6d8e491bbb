"""From the work that somebody does to careers near it, in what people can, know and meet. Pure.

Near is measured, not taken from related titles: 35 skills and 33 fields of knowledge (how important
they are and at what level), the conditions of work, and preparation. A distance is no advice: it
says how alike two occupations are on average, not whether an employer takes somebody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from quiz.matching.careers import MeasuredCareer
from quiz.matching.readings import Mark, Reading
from quiz.matching.vectors import Point, measure_distance

# Pay that is nearer than this share is about the same: then a move is sideways.
SAME_PAY_SHARE = 0.1
# Two occupations picked at random are about 1.4 apart. What is farther than this is no move.
MAX_DISTANCE = 0.9
MAX_LISTED = 5
# Schooling beyond what is usual in one's own work, unless somebody says how long they can train.
MAX_MORE_MONTHS = 24
# Careers with fewer openings a year in the nation come last: hardly anybody can move there.
MIN_OPENINGS = 1000
# On a scale of importance from 1 to 5: from here on a skill matters in a job.
MATTERS_FROM = 3
# On a scale of level from 0 to 7: a smaller difference is within what raters differ by.
RISE_FROM = 1


class Rating(NamedTuple):
    """How important a skill or a field of knowledge is in an occupation, and at what level."""

    importance: float
    level: float


# By the source's code of a skill or a field of knowledge.
Ratings = Mapping[str, Rating]


class Direction(StrEnum):
    """What a move does to the median pay."""

    UP = "up"
    SIDEWAYS = "sideways"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Move:
    """A career to move to, how far it is, and where its pay leads; `reading` has the rest.

    `more_months` is the schooling that is usual there beyond what is usual in one's own work, None
    where either is not known; `is_too_long`: whether the person has less time than that.
    """

    reading: Reading
    distance: float
    direction: Direction
    more_months: int | None = None
    is_too_long: bool = False

    @property
    def is_low_paid(self) -> bool:
        """Whether it pays less than the person needs."""
        return self.reading.pay is Mark.BEYOND


@dataclass(frozen=True)
class Moves:
    """The nearest careers that pay clearly more, and the nearest of about the same pay.

    `near` has careers of less pay only where too few others are near.
    """

    up: tuple[Move, ...] = ()
    near: tuple[Move, ...] = ()


def measure_distances(
    soc_code: str, points: Mapping[str, Point], needed: Sequence[int]
) -> dict[str, float]:
    """How far each other occupation is from one; empty if that one is not measured.

    `needed` are the numbers of the blocks without which two occupations are not compared.
    """
    own = points.get(soc_code)
    if own is None or not _has_blocks(own, needed):
        return {}
    distances = (
        (code, measure_distance(own, point))
        for code, point in points.items()
        if code != soc_code and _has_blocks(point, needed)
    )
    return {code: distance for code, distance in distances if distance is not None}


def find_moves(
    origin: MeasuredCareer,
    readings: Iterable[Reading],
    distances: Mapping[str, float],
    training_months: int | None = None,
) -> Moves:
    """The careers to move to, the nearest first, those within the person's limits before others.

    `training_months` is how long the person can train from now on. What a condition rules out is
    never listed, nor another career of the same occupation.
    """
    moves = [
        _make_move(origin, reading, distances[code], training_months)
        for reading in readings
        if (code := reading.career.soc_code) != origin.soc_code
        and not reading.rules_out
        and distances.get(code, MAX_DISTANCE) < MAX_DISTANCE
    ]
    if training_months is None:
        moves = [move for move in moves if (move.more_months or 0) <= MAX_MORE_MONTHS]
    moves.sort(key=_order_move)
    up = [move for move in moves if move.direction is Direction.UP]
    near = [move for move in moves if move.direction in (Direction.SIDEWAYS, Direction.UNKNOWN)]
    near += [move for move in moves if move.direction is Direction.DOWN]
    return Moves(tuple(up[:MAX_LISTED]), tuple(near[:MAX_LISTED]))


def find_direction(own: int | None, other: int | None) -> Direction:
    """Where a move from one pay to another leads; both in dollars a year."""
    if own is None or other is None:
        return Direction.UNKNOWN
    if abs(other - own) < SAME_PAY_SHARE * own:
        return Direction.SIDEWAYS
    return Direction.UP if other > own else Direction.DOWN


def list_carried(own: Ratings, other: Ratings, typical: Mapping[str, float]) -> tuple[str, ...]:
    """What matters in both occupations and is asked at no clearly higher level in the other.

    First comes what sets both apart most: `typical` is the median importance over all occupations.
    """
    lifts = {
        key: min(rating.importance, own[key].importance) - typical.get(key, 0)
        for key, rating in other.items()
        if key in own
        and min(rating.importance, own[key].importance) >= MATTERS_FROM
        and rating.level - own[key].level < RISE_FROM
    }
    return tuple(sorted(lifts, key=lambda key: (-lifts[key], key)))


def list_new(own: Ratings, other: Ratings) -> tuple[str, ...]:
    """What matters in the other occupation and is asked at a clearly higher level there."""
    rises = {
        key: rating.level - (own[key].level if key in own else 0)
        for key, rating in other.items()
        if rating.importance >= MATTERS_FROM
    }
    new = [key for key, rise in rises.items() if rise >= RISE_FROM]
    return tuple(sorted(new, key=lambda key: (-rises[key], key)))


def _has_blocks(point: Point, needed: Sequence[int]) -> bool:
    return all(point.parts[number] is not None for number in needed)


def _make_move(
    origin: MeasuredCareer, reading: Reading, distance: float, training_months: int | None
) -> Move:
    career, more = reading.career, None
    if origin.training_months is not None and career.training_months is not None:
        more = max(0, career.training_months - origin.training_months)
    return Move(
        reading=reading,
        distance=distance,
        direction=find_direction(origin.pay, career.pay),
        more_months=more,
        is_too_long=training_months is not None and (more or 0) > training_months,
    )


def _order_move(move: Move) -> tuple[bool, bool, float, str, str]:
    career = move.reading.career
    has_few = career.openings is not None and career.openings < MIN_OPENINGS
    return (
        move.is_too_long or move.is_low_paid,
        has_few,
        move.distance,
        career.soc_code,
        career.slug,
    )
