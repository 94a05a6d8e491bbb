"""Every address of counselors' and students' pages, for every role: who comes in, and who does not.

The table is the promise. An address without a line in it fails here.
"""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import ADMINISTRATORS, EDITORS, PUBLISHERS
from counselors import joining, urls
from counselors.models import Access, Colleague, Group, Invitation, Note, Participation
from quiz import tokens
from quiz.models import Result
from tests.counselors.people import counselor, group, note, shared_result
from tests.staff import member

IN, SIGN_IN, CLOSED, NOT_THERE = "in", "sign in", "403", "404"
# Who may be somebody and may do a lot, but is no counselor.
OTHERS = ("nobody", "editor", "publisher", "administrator")
ROLES = ("visitor", *OTHERS, "stranger", "colleague", "owner")


def promise(stranger: str, colleague: str, owner: str) -> dict[str, str]:
    """What a page that is only for counselors answers to each role; a stranger is one as well."""
    others = dict.fromkeys(OTHERS, CLOSED)
    known = {"stranger": stranger, "colleague": colleague, "owner": owner}
    return {"visitor": SIGN_IN, **others, **known}


EVERY_COUNSELOR = promise(IN, IN, IN)
GROUPS_COUNSELORS = promise(NOT_THERE, IN, IN)
ITS_OWN_COUNSELOR = promise(NOT_THERE, CLOSED, IN)
ITS_COLLEAGUES = promise(NOT_THERE, IN, CLOSED)
EVERYBODY = dict.fromkeys(ROLES, IN)
# Only the browser that owns the result, and none of these is it: not even the group's counselor.
THE_STUDENT = dict.fromkeys(ROLES, NOT_THERE)

PROMISED = {
    "counselor": EVERY_COUNSELOR,
    "invitation": EVERYBODY,
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
    "group-code": EVERYBODY,
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
# What one method is not for, where the other is.
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
        self.tokens = {"invitation": joining.renew(invitation), "result": result_token}
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


def answer_of(response: Any) -> str:
    """What a role got, in the table's words."""
    location = response.get("Location", "")
    if response.status_code == 302 and location.startswith("/accounts/login/"):
        return SIGN_IN
    if response.status_code in (403, 404):
        return str(response.status_code)
    assert response.status_code in (200, 302, 405, 422), response.status_code
    return IN


def rows() -> list[list[Any]]:
    return [list(table._base_manager.order_by("pk").values()) for table in TABLES]


def test_every_address_has_a_promise() -> None:
    named = {pattern.name for pattern in urls.urlpatterns if pattern.name}
    assert named == set(PROMISED)
    # An address without a name is another spelling of one that has one.
    views = {pattern.callback for pattern in urls.urlpatterns if pattern.name}
    assert {pattern.callback for pattern in urls.urlpatterns if not pattern.name} <= views


@pytest.mark.parametrize("role", ROLES)
def test_a_role_comes_in_where_it_is_promised_and_nowhere_else(content: None, role: str) -> None:
    """Nowhere else: the page stays shut to both methods, and nothing in the tables is changed."""
    case = Case()
    client = case.client(role)
    before = rows()
    for name, promised in PROMISED.items():
        address = case.address(name)
        for method in ("get", "post"):
            wanted = promised[role]
            if name in ONLY_OWN_COUNSELOR_POSTS and (role, method) == ("colleague", "post"):
                wanted = CLOSED
            # What is done is undone, for the next address.
            with transaction.atomic():
                answer = getattr(client, method)(address)
                changed = rows() != before
                transaction.set_rollback(True)
            assert answer_of(answer) == wanted, (name, method)
            assert wanted == IN or not changed, (name, method)
            if answer.status_code == 200 and promised is not EVERYBODY:
                assert answer["Cache-Control"] == "private, no-store", name


def test_a_counselor_who_is_one_no_more_is_shut_out_at_once(content: None) -> None:
    case = Case()
    client = case.client("owner")
    assert client.get(case.address("counselor-group")).status_code == 200
    case.owner.groups.clear()
    for name, promised in PROMISED.items():
        if promised["owner"] == IN and promised is not EVERYBODY:
            assert client.get(case.address(name)).status_code == 403, name
