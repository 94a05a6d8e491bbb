"""The summary of a group of profiles: what is frequent, and nothing about fewer than five."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.test import Client

from counselors.board import build_board
from counselors.models import Group
from counselors.profiles.summary import ProfileSummary, summarize_profiles
from quiz.matching.answers import Stance
from tests.counselors import people
from tests.counselors.consent import page
from tests.quiz.profiles import answer_everything

pytestmark = pytest.mark.usefixtures("content")
HELPER = answer_everything("S", noise=Stance.RULES_OUT)
MAKER = answer_everything("R", sitting=Stance.BOTHERS)


@pytest.fixture
def group(ortega: User) -> Group:
    return people.profile_group(ortega)


def share(group: Group, helpers: int, makers: int) -> None:
    for number, answers in ((helpers, HELPER), (makers, MAKER)):
        for _ in range(number):
            people.shared_profile(group, answers=answers)


def summarize(group: Group, user: User) -> ProfileSummary:
    [summary] = summarize_profiles(build_board(group, user))
    return summary


def test_a_group_without_results_has_no_summary(group: Group, ortega: User) -> None:
    assert summarize_profiles(build_board(group, ortega)) == []


def test_four_students_are_too_few(client: Client, group: Group, ortega: User) -> None:
    share(group, 4, 0)
    assert not summarize(group, ortega).is_shown
    client.force_login(ortega)
    text = page(client, group.get_absolute_url())
    assert "The group has a summary once five students have finished; 4 have." in text


def test_each_part_holds_at_least_five(group: Group, ortega: User) -> None:
    share(group, 5, 7)
    summary = summarize(group, ortega)
    # The twelfth and the eleventh are not counted, so five are left of each.
    assert (summary.finished, summary.counted) == (12, 10)
    assert summary.interests
    assert [part.number for part in summary.interests.categories] == [5, 5]
    assert [each.name for each in summary.rules_out] == ["Noise"]
    assert [each.name for each in summary.bothers] == ["Sitting most of the day"]
    assert summary.families
    for each in summary.distributions:
        assert all(part.number >= 5 for part in each.categories)
        assert sum(part.number for part in each.categories) == 10


def test_what_nearly_everybody_has_is_left_out(group: Group, ortega: User) -> None:
    """That six of ten have something tells as much of the other four."""
    share(group, 6, 4)
    summary = summarize(group, ortega)
    assert summary.rules_out == summary.bothers == ()
    assert summary.families == ()
    assert summary.interests
    assert summary.interests.categories == ()


def test_the_summary_is_shown_and_downloaded(client: Client, group: Group, ortega: User) -> None:
    share(group, 5, 5)
    client.force_login(ortega)
    start = group.get_absolute_url()
    for path in ("", "booklet/"):
        text = page(client, start + path)
        assert "Groups of careers that come first most often" in text
        assert "Ruled out most often" in text
        assert "5 of 10" in text
    lines = client.get(f"{start}picture.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(lines)))
    assert {row["career"] for row in rows} == {"All careers"}
    assert {row["mean_0_to_100"] for row in rows} == {""}
    noise = [(row["category"], row["students"]) for row in rows if row["what"] == "Noise"]
    assert noise == [("Ruled out", "5"), ("Not ruled out", "5")]
