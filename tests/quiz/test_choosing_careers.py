"""The owner of a profile's result chooses careers, which become a plan."""

import re

import pytest
from django.test import Client

from careers.models import Career
from quiz.models import Result
from quiz.models.profiles import MAX_CHOSEN
from tests.quiz.profiles import make_profile

pytestmark = pytest.mark.usefixtures("content")


def make_own(owner: Client) -> str:
    """A profile with limits; returns the address of its result."""
    _result, token = make_profile(
        owner=owner, training_months=24, pay_from=45_000, area_code="39", zip_code="43215"
    )
    return f"/results/{token}/"


def test_the_owner_chooses_a_career_and_takes_it_off_again(client: Client) -> None:
    address = make_own(client)
    assert "None yet. Press “Choose”" in client.get(address).content.decode()
    response = client.post(f"{address}choose/", {"choose": "machinist"})
    assert response["Location"] == f"{address}#c-machinist"
    # A second click changes nothing.
    client.post(f"{address}choose/", {"choose": "machinist"})
    html = client.get(address).content.decode()
    assert html.count('name="remove" value="machinist"') >= 1
    plan = html[html.index('id="chosen"') :]
    for text in ("Median pay in Ohio", "Openings", "Nearest program", "First steps"):
        assert text in plan
    response = client.post(f"{address}choose/", {"remove": "machinist"})
    assert response["Location"] == f"{address}?removed=machinist#chosen"
    html = client.get(f"{address}?removed=machinist").content.decode()
    assert "Machinist: no longer chosen." in html
    assert re.search(r'name="choose" value="machinist">Undo<', html)
    # The same address later, when it is chosen again.
    client.post(f"{address}choose/", {"choose": "machinist"})
    html = client.get(f"{address}?removed=machinist").content.decode()
    assert "no longer chosen" not in html


def test_chosen_careers_can_be_compared_and_one_may_be_off_the_list(client: Client) -> None:
    address = make_own(client)
    for slug in ("machinist", "electrician", "registered-nurse"):
        client.post(f"{address}choose/", {"choose": slug})
    html = client.get(address).content.decode()
    assert re.search(r"/careers/compare/\?career=[a-z-]+&amp;career=[a-z-]+", html)
    assert re.search(r"Off the list because of: [^<]*Training up to 2 years", html)


def test_the_nearest_program_names_its_source_and_where_none_is_near_it_says_so(
    client: Client,
) -> None:
    address = make_own(client)
    client.post(f"{address}choose/", {"choose": "registered-nurse"})
    html = client.get(address).content.decode()
    assert re.search(r"Programs: U\.S\. Department of Education, [^<]+, published [A-Z]", html)
    assert "miles away" in html or "mile away" in html
    _result, token = make_profile(owner=client, zip_code="99782", area_code="02")
    address = f"/results/{token}/"
    client.post(f"{address}choose/", {"choose": "registered-nurse"})
    html = client.get(address).content.decode()
    assert "None listed within 100 miles" in html
    assert "Programs: " not in html


def test_more_careers_than_fit_are_refused_and_so_is_one_that_is_not_here(client: Client) -> None:
    address = make_own(client)
    slugs = list(Career.objects.published().values_list("slug", flat=True)[: MAX_CHOSEN + 1])
    for slug in slugs[:-1]:
        client.post(f"{address}choose/", {"choose": slug})
    response = client.post(f"{address}choose/", {"choose": slugs[-1]})
    assert response.status_code == 422
    assert "Take one off first." in response.content.decode()
    assert Result.objects.get().profile.chosen.count() == MAX_CHOSEN
    for bad in ({"choose": "no-such-career"}, {"choose": "\0"}, {}):
        response = client.post(f"{address}choose/", bad)
        assert response.status_code == 422
        assert "not on this site" in response.content.decode()
    assert client.post(f"{address}choose/", {"remove": "no-such-career"}).status_code == 302


def test_a_chosen_career_that_left_the_site_takes_no_place(client: Client) -> None:
    address = make_own(client)
    careers = list(Career.objects.published()[: MAX_CHOSEN + 1])
    for career in careers[:-1]:
        client.post(f"{address}choose/", {"choose": career.slug})
    assert client.post(f"{address}choose/", {"choose": careers[-1].slug}).status_code == 422
    careers[0].descriptions.all().delete()
    assert client.post(f"{address}choose/", {"choose": careers[-1].slug}).status_code == 302


def test_choosing_leads_back_to_what_is_tried_and_to_the_group(client: Client) -> None:
    address = make_own(client)
    response = client.post(f"{address}choose/?lift=upset&x=y", {"choose": "machinist"})
    assert response["Location"] == f"{address}?lift=upset#c-machinist"
    response = client.post(f"{address}choose/?family=metal", {"choose": "machinist"})
    assert response["Location"] == f"{address}?family=metal#c-machinist"
    assert client.get(response["Location"]).status_code == 200
