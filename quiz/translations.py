"""The texts of a quiz version in other languages, laid over its English ones.

A text belongs to a place, as `traits.people.name` or `statements.greet-next.fact`, and is stored
with the English that it translates: once that changes, the translation no longer counts. Scoring
reads keys and numbers only, so no translation can change a score.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django.conf import settings

from quiz.content import (
    BandContent,
    ConditionContent,
    FactContent,
    StatementContent,
    TraitContent,
    VersionContent,
)
from quiz.english import ENGLISH, EnglishText

# What a translation says at each place: `english` and `translation`.
Texts = Mapping[str, Mapping[str, str]]
Say = Callable[[str, str], str]

TEXT_FIELDS: Mapping[type, tuple[str, ...]] = {
    VersionContent: ("title", "introduction"),
    TraitContent: ("name", "description", "high_text", "middle_text", "low_text"),
    StatementContent: ("text",),
    ConditionContent: ("question", "conflict_text"),
    BandContent: ("label", "text"),
}


@dataclass(frozen=True, kw_only=True)
class TranslatedContent(VersionContent):
    """A version in another language; every text without a translation is an `EnglishText`."""

    is_english: bool
    is_partly_english: bool


def list_languages() -> list[tuple[str, str]]:
    """Codes and names of the languages that a quiz can be translated into."""
    return [(code, name) for code, name in settings.LANGUAGES if code != ENGLISH]


def list_texts(
    content: VersionContent, measured: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Every English text by its place, in the order of the quiz; empty ones are left out.

    `measured`: sentences of measured facts by their keys, for a draft, which does not have them.
    """
    texts: dict[str, str] = {}
    _map_texts(content, texts.setdefault, measured or {})
    return {place: text for place, text in texts.items() if text}


def find_missing(english: Mapping[str, str], texts: Texts) -> list[str]:
    """The places of English texts that `texts` does not translate."""
    return [
        place for place, text in english.items() if _find_translation(place, text, texts) is None
    ]


def _find_translation(place: str, english: str, texts: Texts) -> str | None:
    known = texts.get(place)
    return known["translation"] if known and known["english"] == english else None


def translate(content: VersionContent, texts: Texts) -> TranslatedContent:
    """The content with every text that `texts` translates."""
    english = list_texts(content)
    missing = find_missing(english, texts)

    def say(place: str, text: str) -> str:
        translation = _find_translation(place, text, texts)
        return EnglishText(text) if translation is None else translation

    shown = _map_texts(content, say, {})
    return TranslatedContent(
        **{field.name: getattr(shown, field.name) for field in fields(shown)},
        is_english=len(missing) == len(english),
        is_partly_english=0 < len(missing) < len(english),
    )


def _map_texts(content: VersionContent, say: Say, measured: Mapping[str, str]) -> VersionContent:
    """The content with what `say` makes of each place and its text."""

    def say_fields(part: Any, place: str = "") -> dict[str, Any]:
        return {name: say(place + name, getattr(part, name)) for name in TEXT_FIELDS[type(part)]}

    def say_fact(fact: FactContent, place: str) -> FactContent:
        text = measured.get(fact.measured_fact, fact.text)
        return replace(fact, text=say(f"{place}fact", text))

    def map_asked(part: Any, place: str) -> Any:
        return replace(part, **say_fields(part, place), fact=say_fact(part.fact, place))

    return replace(
        content,
        **say_fields(content),
        traits=tuple(
            replace(
                trait,
                **say_fields(trait, f"traits.{trait.key}."),
                statements=tuple(
                    map_asked(each, f"statements.{each.key}.") for each in trait.statements
                ),
            )
            for trait in content.traits
        ),
        conditions=tuple(map_asked(each, f"conditions.{each.key}.") for each in content.conditions),
        bands=tuple(
            replace(band, **say_fields(band, f"bands.{band.key}.")) for band in content.bands
        ),
    )
