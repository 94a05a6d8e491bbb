"""A group that asks for a profile: its settings, joining it, and sharing a profile with it."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from careers.models import Career
from counselors import sharing
from counselors.models import Group, Naming, Participation
from counselors.retention import purge_expired_groups, purge_lapsed_consents
from counselors.sharing import COOKIE
from quiz.models import Result
from tests.counselors import people
from tests.counselors.consent import answer_consent, finish, page
from tests.quiz.profiles import answer_everything, answer_profile, make_profile
from tests.quiz.visitors import SLUG

pytestmark = pytest.mark.usefixtures("content")
NEW = "/counselor/groups/new/"


@pytest.fixture
def group(ortega: User) -> Group:
    return people.profile_group(ortega)


def form_data(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Period 3",
        "asks_profile": "True",
        "naming": Naming.NICKNAME,
        "time_zone": "America/New_York",
        "closes_on": people.today().isoformat(),
        "keep_months": "6",
        **changes,
    }


# -- The settings -----------------------------------------------------------------------------


def test_a_group_asks_for_a_profile_and_then_has_no_careers(client: Client, ortega: User) -> None:
    client.force_login(ortega)
    ticked = Career.objects.get(slug=SLUG).pk
    response = client.post(NEW, form_data(careers=[ticked]), follow=True)
    made = Group.objects.get()
    assert (made.asks_profile, made.careers.count()) == (True, 0)
    assert "please answer the profile" in response.content.decode()
    assert "Profile for all careers" in page(client, "/counselor/")
    poster = page(client, f"{made.get_absolute_url()}poster/")
    assert "Find what fits you" in poster
    assert "the careers you choose, and the nickname you choose" in poster


def test_a_group_with_a_quiz_still_needs_a_career(client: Client, ortega: User) -> None:
    client.force_login(ortega)
    response = client.post(NEW, form_data(asks_profile="False", name="Period 9"))
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Choose at least one career." in response.content.decode()
    assert 'value="Period 9"' in response.content.decode(), "what was typed stays"


def test_it_can_become_a_group_with_a_quiz_until_a_student_agrees(
    client: Client, ortega: User, group: Group
) -> None:
    client.force_login(ortega)
    settings = f"{group.get_absolute_url()}settings/"
    career = Career.objects.get(slug=SLUG).pk
    quiz = form_data(asks_profile="False", careers=[career])
    assert client.post(settings, quiz).status_code == HTTPStatus.FOUND
    [line] = group.accesses.filter(action="changed")
    assert "asks for a profile" in line.detail_text
    assert client.post(settings, form_data()).status_code == HTTPStatus.FOUND
    group.refresh_from_db()
    assert (group.asks_profile, group.careers.count()) == (True, 0)

    people.unfinished(group)
    text = page(client, settings)
    assert text.count("A student has agreed to this, so it cannot change.") == 2
    assert 'name="careers"' not in text
    stale = client.post(settings, quiz)
    assert stale.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "so it was not changed" in stale.content.decode()
    kept = {key: value for key, value in form_data(name="Period 4").items() if key != "naming"}
    del kept["asks_profile"]
    assert client.post(settings, kept).status_code == HTTPStatus.FOUND
    group.refresh_from_db()
    assert (group.name, group.asks_profile) == ("Period 4", True)


# -- Joining ----------------------------------------------------------------------------------


def test_the_link_lists_what_is_seen_and_what_is_not(client: Client, group: Group) -> None:
    text = page(client, group.link_path)
    for seen in (
        "how much you like each of six kinds of activities",
        "which conditions of work suit you, which would bother you, which you rule out and which",
        "the groups of careers that come first for you, and the first careers in them",
        "the careers you choose, as they are now and as you may change them later",
        "your nickname, or a number if you leave it empty",
    ):
        assert seen in text
    assert "your answers to single activities" in text
    assert "how long you can train, what you must earn and where you live: they count" in text
    assert "what work you do now" in text
    assert "Ms. Ortega will see what is listed below of your profile" in text
    assert not Participation.objects.exists()


def test_consent_leads_to_the_profile_which_is_shared_when_it_is_finished(
    client: Client, group: Group
) -> None:
    assert answer_consent(client, group, nickname="Robin")["Location"] == "/match/"
    assert "You said yes on" in page(client, group.link_path)
    address = answer_profile(client)
    shared = group.participations.get()
    assert (shared.number, shared.nickname, shared.career) == (1, "Robin", None)
    assert shared.result == Result.objects.get()
    assert f'href="{address}take-back/{group.code}/"' in page(client, address)


def test_a_browser_without_consent_shares_nothing(client: Client, group: Group) -> None:
    answer_consent(Client(), group)
    answer_consent(client, group, answer="alone")
    answer_profile(client)
    assert not Participation.objects.finished().exists()
    assert COOKIE not in client.cookies


def test_a_quiz_is_not_shared_with_it_nor_a_profile_with_a_quizs_group(
    client: Client, ortega: User, group: Group
) -> None:
    quiz_group = people.group(ortega, "Quiz", careers=Career.objects.filter(slug=SLUG))
    answer_consent(client, group)
    address = finish(client)
    assert not group.participations.finished().exists()
    refused = client.get(f"{address}share/{group.code}/")
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This group asks for a profile" in refused.content.decode()

    _result, token = make_profile(owner=client)
    refused = client.post(f"/results/{token}/share/{quiz_group.code}/", {"answer": "yes"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This group asks for a quiz" in refused.content.decode()
    assert not Participation.objects.finished().exists()


def test_the_conditions_of_one_career_are_shared_with_no_group(
    client: Client, group: Group
) -> None:
    _result, token = make_profile(owner=client, career=SLUG)
    for path in ("share/", f"share/{group.code}/"):
        assert client.get(f"/results/{token}/{path}").status_code == HTTPStatus.NOT_FOUND


def test_terms_that_changed_meanwhile_are_shown_anew(
    client: Client, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The counselor turns the group into one with a quiz between the page and the lock."""
    lock = sharing._lock_group

    def change_and_lock(pk: int) -> Group:
        Group.objects.update(asks_profile=False)
        return lock(pk)

    monkeypatch.setattr(sharing, "_lock_group", change_and_lock)
    response = answer_consent(client, group)
    assert response["Location"] == group.link_path
    assert not Participation.objects.exists()


