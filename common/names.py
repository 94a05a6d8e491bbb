"""Names that people give and others read: normalized, and with something to see."""

import re
import unicodedata
from typing import Any

from django import forms
from django.db import models

# Letters and a symbol that are drawn as nothing.
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
# Joins or separates letters of some scripts, and the parts of an emoji.
_JOINERS = "\u200c\u200d"
# A heap of accents reaches into the lines above and below.
_ACCENT = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_HEAPED_ACCENTS = re.compile(f"({_ACCENT}{{3}}){_ACCENT}+")


def normalize_name(text: str) -> str:
    """A name without what nobody sees; empty if nothing is left to see.

    >>> normalize_name("  Blue\\u200b \\u202eFox\\n "), normalize_name("\\u3164\\u2800\\u200d")
    ('Blue Fox', '')
    """
    kept = "".join(each for each in unicodedata.normalize("NFC", text) if _is_kept(each))
    name = _HEAPED_ACCENTS.sub(r"\1", " ".join(kept.split()))
    has_ink = any(unicodedata.category(each)[0] in "LNPS" for each in name)
    return name if has_ink else ""


def _is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    if character in _BLANK_LETTERS or category in ("Cf", "Co", "Cn", "Cs"):
        return character in _JOINERS
    return category != "Cc" or character.isspace()


class NameFormField(forms.CharField):
    """A name; one of which nothing can be seen counts as left out."""

    def clean(self, value: Any) -> str:
        # A NUL is refused before it could be dropped.
        text = self.to_python(value) or ""
        self.run_validators(text)
        return str(super().clean(normalize_name(text)))


class NameField(models.CharField[str, str]):
    """A column for a name. In migrations it is Django's CharField."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": NameFormField, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
