"""The fit check: ten conditions of one career, and a private result that shows each beside them."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careers.models import Career, Guide
from careers.models.career import PreviousSlug
from careers.previews import build_preview_link
from quiz.matching.answers import Stance
from quiz.matching.conditions import Amount, find_amount
from quiz.matching.families import find_family
from quiz.models import MatchProfile, Result
from quiz.owners import MAX_RESULTS
from quiz.profiles.measured import read_measured
from quiz.views.fit import FITS
from quiz.views.private import get_result
from tests.quiz.profiles import answer_everything, make_profile, remember_profile
from tests.quiz.visitors import QUIZ
from tests.quiz.visitors import SLUG as WITH_QUIZ

pytestmark = pytest.mark.usefixtures("content")

SLUG = "welder"
UNMEASURED = "other-production-worker"
FIT = f"/careers/{SLUG}/fit/"


def list_asked(client: Client, address: str = FIT) -> list[str]:
    """The keys of the conditions that the form asks about."""
    return list(client.get(address).context["form"].fields)


def list_much(client: Client) -> list[str]:
    """Those of them of which the work has much."""
    career = Career.objects.get(slug=SLUG)
    means = read_measured().by_id[career.pk].conditions
    return [key for key in list_asked(client) if find_amount(key, means[key]) is Amount.MUCH]


def send(client: Client, stances: dict[str, Stance] | None = None, **others: Any) -> Any:
    """Answer the form: fine, but for the stances given."""
    asked = list_asked(client)
    given = {key: (stances or {}).get(key, Stance.FINE) for key in asked}
    return client.post(FIT, {**{key: str(int(each)) for key, each in given.items()}, **others})


def test_it_asks_about_ten_conditions_in_one_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    list_asked(client)
    with django_assert_num_queries(3):
        response = client.get(FIT)
    questions = response.context["form"].questions
    assert len(questions) == 10
    assert all(len(question.field.choices) == 5 for question in questions)
    assert 'name="form_key"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_careers_are_asked_about_what_sets_them_apart(client: Client) -> None:
    nurses = list_asked(client, "/careers/registered-nurse/fit/")
    welders = list_asked(client)
    assert "disease" in nurses
    assert "disease" not in welders
    assert "hazards" in welders or "gear" in welders


def test_each_condition_stands_beside_the_answer(client: Client) -> None:
    first, second, third = list_much(client)[:3]
    said = {first: Stance.SUITS, second: Stance.BOTHERS, third: Stance.RULES_OUT}
    response = send(client, said)
    assert response.status_code == 302
    page = client.get(response["Location"])
    story = page.context["story"]
    assert story.reading.suits == (first,)
    assert story.reading.bothers == (second,)
    assert story.reading.rules_out == (third,)
    assert [group.key for group in story.groups][:3] == ["rules_out", "bothers", "suits"]
    text = page.content.decode()
    assert text.count("You said: ") == 10
    assert "rules it out for you" in story.headline
    assert len(page.context["questions"]) == 2
    assert "%" not in re.sub(r"<[^>]*>", "", text[text.index("<h1") : text.index("What to ask")])


def test_related_work_without_what_bothers_is_offered(client: Client) -> None:
    (trouble, *_) = list_much(client)
    story = client.get(send(client, {trouble: Stance.BOTHERS})["Location"]).context["story"]
    measured = read_measured()
    assert 0 < len(story.easier) <= 5
    for other in story.easier:
        (career,) = (each for each in measured.careers if each.slug == other.slug)
        assert find_family(career.soc_code) == find_family(story.check.career.soc_code)
        assert find_amount(trouble, career.conditions[trouble]) is not Amount.MUCH
    assert client.get(send(client)["Location"]).context["story"].easier == []


def test_a_result_costs_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = send(client)["Location"]
    client.get(address)
    # The result with its profile, the releases and the careers, and this career's page.
    with django_assert_num_queries(4):
        client.get(address)


def test_nothing_is_added_up(client: Client) -> None:
    asked = list_asked(client)
    page = client.get(send(client, dict.fromkeys(asked, Stance.UNKNOWN))["Location"])
    assert page.context["story"].reading.suits == ()
    assert [group.key for group in page.context["story"].groups] == ["open"]
    assert "for or against" in page.context["story"].headline


def test_what_is_missing_or_wrong_is_said_and_the_rest_kept(client: Client) -> None:
    first, second, third, *others = list_asked(client)
    sent = dict.fromkeys(others, str(int(Stance.SUITS))) | {second: "9", third: "no"}
    response = client.post(FIT, sent)
    assert response.status_code == 422
    form = response.context["form"]
    assert set(form.errors) == {first, second, third}
    assert response.content.decode().count("checked") == len(others)
    assert not Result.objects.exists()


def test_a_result_rests_on_its_releases(client: Client) -> None:
    send(client)
    result = Result.objects.get()
    profile = MatchProfile.objects.get()
    assert profile.result == result
    assert profile.career is not None
    assert profile.career.slug == SLUG
    assert profile.releases
    assert set(result.answers.values()) == {int(Stance.FINE)}


def test_the_same_form_sent_twice_is_one_result(client: Client) -> None:
    key = client.get(FIT).context["form_key"]
    first, again = (send(client, form_key=key) for _ in range(2))
    assert first["Location"] == again["Location"]
    changed = send(client, {list_asked(client)[0]: Stance.SUITS}, form_key=key)
    assert changed["Location"] != first["Location"]
    assert Result.objects.count() == 2
    assert send(client, form_key="\x00 no key")["Location"] not in (
        first["Location"],
        changed["Location"],
    )


def test_a_profile_fills_it_in(client: Client) -> None:
    answers = answer_everything(noise=Stance.BOTHERS, gear=Stance.SUITS)
    remember_profile(client, answers)
    page = client.get(FIT)
    shared = [key for key in page.context["form"].fields if key in answers]
    assert page.content.decode().count("checked") == len(shared)
    assert "is filled in" in page.content.decode()
    send(client, {list_asked(client)[0]: Stance.RULES_OUT})
    page = client.get(FIT)
    assert page.content.decode().count("checked") == 10
    assert "is filled in" not in page.content.decode()


def test_its_owner_can_do_with_it_what_owners_of_results_can(client: Client) -> None:
    address = send(client)["Location"]
    page = client.get(address)
    assert page["Cache-Control"] == "private, no-store"
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert f"{address}settings/" in page.content.decode()
    assert f"{address}settings/" not in Client().get(address).content.decode()
    assert client.get(f"{address}qr.svg").status_code == 200
    assert client.get(f"{address}settings/").status_code == 200
    new = client.post(f"{address}new-link/")["Location"].removesuffix("settings/")
    assert client.get(address).status_code == 404
    assert Client().post(f"{new}delete/").status_code == 404
    assert client.post(f"{new}forget/")["Location"] == FIT
    assert "settings/" not in client.get(new).content.decode()
    assert client.get(new).status_code == 200


def test_pages_of_a_quizs_result_are_not_for_it(client: Client) -> None:
    address = send(client)["Location"]
    token = address.split("/")[2]
    for page in ("try/", "plan/", f"compare/{token}/"):
        assert client.get(f"{address}{page}").status_code == 404, page
    assert client.post(f"{address}plan/", {"months": "12"}).status_code == 404
    assert client.post(f"{address}change/", {"key": "x", "answer": "1"}).status_code == 404
    assert Result.objects.get().months is None


def test_deleting_it_deletes_all_of_it(client: Client) -> None:
    address = send(client)["Location"]
    assert client.get(f"{address}delete/").status_code == 200
    client.post(f"{address}delete/")
    assert not Result.objects.exists()
    assert not MatchProfile.objects.exists()


def test_a_career_without_measures_has_no_form(client: Client) -> None:
    address = f"/careers/{UNMEASURED}/"
    response = client.get(f"{address}fit/")
    assert response.status_code == 404
    assert "are not measured" in response.content.decode()
    assert f'href="{address}"' in response.content.decode()
    assert f"{address}fit/" not in client.get(address).content.decode()
    assert client.get(f"{address}quiz/").status_code == 404


def test_the_address_of_a_quiz_leads_to_it_where_editors_wrote_none(client: Client) -> None:
    response = client.get(f"/careers/{SLUG}/quiz/")
    assert (response.status_code, response["Location"]) == (302, FIT)
    assert client.get(QUIZ).status_code == 200
    page = client.get(f"/careers/{SLUG}/").content.decode()
    assert f'href="{FIT}"' in page


def test_it_stands_beside_the_quiz_of_editors(client: Client) -> None:
    fit = f"/careers/{WITH_QUIZ}/fit/"
    assert f'href="{fit}"' in client.get(QUIZ).content.decode()
    assert f'href="{QUIZ}"' in client.get(fit).content.decode()


def test_moved_and_unpublished_careers(client: Client) -> None:
    career = Career.objects.get(slug=SLUG)
    PreviousSlug.objects.create(career=career, slug="solderers")
    response = client.get("/careers/solderers/fit/")
    assert (response.status_code, response["Location"]) == (301, FIT)
    assert client.get("/careers/no-such-career/fit/").status_code == 404
    address = send(client)["Location"]
    career.descriptions.all().delete()
    assert client.get(FIT).status_code == 404
    assert client.get(address).status_code == 404


def test_many_checks_leave_an_earlier_profile_to_its_owner(client: Client) -> None:
    _profile, token = make_profile(owner=client)
    checks = [make_profile(owner=client, career=SLUG)[1] for _ in range(MAX_RESULTS - 1)]
    get_result(checks[3]).delete()
    new = send(client)["Location"]
    # The deleted one made room for it.
    for address in (f"/results/{token}/", f"/results/{checks[0]}/", new):
        assert client.get(f"{address}settings/").status_code == 200, address
    another = send(client, {list_asked(client)[0]: Stance.BOTHERS})["Location"]
    assert client.get(f"/results/{checks[0]}/settings/").status_code == 404
    for address in (f"/results/{token}/", f"/results/{checks[1]}/", new, another):
        assert client.get(f"{address}settings/").status_code == 200, address


def test_the_result_of_a_career_that_editors_deleted_opens_no_more(client: Client) -> None:
    address = send(client)["Location"]
    Career.objects.get(slug=SLUG).delete()
    assert client.get(address).status_code == 404
    # Its owner can still see when it is deleted, and delete it.
    assert client.get(f"{address}settings/").status_code == 200
    client.post(f"{address}delete/")
    assert not Result.objects.exists()


def test_a_preview_shows_it_and_starts_nothing(client: Client) -> None:
    link = build_preview_link(Guide.objects.get(career__slug=WITH_QUIZ, language="en"))
    assert len(client.get(f"{link}fit/").context["form"].questions) == 10
    assert client.post(f"{link}fit/", {}).status_code == 405


def test_a_crowd_waits_with_its_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(FITS), "count_request", lambda *_: 61)
    response = send(client)
    assert (response.status_code, response["Retry-After"]) == (429, "61")
    assert response.content.decode().count("checked") == 10
    assert "in 2 minutes" in response.content.decode()
    assert not Result.objects.exists()


def test_without_its_career_a_result_does_not_open(client: Client) -> None:
    link = send(client)["Location"]
    Career.objects.filter(slug=SLUG).delete()
    assert client.get(link).status_code == 404
