"""As test_every_text_is_translatable.py, for the quiz, results and counselors' groups."""

import re
from http import HTTPStatus

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

import counselors.urls
import quiz.urls
from counselors.models import Group, TalkStatus
from quiz.matching.answers import Stance
from quiz.matching.conditions import CONDITIONS
from quiz.matching.items import RETIRED
from quiz.models import Attempt, Result
from tests.asking import CAREER
from tests.counselors import people
from tests.counselors.inviting import invited
from tests.quiz.profiles import answer_everything, make_profile, remember_profile
from tests.quiz.visitors import NO_CONFLICT, answers_by, great_fit, poor_fit, take_quiz
from tests.readers import Reader


def undecided(reverse: bool) -> int:
    return 3


def read_profile(reader: Reader) -> None:
    """Every page of the profile, and what can be wrong on it."""
    reader.get("/match/")
    reader.post("/match/", start="1")
    reader.refused("/match/?page=1")
    Attempt.objects.filter(version=None).update(answers=answer_everything(noise=Stance.UNKNOWN))
    for page in range(2, 15):
        reader.get(f"/match/?page={page}")
    reader.refused("/match/?page=9", outdoors="9")
    for wrong in (
        {"pay": "22", "place": "Miami", "work": "qqqqqq"},
        {"training": "13", "pay": "a lot", "pay_per": "month"},
        {"pay": "1", "pay_per": "hour", "place": "x" * 200, "work": "engineer"},
        {"pay": "600"},
    ):
        reader.refused("/match/?page=14", **wrong)
    reader.get("/match/")
    Attempt.objects.all().delete()
    reader.post("/match/?page=1", HTTPStatus.CONFLICT)
    make_profile(owner=reader.client)
    reader.get("/match/")


def read_fit_checks(reader: Reader) -> None:
    """The form and what can be wrong on it, a result of each kind, and the block of the career."""
    fit = f"{CAREER}fit/"
    asked = list(reader.get(fit).context["form"].fields)
    reader.refused(fit, **{asked[0]: "9"})
    for first in Stance:
        stances = {key: str((place + first) % len(Stance)) for place, key in enumerate(asked)}
        reader.post(fit, **stances)
        reader.post(fit, **dict.fromkeys(asked, str(int(first))))
    reader.get(CAREER)
    bothered = dict.fromkeys(CONDITIONS, Stance.BOTHERS)
    for answers in (answer_everything(), answer_everything("S", **bothered), {}):
        remember_profile(reader.client, answers, area_code="39", training_months=6, pay_from=90_000)
        for career in (CAREER, "/careers/other-production-worker/"):
            reader.get(career)
    reader.missing("/careers/other-production-worker/fit/")


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
    earlier = {each.key: ord(each.interest) % 5 + 1 for each in RETIRED}
    Result.objects.filter(area_code="53").update(interests=earlier)
    for result, other in zip(results, reversed(tokens), strict=True):
        reader.get(result)
        reader.get(f"{result}?new-state=1")
        for page_of_result in ("settings/", "delete/", "share/", f"compare/{other}/"):
            reader.get(result + page_of_result)
        reader.post(f"{result}try/", key=next(iter(answers)), answer="1")
        reader.refused(f"{result}try/", key="none")
        reader.get(f"{result}try/?tried=1")
        reader.post(f"{result}plan/", budget="3000", months="6")
        reader.refused(f"{result}settings/", nickname="x" * 500)
        reader.post(f"{result}spoken-code/")
        stranger = Reader()
        stranger.get(result)
        reader.pages |= {f"stranger {name}": html for name, html in stranger.pages.items()}
    make_profile(owner=reader.client)
    for result in results:
        reader.get(result)
    read_profile(reader)
    read_fit_checks(reader)
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


def read_board_of_profiles(reader: Reader, counselor: User) -> Group:
    """A group with profiles: its board, each student's page, and the summary."""
    group = people.profile_group(counselor, "Period 5")
    clear = answer_everything(
        "S", noise=Stance.RULES_OUT, upset=Stance.BOTHERS, people=Stance.SUITS
    )
    bothered = answer_everything("S", **dict.fromkeys(CONDITIONS, Stance.BOTHERS))
    for answers in (clear, bothered, dict.fromkeys(clear, 4), dict.fromkeys(clear, 0)):
        people.shared_profile(
            group, answers=answers, chosen=["registered-nurse", "welder-or-solderer", "firefighter"]
        )
    for _ in range(3):
        people.shared_profile(group, answers=clear)
    for _ in range(4):
        people.shared_profile(group, answers=answer_everything("RI"))
    page = group.get_absolute_url()
    for rest in ("", "rows/", "link/", "poster/", "settings/", "booklet/?notes=1"):
        reader.get(page + rest)
    for number in range(1, 6):
        reader.get(f"{page}students/{number}/")
    return group


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

    profiles = read_board_of_profiles(reader, ortega)

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

    reader.get(f"{result}share/{profiles.code}/", HTTPStatus.UNPROCESSABLE_ENTITY)
    reader.get(profiles.link_path)
    reader.post(profiles.link_path, answer="yes", nickname="Kim")
    reader.get("/match/")
    _profile, token = make_profile(owner=student)
    reader.get(f"/results/{token}/share/{profiles.code}/")
    reader.get(f"/results/{token}/share/{other.code}/", HTTPStatus.UNPROCESSABLE_ENTITY)

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
