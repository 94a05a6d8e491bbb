"""What a result page tells, put together from the answers, the quiz version and the career.

Everything is told anew from the answers at each reading; the version they belong to never changes,
so an old link tells the same story. Only the career's own tables (wages, costs, steps) are today's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from quiz import explain, scoring, wording
from quiz.content import (
    BandContent,
    ConditionContent,
    FactContent,
    StatementContent,
    TraitContent,
    VersionContent,
    content_of,
)
from quiz.forms.take import ANSWER_WORDS
from quiz.models import Result
from quiz.models.parts import GuidePart

if TYPE_CHECKING:
    from careers.models import Career

# "The two or three reasons that moved it most."
REASONS_TOLD = 3
# Of what speaks against the fit so many answers are told at once; the rest stand with their traits.
WEIGH_TOLD = 3
# A change of more answers than this is told as a number: the result does not hang on one of them.
CHANGES_TOLD = 3


@dataclass(frozen=True)
class AnswerTold:
    """A statement, what the visitor said to it, and the fact it comes from.

    `points`: by how much it moved the fit from the middle; `keyed`: 0 to 100 toward the fit.
    """

    number: int
    statement: StatementContent
    said: str
    keyed: int
    points: Fraction
    fact_url: str

    @property
    def fact(self) -> FactContent:
        return self.statement.fact

    @property
    def counts(self) -> str:
        """Which way the answer counted, in words."""
        if self.points > 0:
            return "counts for the fit"
        return "counts against the fit" if self.points < 0 else "counts neither way"

    @property
    def rounded_points(self) -> str:
        """Signed, with one decimal: `+5.0`, `−2.5`."""
        return wording.signed(float(self.points), places=1)


@dataclass(frozen=True)
class TraitTold:
    trait: TraitContent
    score: int
    level: scoring.Level
    tied: bool
    answers: tuple[AnswerTold, ...]
    guide_url: str

    @property
    def text(self) -> str:
        return self.trait.text_for(self.level)

    @property
    def level_words(self) -> str:
        return {
            scoring.Level.HIGH: "Matches well",
            scoring.Level.MIDDLE: "Matches in part",
            scoring.Level.LOW: "Does not match",
        }[self.level]


@dataclass(frozen=True)
class ConflictTold:
    condition: ConditionContent
    said: str
    fact_url: str

    @property
    def fact(self) -> FactContent:
        return self.condition.fact


@dataclass(frozen=True)
class StepTold:
    """One answer of a change: what was said, and what would have to be said."""

    answer: AnswerTold
    would_be: str


@dataclass(frozen=True)
class ChangeTold:
    """The smallest change of answers that moves the result into another band."""

    band: BandContent
    up: bool
    steps: tuple[StepTold, ...]
    number: int

    @property
    def is_told(self) -> bool:
        return self.number <= CHANGES_TOLD


@dataclass(frozen=True)
class BandOnScale:
    """A band's place on the scale of 0 to 100, for the picture."""

    band: BandContent
    start: int
    width: int
    is_reached: bool


@dataclass(frozen=True)
class Story:
    content: VersionContent
    outcome: scoring.Outcome
    band: BandContent
    bands: tuple[BandContent, ...]
    scale: tuple[BandOnScale, ...]
    headline: str
    sureness: str
    doubt_texts: tuple[str, ...]
    conflicts: tuple[ConflictTold, ...]
    reasons: tuple[AnswerTold, ...]
    equal_reasons: int
    traits: tuple[TraitTold, ...]
    fits: tuple[AnswerTold, ...]
    weigh: tuple[AnswerTold, ...]
    changes: tuple[ChangeTold, ...]
    questions: tuple[str, ...]

    @property
    def fit(self) -> int:
        return round(self.outcome.fit)

    @property
    def weigh_told(self) -> tuple[AnswerTold, ...]:
        return self.weigh[:WEIGH_TOLD]

    @property
    def weigh_more(self) -> int:
        """How many more answers speak against the fit than are told at once."""
        return len(self.weigh) - len(self.weigh_told)

    @property
    def low(self) -> int:
        return round(self.outcome.low)

    @property
    def high(self) -> int:
        return round(self.outcome.high)

    @property
    def range_width(self) -> int:
        return max(1, self.high - self.low)

    @property
    def number_of_statements(self) -> int:
        return sum(len(trait.answers) for trait in self.traits)

    @property
    def tone(self) -> str:
        """Color and pattern of the head: of the band, or none while it is not clear."""
        if self.conflicts:
            return "poor"
        return self.band.tone if self.outcome.is_clear else "open"


def tell(result: Result, anchors: Mapping[str, str]) -> Story:
    """The story of a result; `anchors`: address of each part of the guide by its name."""
    content = content_of(result.version)
    return tell_answers(content, result.form, result.answers, result.conditions, anchors)


