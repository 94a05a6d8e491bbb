"""Two results of one quiz side by side."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext, pgettext

from quiz.answers import CONDITION_LABELS
from quiz.content import ConditionContent
from quiz.english import ENGLISH
from quiz.models import Result
from quiz.owners import format_moment
from quiz.story_parts import AnswerView, Story, TraitView
from quiz.versions import get_content
from quiz.wording import format_signed


@dataclass(frozen=True)
class TraitPair:
    earlier: TraitView
    later: TraitView

    @property
    def change(self) -> str:
        """Points of 100 by which the score moved."""
        if self.later.score is None or self.earlier.score is None:
            return gettext("not comparable")
        return format_signed(self.later.score - self.earlier.score)


@dataclass(frozen=True)
class ConditionPair:
    """A yes-or-no question and the two answers to it, `yes` or `no`."""

    condition: ConditionContent
    earlier: str
    later: str

    @property
    def earlier_label(self) -> str:
        return str(CONDITION_LABELS[self.earlier])

    @property
    def later_label(self) -> str:
        return str(CONDITION_LABELS[self.later])

    @property
    def verdict(self) -> str:
        """Which of two different answers decides, whatever the other answers come to."""
        if self.earlier == self.condition.conflict_when:
            return gettext("The earlier answer rules out most of these jobs on its own.")
        return gettext("The later answer rules out most of these jobs on its own.")


@dataclass(frozen=True)
class Comparison:
    """What two results share: traits, statements and questions that both were asked about."""

    earlier: Result
    later: Result
    earlier_story: Story
    later_story: Story
    traits: tuple[TraitPair, ...]
    changed_conditions: tuple[ConditionPair, ...]
    changed_answers: tuple[tuple[AnswerView, AnswerView], ...]
    asked_in_both: int

    @property
    def number_changed(self) -> int:
        return len(self.changed_conditions) + len(self.changed_answers)

    @property
    def earlier_name(self) -> str:
        return self._name(self.earlier, pgettext("result", "Earlier"))

    @property
    def later_name(self) -> str:
        return self._name(self.later, pgettext("result", "Later"))

    def _name(self, result: Result, default: str) -> str:
        """The nickname, if there is one, and the day; with the time where the day is the same."""
        if localdate(self.earlier.created_at) == localdate(self.later.created_at):
            date = format_moment(result.created_at, "SHORT_DATE_FORMAT")
        else:
            date = date_format(localtime(result.created_at), "SHORT_DATE_FORMAT")
        return f"{result.nickname or default}, {date}"

    @property
    def change(self) -> str:
        """Points of 100 by which the whole moved; in words where there is nothing to compare."""
        has_scores = self.earlier_story.has_score and self.later_story.has_score
        if not self.is_same_quiz or not has_scores:
            return gettext("not comparable")
        return format_signed(self.later_story.fit - self.earlier_story.fit)

    @property
    def change_in_words(self) -> str:
        is_same = self.earlier_story.headline == self.later_story.headline
        return gettext("the same") if is_same else gettext("another")

    @property
    def is_same_quiz(self) -> bool:
        return (self.earlier.version_id, self.earlier.form) == (
            self.later.version_id,
            self.later.form,
        )


def compare_results(one: Result, one_story: Story, other: Result, other_story: Story) -> Comparison:
    """Compare two results, the earlier first.

    Statements are the same if key and English text are, whatever is translated.
    """
    pairs = sorted([(one, one_story), (other, other_story)], key=lambda pair: pair[0].created_at)
    (earlier, earlier_story), (later, later_story) = pairs
    earlier_traits = {view.trait.key: view for view in earlier_story.traits}
    same_statements, same_conditions = _find_same_questions(earlier, later)
    earlier_answers = {
        answer.statement.key: answer for view in earlier_story.traits for answer in view.answers
    }
    answers = [
        (earlier_answers[answer.statement.key], answer)
        for view in later_story.traits
        for answer in view.answers
        if answer.statement.key in same_statements & earlier_answers.keys()
    ]
    conditions = [
        ConditionPair(each, earlier.conditions[each.key], later.conditions[each.key])
        for each in later_story.content.conditions
        if each.key in same_conditions & earlier.conditions.keys() & later.conditions.keys()
    ]
    return Comparison(
        earlier=earlier,
        later=later,
        earlier_story=earlier_story,
        later_story=later_story,
        traits=tuple(
            TraitPair(earlier_traits[view.trait.key], view)
            for view in later_story.traits
            if view.trait.key in earlier_traits
        ),
        changed_conditions=tuple(pair for pair in conditions if pair.earlier != pair.later),
        changed_answers=tuple(pair for pair in answers if pair[0].answer != pair[1].answer),
        asked_in_both=len(conditions) + len(answers),
    )


def _find_same_questions(one: Result, other: Result) -> tuple[set[str], set[str]]:
    """Keys of the statements and of the yes-or-no questions that both versions word the same."""
    contents = [get_content(result.quiz_version, ENGLISH) for result in (one, other)]
    statements = [{(each.key, each.text) for each in content.statements} for content in contents]
    conditions = [
        {(each.key, each.question) for each in content.conditions} for content in contents
    ]
    return (
        {key for key, _text in statements[0] & statements[1]},
        {key for key, _text in conditions[0] & conditions[1]},
    )
