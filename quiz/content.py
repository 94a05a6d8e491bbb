"""What a version of a quiz asks and how it counts, as plain values.

The annotations define what a quiz file may contain: `quiz.exchange` validates files by them and
derives the JSON schema from them. Values built in code are not validated, because a draft may be
incomplete; `quiz.check` lists what a draft still lacks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from django.db.models import TextChoices
from pydantic import AfterValidator, Field
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from quiz import scoring
from quiz.models.parts import Band, Condition, GuidePart
from quiz.models.results import FormLength

KEY_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
# One line: something visible, and no control characters. A text may have line breaks, but no NUL,
# which PostgreSQL does not store.
LINE_PATTERN = r"^[^\x00-\x1f]*[^\x00-\x1f\s][^\x00-\x1f]*$"
TEXT_PATTERN = r"^[^\x00]*[^\x00\s][^\x00]*$"
NOTE_PATTERN = r"^[^\x00-\x1f]*$"


@dataclass(frozen=True)
class OneOf:
    """Annotation of a text that must be one of a model field's choices."""

    choices: type[TextChoices]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.literal_schema(list(self.choices.values))


Key = Annotated[str, Field(pattern=KEY_PATTERN, max_length=40)]
Line = Annotated[str, Field(pattern=LINE_PATTERN, max_length=300)]
Text = Annotated[str, Field(pattern=TEXT_PATTERN, max_length=600)]
Part = Annotated[str, OneOf(GuidePart), Field(description="A part of the career's guide.")]


@dataclass(frozen=True)
class FactContent:
    """Where a question comes from.

    A measured fact of the guide by its key, or another part of the guide with the fact in a
    sentence. Publishing fills in the text and the source of a measured fact.
    """

    guide_part: Annotated[Part, Field(alias="part")]
    measured_fact: Annotated[Key, Field(alias="measured")] = ""
    text: Annotated[Text, Field(max_length=400)] = ""
    source: Line = ""


def _check_fact(fact: FactContent) -> FactContent:
    if fact.guide_part == GuidePart.MEASURED and not fact.measured_fact:
        raise PydanticCustomError("fact", "The part “measured” needs the key of a measured fact")
    if fact.guide_part != GuidePart.MEASURED and fact.measured_fact:
        raise PydanticCustomError("fact", "A measured fact goes with the part “measured” only")
    if fact.guide_part != GuidePart.MEASURED and not fact.text:
        raise PydanticCustomError("fact", "A fact of the guide needs its text")
    return fact


Fact = Annotated[FactContent, AfterValidator(_check_fact)]


@dataclass(frozen=True, kw_only=True)
class StatementContent:
    """A situation of the work that a visitor agrees or disagrees with."""

    key: Key
    position: Annotated[
        int, Field(ge=0, le=1000, description="Place among all statements of the quiz.")
    ]
    text: Annotated[Line, Field(max_length=240)]
    reverse: Annotated[bool, Field(description="Agreeing speaks against the fit.")] = False
    weight: Annotated[
        int, Field(ge=1, le=5, description="Against the other statements of its trait.")
    ] = 1
    mirror: Annotated[
        Key, Field(description="Key of the statement of this trait that says the opposite.")
    ] = ""
    in_short_form: Annotated[bool, Field(alias="short", description="In the short form.")] = False
    fact: Fact


@dataclass(frozen=True, kw_only=True)
class TraitContent:
    """Something that the work asks of a person; `weight` in percent of the fit."""

    key: Key
    name: Annotated[Line, Field(max_length=80)]
    description: Line
    guide_part: Part
    weight: Annotated[int, Field(ge=1, le=100)]
    is_core: Annotated[
        bool,
        Field(
            alias="core",
            description="While it is low, the result is not in the top band. If no trait says so, "
            "those with at least an equal share of the weight are core.",
        ),
    ] = False
    high_text: Text
    middle_text: Text
    low_text: Text
    statements: Annotated[tuple[StatementContent, ...], Field(min_length=1, max_length=20)]

    def text_for(self, level: scoring.Level) -> str:
        return {
            scoring.Level.HIGH: self.high_text,
            scoring.Level.MIDDLE: self.middle_text,
            scoring.Level.LOW: self.low_text,
        }[level]


