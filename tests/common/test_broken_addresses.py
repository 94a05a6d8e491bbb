"""What messengers and mail programs append to an address is dropped, for every code and token."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from careers.models import Guide
from careers.previews import build_preview_link
from counselors import invitations
from counselors.models import Invitation
from serving.models import RateCount
from tests.asking import CAREER
from tests.counselors import people
from tests.quiz.visitors import answers_by, great_fit, take_quiz

pytestmark = pytest.mark.usefixtures("content")

APPENDED = [
    *(".", ",", ")", "!", "…", '"', "'", ">", "]", "*", "_", "**", "__", ").", "%3F", ";", ":"),
    *("%2E", "%29", "%E2%80%A6", "%3E", "%22", "%252E", "&gt;", "’”", "%0A", "%20", "%E2%80%8B"),
]


def invite() -> str:
    invitation = Invitation(name="Ms. Ortega")
    token = invitations.renew_link(invitation)
    invitation.save()
    return reverse("invitation", args=[token])


def reset_password() -> str:
    user = User.objects.create_user("robin")
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("password_reset_confirm", args=[uid, default_token_generator.make_token(user)])


def share_owner_link() -> str:
    owner = Client()
    result = take_quiz(owner, answers_by(great_fit))
    page = owner.get(f"{result}settings/").content.decode()
    match = re.search(r"http://testserver(/results/own/[^\"]+)", page)
    assert match
    return match[1]


LINKS: dict[str, Callable[[], str]] = {
    "group": lambda: people.group(people.counselor()).link_path,
    "group in Spanish": lambda: f"/es{people.group(people.counselor()).link_path}",
    "result": lambda: take_quiz(Client(), answers_by(great_fit)),
    "owner": share_owner_link,
    "invitation": invite,
    "preview": lambda: build_preview_link(Guide.objects.get()),
    "page of a preview": lambda: build_preview_link(Guide.objects.get()) + "salaries/",
    "reset": reset_password,
    "guide": lambda: CAREER,
}


def follow(address: str) -> str:
    """Where the redirects from an address end."""
    while True:
        answer = Client().head(address)
        if answer.status_code not in (301, 302):
            return address
        address = answer["Location"]


@pytest.mark.parametrize("kind", LINKS)
def test_a_link_opens_whatever_was_appended(kind: str) -> None:
    if kind.endswith("Spanish") and len(settings.LANGUAGES) == 1:
        pytest.skip("a site of one language")
    link = LINKS[kind]()
    # A password reset goes on to an address without its token.
    right = follow(link)
    assert Client().get(link, follow=True).status_code == 200
    for appended in APPENDED if kind == "group" else (").", "*_", "%E2%80%A6"):
        for broken in (f"{link}{appended}", f"{link[:-1]}{appended}", f"{link[:-1]}{appended}/"):
            assert follow(broken) == right, broken
    # No tap was taken for a guess.
    assert not RateCount.objects.filter(kind="group-code").exists()


def test_the_redirect_to_a_secret_address_is_private_and_keeps_the_query() -> None:
    link = invite()
    answer = Client().get(f"{link[:-1]}).?utm_source=mail")
    assert (answer.status_code, answer["Location"]) == (302, f"{link}?utm_source=mail")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "address",
    ["/nowhere.", "/careers/nowhere).", "/api/v1/careers.", "/es.."],
)
def test_an_address_that_leads_nowhere_either_way_is_not_found(address: str) -> None:
    answer = Client().get(address, follow=True)
    assert answer.status_code == 404


def test_nothing_that_was_sent_is_redirected() -> None:
    assert Client().post("/corrections/.", {"statement": "x"}).status_code == 404
