"""A group's code is typed as people type; wrong ones never keep a class from the right one."""

import pytest
from django.test import Client

from counselors import group_lookup
from counselors.models import Group
from serving.models import RateCount
from tests.counselors import people
from tests.quiz.visitors import QUIZ, answers_by, great_fit, take_quiz

pytestmark = pytest.mark.usefixtures("content")

WRONG = "0000000000"


@pytest.fixture
def group() -> Group:
    return people.group(people.counselor("ortega"), code="7kq4m2xp3f")


@pytest.mark.parametrize(
    "typed",
    [
        *("7KQ4M-2XP3F", "7kq4m2xp3f", " 7kq4m 2xp3f ", "7KQ4M–2XP3F.", "7 K Q 4 M 2 X P 3 F"),
        *(
            "“7KQ4M-2XP3F”",
            "(7KQ4M‑2XP3F)",
            "**7KQ4M-2XP3F**",
            "Code: “7KQ4M_2XP3F”",
            "7KQ4M.2XP3F",
            "７KQ4M-2XP3F",
        ),
        *(
            "http://testserver/g/7kq4m2xp3f/",
            "testserver/g/7kq4m2xp3f/).",
            "/g/7kq4m2xp3f/?fbclid=x",
        ),
    ],
)
def test_a_code_is_understood_as_people_type_it(client: Client, group: Group, typed: str) -> None:
    assert client.post("/join/", {"code": typed})["Location"] == group.link_path


def test_digits_that_look_like_letters_are_understood(client: Client) -> None:
    group = people.group(people.counselor(), code="0101v10abc")
    for typed in ("OIOLU-1OABC", "oiol uioabc"):
        assert client.post("/join/", {"code": typed})["Location"] == group.link_path
        assert client.get(f"/g/{typed}/")["Location"] == group.link_path


def test_home_the_quiz_and_the_poster_say_where_to_type_it(client: Client, group: Group) -> None:
    for address in ("/", QUIZ):
        assert 'href="/join/"' in client.get(address).content.decode()
    client.force_login(group.counselor)
    poster = client.get(f"{group.get_absolute_url()}poster/").content.decode()
    assert "testserver/join/" in poster
    assert group.spoken_code in poster
    assert client.get("/g/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", "Enter the code that your counselor gave you."),
        ("7KQ4M-2XP3", "A code has ten letters and digits."),
        ("482 917 305", "A code has ten letters and digits."),
        ("\N{GRINNING FACE}" * 10, "A code has ten letters and digits."),
        ("a\0b", "Null characters"),
        (WRONG, "No group has this code."),
    ],
)
def test_a_wrong_code_is_answered_in_words_and_kept(
    client: Client, group: Group, typed: str, complaint: str
) -> None:
    answer = client.post("/join/", {"code": typed})
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert "\0" in typed or f'value="{typed}"' in answer.content.decode() or not typed


def test_what_cannot_be_a_code_is_no_guess(client: Client, group: Group) -> None:
    for _ in range(group_lookup.WRONG_CODES.max_requests + 10):
        assert client.get(f"{group.link_path[:-2]}/").status_code == 404
    assert not RateCount.objects.filter(kind="group-code").exists()
    assert client.get(group.link_path).status_code == 200


def test_wrong_codes_are_limited_and_never_close_the_right_one(
    client: Client, group: Group
) -> None:
    result = take_quiz(client, answers_by(great_fit))
    for _ in range(group_lookup.WRONG_CODES.max_requests):
        assert client.post("/join/", {"code": WRONG}).status_code == 422
    for wrong in (
        client.post("/join/", {"code": WRONG}),
        client.get(f"/g/{WRONG}/"),
        client.get(f"{result}share/{WRONG}/"),
    ):
        assert wrong.status_code == 429
        assert "so does the right code" in wrong.content.decode()
    # The whole class shares an address with whoever tried.
    for _ in range(30):
        assert Client().get(group.link_path).status_code == 200
    assert client.get(f"{group.link_path[:-1]}).", follow=True).status_code == 200
    assert client.post("/join/", {"code": group.spoken_code})["Location"] == group.link_path
    assert client.get(f"{result}share/{group.code}/").status_code == 200
