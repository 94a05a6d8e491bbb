"""The group summary: how results are distributed, without revealing single students."""

from fractions import Fraction

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from counselors.group_summary import (
    MIN_STUDENTS,
    Category,
    GroupSummary,
    Scored,
    merge_small_categories,
    summarize_results,
)
from counselors.models import Group
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
        traits=(scoring.TraitScore("people", Fraction(fit), level, 1, False, fit, fit),),
        doubts=() if clear else (scoring.Doubt.FLAT,),
        is_firm=True,
        conflicts=("desk",) if conflict else (),
    )
    return CONTENT, outcome


def cells(summary: GroupSummary) -> list[tuple[str, int]]:
    assert summary.results
    return [(each.label, each.number) for each in summary.results.categories]


def test_fewer_than_five_students_have_no_summary() -> None:
    summary = summarize_results("x", [scored(80)] * 4)
    assert not summary.is_shown
    assert (summary.finished, summary.results, summary.traits) == (4, None, ())


def test_five_students_have_means_and_no_small_categories() -> None:
    summary = summarize_results("x", [scored(80)] * 4 + [scored(20)])
    assert summary.is_shown
    assert cells(summary) == []
    assert summary.traits[0].mean == 68


def test_each_category_has_at_least_five_students() -> None:
    summary = summarize_results("x", [scored(80)] * 12 + [scored(50)] * 6 + [scored(10)] * 7)
    assert cells(summary) == [
        ("A great fit", 12),
        ("A fit in part", 6),
        ("Maybe not, not clear or ruled out by an answer", 7),
    ]
    assert [(each.label, each.number) for each in summary.traits[0].categories] == [
        ("High", 12),
        ("Middle", 6),
        ("Low", 7),
    ]
    assert summary.traits[0].categories[1].start == 48


def test_unclear_and_ruled_out_results_are_categories_of_their_own() -> None:
    ruled = [scored(90, conflict=True)] * 5
    summary = summarize_results("x", [scored(90)] * 5 + ruled + [scored(90, clear=False)] * 5)
    assert cells(summary) == [
        ("A great fit", 5),
        ("A fit in part, maybe not or not clear", 5),
        ("Ruled out by an answer", 5),
    ]


def test_a_single_category_is_left_out() -> None:
    summary = summarize_results("x", [scored(100)] * 20)
    assert cells(summary) == []
    assert summary.traits[0].mean_text == "95 or more"


def test_the_summary_changes_only_with_every_fifth_student() -> None:
    first = [scored(80)] * 5 + [scored(20)] * 5
    assert (
        summarize_results("x", [*first, scored(50)]).results
        == summarize_results("x", first).results
    )
    assert summarize_results("x", [*first, scored(50)]).counted == 10


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_no_category_ever_has_fewer_than_five(numbers: list[int]) -> None:
    categories = [Category(str(place), "", number) for place, number in enumerate(numbers)]
    merged = merge_small_categories(categories)
    assert len(merged) != 1
    assert all(each.number >= MIN_STUDENTS for each in merged)
    assert sum(each.number for each in merged) in (0, sum(numbers))
    labels = [place for each in merged for place in each.label.replace(" or", ",").split(", ")]
    assert not merged or labels == [str(place) for place in range(len(numbers))]


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


def test_the_board_says_why_there_is_no_summary_yet(client: Client, group: Group) -> None:
    for _ in range(4):
        people.shared_result(group)
    for address in (group.get_absolute_url(), f"{group.get_absolute_url()}booklet/"):
        text = page(client, address)
        assert "The group has a summary once five students have finished" in text
        assert 'class="spread"' not in text


def test_filters_do_not_change_the_summary(client: Client, group: Group) -> None:
    for choice in [great_fit] * 5 + [poor_fit] * 6:
        people.shared_result(group, choice=choice)
    for address in (
        f"{group.get_absolute_url()}?band=great",
        f"{group.get_absolute_url()}booklet/",
    ):
        text = page(client, address)
        assert "the first 10 of 11 students" in text
        assert "A great fit: 5; A fit in part, maybe not for you, not clear or ruled out" in text