@dataclass(frozen=True, kw_only=True)
class BandContent:
    """A part of the fit's scale; `threshold`: the lowest fit that belongs to it."""

    key: Key
    threshold: Annotated[int, Field(ge=0, le=100)]
    label: Annotated[Line, Field(max_length=60)]
    tone: Annotated[str, OneOf(Band.Tone)]
    text: Text


@dataclass(frozen=True, kw_only=True)
class ConditionContent:
    """A yes-or-no question; the answer `conflict_when` rules the work out."""

    key: Key
    question: Annotated[Line, Field(max_length=240)]
    conflict_when: Annotated[str, OneOf(Condition.Answer)]
    conflict_text: Text
    fact: Fact


def _sort_bands(bands: tuple[BandContent, ...]) -> tuple[BandContent, ...]:
    return tuple(sorted(bands, key=lambda band: -band.threshold))


@dataclass(frozen=True, kw_only=True)
class VersionContent:
    """Everything that a version asks and says; bands from the highest down."""

    title: Annotated[Line, Field(max_length=120)]
    introduction: Annotated[Text, Field(max_length=1000, description="Markdown.")]
    note: Annotated[str, Field(max_length=200, pattern=NOTE_PATTERN)] = ""
    traits: Annotated[tuple[TraitContent, ...], Field(min_length=1, max_length=20)]
    bands: Annotated[
        tuple[BandContent, ...], Field(min_length=2, max_length=7), AfterValidator(_sort_bands)
    ]
    conditions: Annotated[tuple[ConditionContent, ...], Field(max_length=10)] = ()
    number: Annotated[
        int, Field(ge=0, le=32767, description="Of the exported version; an import gets the next.")
    ] = field(default=0, compare=False)

    @cached_property
    def statements(self) -> tuple[StatementContent, ...]:
        """Every statement in the order of the full form."""
        statements = [statement for trait in self.traits for statement in trait.statements]
        return tuple(sorted(statements, key=lambda statement: statement.position))

    @cached_property
    def trait_of(self) -> Mapping[str, TraitContent]:
        """The trait of each statement, by the statement's key."""
        return {statement.key: trait for trait in self.traits for statement in trait.statements}

    @cached_property
    def core_traits(self) -> tuple[TraitContent, ...]:
        """The traits that hold the result below the top band while they are low."""
        core = {trait.key for trait in self._full_form.traits if trait.is_core}
        return tuple(trait for trait in self.traits if trait.key in core)

    @cached_property
    def band_by_key(self) -> Mapping[str, BandContent]:
        return {band.key: band for band in self.bands}

    def asked(self, length: str) -> tuple[StatementContent, ...]:
        """The statements of the full or the short form, in order."""
        return self._short if length == FormLength.SHORT else self.statements

    @cached_property
    def _short(self) -> tuple[StatementContent, ...]:
        return tuple(statement for statement in self.statements if statement.in_short_form)

    @cached_property
    def has_short_form(self) -> bool:
        return bool(self._short)

    def form(self, length: str) -> scoring.Form:
        """The form that scoring needs. Raises ValueError if it cannot be scored."""
        return self._short_form if length == FormLength.SHORT else self._full_form

    @cached_property
    def _full_form(self) -> scoring.Form:
        return self._build_form(self.statements)

    @cached_property
    def _short_form(self) -> scoring.Form:
        return self._build_form(self._short)

    def _build_form(self, statements: tuple[StatementContent, ...]) -> scoring.Form:
        return scoring.Form(
            traits=scoring.mark_core_traits(
                [
                    scoring.TraitWeight(trait.key, trait.weight, trait.is_core)
                    for trait in self.traits
                ]
            ),
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
            bands=tuple(scoring.BandThreshold(band.key, band.threshold) for band in self.bands),
        )

    def score_answers(
        self, length: str, answers: Mapping[str, int], conditions: Mapping[str, str]
    ) -> scoring.Outcome:
        """Score the answers to the full or the short form and to the conditions.

        A condition is a conflict if its answer rules the work out.
        """
        conflicts = tuple(
            condition.key
            for condition in self.conditions
            if conditions.get(condition.key) == condition.conflict_when
        )
        return scoring.score_answers(self.form(length), answers, conflicts)
