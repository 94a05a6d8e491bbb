"""Our own words for occupations: checked, loaded once, and never undoing an editor's work."""

import copy
import csv
import dataclasses
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from careers.descriptions import bundled
from careers.descriptions.checks import check_text, compare_texts
from careers.descriptions.files import OccupationText, read_texts
from careers.errors import ContentError
from careers.models import Career, Description, LoadedContent
from tests import overlap
from tests.making import make_career, occupation

NURSE: dict[str, Any] = {
    "name": "night nurse",
    "plural": "night nurses",
    "also": ["NN"],
    "summary": "Night nurses look after sick people from the evening until the sun comes up.",
    "duties": [
        "Check how patients are doing",
        "Give the drugs that were ordered",
        "Call a doctor when somebody gets worse",
        "Tell the day shift what the night was like",
    ],
    "likes": "The halls are quiet, and patients are glad that somebody is there.",
    "strains": "Sleep by day is short, and friends are free when you are not.",
}
TEXT = OccupationText("29-1141", **NURSE)
WriteTexts = Callable[..., Path]


@pytest.fixture
def write_texts(tmp_path: Path) -> WriteTexts:
    """Writes a file of texts by their codes, as the project has them."""

    def write(texts: dict[str, Any], name: str = "29") -> Path:
        lines = []
        for code, fields in texts.items():
            lines.append(f'["{code}"]')
            # Lists and texts of Python read as TOML, but for apostrophes.
            lines += [f"{name} = {value!r}" for name, value in fields.items()]
        (tmp_path / "en").mkdir(exist_ok=True)
        (tmp_path / "en" / f"{name}.toml").write_text("\n".join(lines), "utf-8")
        return tmp_path

    return write


def change(**values: Any) -> dict[str, Any]:
    return {**copy.deepcopy(NURSE), **values}


# -- The texts of the project ------------------------------------------------------------------


def test_every_text_of_the_project_is_as_our_texts_are() -> None:
    texts = read_texts()

    mistakes = [(text.soc_code, mistake) for text in texts for mistake in check_text(text)]

    assert mistakes == []
    assert list(compare_texts(texts)) == []
    assert len(texts) == 830


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("summary", "Too short.", "It has 10 characters. Write 60 to 240."),
        ("summary", NURSE["summary"][:-1], "End it with a full stop."),
        ("likes", "The halls are quiet, and patients are glad — all of them.", "Do without “—”."),
        ("duties", NURSE["duties"][:3], "There are 3. Write 4 to 6."),
        ("duties", [*NURSE["duties"], "Close the doors."], "“Close the doors.” ends with a full"),
        ("duties", [*NURSE["duties"], "close the doors"], "begins with a small letter"),
        ("also", list("ABCDEFGHI"), "There are 9 names. Keep the 8 best."),
        (
            "summary",
            (
                "Night nurses systematically document physiological observations ceaselessly. " * 3
            ).strip(),
            "The text reads like grade 10.",
        ),
    ],
)
def test_what_a_text_should_not_have_is_named_with_its_field(
    field: str, value: Any, message: str
) -> None:
    assert list(check_text(TEXT)) == []

    mistakes = list(check_text(dataclasses.replace(TEXT, **{field: value})))

    assert [mistake.field for mistake in mistakes] == [field]
    assert message in mistakes[0].message


def test_two_texts_are_not_nearly_alike() -> None:
    other = dataclasses.replace(
        TEXT,
        soc_code="29-1142",
        likes=NURSE["likes"].replace("glad", "happy"),
        summary="S.",
        strains="T.",
    )

    found = [(code, mistake.field) for code, mistake in compare_texts([TEXT, other])]

    assert found == [("29-1142", "name"), ("29-1142", "likes")]


