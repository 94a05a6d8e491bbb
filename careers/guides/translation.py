"""A guide in another language: it begins as a copy, and says what is still as in English."""

from collections import Counter
from typing import Any

from django.db import models

from careers.guides.documents import Content, build_document, build_instance
from careers.guides.parts import GUIDE_PARTS, guide_fields
from careers.models import Guide
from careers.models.guides import DEFAULT_LANGUAGE
from careers.models.parts import FIGURE_COLUMNS

# Texts that are the same in every language.
KEY_FIELDS = {"soc_code", *FIGURE_COLUMNS}


def copy_guide(source: Guide, target: Guide) -> None:
    """Copy the rows of a guide into one that has none, and the texts that it lacks."""
    document = build_document(source)
    for field in guide_fields():
        if not getattr(target, field.attname):
            setattr(target, field.attname, getattr(source, field.attname))
    target.save()
    for name, part in GUIDE_PARTS.items():
        part.model._default_manager.bulk_create(
            build_instance(part.model, {**row, "id": None}, guide=target, **part.fixed)
            for row in document["parts"][name]
        )


def list_untranslated(guide: Guide, document: Content) -> list[tuple[str, int]]:
    """The parts with texts that are the same in English, and how many; none for English itself.

    A name or an abbreviation may well be the same in both.
    """
    if guide.language == DEFAULT_LANGUAGE:
        return []
    english = guide.career.guides.filter(language=DEFAULT_LANGUAGE).first()
    if english is None:
        return []
    original = build_document(english)
    same: Counter[str] = Counter()
    for field in guide_fields():
        same["The guide itself"] += _is_same(field, document["guide"], original["guide"])
    for name, part in GUIDE_PARTS.items():
        texts = {row["position"]: row for row in original["parts"][name] if "position" in row}
        for row in document["parts"][name]:
            before = texts.get(row.get("position"), {})
            same[part.label] += sum(_is_same(field, row, before) for field in part.fields)
    return [(label, number) for label, number in same.items() if number]


def _is_same(
    field: "models.Field[Any, Any]", row: dict[str, Any], original: dict[str, Any]
) -> bool:
    """Whether a text to translate, and no code or address, is the same in two rows."""
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    is_code = isinstance(field, models.SlugField | models.URLField) or field.name in KEY_FIELDS
    text = row.get(field.attname)
    return is_text and not is_code and bool(text) and text == original.get(field.attname)
