"""Bundled guides are loaded into a new database once, and never undo an editor's work."""

import copy
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from careers import bundled
from careers.errors import ContentError
from careers.models import Career, Guide, LoadedContent, Point, Source
from tests.making import occupation

SLUG = "medical-office-administrator"

SMALL_GUIDE: dict[str, Any] = {
    "career": {
        "slug": "archivist",
        "name_en": "archivist",
        "occupation": "25-4011",
        "cip_codes": ["25.0103"],
    },
    "guide": {
        "title": "How to become an archivist",
        "summary": "An archivist keeps records.",
        "reviewed_on": "2026-11-24",
    },
    "sources": {"survey": {"publisher": "A bureau", "title": "A survey", "period": "2025"}},
    "sections": [{"anchor": "opening", "heading": "Opening", "body": ["One.", "Two."]}],
    "duties": [{"title": "Keep records"}, {"title": "Find records"}],
    "roadmap_steps": [
        {"anchor": "degree", "title": "Study", "body": "Go.", "subjects": "History\nLaw"}
    ],
    "training_costs": [
        {"program_type": "Degree", "cost_low": 1, "cost_high": 2, "months_low": 3, "months_high": 4}
    ],
    "measured_facts": [
        {"key": "dust", "statement": "Work in dust", "percent": 68.0, "source": "survey"}
    ],
}

Change = Callable[[dict[str, Any]], object]

# What is wrong with a file, the change that makes it so, and the place that is named.
MISTAKES: dict[str, tuple[Change, str]] = {
    "an unknown occupation": (
        lambda g: g["career"].update(occupation="25-4012"),
        "career, occupation",
    ),
    "a malformed CIP code": (
        lambda g: g["career"].update(cip_codes=["51.07", "51-0705"]),
        "career, cip_codes",
    ),
    "another slug than the file's name": (
        lambda g: g["career"].update(slug="librarian"),
        "career, slug",
    ),
    "no career": (lambda g: g.pop("career"), "career, name_en"),
    "no guide": (lambda g: g.pop("guide"), "guide, title"),
    "more than every worker": (
        lambda g: g["measured_facts"][0].update(percent=168),
        "measured_facts, row 1, percent",
    ),
    "an unknown source": (
        lambda g: g["measured_facts"][0].update(source="census"),
        "measured_facts, row 1, source",
    ),
    "a range the wrong way round": (
        lambda g: g["training_costs"][0].update(cost_low=3),
        "training_costs, row 1",
    ),
    "a misspelled field": (lambda g: g["duties"][1].update(tilte="Find"), "duties, row 2, tilte"),
    "a list in place of a title": (
        lambda g: g["duties"][1].update(title=["Find", "records"]),
        "duties, row 2, title",
    ),
    "a bare text in place of a row": (
        lambda g: g["duties"].append("Lend records"),
        "duties, row 3",
    ),
    "a null": (lambda g: g["duties"][0].update(detail=None), "duties, row 1, detail"),
    "an anchor twice": (lambda g: g["sections"].append(dict(g["sections"][0])), "sections, row 2"),
    "a link that leads nowhere": (
        lambda g: g["roadmap_steps"][0].update(body="[more](www.example.org)"),
        "roadmap_steps, row 1, body",
    ),
    "a misspelled table": (lambda g: g.update(dutys=[]), "dutys"),
}


