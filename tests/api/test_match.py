"""Other programs ask which careers fit: the site's own readings of all, and nothing stored."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quiz.matching.answers import Answers, Limits, Stance
from quiz.matching.conditions import CONDITIONS
from quiz.matching.items import ACTIVITIES
from quiz.matching.readings import read_careers
from quiz.profiles.measured import read_measured
from serving.models.limits import RateCount

ADDRESS = "/api/v1/match"
INTERESTS = {"R": 4.2, "I": 3.4, "A": 2.0, "S": 2.8, "E": 1.8, "C": 3.0}
LIMITS = {
    "conditions": {"sitting": "rules-out", "outdoors": "suits", "noise": "bothers"},
    "training_months": 12,
    "pay_from": 45_000,
    "state": "OH",
}


def ask(client: Client, body: Any) -> HttpResponse:
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(ADDRESS, text, content_type="application/json")  # type: ignore[return-value]


def get_results(client: Client, **body: Any) -> list[dict[str, Any]]:
    response = ask(client, {"interests": INTERESTS} | body)
    assert response.status_code == 200, response.content
    results: list[dict[str, Any]] = json.loads(response.content)["results"]
    return results


def test_every_career_is_read_as_the_site_reads_it(
    client: Client, content: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    get_results(client, limits=LIMITS)
    # The rate limit (which may also delete those of the minute before), the releases, the careers.
    with django_assert_max_num_queries(4):
        results = get_results(client, limits=LIMITS)
    answers = Answers(
        interests=INTERESTS,
        stances={
            "outdoors": Stance.SUITS,
            "sitting": Stance.RULES_OUT,
            "noise": Stance.BOTHERS,
        },
        limits=Limits(training_months=12, pay_from=45_000),
    )
    readings = read_careers(answers, read_measured("OH").careers)
    assert len(results) == 830
    for line, reading in zip(results, readings, strict=True):
        assert line["slug"] == reading.career.slug
        assert line["interest_band"] == reading.interest_band
        for field in ("suits", "bothers", "rules_out", "unknown"):
            assert line[field] == list(getattr(reading, field))
        assert line["practical"] == {
            "training": reading.training,
            "pay": reading.pay,
            "training_months": reading.career.training_months,
            "median_pay": reading.career.pay,
        }
    assert results == sorted(results, key=lambda line: (line["soc_code"], line["slug"]))
    welder = next(line for line in results if line["soc_code"] == "51-4121")
    assert welder["interest_band"] == "close"
    # They sit for about half of the time: some of what was ruled out bothers.
    assert welder["bothers"] == ["sitting", "noise"]


def test_limits_are_optional_and_change_no_interest(client: Client, content: None) -> None:
    free, limited = get_results(client), get_results(client, limits=LIMITS)
    assert [line["interest_score"] for line in free] == [line["interest_score"] for line in limited]
    for line in free:
        assert line["suits"] == line["bothers"] == line["rules_out"] == line["unknown"] == []
        assert line["practical"]["training"] == line["practical"]["pay"] == "not-asked"
    assert any(line["rules_out"] for line in limited)
    # What no source has measured is no score in the middle.
    unknown = [line for line in free if line["interest_band"] == "unknown"]
    assert unknown
    assert {line["interest_score"] for line in unknown} == {None}


def test_equal_interests_are_not_clear(client: Client, content: None) -> None:
    results = get_results(client, interests=dict.fromkeys(INTERESTS, 4))
    assert {line["interest_band"] for line in results} == {"unclear", "unknown"}


def test_nothing_is_stored_but_the_count_of_requests(client: Client, content: None) -> None:
    models = [model for model in apps.get_models() if model is not RateCount]
    before = {model: model._default_manager.count() for model in models}
    response = ask(client, {"interests": INTERESTS, "limits": LIMITS})
    assert {model: model._default_manager.count() for model in models} == before
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert RateCount.objects.filter(kind="api_match").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"interests": {"R": 3}}, "interests.I"),
        ({"interests": INTERESTS | {"R": 5.01}}, "interests.R"),
        ({"interests": INTERESTS | {"R": 0}}, "interests.R"),
        ({"interests": INTERESTS | {"R": float("nan")}}, "interests.R"),
        ({"interests": INTERESTS | {"R": float("inf")}}, "interests.R"),
        ({"interests": INTERESTS | {"R": "3"}}, "interests.R"),
        ({"interests": INTERESTS | {"R": True}}, "interests.R"),
        ({"interests": INTERESTS | {"R": None}}, "interests.R"),
        ({"interests": INTERESTS | {"X": 3}}, "interests.X"),
        ({"interests": [3, 3, 3, 3, 3, 3]}, "interests"),
        ({"limits": {"conditions": {"rain": "suits"}}}, "limits.conditions.rain"),
        ({"limits": {"conditions": {"noise": "loud"}}}, "limits.conditions.noise"),
        ({"limits": {"conditions": {"noise": 4}}}, "limits.conditions.noise"),
        ({"limits": {"training_months": -1}}, "limits.training_months"),
        ({"limits": {"training_months": 1.5}}, "limits.training_months"),
        ({"limits": {"pay_from": 10**30}}, "limits.pay_from"),
        ({"limits": {"state": "Ohio"}}, "limits.state"),
        ({"limits": {"zip": "43215"}}, "limits.zip"),
        ({"limit": {}}, "limit"),
        ({"limits": None}, "limits"),
    ],
)
def test_a_wrong_field_is_named(
    client: Client, content: None, change: dict[str, Any], field: str
) -> None:
    response = ask(client, {"interests": INTERESTS} | change)
    assert response.status_code == 422
    error = json.loads(response.content)["error"]
    assert error["code"] == "invalid_parameter"
    assert field in [detail["field"] for detail in error["details"]]


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "3", "null", '"R"', "[" * 100_000, '{"interests": {"R": 1e999}}', "\0"]
)
def test_what_is_no_question_is_refused(client: Client, content: None, body: str) -> None:
    response = ask(client, body)
    assert response.status_code in (400, 422)
    assert json.loads(response.content)["error"]["status"] == response.status_code


def test_many_wrong_fields_get_a_short_answer(client: Client, content: None) -> None:
    wrong = {f"key{number}": "suits" for number in range(5_000)}
    response = ask(client, {"interests": INTERESTS, "limits": {"conditions": wrong}})
    assert response.status_code == 422
    assert len(json.loads(response.content)["error"]["details"]) == 50


def test_a_question_is_sent_by_post_from_any_site(content: None) -> None:
    client = Client(enforce_csrf_checks=True)
    preflight = client.options(ADDRESS, headers={"origin": "https://other.example"})
    assert preflight["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    response = ask(client, {"interests": INTERESTS})
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    for method in ("get", "head", "put", "delete"):
        refused = getattr(client, method)(ADDRESS)
        assert (refused.status_code, refused["Allow"]) == (405, "POST, OPTIONS")


def test_questions_have_a_limit_of_their_own(
    client: Client, content: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api import middleware
    from serving.limits import Limit

    limit = Limit("api_match", max_requests=2, window_seconds=86_400)
    monkeypatch.setattr(middleware, "MATCH_LIMIT", limit)
    statuses = [ask(client, {"interests": INTERESTS}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert client.get("/api/v1/careers").status_code == 200


def test_the_description_says_how_large_a_limit_may_be(client: Client, db: None) -> None:
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    limits = schemas["MatchLimits"]["properties"]
    for field, most in (("training_months", 240), ("pay_from", 1_000_000)):
        number, _null = limits[field]["anyOf"]
        assert (number["type"], number["minimum"], number["maximum"]) == ("integer", 0, most)


def test_another_form_can_ask_the_same(client: Client, content: None) -> None:
    form = client.get(f"{ADDRESS}/form", headers={"accept-language": "es"}).json()
    assert [line["key"] for line in form["activities"]] == [each.key for each in ACTIVITIES]
    assert form["activities"][0]["text"] == "Fix a flat bicycle tire"
    assert [line["key"] for line in form["conditions"]] == list(CONDITIONS)
    assert sum(line["in_profile"] for line in form["conditions"]) == 20
