"""A reader says where she lives, and a career's page shows pay there."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from careers.places import find_state
from tests.careers.guides import read_text

NURSE = "/careers/registered-nurse/"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        *(("43215", "OH"), ("43215-1234", "OH"), ("OH", "OH"), (" oh ", "OH"), ("Ohio", "OH")),
        *(("west  virginia", "WV"), ("D.C.", "DC"), ("Columbus, OH", "OH"), ("Guam", "GU")),
        *(("ＮＹ", "NY"), ("new york", "NY"), ("00601", "PR")),
    ],
)
def test_a_state_is_found_by_what_people_write(text: str, state: str) -> None:
    assert find_state(text) == state


@pytest.mark.parametrize(
    "text", ["", "Ohioo", "00000", "432", "09001", "%", "x" * 10_000, "俄", "\0"]
)
def test_what_is_no_place_gets_a_sentence(text: str) -> None:
    with pytest.raises(ValidationError, match=r"\w+ \w+ \w+"):
        find_state(text)


def test_a_zip_code_becomes_the_state_in_the_address(client: Client, content: None) -> None:
    answer = client.get(f"{NURSE}?place=43215&release=2025-05")
    assert (answer.status_code, answer["Location"]) == (302, "?release=2025-05&state=OH")
    page = read_text(client.get(f"{NURSE}?state=OH"))
    assert "a year in Ohio" in page
    assert 'name="place" value="OH"' in page


def test_an_empty_box_goes_back_to_the_nation(client: Client, content: None) -> None:
    assert client.get(f"{NURSE}?state=OH&place=")["Location"] == "?"


def test_an_unknown_place_is_kept_with_what_to_do(client: Client, content: None) -> None:
    page = read_text(client.get(NURSE, {"place": "Ohi<o"}))
    assert 'value="Ohi<o"' in page
    assert "We know no state or ZIP code of this kind" in page
    assert client.get(NURSE, {"place": "x" * 10_000}).status_code == 200
