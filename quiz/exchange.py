"""A quiz version as JSON, so that others can review and use it; checked by `schema.json`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from quiz.content import (
    BandContent,
    ConditionContent,
    FactContent,
    StatementContent,
    TraitContent,
    VersionContent,
)

FORMAT = "careerguide-quiz-1"
QUIZZES = Path(__file__).parent / "quizzes"
# Far above any real quiz, and small enough to be read whole.
LARGEST_FILE = 512 * 1024
PROBLEMS_TOLD = 20

Row = dict[str, Any]


class NotAQuizError(Exception):
    """The text is not a quiz; `problems` says where and why, one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@cache
def validator() -> Draft202012Validator:
    schema = json.loads((QUIZZES / "schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def parse(text: str | bytes) -> VersionContent:
    """Content from JSON. Raises NotAQuizError where it is not JSON or breaks the schema."""
    if len(text) > LARGEST_FILE:
        raise NotAQuizError([f"The file is larger than {LARGEST_FILE // 1024} KB."])
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAQuizError([f"This is not JSON: {error}"]) from error
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        # JSON may name half of a surrogate pair, which no database keeps as text.
        raise NotAQuizError(["A text of the file has half of a character in it."]) from error
    problems = [_in_words(error) for error in validator().iter_errors(data)]
    if problems:
        told = problems[:PROBLEMS_TOLD]
        if len(problems) > len(told):
            told.append(f"And {len(problems) - len(told)} more.")
        raise NotAQuizError(told)
    return VersionContent(
        title=data["title"],
        introduction=data["introduction"],
        note=data.get("note", ""),
        traits=tuple(_trait(row) for row in data["traits"]),
        bands=tuple(
            BandContent(row["key"], row["threshold"], row["label"], row["text"], row["tone"])
            for row in sorted(data["bands"], key=lambda row: -row["threshold"])
        ),
        conditions=tuple(
            ConditionContent(
                key=row["key"],
                question=row["question"],
                conflict_when=row["conflict_when"],
                conflict_text=row["conflict_text"],
                fact=_fact(row["fact"]),
            )
            for row in data.get("conditions", [])
        ),
    )


def _trait(row: Row) -> TraitContent:
    return TraitContent(
        **{name: value for name, value in row.items() if name != "statements"},
        statements=tuple(
            StatementContent(
                key=item["key"],
                position=item["position"],
                text=item["text"],
                reverse=item.get("reverse", False),
                weight=item.get("weight", 1),
                mirror=item.get("mirror", ""),
                in_short_form=item.get("short", False),
                fact=_fact(item["fact"]),
            )
            for item in row["statements"]
        ),
    )


def _fact(row: Row) -> FactContent:
    return FactContent(
        row["part"], row.get("measured", ""), row.get("text", ""), row.get("source", "")
    )


def _in_words(error: ValidationError) -> str:
    place = " → ".join(str(part) for part in error.absolute_path) or "the whole file"
    return f"{place}: {error.message[:200]}"


def dump(content: VersionContent, slug: str, soc_code: str) -> str:
    """JSON of a version, for the career with this slug and SOC code; `parse` reads it back."""
    data: Row = {
        "format": FORMAT,
        "career": {"slug": slug, "soc_code": soc_code},
        "title": content.title,
        "introduction": content.introduction,
        "note": content.note,
        "traits": [
            {
                "key": trait.key,
                "name": trait.name,
                "description": trait.description,
                "guide_part": trait.guide_part,
                "weight": trait.weight,
                "high_text": trait.high_text,
                "middle_text": trait.middle_text,
                "low_text": trait.low_text,
                "statements": [_statement_row(item) for item in trait.statements],
            }
            for trait in content.traits
        ],
        "bands": [
            {
                "key": band.key,
                "threshold": band.threshold,
                "label": band.label,
                "tone": band.tone,
                "text": band.text,
            }
            for band in content.bands
        ],
        "conditions": [
            {
                "key": condition.key,
                "question": condition.question,
                "conflict_when": condition.conflict_when,
                "conflict_text": condition.conflict_text,
                "fact": _fact_row(condition.fact),
            }
            for condition in content.conditions
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _statement_row(item: StatementContent) -> Row:
    row: Row = {"key": item.key, "position": item.position, "text": item.text}
    if item.reverse:
        row["reverse"] = True
    if item.weight != 1:
        row["weight"] = item.weight
    if item.mirror:
        row["mirror"] = item.mirror
    if item.in_short_form:
        row["short"] = True
    return {**row, "fact": _fact_row(item.fact)}


def _fact_row(fact: FactContent) -> Row:
    row = {"part": fact.guide_part}
    if fact.measured_fact:
        row["measured"] = fact.measured_fact
    if fact.text:
        row["text"] = fact.text
    if fact.source:
        row["source"] = fact.source
    return row
