"""A quiz version's whole content as plain values, read from the tables once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache

from quiz import scoring
from quiz.models import Band, Condition, Quiz, QuizVersion, Statement, Trait
from quiz.models.results import FormLength

# Published versions never change, so each process may keep the ones in use.
VERSIONS_KEPT = 64

YES_NO = ("yes", "no")


@dataclass(frozen=True)
class FactContent:
    """Where a question comes from; a measured fact has its text and source once published."""

    guide_part: str
    measured_fact: str = ""
    text: str = ""
    source: str = ""


@dataclass(frozen=True)
class StatementContent:
    key: str
    text: str
    fact: FactContent
    reverse: bool = False
    weight: int = 1
    mirror: str = ""
    in_short_form: bool = False
    position: int = 0


@dataclass(frozen=True)
class TraitContent:
    key: str
    name: str
    description: str
    guide_part: str
    weight: int
    high_text: str
    middle_text: str
    low_text: str
    statements: tuple[StatementContent, ...] = ()

    def text_for(self, level: scoring.Level) -> str:
        return {
            scoring.Level.HIGH: self.high_text,
            scoring.Level.MIDDLE: self.middle_text,
            scoring.Level.LOW: self.low_text,
        }[level]


@dataclass(frozen=True)
class BandContent:
    key: str
    threshold: int
    label: str
    text: str
    tone: str


@dataclass(frozen=True)
class ConditionContent:
    key: str
    question: str
    conflict_when: str
    conflict_text: str
    fact: FactContent


@dataclass(frozen=True)
class VersionContent:
    """Everything that a version asks and says; bands from the highest down."""

    title: str
    introduction: str
    note: str = ""
    traits: tuple[TraitContent, ...] = ()
    bands: tuple[BandContent, ...] = ()
    conditions: tuple[ConditionContent, ...] = ()
    # Of the row it was read from, for links; imported content has none yet.
    number: int = field(default=0, compare=False)

    @cached_property
    def statements(self) -> tuple[StatementContent, ...]:
        """Every statement in the order in which the full form asks."""
        every = [statement for trait in self.traits for statement in trait.statements]
        return tuple(sorted(every, key=lambda statement: statement.position))

    @cached_property
    def trait_of(self) -> Mapping[str, TraitContent]:
        return {statement.key: trait for trait in self.traits for statement in trait.statements}

    @cached_property
    def band_by_key(self) -> Mapping[str, BandContent]:
        return {band.key: band for band in self.bands}

    def asked(self, length: str) -> tuple[StatementContent, ...]:
        """The statements of the full or the short form, in order."""
        if length == FormLength.SHORT:
            return self._short
        return self.statements

    @cached_property
    def _short(self) -> tuple[StatementContent, ...]:
        return tuple(statement for statement in self.statements if statement.in_short_form)

    @cached_property
    def has_short_form(self) -> bool:
        return bool(self._short)

    def form(self, length: str) -> scoring.Form:
        """What scoring needs of a form; ValueError where it cannot be scored."""
        return self._short_form if length == FormLength.SHORT else self._full_form

    @cached_property
    def _full_form(self) -> scoring.Form:
        return self._build_form(self.statements)

    @cached_property
    def _short_form(self) -> scoring.Form:
        return self._build_form(self._short)

    def _build_form(self, statements: tuple[StatementContent, ...]) -> scoring.Form:
        return scoring.Form(
            traits=tuple(scoring.TraitWeight(trait.key, trait.weight) for trait in self.traits),
            items=tuple(
                scoring.Item(
                    key=statement.key,
                    trait=self.trait_of[statement.key].key,
                    reverse=statement.reverse,
                    weight=statement.weight,
                    mirror=statement.mirror or None,
                )
                for statement in statements
            ),
            bands=tuple(scoring.BandFrom(band.key, band.threshold) for band in self.bands),
        )

    def conditions_in(self, posted: Mapping[str, str]) -> dict[str, str] | None:
        """The answers to the yes-or-no questions; None where one is missing or is neither."""
        answers = {condition.key: posted.get(condition.key, "") for condition in self.conditions}
        return answers if all(answer in YES_NO for answer in answers.values()) else None

    def conflicts(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Keys of the conditions whose answer rules the work out, in the order asked."""
        return tuple(
            condition.key
            for condition in self.conditions
            if answers.get(condition.key) == condition.conflict_when
        )

    def outcome(
        self, length: str, answers: Mapping[str, int], conditions: Mapping[str, str]
    ) -> scoring.Outcome:
        """What answers to the full or the short form, and to the conditions, come to."""
        return scoring.score(self.form(length), answers, self.conflicts(conditions))


def content_of(version: QuizVersion) -> VersionContent:
    """The content of a version: of a published one from memory after the first time."""
    if version.published_at is not None:
        return content_by_key(version.pk, version.published_at)
    return read(version)


@lru_cache(maxsize=VERSIONS_KEPT)
def content_by_key(pk: int, published_at: datetime) -> VersionContent:
    """The content of a published version by its key.

    When it was published is part of it, so that another database's row is not taken for this one.
    """
    return read(QuizVersion.objects.get(pk=pk))


def read(version: QuizVersion) -> VersionContent:
    """Read a version's content from the tables: four queries, however many rows."""
    traits = version.traits.prefetch_related("statements")
    return VersionContent(
        number=version.number,
        title=version.title,
        introduction=version.introduction,
        note=version.note,
        traits=tuple(_trait(trait) for trait in traits),
        bands=tuple(
            BandContent(band.key, band.threshold, band.label, band.text, band.tone)
            for band in version.bands.all()
        ),
        conditions=tuple(
            ConditionContent(
                key=condition.key,
                question=condition.question,
                conflict_when=condition.conflict_when,
                conflict_text=condition.conflict_text,
                fact=_fact(condition),
            )
            for condition in version.conditions.all()
        ),
    )


def _trait(trait: Trait) -> TraitContent:
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
                fact=_fact(statement),
                reverse=statement.reverse,
                weight=statement.weight,
                mirror=statement.mirror,
                in_short_form=statement.in_short_form,
                position=statement.position,
            )
            for statement in trait.statements.all()
        ),
    )


def _fact(row: Statement | Condition) -> FactContent:
    return FactContent(row.guide_part, row.measured_fact, row.fact_text, row.fact_source)


def write(quiz: Quiz, content: VersionContent) -> QuizVersion:
    """Write content as the quiz's draft, with the next number; call it in a transaction.

    Raises IntegrityError where the quiz has a draft already.
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
