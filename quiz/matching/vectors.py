"""Occupations as points in a space of measures, so that their distance can be told. Pure.

Measures are standardized over all occupations. They come in blocks (interests, skills and so on),
of which each has one weight however many measures it has. A distance is the root of the mean
squared difference in standard deviations: two occupations picked at random are about 1.4 apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import dist, sqrt
from statistics import fmean
from typing import NamedTuple

# By SOC code the measures of one block, in one order; None: not measured.
Rows = Mapping[str, Sequence[float | None]]


class Block(NamedTuple):
    """A block of measures of all occupations, and its weight in distances.

    With `has_one_scale` the measures, which then are of one scale, keep their own spreads: what
    differs most between occupations tells most. Else each tells as much as any other.
    """

    rows: Rows
    weight: float
    has_one_scale: bool = False


class Point(NamedTuple):
    """An occupation's place: of each block its scaled measures, None where it is not measured.

    `weights` are those of the blocks, 0 where the block is not measured.
    """

    parts: tuple[tuple[float, ...] | None, ...]
    weights: tuple[float, ...]


def make_points(blocks: Sequence[Block]) -> dict[str, Point]:
    """The points of all occupations that have any block."""
    scaled = [_scale(block) for block in blocks]
    codes = sorted({code for block in scaled for code in block})
    return {code: _make_point(code, scaled, blocks) for code in codes}


def measure_distance(one: Point, other: Point) -> float | None:
    """How far apart two points are, by the blocks that both have; None without any."""
    squares = total = 0.0
    pairs = zip(one.parts, other.parts, one.weights, strict=True)
    for own, others, weight in pairs:
        if own is not None and others is not None:
            squares += dist(own, others) ** 2
            total += weight
    return sqrt(squares / total) if total else None


def find_center(points: Iterable[Point]) -> Point:
    """The middle of points: of each block the means over those that have it."""
    members = list(points)
    parts, weights = [], []
    for number in range(len(members[0].parts)):
        known = [part for point in members if (part := point.parts[number]) is not None]
        parts.append(tuple(map(fmean, zip(*known, strict=True))) if known else None)
        weights.append(max(point.weights[number] for point in members))
    return Point(tuple(parts), tuple(weights))


def _scale(block: Block) -> dict[str, tuple[float, ...]]:
    """Standardized measures, times what makes the block weigh `weight` together.

    A single measure that an occupation lacks is left at the mean of all.
    """
    columns = list(zip(*block.rows.values(), strict=True))
    if not columns:
        return {}
    spreads = [_find_spread(column) for column in columns]
    if block.has_one_scale:
        common = sqrt(fmean(spread**2 for _, spread in spreads))
        spreads = [(mean, common) for mean, _ in spreads]
    factor = sqrt(block.weight / len(columns))
    return {
        code: tuple(
            0.0 if value is None else (value - mean) / spread * factor
            for value, (mean, spread) in zip(row, spreads, strict=True)
        )
        for code, row in block.rows.items()
    }


def _find_spread(column: Iterable[float | None]) -> tuple[float, float]:
    """Mean and standard deviation of what is known; 1 where nothing differs."""
    known = [value for value in column if value is not None]
    if not known:
        return 0, 1
    mean = fmean(known)
    # pstdev calculates with fractions, which takes a hundred times as long.
    return mean, sqrt(fmean((value - mean) ** 2 for value in known)) or 1


def _make_point(
    code: str, scaled: Sequence[Mapping[str, tuple[float, ...]]], blocks: Sequence[Block]
) -> Point:
    parts = tuple(rows.get(code) for rows in scaled)
    pairs = zip(parts, blocks, strict=True)
    return Point(parts, tuple(block.weight if part is not None else 0 for part, block in pairs))
