"""Which role may open which page of counselors and students.

Every URL must be listed here; one that is not fails.
"""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import ADMINISTRATORS, EDITORS, PUBLISHERS
from counselors import invitations, urls
from counselors.models import Access, Colleague, Group, Invitation, Note, Participation
from quiz import tokens
from quiz.models import Result
from tests.counselors.people import counselor, group, note, shared_result
from tests.staff import member

OPEN, SIGN_IN, FORBIDDEN, NOT_FOUND = "open", "sign in", "403", "404"
# Users who are no counselors.
OTHERS = ("nobody", "editor", "publisher", "administrator")
ROLES = ("visitor", *OTHERS, "stranger", "colleague", "owner")


def expect_for(stranger: str, colleague: str, owner: str) -> dict[str, str]:
    """The expected response of a counselors' page to each role; a stranger is one as well."""
    others = dict.fromkeys(OTHERS, FORBIDDEN)
    known = {"stranger": stranger, "colleague": colleague, "owner": owner}
    return {"visitor": SIGN_IN, **others, **known}


EVERY_COUNSELOR = expect_for(OPEN, OPEN, OPEN)
GROUPS_COUNSELORS = expect_for(NOT_FOUND, OPEN, OPEN)
ITS_OWN_COUNSELOR = expect_for(NOT_FOUND, FORBIDDEN, OPEN)
ITS_COLLEAGUES = expect_for(NOT_FOUND, OPEN, FORBIDDEN)
EVERYBODY = dict.fromkeys(ROLES, OPEN)
# Only for the browser that owns the result; none of these does, not even the group's counselor.
THE_STUDENT = dict.fromkeys(ROLES, NOT_FOUND)

EXPECTED = {
    "counselor": EVERY_COUNSELOR,
    "invitation": EVERYBODY,
    "counselor-name": EVERY_COUNSELOR,
    "counselor-group-new": EVERY_COUNSELOR,
    "counselor-group-settings": ITS_OWN_COUNSELOR,
    "counselor-group-close": ITS_OWN_COUNSELOR,
    "counselor-group-reopen": ITS_OWN_COUNSELOR,
    "counselor-group-link": GROUPS_COUNSELORS,
    "counselor-group-qr": GROUPS_COUNSELORS,
    "counselor-group-poster": GROUPS_COUNSELORS,
    "counselor-group-colleagues": GROUPS_COUNSELORS,
    "counselor-group-colleague-remove": ITS_OWN_COUNSELOR,
    "counselor-group-leave": ITS_COLLEAGUES,
    "counselor-group-access": GROUPS_COUNSELORS,
    "counselor-group-download": GROUPS_COUNSELORS,
    "counselor-group-delete": ITS_OWN_COUNSELOR,
    # Its students.
    "join": EVERYBODY,
    "group": EVERYBODY,
    "result-share": THE_STUDENT,
    "result-share-with": THE_STUDENT,
    "result-take-back": THE_STUDENT,
    "counselor-group": GROUPS_COUNSELORS,
    "counselor-group-rows": GROUPS_COUNSELORS,
    "counselor-group-csv": GROUPS_COUNSELORS,
    "counselor-group-picture-csv": GROUPS_COUNSELORS,
    "counselor-group-booklet": GROUPS_COUNSELORS,
    "counselor-student": GROUPS_COUNSELORS,
    "counselor-student-note": GROUPS_COUNSELORS,
    "counselor-student-status": GROUPS_COUNSELORS,
    "counselor-student-data": GROUPS_COUNSELORS,
    "counselor-student-delete": GROUPS_COUNSELORS,
}
# Pages where colleagues may GET and not POST.
ONLY_OWN_COUNSELOR_POSTS = {"counselor-group-colleagues"}
TABLES = (Group, Colleague, Participation, Note, Result, Access, Invitation, User.groups.through)


class Case:
    """A group with a colleague and a student, and a client of each role."""

    def __init__(self) -> None:
        self.owner, li = counselor("owner"), counselor("li")
        self.group = group(self.owner, colleagues=[li])
        owner_token = tokens.create_token()
        student = shared_result(self.group, "Sam", owner_token=owner_token)
        note(student, li, "Ask about evenings.")
        group(counselor("stranger"), "Another")
        invitation = Invitation(name="Ms. Ortega")
        self.arguments = {
            "pk": self.group.pk,
            "code": self.group.code,
            "number": student.number,
            "colleague": self.group.colleagues.get().pk,
        }
        result_token = tokens.derive_reading_token(owner_token, 1)
        self.tokens = {"invitation": invitations.renew_link(invitation), "result": result_token}
        invitation.save()

    def client(self, role: str) -> Client:
        client = Client()
        if role != "visitor":
            client.force_login(self._user(role))
        return client

    def _user(self, role: str) -> User:
        staff = {"editor": EDITORS, "publisher": PUBLISHERS, "administrator": ADMINISTRATORS}
        if role in staff:
            return member(staff[role])
        if role == "nobody":
            return User.objects.create_user("nobody")
        return User.objects.get(username="li" if role == "colleague" else role)

    def address(self, name: str) -> str:
        pattern = next(pattern for pattern in urls.urlpatterns if pattern.name == name)
        known = (
            {**self.arguments, "token": self.tokens[name.partition("-")[0]]}
            if ("token" in pattern.pattern.converters)
            else self.arguments
        )
        wanted = {key: known[key] for key in pattern.pattern.converters}
        return reverse(name, kwargs=wanted)


def describe_response(response: Any) -> str:
    """The response as one of the values in EXPECTED."""
    location = response.get("Location", "")
    if response.status_code == 302 and location.startswith("/accounts/login/"):
        return SIGN_IN
    if response.status_code in (403, 404):
        return str(response.status_code)
    assert response.status_code in (200, 302, 405, 422), response.status_code
    return OPEN


def rows() -> list[list[Any]]:
    return [list(table._base_manager.order_by("pk").values()) for table in TABLES]


def test_every_url_is_listed() -> None:
    named = {pattern.name for pattern in urls.urlpatterns if pattern.name}
    assert named == set(EXPECTED)
    # URLs without a name are other spellings of named ones.
    views = {pattern.callback for pattern in urls.urlpatterns if pattern.name}
    assert {pattern.callback for pattern in urls.urlpatterns if not pattern.name} <= views


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_the_expected_pages_and_no_others(content: None, role: str) -> None:
    """Other pages are closed to GET and POST, and no row is changed."""
    case = Case()
    client = case.client(role)
    before = rows()
    for name, expected in EXPECTED.items():
        address = case.address(name)
        for method in ("get", "post"):
            wanted = expected[role]
            if name in ONLY_OWN_COUNSELOR_POSTS and (role, method) == ("colleague", "post"):
                wanted = FORBIDDEN
            # Rolled back for the next URL.
            with transaction.atomic():
                answer = getattr(client, method)(address)
                changed = rows() != before
                transaction.set_rollback(True)
            assert describe_response(answer) == wanted, (name, method)
            assert wanted == OPEN or not changed, (name, method)
            if answer.status_code == 200 and expected is not EVERYBODY:
                assert answer["Cache-Control"] == "private, no-store", name


def test_a_removed_counselor_loses_access_at_once(content: None) -> None:
    case = Case()
    client = case.client("owner")
    assert client.get(case.address("counselor-group")).status_code == 200
    case.owner.groups.clear()
    for name, expected in EXPECTED.items():
        if expected["owner"] == OPEN and expected is not EVERYBODY:
            assert client.get(case.address(name)).status_code == 403, name
