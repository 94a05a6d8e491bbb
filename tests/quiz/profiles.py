"""Helpers for tests of profiles: their answers, rows made directly, and the form page by page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from careers.models import Career
from quiz import owners, tokens
from quiz.matching import METHOD_VERSION
from quiz.matching.answers import Stance
from quiz.matching.conditions import ASKED
from quiz.matching.items import ACTIVITIES, FORM_VERSION
from quiz.models import MatchProfile, Result
from quiz.models.results import ResultKind

ASKED_CONDITIONS = ASKED
# What the practical page asks; all of it may stay unsaid.
NOTHING_PRACTICAL = {"training": "any", "pay": "", "place": "", "work": ""}


def answer_activities(likes: str = "SI", liked: int = 5, other: int = 2) -> dict[str, int]:
    """Answers of somebody who likes the activities of these interests, by their letters."""
    return {each.key: liked if each.interest in likes else other for each in ACTIVITIES}


def answer_conditions(**stances: Stance) -> dict[str, int]:
    """Answers to all conditions that a profile asks about: fine, but for those given."""
    return {key: int(stances.get(key, Stance.FINE)) for key in ASKED}


def answer_everything(likes: str = "SI", **stances: Stance) -> dict[str, int]:
    return answer_activities(likes) | answer_conditions(**stances)


def make_profile(
    answers: Mapping[str, int] | None = None,
    *,
    owner: Client | None = None,
    career: str = "",
    now: str = "",
    training_months: int | None = None,
    pay_from: int | None = None,
    area_code: str = "",
    zip_code: str = "",
    wage_release: str = "",
    releases: Mapping[str, Any] | None = None,
) -> tuple[Result, str]:
    """Store a finished profile; returns it and the code of its link for reading.

    Answers: those of `answer_everything` unless given. `career` and `now` are slugs; with `career`
    the result is the fit check of this one. `owner` becomes the browser that owns it.
    """
    owner_token = tokens.create_token()
    token = tokens.derive_reading_token(owner_token, 1)
    result = Result.objects.create(
        kind=ResultKind.FIT if career else ResultKind.MATCH,
        token_hash=tokens.hash_token(token),
        owner_hash=tokens.hash_token(owner_token),
        form="full",
        answers=dict(answer_everything() if answers is None else answers),
        months=training_months,
        area_code=area_code,
        wage_release=wage_release,
    )
    MatchProfile.objects.create(
        result=result,
        career=Career.objects.get(slug=career) if career else None,
        current_career=Career.objects.get(slug=now) if now else None,
        form_version=FORM_VERSION,
        method_version=METHOD_VERSION,
        releases=dict(releases or {}),
        pay_from=pay_from,
        zip_code=zip_code,
    )
    if owner is not None:
        make_owner(owner, owner_token)
    return result, token


def make_owner(client: Client, owner_token: str) -> None:
    """Give a browser the cookie of a result's owner, beside those it has."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    response = HttpResponse()
    owners.add_owner_token(response, request, owner_token)
    client.cookies.update(response.cookies)


def remember_profile(
    client: Client, answers: Mapping[str, int] | None = None, **profile: Any
) -> Result:
    """Store a profile of this browser, for which pages of careers say what they are for it."""
    result, _ = make_profile(answers, owner=client, **profile)
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    response = HttpResponse()
    owners.remember_profile(response, owners.get_owner_tokens(request)[-1])
    client.cookies.update(response.cookies)
    return result


def start_profile(client: Client) -> str:
    """Start a profile in the active language; returns the address of its first page."""
    location: str = client.post(reverse("match"), {"start": "1"})["Location"]
    return location.partition("#")[0]


def answer_all(client: Client, answers: Mapping[str, int] | None = None) -> str:
    """Answer every activity and condition; returns the address of the practical page."""
    given = answer_everything() if answers is None else answers
    location = start_profile(client)
    while "place" not in (asked := client.get(location).context["form"].fields):
        response = client.post(location, {key: str(given[key]) for key in asked if key in given})
        assert response.status_code == 302, response.context["form"].errors
        location = response["Location"].partition("#")[0]
    return location


def answer_profile(
    client: Client,
    answers: Mapping[str, int] | None = None,
    practical: Mapping[str, str] | None = None,
) -> str:
    """Answer a whole profile, page by page; returns the result's address."""
    last_page = answer_all(client, answers)
    response = client.post(last_page, {**NOTHING_PRACTICAL, **(practical or {})})
    assert response.status_code == 302, response.context["form"].errors
    location: str = response["Location"]
    return location
