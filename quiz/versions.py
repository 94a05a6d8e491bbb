"""Moves the content of quiz versions between the tables and plain values."""

from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import get_language

from quiz.content import (
    BandContent,
    ConditionContent,
    FactContent,
    StatementContent,
    TraitContent,
    VersionContent,
)
from quiz.english import ENGLISH
from quiz.models import Band, Condition, Quiz, QuizVersion, Statement, Trait
from quiz.models.parts import Fact
from quiz.translations import translate

Part = TraitContent | StatementContent | BandContent | ConditionContent
Content = TypeVar("Content", bound=VersionContent | Part)
# Published versions never change, so each process may cache those in use.
MAX_CACHED_VERSIONS = 64


def get_content(version: QuizVersion, language: str | None = None) -> VersionContent:
    """The content of a version; a published version's comes from the cache after the first time.

    It is in the active language, or in the one given; what has no translation stays English. A
    draft is English.
    """
    if version.published_at is None:
        return load_content(version)
    language = language or get_language() or ENGLISH
    return _get_published_content(version.pk, version.published_at, language)


@lru_cache(maxsize=MAX_CACHED_VERSIONS)
def _get_published_content(pk: int, published_at: datetime, language: str) -> VersionContent:
    """The content of a published version in a language.

    The publication time is part of the cache key because another database may reuse the number.
    """
    version = QuizVersion.objects.get(pk=pk)
    content = load_content(version)
    if language == ENGLISH:
        return content
    translation = version.translations.filter(language=language).first()
    return translate(content, translation.texts if translation else {})


def load_content(version: QuizVersion) -> VersionContent:
    """Load a version's English content from the tables: four queries, however many rows."""
    traits = version.traits.prefetch_related("statements")
    return _build_content(
        VersionContent,
        version,
        traits=tuple(
            _build_content(
                TraitContent,
                trait,
                statements=tuple(
                    _build_content(StatementContent, statement, fact=_build_fact(statement))
                    for statement in trait.statements.all()
                ),
            )
            for trait in traits
        ),
        bands=tuple(_build_content(BandContent, band) for band in version.bands.all()),
        conditions=tuple(
            _build_content(ConditionContent, condition, fact=_build_fact(condition))
            for condition in version.conditions.all()
        ),
    )


def _build_content(kind: type[Content], row: Model, **parts: Any) -> Content:
    """A value with the columns of a row; `parts` are the fields that are other rows."""
    names = {field.name for field in fields(kind)} - parts.keys()
    return kind(**{name: getattr(row, name) for name in names}, **parts)


def _build_fact(row: Fact) -> FactContent:
    return FactContent(row.guide_part, row.measured_fact, row.fact_text, row.fact_source)


def create_draft(quiz: Quiz, content: VersionContent) -> QuizVersion:
    """Store content as the quiz's draft, with the next number. Call it in a transaction.

    Raises IntegrityError if the quiz has a draft already or the content uses a key twice.
    """
    newest = quiz.versions.order_by("-number").first()
    version = QuizVersion.objects.create(
        quiz=quiz,
        number=newest.number + 1 if newest else 1,
        title=content.title,
        introduction=content.introduction,
        note=content.note,
    )
    traits = Trait.objects.bulk_create(
        Trait(version=version, position=position, **_get_columns(trait))
        for position, trait in enumerate(content.traits)
    )
    Statement.objects.bulk_create(
        Statement(trait=row, **_get_columns(statement))
        for row, trait in zip(traits, content.traits, strict=True)
        for statement in trait.statements
    )
    Band.objects.bulk_create(Band(version=version, **_get_columns(band)) for band in content.bands)
    Condition.objects.bulk_create(
        Condition(version=version, position=position, **_get_columns(condition))
        for position, condition in enumerate(content.conditions)
    )
    return version


def _get_columns(part: Part) -> dict[str, Any]:
    """The columns of a part's row, with those of its fact and without its statements."""
    columns = {field.name: getattr(part, field.name) for field in fields(part)}
    columns.pop("statements", None)
    fact: FactContent | None = columns.pop("fact", None)
    if fact is not None:
        columns |= {
            "guide_part": fact.guide_part,
            "measured_fact": fact.measured_fact,
            "fact_text": fact.text,
            "fact_source": fact.source,
        }
    return columns
