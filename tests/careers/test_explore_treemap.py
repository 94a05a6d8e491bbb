"""The rectangles of the map of jobs: in proportion, inside, none over another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.explore.jobs_map import LETTER_WIDTH, LINE_HEIGHT, fit_lines
from careers.explore.treemap import Box, lay_out

sizes = st.lists(st.integers(1, 5_000_000), min_size=1, max_size=60).map(
    lambda numbers: sorted(numbers, reverse=True)
)
boxes = st.builds(Box, st.just(3.0), st.just(5.0), st.floats(10, 1000), st.floats(10, 1000))
# Of the rounding of floats, in the units of the box.
TINY = 1e-6


@given(sizes, boxes)
def test_areas_are_in_proportion_and_fill_the_box(sizes: list[int], box: Box) -> None:
    laid = lay_out(sizes, box)
    scale = box.width * box.height / sum(sizes)
    for size, one in zip(sizes, laid, strict=True):
        assert one.width * one.height == pytest.approx(size * scale, rel=1e-4, abs=TINY)


@given(sizes, boxes)
def test_none_is_outside_and_none_over_another(sizes: list[int], box: Box) -> None:
    laid = lay_out(sizes, box)
    for one in laid:
        assert one.x >= box.x - TINY
        assert one.y >= box.y - TINY
        assert one.x + one.width <= box.x + box.width + TINY
        assert one.y + one.height <= box.y + box.height + TINY
    for number, one in enumerate(laid):
        for other in laid[number + 1 :]:
            apart_x = one.x + one.width <= other.x + TINY or other.x + other.width <= one.x + TINY
            apart_y = one.y + one.height <= other.y + TINY or other.y + other.height <= one.y + TINY
            assert apart_x or apart_y


def test_equal_sizes_become_squares() -> None:
    laid = lay_out([1] * 4, Box(0, 0, 100, 100))
    assert {(one.width, one.height) for one in laid} == {(50, 50)}


def test_nothing_has_no_rectangles_and_a_box_without_area_empty_ones() -> None:
    assert lay_out([], Box(0, 0, 10, 10)) == []
    assert {one.width * one.height for one in lay_out([2, 1], Box(0, 0, 0, 10))} == {0}


@given(st.lists(st.text("abcde", min_size=1, max_size=20), max_size=6), boxes)
def test_a_label_is_shown_whole_and_inside_or_not_at_all(words: list[str], box: Box) -> None:
    lines = fit_lines(" ".join(words), box)
    if lines:
        assert " ".join(lines).split() == words
        assert max(map(len, lines)) * LETTER_WIDTH <= box.width
        assert len(lines) * LINE_HEIGHT <= box.height
        assert all(
            len(f"{one} {other.split()[0]}") * LETTER_WIDTH > box.width - 8 - LETTER_WIDTH
            for one, other in pairwise(lines)
        )
