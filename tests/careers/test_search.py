"""Somebody looks for a career by a name of their own."""

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from careers.facts.publishing import withdraw_facts
from careers.models import Career, Description, FactKind, FactRelease, SearchName, SearchTerm
from careers.search.searching import MAX_MATCHES, Match, search


def names(text: str) -> list[str]:
    return [match.name for match in search(text, limit=5)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nurse", "registered nurse"),
        ("RN", "registered nurse"),
        ("teacher", "high school teacher"),
        ("welding", "welder"),
        ("plummer", "plumber, pipefitter, or steamfitter"),
        ("dentst", "dentist"),
        ("mechanic", "car mechanic"),
        ("Registered Nurses", "registered nurse"),
        ("nurse, registered", "registered nurse"),
        ("registerd nurse", "registered nurse"),
        ("CNA", "nursing assistant"),
        ("welder", "welder"),
        ("welders", "welder"),
        ("trucker", "heavy and tractor-trailer truck driver"),
        ("driver truck", "heavy and tractor-trailer truck driver"),
        ("  WÉLDER’S  ", "welder"),
        ("lawyer", "lawyer"),
        ("enviromental scientist", "environmental scientist or specialist"),
    ],
)
def test_the_career_that_is_meant_comes_first(content: None, text: str, name: str) -> None:
    assert names(text)[0] == name


@pytest.mark.parametrize(
    ("text", "part"), [("doctor", "physician"), ("teacher", "teacher"), ("IT", "computer")]
)
def test_a_wide_word_finds_several_careers(content: None, text: str, part: str) -> None:
    assert part in " ".join(names(text))
    assert len(names(text)) == 5


def test_a_match_says_which_name_it_was(content: None) -> None:
    trucker = search("Class A truck driver")[0]
    assert trucker.slug == "heavy-and-tractor-trailer-truck-driver"
    assert trucker.soc_code == "53-3032"
    assert "truck driver" in trucker.matched.lower()
    assert search("RN")[0].matched == "RN"


def test_what_a_career_does_finds_it_too(content: None) -> None:
    # No name has these words.
    assert "chiropractor" in names("spine back neck joint pain")


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "\0", "a\0b", "%", "_", "'", '"', "\\", "';--", "&|!()", "{}[]", "*"),
        *("~nurse", "=nurse", "^nur"),
        *("x" * 10_000, "nurse " * 2_000, "é" * 10_000, "护士", "ممرضة", "медсестра", "🙂🙂", "a"),
        *("\ud7ff\ue000", "\u202enurse", "the of and", "1234567890"),
    ],
)
def test_any_text_has_an_answer(content: None, text: str) -> None:
    assert len(search(text)) <= 10


def test_nonsense_finds_nothing(content: None) -> None:
    assert search("zzqx vvkj") == []


def test_no_more_are_found_than_asked_for(
    content: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert len(search("operator", limit=10_000)) <= MAX_MATCHES
    assert len(search("operator", limit=3)) == 3


def test_a_renamed_career_is_found_by_its_new_name_at_once(content: None) -> None:
    welder = Career.objects.get(slug="welder")
    welder.name_en = "zorbformer"
    welder.other_names = ["blik joiner"]
    welder.save()
    assert names("zorbformers")[0] == "zorbformer"
    assert search("blik joiner")[0].matched == "blik joiner"
    Career.objects.filter(pk=welder.pk).update(name_en="quolder", other_names=[])
    assert names("quolder")[0] == "quolder"
    assert "quolder" not in names("zorbformer")
    assert not SearchName.objects.filter(name="blik joiner").exists()


def test_only_public_careers_are_found(content: None) -> None:
    Description.objects.filter(career__slug="welder").update(withdrawn_at=timezone.now())
    assert "welder" not in names("welder")


def test_other_names_go_with_their_release(content: None) -> None:
    title = "Cone Trucker"
    assert search(title)[0].matched == title
    (release,) = FactRelease.objects.published().filter(kind=FactKind.TITLES)
    withdraw_facts(release, None)
    assert title not in [match.matched for match in search(title)]
    assert not SearchName.objects.filter(name=title).exists()


def test_a_deleted_career_leaves_nothing_in_the_index(content: None) -> None:
    career = Career.objects.get(slug="welder")
    key = career.pk
    words = SearchTerm.objects.filter(careers__contains=[key], term__startswith="~")
    known = words.count()
    career.descriptions.all().delete()
    # What is left are fields of study.
    assert words.count() < known
    career.delete()
    assert not SearchName.objects.filter(career=key).exists()
    assert not SearchTerm.objects.filter(careers__contains=[key]).exists()


def test_the_index_is_what_a_rebuild_makes(content: None) -> None:
    """Triggers left nothing out, and nothing twice."""
    before = read_index()
    keys = list(Career.objects.values_list("pk", flat=True))
    for chosen in (keys[:40], keys):
        with connection.cursor() as cursor:
            query = "SELECT careers_index_names(%s), careers_index_texts(%s)"
            cursor.execute(query, [chosen, chosen])
        assert read_index() == before


def read_index() -> dict[str, list[tuple[int, int]]]:
    """By term the careers that have it, with its weights."""
    return {
        each.term: sorted(zip(each.careers, each.weights, strict=True))
        for each in SearchTerm.objects.all()
    }


def test_the_api_answers_in_its_form(client: Client, content: None) -> None:
    response = client.get("/api/v1/search?q=cna&limit=1")
    assert response.json() == {
        "results": [
            {
                "slug": "nursing-assistant",
                "name": "nursing assistant",
                "soc_code": "31-1131",
                "matched": "CNA",
            }
        ]
    }
    assert response["Cache-Control"] == "private, max-age=60"
    assert client.get("/api/v1/search").json() == {"results": []}
    assert client.get("/api/v1/search", {"q": "%\0'" * 3_000}).json() == {"results": []}
    for wrong in ("limit=0", "limit=51", "limit=x", "query=cna", "q=a&q=b"):
        assert client.get(f"/api/v1/search?{wrong}").status_code == 422, wrong


def test_names_are_those_of_the_language(content: None) -> None:
    Career.objects.filter(slug="welder").update(name_es="soldador")
    assert search("soldador", language="es")[0].name == "soldador"
    assert isinstance(search("soldador")[0], Match)
    assert search("soldador")[0].name == "welder"
