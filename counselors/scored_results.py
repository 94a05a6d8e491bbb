"""A shared result as the board shows it: its label, how certain it is, and what speaks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from quiz import explain, scoring
from quiz.answers import ANSWER_LABELS
from quiz.content import BandContent, ConditionContent, StatementContent, VersionContent
from quiz.english import fill_in
from quiz.models import Result
from quiz.versions import get_content

# Results that are none of the quiz's bands.
NOT_CLEAR, RULED_OUT = "not-clear", "ruled-out"


@dataclass(frozen=True)
class Reason:
    """A statement whose answer moved the fit, and the label of the answer."""

    statement: StatementContent
    said: str


@dataclass(frozen=True)
class ScoredResult:
    """A result that is scored when its outcome is first read."""

    result: Result

    @cached_property
    def content(self) -> VersionContent:
        return get_content(self.result.version)

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
        if not self.outcome.is_clear:
            return ", ".join(self._describe_doubt(doubt) for doubt in self.outcome.doubts)
        if not self.conflicts:
            return _("firm") if self.outcome.is_firm else _("on the edge")
        text = (
            _("apart from that “%(band)s”, firm")
            if self.outcome.is_firm
            else _("apart from that “%(band)s”, on the edge")
        )
        return fill_in(text, band=self.band.label.lower())

    def _describe_doubt(self, doubt: scoring.Doubt) -> str:
        if doubt is scoring.Doubt.FLAT:
            return _("the same answer everywhere")
        if doubt is scoring.Doubt.LONG_RUN:
            times = self.outcome.longest_run
            return _("the same answer %(times)d times in a row") % {"times": times}
        if doubt is scoring.Doubt.CONTRADICTION:
            pairs = len(self.outcome.contradictions)
            return _("%(pairs)d pairs of answers contradict each other") % {"pairs": pairs}
        labels = [self.content.band_by_key[key].label.lower() for key in self.outcome.bands]
        return fill_in(
            _("from “%(lowest)s” to “%(highest)s”"), lowest=labels[0], highest=labels[-1]
        )

    @property
    def tone(self) -> str:
        if self.outcome.conflicts:
            return "poor"
        return self.band.tone if self.outcome.is_clear else "open"

    @property
    def fit(self) -> int:
        return round(self.outcome.fit)

    @cached_property
    def _reasons(self) -> tuple[explain.Reason, ...]:
        return explain.rank_reasons(self.content.form(self.result.form), self.result.answers)

    @property
    def reason_for(self) -> Reason | None:
        """The answer that speaks most for the fit; the first of equal ones."""
        return self._first_reason(reason for reason in self._reasons if reason.points > 0)

    @property
    def reason_against(self) -> Reason | None:
        return self._first_reason(reason for reason in self._reasons if reason.points < 0)

    def _first_reason(self, reasons: Iterable[explain.Reason]) -> Reason | None:
        reason = next(iter(reasons), None)
        if reason is None:
            return None
        statement = next(item for item in self.content.statements if item.key == reason.key)
        return Reason(statement, str(ANSWER_LABELS[self.result.answers[reason.key]]))
