"""Texts of a quiz that are still in English on a page in another language.

Everything sees them as ordinary text; where a template writes them, HTML says that they are
English, so that a screen reader pronounces them right and a browser can offer to translate them.
"""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

ENGLISH = "en"


class EnglishText(str):
    """An English text on a page in another language."""

    __slots__ = ()
    lang = ENGLISH

    def __html__(self) -> SafeString:
        return format_html('<span lang="{}">{}</span>', self.lang, str(self))

    def lower(self) -> "EnglishText":
        return EnglishText(super().lower())

    def lower_first(self) -> "EnglishText":
        return EnglishText(lower_first(str(self)))


class MixedText(str):
    """A sentence with an English text in it."""

    __slots__ = ("_html",)
    _html: SafeString

    def __new__(cls, text: str, html: SafeString) -> "MixedText":
        mixed = super().__new__(cls, text)
        mixed._html = html
        return mixed

    def __html__(self) -> SafeString:
        return self._html


def lower_first(text: str) -> str:
    """The text with a small first letter, for the middle of a sentence.

    >>> lower_first("A great fit")
    'a great fit'
    """
    if isinstance(text, EnglishText):
        return text.lower_first()
    return text[:1].lower() + text[1:]


def fill_in(sentence: str, **values: str) -> str:
    """The sentence with its values, as in `%(name)s`; English ones among them stay marked."""
    text = sentence % values
    if not any(isinstance(value, EnglishText) for value in values.values()):
        return text
    escaped = {name: conditional_escape(value) for name, value in values.items()}
    return MixedText(text, mark_safe(conditional_escape(sentence) % escaped))  # noqa: S308