def test_a_run_of_eight_words_shared_with_a_source_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = read_texts()[0].summary.split()
    with (tmp_path / "tasks.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["Task"], [f"Now and then {' '.join(words[:8])} at home."]])

    assert overlap.main(tmp_path) == 1

    assert "as in tasks.csv" in capsys.readouterr().out


# -- Loading them ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_occupation_gets_a_career_with_a_published_description_once(
    write_texts: WriteTexts,
) -> None:
    occupation("29-1141")
    folder = write_texts({"29-1141": NURSE, "29-1171": change(name="day nurse")})

    assert bundled.load(folder) == ["1 occupations"]
    assert bundled.load(folder) == []

    career = Career.objects.published().get()
    assert (career.slug, career.plural_en, career.other_names) == (
        *("night-nurse", "night nurses"),
        ["NN"],
    )
    assert career.descriptions.get().duties == NURSE["duties"]
    # An occupation that no wages were loaded for waits until they are.
    occupation("29-1171")
    assert bundled.load(folder) == ["1 occupations"]


@pytest.mark.django_db
def test_what_editors_made_and_deleted_stays(write_texts: WriteTexts) -> None:
    own = make_career("sister-of-the-night", "29-1141")
    Career.objects.filter(pk=own.pk).update(plural_en="sisters of the night")
    folder = write_texts({"29-1141": NURSE})

    bundled.load(folder)

    own.refresh_from_db()
    assert (own.slug, own.name_en, own.plural_en) == (
        *("sister-of-the-night", "sister of the night"),
        "sisters of the night",
    )
    assert own.other_names == ["NN"]
    assert own.descriptions.get().summary == NURSE["summary"]

    own.delete()
    assert bundled.load(folder) == []
    assert not Career.objects.exists()


@pytest.mark.django_db
def test_an_address_that_leads_elsewhere_is_not_taken(write_texts: WriteTexts) -> None:
    moved = make_career("night-nurse", "31-1131")
    moved.slug = "nursing-assistant"
    moved.save()
    for code in ("29-1141", "29-1171"):
        occupation(code)

    bundled.load(write_texts({"29-1141": NURSE, "29-1171": change(name="Night Nurse")}))

    slugs = set(Career.objects.values_list("slug", flat=True))
    assert slugs == {"nursing-assistant", "night-nurse-29-1141", "night-nurse-29-1171"}


@pytest.mark.parametrize(
    ("code", "text", "message"),
    [
        ("29-1141", change(summery="x"), "29-1141, summery: There is no such field."),
        ("29-1141", {"name": "nurse"}, "29-1141, duties: It is missing."),
        ("29-1141", change(duties="Work"), "29-1141, duties: A list of texts belongs here."),
        ("29-1141", change(likes=["x"]), "29-1141, likes: A text belongs here."),
        ("31-1131", NURSE, "31-1131: A table here is named by a SOC code, as in 29-1011."),
        ("29-1141", change(duties=["x" * 121]), "29-1141, duties: Item 1 in the array did not"),
        ("29-1141", change(name="x" * 90), "29-1141, name: Ensure this value has at most 80"),
    ],
)
@pytest.mark.django_db
def test_a_mistake_in_a_file_is_named_and_nothing_is_written(
    write_texts: WriteTexts, code: str, text: dict[str, Any], message: str
) -> None:
    for each in ("29-1141", "29-1171"):
        occupation(each)

    with pytest.raises(ContentError) as raised:
        bundled.load(write_texts({"29-1171": change(name="day nurse"), code: text}))

    assert f"29.toml: {message}" in str(raised.value)
    assert not Career.objects.exists()
    assert not LoadedContent.objects.filter(key__startswith=bundled.PREFIX).exists()


@pytest.mark.django_db
def test_a_file_that_is_no_toml_is_named(
    write_texts: WriteTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_texts({"29-1141": NURSE})
    (folder / "en" / "31.toml").write_text('["31-1131"\n')

    with pytest.raises(ContentError, match=r"31\.toml: This is not TOML: .*line 1,"):
        bundled.load(folder)

    # The command says so in a line, without a traceback.
    monkeypatch.setattr(
        "careerguide.management.commands.load_content.LOADERS",
        (("Descriptions", lambda: read_texts(folder=folder)),),
    )
    with pytest.raises(CommandError, match="Descriptions were not loaded"):
        call_command("load_content")


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_load_at_once_load_each_text_once(write_texts: WriteTexts) -> None:
    occupation("29-1141")
    folder = write_texts({"29-1141": NURSE})
    loaded: list[list[str]] = []

    def load() -> None:
        loaded.append(bundled.load(folder))
        connection.close()

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(loaded) == [[], ["1 occupations"]]
    assert Description.objects.count() == 1
