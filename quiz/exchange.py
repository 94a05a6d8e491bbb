"""Quiz versions as JSON files, so that others can review and reuse them."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from quiz.content import (
    KEY_PATTERN,
    LINE_PATTERN,
    NOTE_PATTERN,
    TEXT_PATTERN,
    Key,
    VersionContent,
)

QUIZ_FOLDER = Path(__file__).parent / "quizzes"
File = TypeVar("File")
# Far above any real quiz, and small enough to read into memory.
MAX_FILE_BYTES = 512 * 1024
MAX_PROBLEMS = 20

# Plain words for what pydantic states by a regular expression or in terms of Python.
HINTS = {
    KEY_PATTERN: "Use lower-case letters, digits and single hyphens",
    LINE_PATTERN: "Write one line of text, without control characters",
    NOTE_PATTERN: "Write one line of text, without control characters",
    TEXT_PATTERN: "Write some text, without the character NUL",
    "unexpected_keyword_argument": "A file of this kind has no such field",
    "dataclass_type": "This must be an object with named fields",
    "too_short": "There are too few of these",
    "too_long": "There are too many of these",
}


@dataclass(frozen=True)
class CareerReference:
    """The career that the quiz was written for."""

    slug: Key
    soc_code: Annotated[str, Field(pattern="^[0-9]{2}-[0-9]{4}$")]


@dataclass(frozen=True)
class FileHeader:
    format: Literal["careerguide-quiz-1"]
    career: CareerReference


@dataclass(frozen=True, kw_only=True)
class QuizFile(VersionContent, FileHeader):
    """A version of a fit quiz. The scoring is described in docs/quiz.md."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)


QUIZ_FILE = TypeAdapter(QuizFile)


class InvalidQuizFileError(Exception):
    """A file is not a valid quiz; `problems` says where and why, one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def parse_quiz(data: bytes) -> VersionContent:
    """Parse and validate a JSON file of a quiz. Raises InvalidQuizFileError."""
    return parse_quiz_file(data)[1]


def parse_quiz_file(data: bytes) -> tuple[CareerReference, VersionContent]:
    """As parse_quiz, with the career that the file is for."""
    file = validate_file(QUIZ_FILE, data)
    return file.career, VersionContent(**_content_fields(file))


def validate_file(kind: TypeAdapter[File], data: bytes) -> File:
    """Validate a JSON file in UTF-8, UTF-16 or UTF-32. Raises InvalidQuizFileError."""
    if len(data) > MAX_FILE_BYTES:
        raise InvalidQuizFileError([f"The file is larger than {MAX_FILE_BYTES // 1024} KB."])
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise InvalidQuizFileError([f"This is not JSON: {error}"]) from error
    try:
        return kind.validate_json(text)
    except ValidationError as error:
        problems = [_describe_error(each) for each in error.errors(include_url=False)]
        raise InvalidQuizFileError(shorten(problems)) from error


def format_quiz(content: VersionContent, slug: str, soc_code: str) -> str:
    """Format a version as JSON for the career with this slug and SOC code."""
    quiz_file = QuizFile(
        format="careerguide-quiz-1",
        career=CareerReference(slug, soc_code),
        **_content_fields(content),
    )
    text = QUIZ_FILE.dump_json(quiz_file, indent=2, by_alias=True, exclude_defaults=True)
    return text.decode() + "\n"


def build_schema() -> dict[str, Any]:
    """The JSON schema of quiz files."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **QUIZ_FILE.json_schema(by_alias=True),
    }


def _content_fields(content: VersionContent) -> dict[str, Any]:
    return {field.name: getattr(content, field.name) for field in fields(VersionContent)}


def shorten(problems: list[str]) -> list[str]:
    """The first problems, and how many more there are."""
    more = len(problems) - MAX_PROBLEMS
    return [*problems[:MAX_PROBLEMS], *([f"And {more} more."] if more > 0 else [])]


def _describe_error(error: ErrorDetails) -> str:
    """The place in the file, and what is wrong there."""
    place = " → ".join(str(part) for part in error["loc"]) or "the whole file"
    if error["type"] == "json_invalid":
        return f"This is not JSON: {error['ctx']['error']}"
    hint = HINTS.get(error.get("ctx", {}).get("pattern", error["type"]), error["msg"])
    return f"{place}: {hint}."
