"""As test_every_text_is_translatable.py, for the quiz, results and counselors' groups."""

import re
from http import HTTPStatus

from django.test import Client
from django.utils import timezone

import counselors.urls
import quiz.urls
from counselors.models import TalkStatus
from quiz.interests import ACTIVITIES
from quiz.models import Result
from tests.asking import CAREER
from tests.counselors import people
from tests.counselors.inviting import invited
from tests.quiz.visitors import NO_CONFLICT, answers_by, great_fit, poor_fit, take_quiz
from tests.readers import Reader


def undecided(reverse: bool) -> int:
    return 3


def test_the_quiz_and_its_results(reader: Reader) -> None:
    quiz_path = f"{CAREER}quiz/"
    reader.get(quiz_path)
    page = reader.post(quiz_path, start="1", form="full")
    address = page.redirect_chain[-1][0].removeprefix("/es").partition("#")[0]
    reader.refused(address)
    reader.get(quiz_path)
    answers = answers_by(great_fit)
    while "area" not in page.context["form"].fields:
        fields = page.context["form"].fields
        page = reader.post(address, **{key: answers[key] for key in fields if key in answers})
        address = page.redirect_chain[-1][0].removeprefix("/es").partition("#")[0]
    fields = page.context["form"].fields
    conditions = {key: value for key, value in NO_CONFLICT.items() if key in fields}
    page = reader.post(address, **conditions, area="53")
    results = [page.redirect_chain[-1][0].removeprefix("/es")]
    conflict = {"remote-only": "yes", "no-desk": "yes", "diploma": "no", "keeps-quiet": "no"}
    results += [
        take_quiz(reader.client, answers_by(poor_fit), conflict, length="short"),
        take_quiz(reader.client, answers_by(undecided), area="06"),
    ]
    tokens = [each.strip("/").rpartition("/")[2] for each in results]
    for result, other in zip(results, reversed(tokens), strict=True):
        reader.get(result)
        reader.get(f"{result}?new-state=1")
        for page_of_result in ("settings/", "delete/", "interests/", "share/", f"compare/{other}/"):
            reader.get(result + page_of_result)
        reader.post(f"{result}try/", key=next(iter(answers)), answer="1")
        reader.refused(f"{result}try/", key="none")
        reader.get(f"{result}try/?tried=1")
        reader.post(f"{result}plan/", budget="3000", months="6")
        reader.refused(f"{result}interests/")
        reader.post(f"{result}interests/", **{key: "4" for key, _, _ in ACTIVITIES})
        liking = {key: str(ord(scale) % 5 + 1) for key, scale, _ in ACTIVITIES}
        reader.post(f"{result}interests/", **liking)
        reader.refused(f"{result}settings/", nickname="x" * 500)
        reader.post(f"{result}spoken-code/")
        stranger = Reader()
        stranger.get(result)
        reader.pages |= {f"stranger {name}": html for name, html in stranger.pages.items()}
    reader.get("/match/")
    reader.get("/results/code/")
    reader.refused("/results/code/", code="none")
    reader.missing("/results/unknown/")
    reader.get(quiz_path)
    own = reader.post(f"{results[1]}new-link/")
    (owner_link,) = set(re.findall(r"/results/own/\w+/", own.content.decode()))
    reader.get(owner_link)
    reader.post(f"{results[2]}delete/")
    Result.objects.update(expires_at=timezone.now())
    reader.missing(results[0])
    reader.assert_all_translated(quiz.urls)


def test_counselors_and_their_students(reader: Reader) -> None:
    _, link = invited(email="ortega@school.example")
    reader.get(link)
    reader.refused(link, username="a b", password1="x", password2="y")
    reader.missing("/counselor/invitation/unknown/")
    reader.get("/counselor/")
    ortega = people.counselor("ortega", first_name="Ms.", last_name="Ortega")
    lee = people.counselor("lee", first_name="Bo", last_name="Lee")
    reader.client.force_login(ortega)
    reader.get("/counselor/")
    reader.get("/counselor/name/")
    reader.refused("/counselor/name/", name="")
    reader.get("/counselor/groups/new/")
    reader.refused("/counselor/groups/new/", name="")
    group = people.group(ortega, colleagues=[lee])
    page = group.get_absolute_url()
    reader.get(page)
    for choice, name, status in (
        (great_fit, "Robin", TalkStatus.TALKED),
        (poor_fit, "Alex", TalkStatus.TO_TALK),
        (undecided, "", TalkStatus.NONE),
    ):
        shared = people.shared_result(group, name, choice=choice, status=status)
    people.shared_result(group, "Sam", length="short")
    people.note(shared, ortega, "Likes people.")
    people.unfinished(group)
    for query in ("", "?sort=name", "?status=to_talk&band=x", "?q=nobody", "rows/", "link/"):
        reader.get(page + query)
    for rest in ("poster/", "colleagues/", "access/", "delete/", "settings/", "booklet/"):
        reader.get(page + rest)
    reader.get(f"{page}booklet/?notes=1")
    reader.refused(f"{page}settings/", name="", closes_on="2001-01-01")
    reader.refused(f"{page}colleagues/", who="nobody")
    for number in (1, 2, 3, 4):
        reader.get(f"{page}students/{number}/")
    reader.refused(f"{page}students/1/note/", text="1" * 9000)
    reader.post(f"{page}students/1/note/", text="Good talk.")
    reader.post(f"{page}students/1/status/", status="talked")
    reader.get(f"{page}students/1/delete/")
    reader.get(f"{page}access/")

    student = reader.client = Client()
    reader.get("/join/")
    reader.refused("/join/", code="none")
    reader.missing("/g/unknown1/")
    reader.get(group.link_path)
    reader.refused(group.link_path, answer="yes", nickname="x" * 99)
    reader.post(group.link_path, answer="yes", nickname="Kim")
    result = take_quiz(student, answers_by(great_fit))
    reader.get(result)
    reader.get(group.link_path)
    other = people.group(ortega, "Period 4")
    reader.refused(f"{result}share/", code="none")
    reader.get(f"{result}share/{other.code}/")
    reader.get(f"{result}take-back/{group.code}/")
    reader.post(f"{result}take-back/{group.code}/")

    reader.client = Client()
    reader.client.force_login(lee)
    for path in ("/counselor/", page, f"{page}colleagues/"):
        reader.get(path)
    reader.get(f"{page}settings/", HTTPStatus.FORBIDDEN)
    reader.client.force_login(ortega)
    reader.post(f"{page}close/")
    reader.get(page)
    reader.get("/counselor/")
    reader.client = Client()
    reader.get(group.link_path, HTTPStatus.GONE)
    reader.assert_all_translated(counselors.urls)
