"""A career gets another address, and whoever follows a link to the old one reaches it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.roles import EDITORS, PUBLISHERS
from careers.models import Career, PreviousSlug
from tests.making import make_career, withdraw_guides
from tests.staff import member

PAGES = [
    *("", "salaries/", "salaries/iowa/?release=2025-05", "salaries.csv", "salaries.json"),
    *("programs/?state=WA&q=a%20b", "programs.csv", "programs/compare/", "programs/routes/"),
    *("programs/questions/?program=234669-51.07-1", "quiz/?sent=1", "embed/"),
]
OLD, NEW = "medical-office-administrator", "medical-secretary-new"


@pytest.fixture
def moved(content: None) -> Career:
    career = Career.objects.get(slug=OLD)
    career.slug = NEW
    career.save()
    return career


def test_every_page_at_the_old_address_leads_to_the_new_one(
    client: Client, moved: Career, settings: Any
) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    for start in ("", "/es"):
        for page in PAGES:
            answer = client.get(f"{start}/careers/{OLD}/{page}")
            assert answer.status_code == 301, page
            assert answer["Location"] == f"{start}/careers/{NEW}/{page}"


def test_the_api_leads_there_too(client: Client, moved: Career) -> None:
    answer = client.get(f"/api/v1/careers/{OLD}/quiz")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/careers/{NEW}/quiz")
    assert client.get(f"/api/v1/careers/{OLD}", follow=True).json()["slug"] == NEW


def test_an_answer_to_the_quiz_is_sent_on_as_it_is(client: Client, moved: Career) -> None:
    assert client.post(f"/careers/{OLD}/quiz/", {"page": "1"}).status_code == 308


def test_only_an_address_that_is_not_found_costs_a_query(
    client: Client, moved: Career, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get(f"/careers/{OLD}/")
    with django_assert_num_queries(2):
        assert client.get("/careers/nobody-had-this/").status_code == 404


def test_a_career_that_nobody_may_read_is_not_found_at_its_old_address(
    client: Client, moved: Career
) -> None:
    moved.descriptions.all().delete()
    withdraw_guides()
    assert client.get(f"/careers/{OLD}/").status_code == 404


def test_a_career_gets_an_earlier_address_back(client: Client, moved: Career) -> None:
    Career.objects.filter(pk=moved.pk).update(slug=OLD)
    assert client.get(f"/careers/{OLD}/salaries/").status_code == 200
    answer = client.get(f"/careers/{NEW}/salaries/")
    assert answer["Location"] == f"/careers/{OLD}/salaries/"
    # What a browser remembers for ever would lead it round and round.
    assert answer["Cache-Control"] == "no-cache"


def test_no_other_career_takes_an_address_that_still_leads_somewhere(moved: Career) -> None:
    with pytest.raises(ValidationError, match="had it before"):
        Career(slug=OLD, name_en="impostor", occupation=moved.occupation).full_clean()
    with pytest.raises(IntegrityError, match="had the address"), transaction.atomic():
        make_career(OLD, "11-1011")
    other = Career.objects.exclude(pk=moved.pk).first()
    assert other
    with pytest.raises(IntegrityError, match="had the address"), transaction.atomic():
        Career.objects.filter(pk=other.pk).update(slug=OLD)


def test_no_career_takes_the_address_of_another_page(moved: Career) -> None:
    with pytest.raises(ValidationError, match="another page of the site"):
        Career(slug="compare", name_en="comparer", occupation=moved.occupation).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Career.objects.filter(pk=moved.pk).update(slug="compare")


def test_publishers_see_earlier_addresses_and_can_free_them(client: Client, moved: Career) -> None:
    page = f"/admin/careers/career/{moved.pk}/change/"
    client.force_login(member(EDITORS))
    assert OLD in client.get(page).content.decode()
    client.force_login(member(PUBLISHERS))
    form = client.get(page).context["adminform"].form.initial
    previous = PreviousSlug.objects.get()
    values = {
        **{name: form[name] or "" for name in ("name_en", "name_es", "slug", "illustration")},
        "occupation": moved.occupation_id,
        "cip_codes": "",
        "previous_slugs-TOTAL_FORMS": "1",
        "previous_slugs-INITIAL_FORMS": "1",
        "previous_slugs-0-id": str(previous.pk),
        "previous_slugs-0-career": str(moved.pk),
        "previous_slugs-0-DELETE": "on",
    }
    assert client.post(page, values).status_code == 302
    assert client.get(f"/careers/{OLD}/").status_code == 404
