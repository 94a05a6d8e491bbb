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
from quiz.english import fill_in

# Of the answers that speak against the fit, so many are listed; the rest are with their traits.
MAX_AGAINST = 3
# A change of more answers than this is given as a number: the result does not hang on one of them.
MAX_CHANGED_ANSWERS = 3


@dataclass(frozen=True)
class AnswerView:
    """A statement, the visitor's answer 1 to 5, its label (`said`), and the fact behind it.

    `points`: by how much it moved the fit from the middle; `keyed`: 0 to 100 toward the fit. One
    that is not known yet moved nothing, and its `keyed` is the middle.
    """

    number: int
    statement: StatementContent
    answer: int
    said: str
    keyed: int
    points: Fraction
    fact_url: str

    @property
    def is_unsure(self) -> bool:
        return self.answer == scoring.UNSURE_ANSWER

    @property
    def counts(self) -> str:
        """Which way the answer counted, as the end of a sentence."""
        if self.is_unsure:
            return gettext("left out of the score")
        if self.points > 0:
            return gettext("counts for the fit")
        if self.points < 0:
            return gettext("counts against the fit")
        return gettext("counts neither way")

    @property
    def effect(self) -> str:
        """The same as a sentence of its own, with the points."""
        if self.is_unsure:
            return gettext("It is left out of the score.")
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
    """A side of the work, with the answers about it.

    `score` and `level` are None if none of them is known yet, or if all answers of the quiz are
    alike. Two that contradict each other follow one another, and are a pair in `contradictions`.
    """

    trait: TraitContent
    score: int | None
    level: scoring.Level | None
    tied: bool
    answers: tuple[AnswerView, ...]
    guide_url: str
    contradictions: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        return self.trait.text_for(self.level) if self.level else ""

    @property
    def level_text(self) -> str:
        if self.level is None:
            is_unknown = all(answer.is_unsure for answer in self.answers)
            return gettext("Not known yet") if is_unknown else gettext("Not clear")
        return {
            scoring.Level.HIGH: gettext("Matches well"),
            scoring.Level.MIDDLE: gettext("Matches in part"),
            scoring.Level.LOW: gettext("Does not match"),
        }[self.level]

    @property
    def groups(self) -> list[tuple[AnswerView, ...]]:
        """The answers, those that contradict each other as a pair."""
        by_key = {answer.statement.key: answer for answer in self.answers}
        pair_of = {key: pair for pair in self.contradictions for key in pair}
        groups = {key: tuple(by_key[each] for each in pair_of.get(key, (key,))) for key in by_key}
        return list(dict.fromkeys(groups.values()))


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
    `caps`: the low sides at the core of the work that hold the result below the top band.
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
    traits: tuple[TraitView, ...]
    caps: tuple[TraitView, ...]
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
    def against_besides(self) -> tuple[AnswerView, ...]:
        """Those that speak against the fit and are no reason that the page names already."""
        named = () if self.conflicts else self.reasons
        return tuple(answer for answer in self.against if answer not in named)

    @property
    def against_besides_unlisted(self) -> int:
        return max(0, len(self.against_besides) - MAX_AGAINST)

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
    def number_unsure(self) -> int:
        """How many answers are left out because they are not known yet."""
        return len(self.outcome.unsure)

    @property
    def number_counted(self) -> int:
        return sum(len(trait.answers) for trait in self.traits) - self.number_unsure

    @property
    def has_score(self) -> bool:
        """Whether a figure says anything: not if all answers are alike or none is known."""
        return bool(self.outcome.traits) and scoring.Doubt.FLAT not in self.outcome.doubts

    @property
    def headline_with_fit(self) -> str:
        """The headline with the figure; without one that says nothing or is ruled out."""
        if self.conflicts or not self.has_score:
            return self.headline
        sentence = gettext("%(headline)s (%(fit)s of 100)")
        return fill_in(sentence, headline=self.headline, fit=str(self.fit))

    @property
    def is_ruled_out_or_lowest(self) -> bool:
        """Whether this work is ruled out, or clearly in the lowest band."""
        lowest = self.scale[0].band.key
        return bool(self.conflicts) or (self.outcome.is_clear and self.band.key == lowest)

    @property
    def leads_onward(self) -> bool:
        """Whether the page shows work nearby."""
        return self.is_ruled_out_or_lowest or bool(self.caps)

    @property
    def tone(self) -> str:
        """Color and pattern of the head: of the band, or neutral while it is not clear."""
        if self.conflicts:
            return "poor"
        return self.band.tone if self.outcome.is_clear else "open"
