"""A shared result as the board shows it: its label, how certain it is, its best and worst side."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from quiz import scoring
from quiz.content import BandContent, ConditionContent, VersionContent
from quiz.english import fill_in
from quiz.models import Result
from quiz.versions import get_content
from quiz.wording import join_traits

# Results that are none of the quiz's bands.
NOT_CLEAR, RULED_OUT = "not-clear", "ruled-out"


@dataclass(frozen=True)
class Sides:
    """The sides of the work with the highest score, or the lowest: several if they are equal.

    `are_all`: whether several sides have a score, and no other one than this.
    """

    names: tuple[str, ...]
    score: int
    are_all: bool


@dataclass(frozen=True)
class ScoredResult:
    """A result that is scored when its outcome is first read."""

    result: Result

    @cached_property
    def content(self) -> VersionContent:
        return get_content(self.result.quiz_version)

    @cached_property
    def outcome(self) -> scoring.Outcome:
        result = self.result
        return self.content.score_answers(result.form, result.answers, result.conditions)

    @property
    def band(self) -> BandContent:
        return self.content.band_by_key[self.outcome.band]

    @cached_property
    def conflicts(self) -> tuple[ConditionContent, ...]:
        return tuple(
            condition
            for condition in self.content.conditions
            if condition.key in self.outcome.conflicts
        )

    @property
    def key(self) -> str:
        """The key of the band, or NOT_CLEAR or RULED_OUT."""
        if self.outcome.conflicts:
            return RULED_OUT
        return self.outcome.band if self.outcome.is_clear else NOT_CLEAR

    @property
    def label(self) -> str:
        if self.outcome.conflicts:
            return _("Ruled out by an answer")
        return self.band.label if self.outcome.is_clear else _("Not clear")

    @property
    def certainty(self) -> str:
        """How certain the result is, in a few words."""
        if self.conflicts:
            return ""
        if not self.outcome.is_clear:
            return ", ".join(self._describe_doubt(doubt) for doubt in self.outcome.doubts)
        if self.outcome.capped_by:
            sides = join_traits(self.content, self.outcome.capped_by)
            return fill_in(_("strong except for %(sides)s"), sides=sides)
        return _("firm") if self.outcome.is_firm else _("on the edge")

    def _describe_doubt(self, doubt: scoring.Doubt) -> str:
        if doubt is scoring.Doubt.UNSURE:
            return _("too much is not known yet")
        if doubt is scoring.Doubt.FLAT:
            return _("the same answer everywhere")
        if doubt is scoring.Doubt.LONG_RUN:
            times = self.outcome.longest_run
            return _("the same answer %(times)d times in a row") % {"times": times}
        if doubt is scoring.Doubt.CONTRADICTION:
            pairs = len(self.outcome.contradictions)
            return _("%(pairs)d pairs of answers contradict each other") % {"pairs": pairs}
        labels = [self.content.band_by_key[key].label.lower() for key in self.outcome.bands]
        if not self.outcome.close_cores:
            text = _("from “%(lowest)s” to “%(highest)s”")
            return fill_in(text, lowest=labels[0], highest=labels[-1])
        return fill_in(
            _("“%(lowest)s” or “%(highest)s”, depending on %(sides)s"),
            lowest=labels[0],
            highest=labels[-1],
            sides=join_traits(self.content, self.outcome.close_cores),
        )

    @property
    def tone(self) -> str:
        if self.outcome.conflicts:
            return "poor"
        return self.band.tone if self.outcome.is_clear else "open"

    @property
    def fit(self) -> int:
        return round(self.outcome.fit)

    @property
    def closeness(self) -> tuple[bool, int, Fraction]:
        """For sorting: the higher, the closer the fit. The band counts more than the mean."""
        place = self.content.bands.index(self.band)
        return not self.conflicts, -place, self.outcome.fit

    @property
    def number_unsure(self) -> int:
        """How many statements were answered with “I don't know yet”."""
        return len(self.outcome.unsure)

    @property
    def unscored_sides(self) -> tuple[str, ...]:
        """Names of the sides about which nothing is known yet."""
        return tuple(
            trait.name for trait in self.content.traits if trait.key in self.outcome.unscored
        )

    @property
    def highest_sides(self) -> Sides | None:
        """The sides that match the work most; None if the answers tell nothing of any."""
        return self._find_sides(max)

    @property
    def lowest_sides(self) -> Sides | None:
        return self._find_sides(min)

    def _find_sides(self, choose: Callable[[Iterable[Fraction]], Fraction]) -> Sides | None:
        traits = self.outcome.traits
        # The same answer everywhere only shows which way the statements are keyed.
        if not traits or scoring.Doubt.FLAT in self.outcome.doubts:
            return None
        score = choose([trait.score for trait in traits])
        keys = {trait.key for trait in traits if trait.score == score}
        names = tuple(trait.name for trait in self.content.traits if trait.key in keys)
        return Sides(names, round(score), are_all=1 < len(traits) == len(names))
