"""A quiz is exported as JSON and imported the same; what is not a quiz is refused with a reason."""

import json
from dataclasses import replace
from typing import Any

import pytest

from quiz import check
from quiz.exchange import QUIZ_FOLDER, InvalidQuizFileError, format_quiz, parse_quiz

BUNDLED = QUIZ_FOLDER / "medical-office-administrator.json"


def bundled() -> dict[str, Any]:
    return json.loads(BUNDLED.read_text("utf-8"))  # type: ignore[no-any-return]


def test_an_exported_quiz_is_imported_the_same() -> None:
    content = parse_quiz(BUNDLED.read_bytes())
    text = format_quiz(content, "medical-office-administrator", "43-6013")
    assert parse_quiz(text.encode()) == content
    assert json.loads(text) == bundled()


def test_what_is_not_json_is_refused() -> None:
    for data in (b"", b"{", b"\0", b"\xff\xfe", b"[" * 200_000, b"x" * 600_000):
        with pytest.raises(InvalidQuizFileError):
            parse_quiz(data)


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("traits", 0, "weight"), 0, "traits → 0 → weight"),
        (("traits", 0, "statements", 1, "position"), "2", "traits → 0 → statements → 1 → position"),
        (("traits", 1, "key"), "Two Words", "traits → 1 → key"),
        (("bands", 0, "threshold"), 101, "bands → 0 → threshold"),
        (("bands", 2, "tone"), "super", "bands → 2 → tone"),
        (("title",), "a\0b", "title"),
        (("introduction",), "a\0b", "introduction"),
        (("note",), "a\0b", "note"),
        (("note",), "a\ud800b", "This is not JSON"),
        (("traits", 0, "weight"), float("nan"), "traits → 0 → weight"),
        (("traits", 0, "weight"), 10**400, "traits → 0 → weight"),
        (("traits", 0, "weight"), 25.0, "traits → 0 → weight"),
        (("traits", 0, "weight"), True, "traits → 0 → weight"),
        (("traits", 0), [], "traits → 0"),
        (("surprise",), 1, "surprise"),
        (("conditions", 0, "fact", "surprise"), 1, "conditions → 0 → fact → surprise"),
        (("conditions", 0, "fact"), {"part": "fit"}, "conditions → 0 → fact"),
        (("conditions", 0, "fact"), {"part": "measured"}, "conditions → 0 → fact"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_place(
    path: tuple[str | int, ...], value: object, named: str
) -> None:
    data: Any = bundled()
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(InvalidQuizFileError) as refused:
        parse_quiz(json.dumps(data).encode())
    assert any(problem.startswith(named) for problem in refused.value.problems)


def test_the_check_before_publishing_names_each_problem() -> None:
    content = parse_quiz(BUNDLED.read_bytes())
    keys = {"talk-constantly", "pause-at-will", "telework", "diploma-minimum"}
    assert check.find_problems(content, keys) == []
    first, *others = content.traits

    def problems(*traits: Any) -> str:
        return "\n".join(check.find_problems(replace(content, traits=traits), keys))

    fewer = replace(first, statements=first.statements[:2])
    assert "has 2 statements; it needs 3" in problems(fewer, *others)
    keyed = replace(
        first, statements=tuple(replace(item, reverse=False) for item in first.statements)
    )
    assert "in one direction only" in problems(keyed, *others)
    assert "are opposites, but both are keyed in the same direction" in problems(keyed, *others)
    assert "add up to 95" in problems(replace(first, weight=20), *others)
    assert "no text for a low score" in problems(replace(first, low_text=" "), *others)
    orphan = replace(first.statements[0], mirror="check-twice")
    assert "which its trait does not have" in problems(
        replace(first, statements=(orphan, *first.statements[1:])), *others
    )
    twice = replace(first.statements[1], key="check-twice")
    assert "The key “check-twice” is used by 2 statements" in problems(
        replace(first, statements=(first.statements[0], twice, *first.statements[2:])), *others
    )
    longer = replace(first.statements[1], in_short_form=True)
    assert "The short form has 11 statements" in problems(
        replace(first, statements=(first.statements[0], longer, *first.statements[2:])), *others
    )
    assert "There are no traits." in problems()
    assert any(
        "“telework”, which is not there" in text for text in check.find_problems(content, set())
    )
    raised = tuple(replace(band, threshold=band.threshold + 1) for band in content.bands)
    assert "The lowest band must start at 0." in check.find_problems(
        replace(content, bands=raised), keys
    )


def test_editors_are_told_of_statements_that_ask_two_things_or_say_no() -> None:
    for path in (BUNDLED, QUIZ_FOLDER / "examples" / "medical-assistant.json"):
        content = parse_quiz(path.read_bytes())
        assert check.find_advice(content) == []
    first, *others = content.traits
    texts = ("I would greet patients and file records.", "I don’t mind a queue at the desk.")
    worded = [
        replace(statement, text=text)
        for statement, text in zip(first.statements[:2], texts, strict=True)
    ]
    trait = replace(first, statements=(*worded, *first.statements[2:]))
    advice = check.find_advice(replace(content, traits=(trait, *others)))
    assert len(advice) == 2
    assert "has “and” in it" in advice[0]
    assert "has “don’t” in it" in advice[1]