@pytest.fixture(autouse=True)
def occupations(request: pytest.FixtureRequest) -> None:
    """The survey occupations of the guides, which wages bring in."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue(
            "transactional_db"
            if request.node.get_closest_marker("django_db").kwargs.get("transaction")
            else "db"
        )
        for soc_code in ("25-4011", "43-6013"):
            occupation(soc_code)


@pytest.fixture
def write_guide(tmp_path: Path) -> Callable[..., Path]:
    """Write the small guide, changed as asked, into a folder of its own; return the folder."""

    def write(change: Change | None = None) -> Path:
        guide = copy.deepcopy(SMALL_GUIDE)
        if change:
            change(guide)
        (tmp_path / "archivist.json").write_text(json.dumps(guide), "utf-8")
        return tmp_path

    return write


@pytest.mark.django_db
def test_a_new_database_gets_the_bundled_guide() -> None:
    assert bundled.load() == [SLUG]

    assert Career.objects.published().get().slug == SLUG
    [version] = Guide.objects.get().versions.all()
    assert (version.number, version.note) == (1, bundled.NOTE)
    assert LoadedContent.objects.get().key == f"career:{SLUG}"


@pytest.mark.django_db
def test_rows_keep_the_order_of_the_file_and_paragraphs_become_one_text(
    write_guide: Callable[..., Path],
) -> None:
    assert bundled.load(write_guide()) == ["archivist"]

    guide = Guide.objects.get()
    assert [duty.title for duty in guide.points.all()] == ["Keep records", "Find records"]
    assert guide.sections.get().body == "One.\n\nTwo."
    assert guide.roadmap_steps.get().subject_names == ["History", "Law"]
    assert str(guide.measured_facts.get().percent) == "68.0"


@pytest.mark.django_db
def test_with_nothing_to_do_a_second_load_takes_one_query(
    django_assert_num_queries: Any,
) -> None:
    bundled.load()

    with django_assert_num_queries(1):
        assert bundled.load() == []


@pytest.mark.django_db
def test_what_an_editor_changed_stays_changed() -> None:
    bundled.load()
    Guide.objects.update(title="My own title")
    Point.objects.all()[0].delete()
    points = list(Point.objects.values())

    assert bundled.load() == []

    assert Guide.objects.get().title == "My own title"
    assert list(Point.objects.values()) == points
    assert Guide.objects.get().versions.count() == 1


@pytest.mark.django_db
def test_a_guide_that_an_editor_deleted_stays_deleted() -> None:
    bundled.load()
    Career.objects.with_guide().get().delete()

    assert bundled.load() == []

    assert not Career.objects.exists()


@pytest.mark.django_db
def test_a_guide_of_the_editors_own_is_left_alone_and_not_replaced_after_its_deletion(
    write_guide: Callable[..., Path],
) -> None:
    own = Career.objects.create(slug="archivist", name_en="mine", occupation=occupation("25-4011"))

    assert bundled.load(write_guide()) == []
    assert Career.objects.get().name_en == "mine"
    assert not Point.objects.exists()

    own.delete()
    assert bundled.load(write_guide()) == []


@pytest.mark.django_db
def test_a_source_that_the_database_has_already_is_used_as_editors_left_it(
    write_guide: Callable[..., Path],
) -> None:
    source = Source.objects.create(
        publisher="A bureau", title="A survey", period="2025", url="https://example.org/fixed"
    )

    bundled.load(write_guide())

    assert Source.objects.get() == source
    assert Guide.objects.get().measured_facts.get().source.url == "https://example.org/fixed"


@pytest.mark.parametrize(("change", "place"), MISTAKES.values(), ids=MISTAKES)
@pytest.mark.django_db
def test_a_file_with_a_mistake_names_the_place_and_writes_nothing(
    write_guide: Callable[..., Path], change: Change, place: str
) -> None:
    with pytest.raises(ContentError) as raised:
        bundled.load(write_guide(change))

    assert f"archivist.json: {place}: " in str(raised.value)
    assert not Career.objects.exists()
    assert not Source.objects.exists()
    assert not LoadedContent.objects.exists()


@pytest.mark.django_db
def test_all_mistakes_of_a_file_are_listed_at_once_and_once_fixed_it_loads(
    write_guide: Callable[..., Path],
) -> None:
    def break_twice(guide: dict[str, Any]) -> None:
        guide["duties"][0]["title"] = ""
        guide["sections"][0]["anchor"] = "not a slug"

    with pytest.raises(ContentError) as raised:
        bundled.load(write_guide(break_twice))
    assert [line.split(": ")[1] for line in str(raised.value).splitlines()] == [
        "sections, row 1, anchor",
        "duties, row 1, title",
    ]

    assert bundled.load(write_guide()) == ["archivist"]


@pytest.mark.django_db
def test_a_mistake_is_listed_once(write_guide: Callable[..., Path]) -> None:
    with pytest.raises(ContentError) as raised:
        bundled.load(write_guide(lambda guide: guide["career"].update(occupation="25-4012")))

    assert [line.split(": ")[1] for line in str(raised.value).splitlines()] == [
        "career, occupation"
    ]


@pytest.mark.django_db
def test_a_file_that_is_not_json_says_on_which_line(tmp_path: Path) -> None:
    (tmp_path / "archivist.json").write_text('{\n  "career": {,}\n}')

    with pytest.raises(ContentError, match=r"archivist\.json: .* line 2 column 14"):
        bundled.load(tmp_path)


@pytest.mark.django_db
def test_a_broken_file_does_not_keep_the_sound_one_before_it_from_loading(
    write_guide: Callable[..., Path],
) -> None:
    folder = write_guide()
    (folder / "broken.json").write_text("[]")

    with pytest.raises(ContentError, match=r"broken\.json: This is not a JSON object"):
        bundled.load(folder)

    assert Career.objects.with_guide().get().slug == "archivist"


@pytest.mark.django_db(transaction=True)
def test_two_starts_at_once_load_the_guide_once(write_guide: Callable[..., Path]) -> None:
    folder = write_guide()
    together = threading.Barrier(2)
    outcomes: list[list[str] | Exception] = []

    def start() -> None:
        together.wait()
        try:
            outcomes.append(bundled.load(folder))
        except Exception as error:  # noqa: BLE001 (compared below)
            outcomes.append(error)
        finally:
            connection.close()

    starts = [threading.Thread(target=start) for _ in range(2)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()

    assert sorted(outcomes, key=str) == [["archivist"], []]
    assert Guide.objects.get().points.count() == 2
    assert Guide.objects.get().versions.count() == 1
