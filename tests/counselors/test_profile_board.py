"""The board of a group with profiles: what it shows, and that it shows nothing else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.models import Career
from counselors import standings
from counselors.board import build_board
from counselors.models import Access, Group, Participation, TalkStatus
from quiz.matching.answers import Stance
from quiz.models import MatchProfile, Result
from tests.counselors import people
from tests.counselors.consent import page
from tests.quiz.profiles import answer_activities, answer_conditions, answer_everything
from tests.quiz.visitors import SLUG

pytestmark = pytest.mark.usefixtures("content")
HELPER = answer_everything(
    "S", noise=Stance.RULES_OUT, upset=Stance.BOTHERS, people=Stance.SUITS, computer=Stance.UNKNOWN
)
MAKER = answer_everything("RI", sitting=Stance.BOTHERS, outdoors=Stance.SUITS)
FLAT = answer_activities("", other=4) | answer_conditions()


@pytest.fixture
def ortega(client: Client) -> User:
    made = people.counselor("ortega", first_name="Ms.", last_name="Ortega")
    client.force_login(made)
    return made


@pytest.fixture
def group(ortega: User) -> Group:
    return people.profile_group(ortega)


def names(client: Client, group: Group, query: str = "") -> list[str]:
    text = page(client, f"{group.get_absolute_url()}{query}")
    return re.findall(r'<th scope="row" role="rowheader"> <a href="[^"]+">([^<]+)</a>', text)


def read_row(group: Group, user: User, number: int = 1) -> Any:
    return next(row for row in build_board(group, user).rows if row.number == number)


def test_each_student_has_interests_conditions_groups_and_choices(
    client: Client, group: Group, ortega: User
) -> None:
    people.shared_profile(group, "Robin", answers=HELPER, chosen=[SLUG])
    people.shared_profile(group, "Kim", answers=MAKER)
    people.shared_profile(group, "Lou", answers=FLAT)
    text = page(client, group.get_absolute_url())
    assert '<b class="board-side">Helping</b>' in text
    assert "<b>Rules out:</b> noise" in text
    assert "<b>Would bother:</b> upset people" in text
    assert "<b>Suits:</b> being with people all day" in text
    assert "Medical office administrator" in text
    for name in ("Hands-on", "Curious"):
        assert f'<b class="board-side">{name}</b>' in text
    assert "Not clear" in text
    first = read_row(group, ortega).profile
    assert len(first.families) == 3
    assert all(family.name in text for family in first.families)
    assert all(0 < family.stays <= family.total for family in first.families)


def test_chosen_careers_are_those_of_now(client: Client, group: Group, ortega: User) -> None:
    shared = people.shared_profile(group, "Robin")
    address = f"{group.get_absolute_url()}rows/"
    etag = client.get(address)["ETag"]
    assert "Medical office administrator" not in page(client, address)
    assert shared.result
    shared.result.profile.chosen.add(Career.objects.get(slug=SLUG))
    response = client.get(address, headers={"if-none-match": etag})
    assert response.status_code == 200
    assert "Medical office administrator" in response.content.decode()


def test_nothing_is_matched_to_find_that_nothing_changed(
    client: Client, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.shared_profile(group, "Robin")
    address = f"{group.get_absolute_url()}rows/"
    etag = client.get(address)["ETag"]

    def refuse(*args: Any) -> None:
        raise AssertionError("A profile was matched.")

    monkeypatch.setattr("counselors.shared_profiles.find_standing", refuse)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_what_is_kept_in_memory_is_read_anew_for_other_answers(group: Group, ortega: User) -> None:
    shared = people.shared_profile(group, answers=HELPER)
    before = read_row(group, ortega).profile.families
    assert read_row(group, ortega).profile.families == before
    Result.objects.filter(participations=shared).update(answers=MAKER)
    assert read_row(group, ortega).profile.families != before


def test_memory_holds_a_limited_number_of_profiles(
    group: Group, ortega: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standings, "MAX_KEPT", 2)
    for _ in range(4):
        people.shared_profile(group)
    assert all(row.profile.families for row in build_board(group, ortega).rows)
    assert len(standings._kept) == 2


def test_the_board_is_sorted_and_filtered(client: Client, group: Group, ortega: User) -> None:
    people.shared_profile(group, "Zoe", answers=HELPER, status=TalkStatus.TALKED)
    people.shared_profile(group, "adam", answers=MAKER)
    people.shared_profile(group, "", answers=FLAT, status=TalkStatus.TO_TALK)
    assert names(client, group) == ["Student 3", "adam", "Zoe"]
    assert names(client, group, "?sort=name") == ["adam", "Zoe", "Student 3"]
    assert names(client, group, "?sort=interest") == ["adam", "Zoe", "Student 3"]
    assert names(client, group, "?sort=status")[0] == "Student 3"
    families = {row.name: row.profile.families[0].name for row in build_board(group, ortega).rows}
    in_order = names(client, group, "?sort=family")
    assert [families[name] for name in in_order] == sorted(families.values())
    assert names(client, group, "?interest=S") == ["Zoe"]
    assert names(client, group, "?interest=not-clear") == ["Student 3"]
    assert names(client, group, "?rules_out=noise") == ["Zoe"]
    assert names(client, group, "?status=talked&interest=R") == []
    key = read_row(group, ortega).profile.families[0].key
    assert "Zoe" in names(client, group, f"?family={key}")


@pytest.mark.parametrize("query", ["?sort=band&family=%00&interest=X&rules_out=1", "?page=-3"])
def test_invalid_filters_show_everybody(client: Client, group: Group, query: str) -> None:
    people.shared_profile(group, "Robin")
    assert names(client, group, query) == ["Robin"]


def test_a_list_without_any_career_is_told(
    client: Client, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = answer_activities("S") | dict.fromkeys(answer_conditions(), Stance.RULES_OUT.value)
    people.shared_profile(group, "Robin", answers=nothing, training_months=0, pay_from=400_000)
    # A few careers whose pay is not published always stay.
    monkeypatch.setattr(
        "counselors.shared_profiles.find_standing", lambda *_: standings.Standing((), ())
    )
    for path in ("", "students/1/"):
        text = page(client, group.get_absolute_url() + path)
        assert "No group of careers stays on the list" in text


def test_an_expired_profile_is_off_the_board(client: Client, group: Group) -> None:
    people.shared_profile(group, "Robin")
    now = timezone.now()
    Result.objects.update(created_at=now - timedelta(days=2), expires_at=now)
    assert names(client, group) == []


def test_a_student_page_has_talking_points_notes_and_a_line_in_the_log(
    client: Client, group: Group
) -> None:
    people.shared_profile(group, "Robin", answers=HELPER, chosen=[SLUG])
    address = f"{group.get_absolute_url()}students/1/"
    text = page(client, address)
    for part in ("Talking points", "First groups of careers", "Chosen careers", "Robin"):
        assert part in text
    assert "What the student likes most is to help, teach" in text
    assert "“Noise” is ruled out. It alone takes" in text
    assert group.accesses.filter(action=Access.Action.RESULT, student_number=1).count() == 1
    client.post(f"{address}note/", {"text": "Ask about noise."})
    client.post(f"{address}status/", {"status": "to_talk"})
    text = page(client, address)
    assert "Ask about noise." in text
    assert Participation.objects.get().status == TalkStatus.TO_TALK


def test_a_colleague_sees_the_same_without_the_notes(group: Group, ortega: User) -> None:
    robin = people.shared_profile(group, "Robin", answers=HELPER)
    people.note(robin, ortega, "Mine alone.")
    lee = people.counselor("lee")
    group.colleagues.create(user=lee)
    window = Client()
    window.force_login(lee)
    text = page(window, f"{group.get_absolute_url()}students/1/")
    assert "noise" in text
    assert "Mine alone." not in text
    stranger = Client()
    stranger.force_login(people.counselor("kay"))
    assert stranger.get(group.get_absolute_url()).status_code == 404


# -- Speed --------------------------------------------------------------------------------------


def many(group: Group, number: int) -> None:
    """So many students with the answers of the first, made at once."""
    first = people.shared_profile(group, "Robin", answers=HELPER, chosen=[SLUG], area_code="39")
    assert first.result
    start = group.last_number
    results = Result.objects.bulk_create(
        Result(
            kind=first.result.kind,
            form=first.result.form,
            answers=first.result.answers,
            area_code=first.result.area_code,
            owner_hash=f"owner {start + place}",
            token_hash=f"token {start + place}",
        )
        for place in range(1, number)
    )
    of_first = first.result.profile
    MatchProfile.objects.bulk_create(
        MatchProfile(
            result=result,
            form_version=of_first.form_version,
            method_version=of_first.method_version,
            releases=of_first.releases,
        )
        for result in results
    )
    Participation.objects.bulk_create(
        Participation(
            group=group,
            key_hash=str(start + place),
            number=start + place,
            result=result,
            shared_at=timezone.now(),
        )
        for place, result in enumerate(results, start=1)
    )
    group.last_number += number - 1
    group.save()


def test_queries_do_not_grow_with_students(
    client: Client, group: Group, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(group, 1)
    start = group.get_absolute_url()
    client.get(start)
    # Session, user, second factor, role, group, log, students, chosen careers, the state, the
    # releases and the careers.
    with django_assert_num_queries(11):
        client.get(start)
    many(group, 20)
    for path in ("", "rows/"):
        with django_assert_num_queries(11):
            client.get(f"{start}{path}")
    # Neither the log's last line nor its interval, but a new line.
    with django_assert_num_queries(11):
        client.get(f"{start}booklet/")
