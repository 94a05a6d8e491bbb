"""A version's texts in another language as JSON files, for those who translate them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from quiz.exchange import InvalidQuizFileError, shorten, validate_file
from quiz.translations import Texts, find_missing, list_languages

FORMAT = "careerguide-quiz-translation-1"
# Above every text of a quiz, also in a language that needs more words.
Translation = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]


@dataclass(frozen=True)
class TranslatedText:
    """A text and its translation; `earlier` translates an English text that is another now."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    english: str
    translation: Translation
    earlier: str = ""


@dataclass(frozen=True)
class TranslationFile:
    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    format: Literal["careerguide-quiz-translation-1"]
    language: str
    texts: dict[str, TranslatedText]


TRANSLATION_FILE = TypeAdapter(TranslationFile)


@dataclass(frozen=True)
class ParsedTranslation:
    """A valid file: its language, what it translates, and the places that it leaves out."""

    language: str
    texts: Texts
    missing: list[str]


def format_translation(language: str, english: Mapping[str, str], texts: Texts) -> str:
    """The texts to translate as JSON, each with the translation that there is already."""
    rows: dict[str, dict[str, str]] = {}
    for place, text in english.items():
        known = texts.get(place)
        rows[place] = {"english": text, "translation": ""}
        if known and known["english"] == text:
            rows[place]["translation"] = known["translation"]
        elif known:
            rows[place]["earlier"] = known["translation"]
    data: dict[str, Any] = {"format": FORMAT, "language": language, "texts": rows}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def parse_translation(data: bytes, english: Mapping[str, str]) -> ParsedTranslation:
    """Check a file against a version's English texts. Raises InvalidQuizFileError.

    A translation may be incomplete, but not of other texts than the version has.
    """
    file = validate_file(TRANSLATION_FILE, data)
    if problems := _find_problems(file, english):
        raise InvalidQuizFileError(shorten(problems))
    texts = {
        place: {"english": text.english, "translation": text.translation}
        for place, text in file.texts.items()
        if text.translation.strip()
    }
    return ParsedTranslation(file.language, texts, find_missing(english, texts))


def _find_problems(file: TranslationFile, english: Mapping[str, str]) -> list[str]:
    codes = [code for code, _name in list_languages()]
    problems = []
    if file.language not in codes:
        known = ", ".join(codes) or "none besides English"
        problems.append(f"language: This site has no “{file.language}”; it has {known}.")
    for place, text in file.texts.items():
        if place not in english:
            problems.append(f"{place}: This version has no such text.")
        elif text.english != english[place]:
            problems.append(f"{place}: The English text is another now. Export the texts again.")
    return problems
