"""Makes families of occupations around cores that editors name. Pure; run by `compile_families`.

Each occupation belongs to the family with the nearest center; centers are the means of their
members, found by repeating both steps (k-means). It begins with the cores and not by chance, so
that the same measures always make the same families.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from quiz.matching.vectors import Point, find_center, measure_distance

MAX_ROUNDS = 100
# Codes of one minor group of the classification begin alike, as in 43-6011 and 43-6013.
MINOR_LENGTH, MAJOR_LENGTH = 4, 2


def cluster_occupations(
    points: Mapping[str, Point],
    cores: Mapping[str, Iterable[str]],
    moved: Mapping[str, str],
) -> dict[str, str]:
    """The family of each measured occupation, by SOC code.

    `cores` has by the key of a family the codes that stay in it; `moved` the family of occupations
    that belong elsewhere for a reason that no measure tells.
    """
    fixed = {code: key for key, codes in cores.items() for code in codes if code in points}
    found, fixed = fixed, fixed | {code: key for code, key in moved.items() if code in points}
    for _round in range(MAX_ROUNDS):
        before, centers = found, find_centers(points, found)
        found = {
            code: fixed.get(code) or find_nearest(point, centers) for code, point in points.items()
        }
        if found == before:
            break
    return found


def find_centers(points: Mapping[str, Point], family_of: Mapping[str, str]) -> dict[str, Point]:
    """The middle of each family's members, by its key."""
    members: dict[str, list[Point]] = defaultdict(list)
    for code, key in family_of.items():
        if code in points:
            members[key].append(points[code])
    return {key: find_center(members[key]) for key in sorted(members)}


def find_nearest(point: Point, centers: Mapping[str, Point]) -> str:
    """The key of the nearest center; of several as near the first by the alphabet."""
    distances = ((measure_distance(point, center), key) for key, center in centers.items())
    return min((distance, key) for distance, key in distances if distance is not None)[1]


def place_unmeasured(
    codes: Iterable[str], family_of: Mapping[str, str], moved: Mapping[str, str]
) -> dict[str, str]:
    """The family that most of an occupation's minor group have, or else most of its major group.

    Occupations without a group that has families are left out.
    """
    placed = {}
    for code in codes:
        key = moved.get(code) or find_usual_family(code, family_of)
        if key:
            placed[code] = key
    return placed


def find_usual_family(code: str, family_of: Mapping[str, str]) -> str:
    """The family that most occupations of the same minor or else major group have, or nothing.

    >>> find_usual_family("43-6099", {"43-6013": "front-desk", "43-3031": "office"})
    'front-desk'
    """
    for length in (MINOR_LENGTH, MAJOR_LENGTH):
        counts = Counter(
            key
            for other, key in family_of.items()
            if other != code and other[:length] == code[:length]
        )
        if counts:
            return min(counts, key=lambda key: (-counts[key], key))
    return ""