# -- A profile that is there already -----------------------------------------------------------


def test_a_finished_profile_is_shared_later_and_taken_back(client: Client, group: Group) -> None:
    result, token = make_profile(owner=client)
    address = f"/results/{token}/"
    text = page(client, f"{address}share/")
    assert "Find what fits" in text
    asked = f"{address}share/{group.code}/"
    assert client.post(f"{address}share/", {"code": group.code})["Location"] == asked
    assert "the careers you choose in it now or later" in page(client, asked)
    answer = client.post(asked, {"answer": "yes", "nickname": "Robin"})
    assert answer["Location"] == f"{address}#counselor-share"
    shared = group.participations.get()
    assert (shared.result, shared.nickname, shared.number) == (result, "Robin", 1)

    take_back = f"{address}take-back/{group.code}/"
    assert "removed from the board of Ms. Ortega" in page(client, take_back)
    client.post(take_back)
    assert not group.participations.exists()
    assert Result.objects.filter(pk=result.pk).exists()


def test_a_second_profile_replaces_the_first_only_when_asked(client: Client, group: Group) -> None:
    answer_consent(client, group, nickname="Robin")
    answer_profile(client)
    first = group.participations.get().result
    second, token = make_profile(answer_everything("R"), owner=client)
    assert group.participations.get().result == first
    asked = f"/results/{token}/share/{group.code}/"
    assert "this result replaces it" in page(client, asked)
    client.post(asked, {"answer": "yes", "nickname": "Robin"})
    shared = group.participations.get()
    assert (shared.number, shared.result) == (1, second)


def test_only_the_owner_can_share_a_profile(client: Client, group: Group) -> None:
    _result, token = make_profile(owner=Client())
    response = client.post(f"/results/{token}/share/{group.code}/", {"answer": "yes"})
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert not Participation.objects.exists()


def test_deleting_the_profile_takes_it_off_the_board(client: Client, group: Group) -> None:
    answer_consent(client, group)
    address = answer_profile(client)
    client.post(f"{address}delete/")
    assert not group.participations.exists()


def test_two_students_can_share_a_computer(client: Client, group: Group) -> None:
    for nickname, more in (("Robin", {}), ("Kim", {"somebody_else": "on"})):
        answer_consent(client, group, nickname=nickname, **more)
        answer_profile(client)
    numbers = group.participations.order_by("number").values_list("number", "nickname")
    assert list(numbers) == [(1, "Robin"), (2, "Kim")]


def test_an_anonymous_group_stores_no_nickname(client: Client, ortega: User) -> None:
    group = people.profile_group(ortega, naming=Naming.ANONYMOUS)
    assert "a number in place of a name" in page(client, group.link_path)
    answer_consent(client, group, nickname="Robin")
    answer_profile(client)
    assert group.participations.get().name == "Student 1"


def test_a_closed_group_takes_no_profile(client: Client, group: Group) -> None:
    answer_consent(client, group)
    group.closes_on = people.today() - timedelta(days=365)
    group.save()
    Group.objects.update(deleted_on=people.today() + timedelta(days=365))
    answer_profile(client)
    assert not group.participations.finished().exists()
    response = client.get(group.link_path)
    assert response.status_code == HTTPStatus.GONE
    assert "answer the profile on your own" in response.content.decode()


def test_a_forgotten_profile_stays_shared_and_its_name_is_shown_to_nobody_else(
    client: Client, group: Group
) -> None:
    answer_consent(client, group, nickname="Falcon")
    address = answer_profile(client)
    client.post(f"{address}forget/")
    assert "Falcon" not in page(client, group.link_path)
    assert group.participations.finished().get().nickname == "Falcon"


def test_consent_can_be_withdrawn_before_the_end(client: Client, group: Group) -> None:
    answer_consent(client, group)
    assert f"You are taking this for <b>{group.name}</b>" in page(client, "/match/")
    answer = client.post(group.link_path, {"answer": "alone"})
    assert answer["Location"] == "/match/"
    assert not Participation.objects.exists()
    assert "You are taking this for" not in page(client, "/match/")


def test_the_day_of_deletion_ends_the_group_and_leaves_the_profile(group: Group) -> None:
    shared = people.shared_profile(group, "Robin")
    Group.objects.update(closes_on=people.today() - timedelta(days=60), deleted_on=people.today())
    assert purge_expired_groups() == 1
    assert not Participation.objects.exists()
    assert Result.objects.filter(pk=shared.result.pk if shared.result else 0).exists()


def test_what_was_agreed_and_never_finished_is_deleted(group: Group) -> None:
    people.unfinished(group, "Robin")
    Participation.objects.update(consented_at=timezone.now() - timedelta(days=61))
    assert purge_lapsed_consents() == 1
    assert not group.participations.exists()
