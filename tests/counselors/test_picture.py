"""The group's picture: how results spread, and nobody who could be picked out of it."""

from fractions import Fraction

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from counselors.models import Group
from counselors.picture import LEAST, Category, Picture, Scored, merged, picture
from quiz import scoring
from quiz.content import BandContent, TraitContent, VersionContent
from tests.counselors import people
from tests.quiz.visitors import great_fit, poor_fit

CONTENT = VersionContent(
    title="",
    introduction="",
    traits=(
        TraitContent(
            key="people",
            name="People",
            description="",
            guide_part="duties",
            weight=100,
            high_text="",
            middle_text="",
            low_text="",
            statements=(),
        ),
    ),
    bands=(
        BandContent(key="great", threshold=70, label="A great fit", tone="great", text=""),
        BandContent(key="part", threshold=40, label="A fit in part", tone="fair", text=""),
        BandContent(key="not", threshold=0, label="Maybe not", tone="poor", text=""),
    ),
)


def scored(fit: int, *, clear: bool = True, conflict: bool = False) -> Scored:
    band = "great" if fit >= 70 else "part" if fit >= 40 else "not"
    level = scoring.find_level(Fraction(fit))
    outcome = scoring.Outcome(
        fit=Fraction(fit),
        standard_error=1,
        low=fit,
        high=fit,
        band=band,
        bands=(band,),
        traits=(scoring.TraitScore("people", Fraction(fit), level, 1, False),),
        doubts=() if clear else (scoring.Doubt.FLAT,),
        stability=scoring.Stability.FIRM,
        conflicts=("desk",) if conflict else (),
    )
    return Scored(CONTENT, outcome)


def cells(drawn: Picture) -> list[tuple[str, int]]:
    assert drawn.results
    return [(one.label, one.number) for one in drawn.results.categories]


def test_fewer_than_five_make_no_picture() -> None:
    drawn = picture("x", [scored(80)] * 4)
    assert not drawn.is_shown
    assert (drawn.finished, drawn.results, drawn.traits) == (4, None, ())


def test_five_have_means_and_no_part_that_tells_of_one() -> None:
    drawn = picture("x", [scored(80)] * 4 + [scored(20)])
    assert drawn.is_shown
    assert cells(drawn) == []
    assert drawn.traits[0].mean == 68


def test_a_class_is_spread_over_parts_of_five_and_more() -> None:
    drawn = picture("x", [scored(80)] * 12 + [scored(50)] * 6 + [scored(10)] * 7)
    assert cells(drawn) == [
        ("A great fit", 12),
        ("A fit in part", 6),
        ("Maybe not, not clear or ruled out by an answer", 7),
    ]
    assert [(one.label, one.number) for one in drawn.traits[0].categories] == [
        ("High", 12),
        ("Middle", 6),
        ("Low", 7),
    ]
    assert drawn.traits[0].categories[1].start == 48


def test_unclear_and_ruled_out_results_stand_apart_from_the_bands() -> None:
    ruled = [scored(90, conflict=True)] * 5
    drawn = picture("x", [scored(90)] * 5 + ruled + [scored(90, clear=False)] * 5)
    assert cells(drawn) == [
        ("A great fit", 5),
        ("A fit in part, maybe not or not clear", 5),
        ("Ruled out by an answer", 5),
    ]


def test_what_would_tell_the_same_of_everybody_is_left_out() -> None:
    drawn = picture("x", [scored(100)] * 20)
    assert cells(drawn) == []
    assert drawn.traits[0].mean_words == "95 or more"


def test_the_picture_changes_only_with_every_fifth_student() -> None:
    first = [scored(80)] * 5 + [scored(20)] * 5
    assert picture("x", [*first, scored(50)]).results == picture("x", first).results
    assert picture("x", [*first, scored(50)]).counted == 10


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_no_part_ever_holds_fewer_than_five(numbers: list[int]) -> None:
    found = merged([Category(str(place), "", number) for place, number in enumerate(numbers)])
    assert len(found) != 1
    assert all(one.number >= LEAST for one in found)
    assert sum(one.number for one in found) in (0, sum(numbers))
    told = [place for one in found for place in one.label.replace(" or", ",").split(", ")]
    assert not found or told == [str(place) for place in range(len(numbers))]


@pytest.fixture
def ortega(client: Client) -> User:
    made = people.counselor("ortega")
    client.force_login(made)
    return made


@pytest.fixture
def group(content: None, ortega: User) -> Group:
    return people.group(ortega)


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_the_board_says_why_there_is_no_picture_yet(client: Client, group: Group) -> None:
    for _ in range(4):
        people.shared_result(group)
    for address in (group.get_absolute_url(), f"{group.get_absolute_url()}booklet/"):
        told = page(client, address)
        assert "A picture of the group is drawn once five students have finished" in told
        assert 'class="spread"' not in told


def test_the_board_and_the_booklet_show_it_whatever_is_filtered(
    client: Client, group: Group
) -> None:
    for choice in [great_fit] * 5 + [poor_fit] * 6:
        people.shared_result(group, choice=choice)
    for address in (
        f"{group.get_absolute_url()}?band=great",
        f"{group.get_absolute_url()}booklet/",
    ):
        told = page(client, address)
        assert "the first 10 of 11 students" in told
        assert "A great fit: 5; A fit in part, maybe not for you, not clear or ruled out" in told
