"""Counselors see exactly what students agreed to: in pages, tables and downloads."""

import csv
import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from careers.models import Career
from counselors.models import Group
from quiz.matching.answers import Stance
from quiz.models import MatchProfile, Result
from quiz.profiles.texts import CONDITION_TEXTS
from tests.counselors import people
from tests.quiz.profiles import answer_everything
from tests.quiz.visitors import SLUG

pytestmark = pytest.mark.usefixtures("content")
HELPER = answer_everything(
    "S", noise=Stance.RULES_OUT, upset=Stance.BOTHERS, computer=Stance.UNKNOWN
)


@pytest.fixture
def group(client: Client, ortega: User) -> Group:
    client.force_login(ortega)
    return people.profile_group(ortega)


UNSHARED: dict[str, Any] = {
    "training_months": 12,
    "pay_from": 61_234,
    "area_code": "39",
    "zip_code": "44113",
    "now": "cashiers",
}


def list_pages(group: Group) -> list[str]:
    start = group.get_absolute_url()
    return [
        start,
        *(f"{start}{path}" for path in ("rows/", "booklet/", "booklet/?notes=1", "board.csv")),
        *(f"{start}students/1/{path}" for path in ("", "data.json", "delete/")),
    ]


def read_everything(client: Client, group: Group) -> str:
    """All that a counselor can open or download of a group, in one text."""
    texts = [client.get(address).content.decode() for address in list_pages(group)]
    archive = client.get(f"{group.get_absolute_url()}download/").content
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        texts += [files.read(name).decode() for name in files.namelist()]
    return "\n".join(texts)


def test_what_students_did_not_agree_to_is_nowhere(client: Client, group: Group) -> None:
    now = Career.objects.exclude(slug=SLUG).get(occupation__soc_code="41-2011")
    shared = people.shared_profile(group, "Robin", answers=HELPER, **{**UNSHARED, "now": now.slug})
    Result.objects.filter(participations=shared).update(nickname="Private name")
    everything = read_everything(client, group)
    for secret in ("61234", "61,234", "44113", "Ohio", now.slug, "Private name"):
        assert secret not in everything
    assert not re.search(r"\b12 months\b|\b1 year\b", everything)
    for field in ("months", "pay_from", "zip_code", "current_career", "area_code", "answers"):
        assert f'"{field}"' not in everything


def test_files_have_exactly_what_students_agreed_to(client: Client, group: Group) -> None:
    people.shared_profile(group, "Robin", answers=HELPER, chosen=[SLUG])
    data = json.loads(client.get(f"{group.get_absolute_url()}students/1/data.json").content)
    assert data["result"].keys() == {
        *("finished_at", "interests", "interests_not_clear", "suits", "bothers", "rules_out"),
        *("not_known", "first_groups", "chosen_careers"),
    }
    assert data["career"] is None
    assert data["result"]["rules_out"] == ["noise"]
    assert data["result"]["not_known"] == [str(CONDITION_TEXTS["computer"].name)]
    assert data["result"]["chosen_careers"] == ["medical office administrator"]
    assert data["result"]["interests"][0] == {"name": "Helping", "liking": 5.0}

    text = client.get(f"{group.get_absolute_url()}board.csv").content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert list(row) == [
        *("number", "nickname", "shared_on", "strongest_interests", "not_clear"),
        *("all_interests_1_to_5", "suits", "bothers", "rules_out", "not_known"),
        *("first_groups", "chosen_careers", "status", "your_note"),
    ]
    assert (row["strongest_interests"], row["rules_out"]) == ("Helping", "noise")


@pytest.mark.parametrize("name", ["=1+1", "@x", "\t=1"])
def test_a_nickname_is_never_a_formula(client: Client, group: Group, name: str) -> None:
    people.shared_profile(group, name)
    text = client.get(f"{group.get_absolute_url()}board.csv").content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert row["nickname"] == f"'{name}"


def test_a_counselor_deletes_a_students_data_and_the_profile_stays(
    client: Client, group: Group
) -> None:
    shared = people.shared_profile(group, "Robin")
    client.post(f"{group.get_absolute_url()}students/1/delete/")
    assert not group.participations.exists()
    group.delete()
    assert MatchProfile.objects.filter(result=shared.result).exists()
