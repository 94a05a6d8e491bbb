"""A translation has what its English has: the same values to fill in, and the same HTML."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from tests import messages

FOLDER = messages.PROJECT / "locale"
# What the site fills in, and tags with their attributes.
PARTS = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|</?[a-z][^>]*>")
# A count may be a word in the singular: “one student”.
COUNTS = re.compile(r"%\((?:number|minutes|years|count)\)[sd]")


def list_translations(language: str) -> Iterator[tuple[str, str, bool]]:
    """Each English text with its translation, and whether it is the singular of two."""
    with (FOLDER / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalog = read_po(file, language)
    for message in catalog:
        if isinstance(message.id, str):
            yield message.id, str(message.string), False
        else:
            strings = message.string or ()
            for number, text in enumerate(zip(message.id, strings, strict=True)):
                yield *text, not number


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_have_the_parts_of_their_texts(language: str) -> None:
    wrong = [
        text
        for text, translation, is_singular in list_translations(language)
        if text and translation and _count(text, is_singular) != _count(translation, is_singular)
    ]
    assert not wrong


def _count(text: str, is_singular: bool) -> Counter[str]:
    parts = PARTS.findall(text)
    return Counter(part for part in parts if not (is_singular and COUNTS.fullmatch(part)))
