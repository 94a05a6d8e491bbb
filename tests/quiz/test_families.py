"""Every career has one family, which holds together by what is measured of its members."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from statistics import fmean

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from careers.groups import GROUPS
from careers.models import Career
from quiz.management.commands.compile_families import CORES, compile_families, read_points
from quiz.matching.clustering import cluster_occupations, find_centers, find_nearest
from quiz.matching.families import FAMILY_OF, OTHER, SIGN_OF, find_family
from quiz.matching.vectors import Block, Point, make_points, measure_distance
from quiz.profiles.family_texts import FAMILIES


@cache
def points() -> Mapping[str, Point]:
    return read_points()


def moved_by_hand() -> set[str]:
    about = tomllib.loads(CORES.read_text())
    moved = {code for group in about["moved"] for code in group["codes"]}
    return moved | {code for codes in about["cores"].values() for code in codes}


def average_distance(groups: Mapping[str, list[str]]) -> float:
    """Over all pairs within a group."""
    return fmean(
        distance
        for codes in groups.values()
        for number, code in enumerate(codes)
        for other in codes[:number]
        if (distance := measure_distance(points()[code], points()[other])) is not None
    )


def group_measured(key_of: Mapping[str, str]) -> dict[str, list[str]]:
    groups = defaultdict(list)
    for code in points():
        groups[key_of[code]].append(code)
    return groups


@pytest.mark.usefixtures("content")
def test_each_public_career_has_a_family_in_the_file() -> None:
    codes = Career.objects.published().values_list("occupation__soc_code", flat=True)
    assert len(codes) > 800
    assert set(codes) <= FAMILY_OF.keys()


def test_the_file_is_what_the_command_makes_of_the_facts() -> None:
    assert compile_families() == FAMILY_OF


def test_families_are_neither_tiny_nor_huge() -> None:
    sizes = Counter(FAMILY_OF.values())
    assert all(8 <= size <= 36 for size in sizes.values()), sizes


def test_each_family_has_a_name_a_sentence_and_the_sign_of_a_group() -> None:
    assert FAMILIES.keys() - {OTHER} == set(FAMILY_OF.values())
    with translation.override("en"):
        assert len({str(family.name) for family in FAMILIES.values()}) == len(FAMILIES)
        assert all(str(family.sentence).endswith(".") for family in FAMILIES.values())
    assert {family.sign for key, family in FAMILIES.items() if key != OTHER} <= GROUPS.keys()
    assert SIGN_OF["bedside"] == "29"


def test_a_career_is_nearer_to_its_own_family_than_to_any_other() -> None:
    """But for those that editors placed for a reason that no measure tells."""
    centers, placed = find_centers(points(), FAMILY_OF), moved_by_hand()
    for code, point in points().items():
        if code not in placed:
            assert find_nearest(point, centers) == FAMILY_OF[code]


def test_few_careers_were_moved_by_hand() -> None:
    centers = find_centers(points(), FAMILY_OF)
    moved = [
        code for code, point in points().items() if find_nearest(point, centers) != FAMILY_OF[code]
    ]
    assert len(moved) < len(points()) / 10


def test_families_hold_together_better_than_the_official_groups() -> None:
    families = average_distance(group_measured(FAMILY_OF))
    major_groups = average_distance(group_measured({code: code[:2] for code in points()}))
    anything = average_distance({"all": list(points())[::4]})
    assert families < 0.9 * major_groups < 0.7 * anything


def test_an_unknown_occupation_goes_with_its_minor_group_or_with_none() -> None:
    assert find_family("43-6099") in {FAMILY_OF[code] for code in FAMILY_OF if code[:4] == "43-6"}
    assert find_family("29-9999") in FAMILIES
    assert find_family("99-9999") == OTHER


def test_the_order_of_occupations_changes_nothing() -> None:
    rows = {f"11-00{number:02}": [float(number % 7), float(number // 7)] for number in range(40)}
    backward = dict(reversed(rows.items()))
    cores = {"a": ["11-0000"], "b": ["11-0030"], "c": ["11-0006"]}
    one, other = (
        cluster_occupations(make_points([Block(each, 1)]), cores, {}) for each in (rows, backward)
    )
    assert one == other
    assert one["11-0001"] == "a"


numbers = st.floats(-5, 5).map(lambda value: round(value, 3))


@given(
    st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=4, max_size=8),
    st.lists(st.lists(numbers, min_size=2, max_size=2), min_size=4, max_size=4),
)
def test_a_distance_is_the_same_from_both_sides_and_never_below_nothing(
    first: list[list[float]], second: list[list[float]]
) -> None:
    blocks = [
        Block({str(number): row for number, row in enumerate(first)}, 1),
        Block({str(number): row for number, row in enumerate(second)}, 0.5, has_one_scale=True),
    ]
    places = make_points(blocks)
    for point in places.values():
        assert measure_distance(point, point) == 0
        for other in places.values():
            forth, back = measure_distance(point, other), measure_distance(other, point)
            assert forth == back
            assert forth is not None
            assert forth >= 0


def test_what_is_not_measured_of_one_is_left_out_and_not_taken_for_the_middle() -> None:
    both = {"a": [0.0], "b": [0.0], "c": [4.0], "d": [8.0]}
    known = {"a": [0.0], "c": [1.0], "d": [2.0]}
    places = make_points([Block(both, 1), Block(known, 1)])
    assert measure_distance(places["a"], places["b"]) == 0
    alone = make_points([Block({"a": [1.0], "b": [2.0]}, 1), Block({"c": [1.0]}, 1)])
    assert measure_distance(alone["a"], alone["c"]) is None
