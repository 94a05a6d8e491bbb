"""The parts of a result page, ready for templates."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from quiz import scoring, wording
from quiz.content import (
    BandContent,
    ConditionContent,
    StatementContent,
    TraitContent,
    VersionContent,
)

# Of the answers that speak against the fit, so many are listed; the rest are with their traits.
MAX_AGAINST = 3
# A change of more answers than this is given as a number: the result does not hang on one of them.
MAX_CHANGED_ANSWERS = 3


@dataclass(frozen=True)
class AnswerView:
    """A statement, the visitor's answer 1 to 5, its label (`said`), and the fact behind it.

    `points`: by how much it moved the fit from the middle; `keyed`: 0 to 100 toward the fit.
    """

    number: int
    statement: StatementContent
    answer: int
    said: str
    keyed: int
    points: Fraction
    fact_url: str

    @property
    def counts(self) -> str:
        """Which way the answer counted, as the end of a sentence."""
        if self.points > 0:
            return gettext("counts for the fit")
        if self.points < 0:
            return gettext("counts against the fit")
        return gettext("counts neither way")

    @property
    def effect(self) -> str:
        """The same as a sentence of its own, with the points."""
        points = {"points": self.rounded_points}
        if self.points > 0:
            return gettext("It counts for the fit (%(points)s).") % points
        if self.points < 0:
            return gettext("It counts against the fit (%(points)s).") % points
        return gettext("It counts neither way.")

    @property
    def rounded_points(self) -> str:
        """Signed, with one decimal: `+5.0`, `−2.5`."""
        return wording.format_signed(float(self.points), places=1)


@dataclass(frozen=True)
class TraitView:
    trait: TraitContent
    score: int
    level: scoring.Level
    tied: bool
    answers: tuple[AnswerView, ...]
    guide_url: str

    @property
    def text(self) -> str:
        return self.trait.text_for(self.level)

    @property
    def level_text(self) -> str:
        return {
            scoring.Level.HIGH: gettext("Matches well"),
            scoring.Level.MIDDLE: gettext("Matches in part"),
            scoring.Level.LOW: gettext("Does not match"),
        }[self.level]


@dataclass(frozen=True)
class ConflictView:
    """A yes-or-no question whose answer rules the work out; `said`: `yes` or `no`, in words."""

    condition: ConditionContent
    said: str
    fact_url: str


@dataclass(frozen=True)
class StepView:
    """One answer of a change: the one given and the label of the one needed."""

    answer: AnswerView
    would_be: str


@dataclass(frozen=True)
class ChangeView:
    """The smallest change of answers that moves the result into another band."""

    band: BandContent
    up: bool
    steps: tuple[StepView, ...]

    @property
    def number(self) -> int:
        return len(self.steps)

    @property
    def is_listed(self) -> bool:
        return self.number <= MAX_CHANGED_ANSWERS


@dataclass(frozen=True)
class BandOnScale:
    """A band's place on the scale of 0 to 100, for the picture."""

    band: BandContent
    start: int
    width: int
    is_reached: bool


@dataclass(frozen=True)
class Story:
    """Everything that a result page says about the answers.

    `against`: the answers that speak against the fit, the one with the largest effect first.
    `equal_reasons`: how many more answers count as much as the last of `reasons`.
    """

    content: VersionContent
    outcome: scoring.Outcome
    band: BandContent
    bands: tuple[BandContent, ...]
    scale: tuple[BandOnScale, ...]
    headline: str
    sureness: str
    doubt_texts: tuple[str, ...]
    conflicts: tuple[ConflictView, ...]
    reasons: tuple[AnswerView, ...]
    equal_reasons: int
    traits: tuple[TraitView, ...]
    against: tuple[AnswerView, ...]
    changes: tuple[ChangeView, ...]
    questions: tuple[str, ...]

    @property
    def fit(self) -> int:
        return round(self.outcome.fit)

    @property
    def against_listed(self) -> tuple[AnswerView, ...]:
        return self.against[:MAX_AGAINST]

    @property
    def against_unlisted(self) -> int:
        """How many more answers speak against the fit than are listed."""
        return len(self.against) - len(self.against_listed)

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
        """Color and pattern of the head: of the band, or neutral while it is not clear."""
        if self.conflicts:
            return "poor"
        return self.band.tone if self.outcome.is_clear else "open"
