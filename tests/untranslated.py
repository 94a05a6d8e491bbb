"""Finds the texts of a page that no translation reaches.

A made-up language puts each text that is translated in brackets, ⟦as here⟧. On a page in it, words
outside brackets must be an editor's, a user's or a source's, and so be in the database.
"""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from django.db import models

from common.templatetags.figures import markdown

OPEN, CLOSE = "⟦⟧"
# Between the context of a text and the text, in catalogs.
CONTEXT_END = "\x04"
# What is the same in every language; “de” is in Spanish dates.
NAMES = {"careerguide", "csv", "de", "json", "utc"}
# A web address, with its beginning or as people copy it, and a tag of HTML to copy.
NO_WORDS = re.compile(r"https?://\S+|\b[\w.]+/\S+/|</?[a-z][^<>]*>")
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
LONGEST_NAME = 25
Words = tuple[str, ...]


class BracketTranslation:
    """A catalog of Django's for Spanish, whose translation of a text is that text in brackets."""

    def to_language(self) -> str:
        return "es"

    def gettext(self, text: str) -> str:
        return f"{OPEN}{text.rpartition(CONTEXT_END)[2]}{CLOSE}"

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)


# Attributes that are read, or read out.
READ_ATTRIBUTES = {
    *("alt", "title", "placeholder", "label", "summary", "download"),
    *("aria-label", "aria-description", "aria-roledescription", "aria-valuetext"),
}
READ_METAS = {"description", "og:title", "og:description", "og:image:alt", "twitter:title"}
BUTTONS = {"submit", "button", "reset"}
# A value of a data attribute without a space is a code.
IS_CODE = re.compile(r"\S*")
DRAWING_NUMBERS = {
    *("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height"),
    *("stroke-width", "font-size", "value", "min", "max", "low", "high", "optimum", "step"),
}
VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"),
}


class Page(HTMLParser):
    """The readable texts of a page in Spanish, as (place, text), and numbers with a comma."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.decimal_commas: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_skipped = bool(self._open and self._open[-1][1]) or tag in ("script", "style")
        # A text in another language says so, and so does a code, which is the same in every one.
        is_skipped |= values.get("lang", "es") != "es" or values.get("translate") == "no"
        if tag not in VOID:
            self._open.append((tag, is_skipped))
        if not is_skipped:
            self.texts += [(f"{tag} {name}", value) for name, value in read_attributes(tag, values)]
        self.decimal_commas += [
            f"<{tag} {name}={value}>"
            for name, value in values.items()
            if name in DRAWING_NUMBERS and re.search(r"\d,\d", value)
        ]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag in (name for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._open and not self._open[-1][1]:
            self.texts.append((f"<{self._open[-1][0]}>", data))


def read_attributes(tag: str, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The attributes of an element that have a readable text."""
    for name, value in values.items():
        is_text_of_script = name.startswith("data-") and not IS_CODE.fullmatch(value)
        is_read = name in READ_ATTRIBUTES or is_text_of_script
        if tag == "meta" and name == "content":
            is_read = values.get("name", values.get("property")) in READ_METAS
        if tag == "input" and name == "value":
            is_read = values.get("type") in BUTTONS
        if is_read:
            yield name, value


def outside_brackets(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The parts of texts that are outside brackets; a pair may span several texts of a page."""
    depth = 0
    for place, text in texts:
        for part in re.split(f"([{OPEN}{CLOSE}])", text):
            if part == OPEN:
                depth += 1
            elif part == CLOSE:
                depth -= 1
                if depth < 0:
                    yield place, f"a bracket too many after: {text}"
                    depth = 0
            elif depth == 0 and part.strip():
                yield place, part
    if depth:
        yield "the end", "a bracket is not closed"


class Content:
    """Names, and the words of editors, users and sources: all texts in the tables of models."""

    def __init__(self, tables: Iterable[type[models.Model]], names: Iterable[str] = ()) -> None:
        self._names = {words_of(name) for name in names}
        for model in tables:
            fields = [field.name for field in model._meta.concrete_fields if has_words(field)]
            for row in model._default_manager.values_list(*fields) if fields else ():
                for value in row:
                    self._add(value)

    def _add(self, value: Any) -> None:
        if isinstance(value, str):
            self._names.add(words_of(value))
            if "\n" in value or len(value) > 100:
                texts = Page(f"<p>{markdown(value)}</p>").texts
                self._names |= {words_of(text) for _, text in texts}
        elif isinstance(value, dict):
            self._add(list(value.values()))
        elif isinstance(value, list | tuple):
            for each in value:
                self._add(each)

    def explains(self, text: str) -> bool:
        """Whether a text consists of names, each whole, figures and punctuation."""
        words = tuple(word for word in words_of(text) if word not in NAMES)
        if not words or words in self._names:
            return True
        ends = {0}
        for end in range(1, len(words) + 1):
            starts = range(max(0, end - LONGEST_NAME), end)
            if any(start in ends and words[start:end] in self._names for start in starts):
                ends.add(end)
        return len(words) in ends


def has_words(field: models.Field[Any, Any]) -> bool:
    """Whether a column has words for people: no codes, no keys, no addresses."""
    if isinstance(field, models.SlugField | models.URLField) or field.choices:
        return False
    return isinstance(field, models.CharField | models.TextField | models.JSONField) or isinstance(
        getattr(field, "base_field", None), models.CharField | models.TextField
    )


def words_of(text: str) -> Words:
    """The words of a text in small letters, without figures."""
    found = WORD.findall(NO_WORDS.sub(" ", text).lower().replace("'", "’"))
    return tuple(word for word in found if not any(map(str.isdigit, word)))


def find_untranslated(html: str, content: Content) -> list[str]:
    """What a translator could not translate on a page, with its place."""
    page = Page(html)
    missed = [
        f"{place}: {' '.join(text.split())}"
        for place, text in outside_brackets(page.texts)
        if not content.explains(text)
    ]
    return [*missed, *page.decimal_commas]
