"""A counselor makes a group, hands out its link, changes it, and closes it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client

from careers.models import Career
from counselors.models import Access, Group, Naming
from tests.counselors.people import SIGNED_IN, counselor, group, shared_result, today, unfinished
from tests.making import make_public_career, withdraw_guides

NEW = "/counselor/groups/new/"


@pytest.fixture
def ortega(content: None, client: Client) -> User:
    """A counselor who is signed in to `client`."""
    user = counselor("ortega", first_name="Inés", last_name="Ortega")
    client.force_login(user)
    return user


def form_data(**changes: Any) -> dict[str, Any]:
    """Valid data for the form of a group."""
    return {
        "name": "Period 3, Fall",
        "careers": [Career.objects.with_guide().get().pk],
        "naming": "nickname",
        "time_zone": "America/New_York",
        "closes_on": in_weeks(6).isoformat(),
        "keep_months": "6",
        **changes,
    }


def in_weeks(weeks: int) -> date:
    return today() + timedelta(weeks=weeks)


# -- The workspace --------------------------------------------------------------------------


def test_the_empty_workspace_shows_the_three_steps(ortega: User, client: Client) -> None:
    page = client.get("/counselor/").content.decode()
    for step in ("Make a group", "Hand out its link", "Read the board"):
        assert f"<b>{step}</b>" in page
    assert 'action="/results/code/"' in page
    assert 'action="/accounts/logout/"' in page
    assert "Inés Ortega" in page


def test_the_workspace_shows_own_and_shared_groups_with_their_numbers(
    ortega: User, client: Client, django_assert_num_queries: Any
) -> None:
    mine = group(ortega, "Period 3")
    shared_result(mine)
    shared_result(mine)
    unfinished(mine)
    li = counselor("li", first_name="Bo", last_name="Li")
    group(li, "Seniors", colleagues=[ortega, counselor("cruz")], closes_on=in_weeks(-1))
    group(li, "Secret")
    # How many, the page of them, their careers, deleted soon.
    with django_assert_num_queries(SIGNED_IN + 4):
        page = client.get("/counselor/")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
    assert "Period 3 Medical office administrator Finished 2 Said yes, not finished 1 Open" in text
    assert "Shared by Bo Li Finished 0 Said yes, not finished 0 Closed since" in text
    assert "Secret" not in text
    assert page["Cache-Control"] == "private, no-store"


def test_many_groups_come_in_pages(ortega: User, client: Client) -> None:
    for number in range(1, 22):
        group(ortega, f"Group {number:02}", careers=[])
    first = client.get("/counselor/").content.decode()
    assert "Group 21" in first
    assert "Group 01" not in first
    assert "Page 1 of 2" in first
    assert "Group 01" in client.get("/counselor/?page=2").content.decode()
    assert "Page 2 of 2" in client.get("/counselor/?page=99").content.decode()


def test_an_expired_group_is_hidden_before_it_is_deleted(ortega: User, client: Client) -> None:
    over = group(ortega, closes_on=today() - timedelta(days=40), keep_months=1)
    assert over.deleted_on <= today()
    assert "Period 3" not in client.get("/counselor/").content.decode()
    assert client.get(f"/counselor/groups/{over.pk}/link/").status_code == 404


def test_a_number_too_large_for_any_group_is_no_group(ortega: User, client: Client) -> None:
    assert client.get(f"/counselor/groups/{'9' * 40}/link/").status_code == 404
    assert client.get("/counselor/?page=" + "9" * 40).status_code == 200


# -- Making a group -------------------------------------------------------------------------


def test_a_counselor_makes_a_group_and_gets_its_link(ortega: User, client: Client) -> None:
    form = client.get(NEW).content.decode()
    assert f'value="{in_weeks(6).isoformat()}"' in form
    assert "Medical office administrator" in form
    page = client.post(NEW, form_data(keep_months="3"), follow=True)
    made = Group.objects.get()
    assert page.redirect_chain == [(f"/counselor/groups/{made.pk}/link/", 302)]
    text = page.content.decode()
    assert f'value="http://testserver/g/{made.code}/"' in text
    assert made.spoken_code in text
    assert (made.counselor, made.naming, made.keep_months) == (ortega, Naming.NICKNAME, 3)
    assert made.deleted_on == made.closes_on + timedelta(days=91)
    assert [line.action for line in made.accesses.all()] == [Access.Action.MADE]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": " "}, "Give the group a name"),
        ({"name": "x" * 61}, "at most 60 characters"),
        ({"name": "Period\0"}, "Null characters"),
        ({"careers": []}, "Choose at least one career."),
        ({"careers": ["0"]}, "no longer has a quiz"),
        ({"careers": ["x"]}, "no longer has a quiz"),
        ({"careers": ["9" * 40]}, "no longer has a quiz"),
        ({"careers": ["1\0"]}, "Null characters"),
        ({"naming": "full"}, "full is not one of the available choices"),
        ({"closes_on": "soon"}, "Write the day as in"),
        ({"closes_on": "2020-01-31"}, "This day is over."),
        ({"closes_on": "9999-12-31"}, "At most a year from today."),
        ({"keep_months": "0"}, "At least 1 month."),
        ({"keep_months": "25"}, "At most 24 months."),
        ({"keep_months": "some"}, "Write a whole number of months"),
        ({"keep_months": "9" * 40}, "At most 24 months."),
    ],
)
def test_an_error_is_shown_and_the_input_stays(
    ortega: User, client: Client, change: dict[str, Any], error: str
) -> None:
    page = client.post(NEW, {**form_data(), "name": "Period 9", **change})
    assert page.status_code == 422
    text = page.content.decode()
    assert error in text
    assert "name" in change or 'value="Period 9"' in text
    assert not Group.objects.exists()


def test_only_careers_with_a_published_quiz_are_offered(ortega: User, client: Client) -> None:
    career = Career.objects.with_guide().get()
    make_public_career("bread-baker", "51-3011")
    assert "read baker" not in client.get(NEW).content.decode()
    withdraw_guides()
    assert career.name not in client.get(NEW).content.decode().lower()


@pytest.mark.parametrize(
    "values", [{"keep_months": 0}, {"keep_months": 25}, {"naming": "full"}, {"deleted_on": None}]
)
def test_the_database_checks_the_rules_too(ortega: User, values: dict[str, Any]) -> None:
    made = group(ortega)
    if values == {"deleted_on": None}:
        values = {"deleted_on": made.closes_on}
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.filter(pk=made.pk).update(**values)


# -- Its link -------------------------------------------------------------------------------


def test_the_link_page_has_link_code_poster_and_text(
    ortega: User, client: Client, django_assert_num_queries: Any
) -> None:
    made = group(ortega, "Class <3>")
    # The group.
    with django_assert_num_queries(SIGNED_IN + 1):
        page = client.get(f"/counselor/groups/{made.pk}/link/").content.decode()
    reminder = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert reminder
    assert f"http://testserver/g/{made.code}/" in reminder[1]
    assert made.spoken_code in reminder[1]
    assert f"{made.closes_on:%B} {made.closes_on.day}" in reminder[1]
    assert "“Class &lt;3&gt;”" in reminder[1]


def test_the_qr_code_is_a_picture_for_the_groups_counselors_alone(
    ortega: User, client: Client
) -> None:
    made = group(ortega)
    image = client.get(f"/counselor/groups/{made.pk}/link/qr.svg")
    assert image["Content-Type"] == "image/svg+xml"
    assert image["Cache-Control"] == "private, no-store"
    assert image.content.startswith(b"<svg")
    other = group(counselor("li"))
    assert client.get(f"/counselor/groups/{other.pk}/link/qr.svg").status_code == 404


@pytest.mark.parametrize(
    ("naming", "promise"),
    [(Naming.NICKNAME, "and the nickname you choose"), (Naming.ANONYMOUS, "and no name")],
)
def test_the_poster_says_what_the_counselor_will_see(
    ortega: User, client: Client, naming: Naming, promise: str
) -> None:
    made = group(ortega, naming=naming, colleagues=[counselor("li")])
    page = client.get(f"/counselor/groups/{made.pk}/poster/").content.decode()
    assert "Medical office administrator:<br>is this right for you?" in page
    assert "What Inés Ortega and Li will see" in page
    assert promise in page
    for detail in (f"http://testserver/g/{made.code}/", made.spoken_code, "link/qr.svg"):
        assert detail in page
    assert f"{made.closes_on:%A}, {made.closes_on:%B} {made.closes_on.day}" in page


def test_the_link_is_in_the_language_in_which_the_counselor_reads(
    ortega: User, client: Client, settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    made = group(ortega)
    link = f"http://testserver/es/g/{made.code}/"
    for page in ("link", "poster"):
        assert link in client.get(f"/es/counselor/groups/{made.pk}/{page}/").content.decode()
    assert '<html lang="es">' in client.get(link).content.decode()


# -- Changed, closed, opened again ----------------------------------------------------------


def test_settings_are_changed_and_the_log_names_which(ortega: User, client: Client) -> None:
    made = group(ortega)
    address = f"/counselor/groups/{made.pk}/settings/"
    client.post(address, form_data(name="Period 4", closes_on=in_weeks(8).isoformat()))
    made.refresh_from_db()
    assert (made.name, made.closes_on) == ("Period 4", in_weeks(8))
    [line] = made.accesses.all()
    assert (line.get_action_display(), line.detail_text) == (
        "changed the group",
        "name of the group, last day",
    )
    client.post(address, form_data(name="Period 4", closes_on=in_weeks(8).isoformat()))
    assert made.accesses.count() == 1


def test_naming_cannot_change_once_a_student_agreed(ortega: User, client: Client) -> None:
    made = group(ortega)
    address = f"/counselor/groups/{made.pk}/settings/"
    assert client.post(address, form_data(naming="anonymous")).status_code == 302
    unfinished(made)
    page = client.get(address).content.decode()
    assert "A student has agreed to this, so it cannot change." in page
    assert "Shared results stay on the board" in page
    # A page that was opened before the student came still sends it.
    stale = client.post(address, form_data(naming="nickname", name="Period 4"))
    assert stale.status_code == 422
    assert "so it was not changed" in stale.content.decode()
    # A browser sends nothing for what is switched off.
    rest = {key: value for key, value in form_data(name="Period 4").items() if key != "naming"}
    assert client.post(address, rest).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.naming) == ("Period 4", Naming.ANONYMOUS)


def test_a_closed_group_keeps_its_day_when_something_else_is_changed(
    ortega: User, client: Client
) -> None:
    made = group(ortega, closes_on=in_weeks(-2))
    address = f"/counselor/groups/{made.pk}/settings/"
    kept = form_data(name="Period 4", closes_on=in_weeks(-2).isoformat())
    assert client.post(address, kept).status_code == 302
    earlier = client.post(address, form_data(closes_on=in_weeks(-3).isoformat()))
    assert "use “Close now” below" in earlier.content.decode()


def test_an_unpublished_career_stays_selected(ortega: User, client: Client) -> None:
    made = group(ortega)
    kept = form_data()
    withdraw_guides()
    assert client.post(f"/counselor/groups/{made.pk}/settings/", kept).status_code == 302
    assert made.careers.count() == 1


def test_a_group_is_closed_and_reopened(ortega: User, client: Client) -> None:
    made = group(ortega)
    for _ in range(2):
        page = client.post(f"/counselor/groups/{made.pk}/close/", follow=True).content.decode()
        assert "The group is closed." in page
    made.refresh_from_db()
    assert not made.is_open
    assert made.closed_since == today()
    assert "Closed since" in client.get("/counselor/").content.decode()
    page = client.post(f"/counselor/groups/{made.pk}/reopen/", follow=True).content.decode()
    assert "The group is open again" in page
    made.refresh_from_db()
    assert made.closes_on == in_weeks(6)
    assert [line.detail_text for line in made.accesses.all()] == ["opened again", "closed"]
