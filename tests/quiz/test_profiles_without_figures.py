"""A site that holds no figures yet, or that withdrew them, still answers a profile."""

import json
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from careers.models import FactRelease, ProjectionRelease
from common.releases import SourceRelease
from quiz.models import Result
from salaries.models import Release
from tests.quiz.profiles import answer_everything, answer_profile, remember_profile

RELEASES: tuple[type[models.Model], ...] = (FactRelease, ProjectionRelease, Release)
QUESTION = {"interests": {"R": 4.2, "I": 3.4, "A": 2, "S": 2.8, "E": 1.8, "C": 3}}


def ask(client: Client) -> list[dict[str, Any]]:
    response = client.post("/api/v1/match", json.dumps(QUESTION), content_type="application/json")
    assert response.status_code == 200
    results: list[dict[str, Any]] = json.loads(response.content)["results"]
    return results


@pytest.mark.django_db
def test_without_any_career_there_is_an_empty_result(client: Client) -> None:
    assert client.get("/match/").status_code == 200
    address = answer_profile(client, practical={"training": "12", "pay": "45k", "place": "43215"})
    for query in ("", "?off-list", "?family=organizations", "?figures=today", "?lift=noise"):
        assert client.get(f"{address}{query}").status_code in (200, 302), query
    assert client.post(f"{address}choose/", {"choose": "welder"}).status_code == 422
    assert client.post("/match/", {"start": "1", "from": address.split("/")[2]}).status_code == 302
    assert client.get("/careers/welder/fit/").status_code == 404
    assert ask(client) == []
    result = Result.objects.select_related("profile").get()
    assert (result.area_code, result.wage_release, result.profile.zip_code) == ("", "", "43215")


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("models_left", [(), (FactRelease,), (ProjectionRelease, Release)])
def test_what_is_withdrawn_is_unknown_and_no_career_is_lost(
    client: Client, models_left: tuple[type[models.Model], ...]
) -> None:
    for model in RELEASES:
        if model not in models_left:
            model._default_manager.update(
                status=SourceRelease.Status.WITHDRAWN, withdrawn_at=timezone.now()
            )
    address = answer_profile(client, practical={"training": "12", "pay": "45k", "place": "43215"})
    for query in ("", "?off-list", "?figures=today", "?lift=noise"):
        assert client.get(f"{address}{query}").status_code == 200, query
    assert client.post(f"{address}choose/", {"choose": "welder"}).status_code == 302
    assert client.get(address).status_code == 200
    lines = ask(client)
    assert len(lines) == 830
    if FactRelease not in models_left:
        assert {line["interest_band"] for line in lines} == {"unknown"}
    if Release not in models_left:
        assert {line["practical"]["median_pay"] for line in lines} == {None}


@pytest.mark.usefixtures("content")
def test_the_page_of_a_career_says_so_too(client: Client) -> None:
    remember_profile(client, answer_everything("R"), now="welder")
    for model in RELEASES:
        model._default_manager.update(
            status=SourceRelease.Status.WITHDRAWN, withdrawn_at=timezone.now()
        )
    html = client.get("/careers/welder/").content.decode()
    assert "No source has measured the conditions of this work." in html