def tell_answers(
    content: VersionContent,
    length: str,
    answers: Mapping[str, int],
    conditions: Mapping[str, str],
    anchors: Mapping[str, str],
) -> Story:
    form = content.form(length)
    outcome = content.outcome(length, answers, conditions)
    told = _answers_told(content, length, answers, anchors)
    by_size = explain.reasons(form, answers)
    band = content.band_by_key[outcome.band]
    conflicts = tuple(
        ConflictTold(condition, conditions[condition.key], anchors[condition.fact.guide_part])
        for condition in content.conditions
        if condition.key in outcome.conflicts
    )
    return Story(
        content=content,
        outcome=outcome,
        band=band,
        bands=tuple(content.band_by_key[key] for key in outcome.bands),
        scale=_scale(content, outcome),
        headline=wording.headline(content, outcome),
        sureness=wording.sureness(content, outcome),
        doubt_texts=tuple(wording.doubt_text(doubt, content, outcome) for doubt in outcome.doubts),
        conflicts=conflicts,
        reasons=tuple(told[reason.key] for reason in by_size[:REASONS_TOLD]),
        equal_reasons=_equal_reasons(by_size),
        traits=_traits_told(content, outcome, told, anchors),
        fits=tuple(told[reason.key] for reason in by_size if reason.points > 0),
        weigh=tuple(told[reason.key] for reason in by_size if reason.points < 0),
        changes=_changes_told(content, form, answers, told),
        questions=wording.questions(content, outcome),
    )


def _answers_told(
    content: VersionContent, length: str, answers: Mapping[str, int], anchors: Mapping[str, str]
) -> dict[str, AnswerTold]:
    points = explain.points(content.form(length), answers)
    return {
        statement.key: AnswerTold(
            number=number,
            statement=statement,
            said=ANSWER_WORDS[answers[statement.key]],
            keyed=explain.keyed_points(answers[statement.key], reverse=statement.reverse),
            points=points[statement.key],
            fact_url=anchors[statement.fact.guide_part],
        )
        for number, statement in enumerate(content.asked(length), start=1)
    }


def _traits_told(
    content: VersionContent,
    outcome: scoring.Outcome,
    told: Mapping[str, AnswerTold],
    anchors: Mapping[str, str],
) -> tuple[TraitTold, ...]:
    """Traits from the highest score down; equal ones in the quiz's order."""
    by_key = {trait.key: trait for trait in content.traits}
    return tuple(
        TraitTold(
            trait=by_key[scored.key],
            score=round(scored.score),
            level=scored.level,
            tied=scored.tied,
            answers=tuple(
                told[statement.key]
                for statement in by_key[scored.key].statements
                if statement.key in told
            ),
            guide_url=anchors[by_key[scored.key].guide_part],
        )
        for scored in sorted(outcome.traits, key=lambda scored: scored.rank)
    )


def _scale(content: VersionContent, outcome: scoring.Outcome) -> tuple[BandOnScale, ...]:
    ascending = sorted(content.bands, key=lambda band: band.threshold)
    ends = [band.threshold for band in ascending[1:]] + [100]
    return tuple(
        BandOnScale(band, band.threshold, end - band.threshold, band.key in outcome.bands)
        for band, end in zip(ascending, ends, strict=True)
    )


def _equal_reasons(by_size: Sequence[explain.Reason]) -> int:
    """How many reasons that are not told weigh as much as the last one told."""
    if len(by_size) <= REASONS_TOLD:
        return 0
    last = by_size[REASONS_TOLD - 1]
    return sum(reason.rank == last.rank for reason in by_size[REASONS_TOLD:])


def _changes_told(
    content: VersionContent,
    form: scoring.Form,
    answers: Mapping[str, int],
    told: Mapping[str, AnswerTold],
) -> tuple[ChangeTold, ...]:
    found = []
    for up in (True, False):
        change = explain.smallest_change(form, answers, up=up)
        if change is not None:
            found.append(
                ChangeTold(
                    band=content.band_by_key[change.band],
                    up=up,
                    steps=tuple(
                        StepTold(told[step.key], ANSWER_WORDS[step.would_be])
                        for step in change.steps
                    ),
                    number=len(change.steps),
                )
            )
    return tuple(found)


def guide_anchors(career: "Career") -> dict[str, str]:
    """Address of each part of the career's guide; the guide itself where it lacks the part."""
    guide = career.get_absolute_url()
    anchors = {part.value: guide for part in GuidePart}
    for section in reversed(list(career.sections.all())):
        if section.part in anchors:
            anchors[section.part] = f"{guide}#{section.anchor}"
    return anchors
