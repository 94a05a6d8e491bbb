"""Moves the content of quiz versions between the tables and plain values."""

from datetime import datetime
from functools import lru_cache

from quiz.content import (
    BandContent,
    ConditionContent,
    FactContent,
    StatementContent,
    TraitContent,
    VersionContent,
)
from quiz.models import Band, Condition, Quiz, QuizVersion, Statement, Trait

# Published versions never change, so each process may cache those in use.
MAX_CACHED_VERSIONS = 64


def get_content(version: QuizVersion) -> VersionContent:
    """The content of a version; a published version's comes from the cache after the first time."""
    if version.published_at is not None:
        return _get_published_content(version.pk, version.published_at)
    return load_content(version)


@lru_cache(maxsize=MAX_CACHED_VERSIONS)
def _get_published_content(pk: int, published_at: datetime) -> VersionContent:
    """The content of a published version.

    The publication time is part of the cache key because another database may reuse the number.
    """
    return load_content(QuizVersion.objects.get(pk=pk))


def load_content(version: QuizVersion) -> VersionContent:
    """Load a version's content from the tables: four queries, however many rows."""
    traits = version.traits.prefetch_related("statements")
    return VersionContent(
        number=version.number,
        title=version.title,
        introduction=version.introduction,
        note=version.note,
        traits=tuple(_trait_content(trait) for trait in traits),
        bands=tuple(
            BandContent(
                key=band.key,
                threshold=band.threshold,
                label=band.label,
                tone=band.tone,
                text=band.text,
            )
            for band in version.bands.all()
        ),
        conditions=tuple(
            ConditionContent(
                key=condition.key,
                question=condition.question,
                conflict_when=condition.conflict_when,
                conflict_text=condition.conflict_text,
                fact=_fact_content(condition),
            )
            for condition in version.conditions.all()
        ),
    )


def _trait_content(trait: Trait) -> TraitContent:
    return TraitContent(
        key=trait.key,
        name=trait.name,
        description=trait.description,
        guide_part=trait.guide_part,
        weight=trait.weight,
        high_text=trait.high_text,
        middle_text=trait.middle_text,
        low_text=trait.low_text,
        statements=tuple(
            StatementContent(
                key=statement.key,
                text=statement.text,
                fact=_fact_content(statement),
                reverse=statement.reverse,
                weight=statement.weight,
                mirror=statement.mirror,
                in_short_form=statement.in_short_form,
                position=statement.position,
            )
            for statement in trait.statements.all()
        ),
    )


def _fact_content(row: Statement | Condition) -> FactContent:
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
    statements = []
    for position, trait in enumerate(content.traits):
        row = Trait.objects.create(
            version=version,
            position=position,
            key=trait.key,
            name=trait.name,
            description=trait.description,
            guide_part=trait.guide_part,
            weight=trait.weight,
            high_text=trait.high_text,
            middle_text=trait.middle_text,
            low_text=trait.low_text,
        )
        statements += [
            Statement(
                trait=row,
                position=statement.position,
                key=statement.key,
                text=statement.text,
                reverse=statement.reverse,
                weight=statement.weight,
                mirror=statement.mirror,
                in_short_form=statement.in_short_form,
                **_fact_fields(statement.fact),
            )
            for statement in trait.statements
        ]
    Statement.objects.bulk_create(statements)
    Band.objects.bulk_create(
        Band(
            version=version,
            key=band.key,
            threshold=band.threshold,
            label=band.label,
            text=band.text,
            tone=band.tone,
        )
        for band in content.bands
    )
    Condition.objects.bulk_create(
        Condition(
            version=version,
            position=position,
            key=condition.key,
            question=condition.question,
            conflict_when=condition.conflict_when,
            conflict_text=condition.conflict_text,
            **_fact_fields(condition.fact),
        )
        for position, condition in enumerate(content.conditions)
    )
    return version


def _fact_fields(fact: FactContent) -> dict[str, str]:
    return {
        "guide_part": fact.guide_part,
        "measured_fact": fact.measured_fact,
        "fact_text": fact.text,
        "fact_source": fact.source,
    }
