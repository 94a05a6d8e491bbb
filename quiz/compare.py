"""Two results of one quiz side by side."""

from dataclasses import dataclass

from django.utils.timezone import localdate

from quiz.answers import CONDITION_LABELS
from quiz.content import ConditionContent
from quiz.models import Result
from quiz.story_parts import AnswerView, Story, TraitView
from quiz.wording import format_signed


@dataclass(frozen=True)
class TraitPair:
    earlier: TraitView
    later: TraitView

    @property
    def change(self) -> str:
        """Points of 100 by which the score moved."""
        return format_signed(self.later.score - self.earlier.score)


@dataclass(frozen=True)
class ConditionPair:
    """A yes-or-no question and the two answers to it, `yes` or `no`."""

    condition: ConditionContent
    earlier: str
    later: str

    @property
    def earlier_label(self) -> str:
        return CONDITION_LABELS[self.earlier]

    @property
    def later_label(self) -> str:
        return CONDITION_LABELS[self.later]

    @property
    def verdict(self) -> str:
        """Which of two different answers decides, whatever the other answers come to."""
        which = "earlier" if self.earlier == self.condition.conflict_when else "later"
        return f"The {which} answer rules out most of these jobs on its own."


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
    def date_format(self) -> str:
        """How to date the two: with the time where the day is the same."""
        days = {localdate(result.created_at) for result in (self.earlier, self.later)}
        return "M j, Y, g:i a T" if len(days) == 1 else "M j, Y"

    @property
    def change(self) -> str:
        """Points of 100 by which the whole moved; in words where the two asked different things."""
        if not self.is_same_quiz:
            return "not comparable"
        return format_signed(self.later_story.fit - self.earlier_story.fit)

    @property
    def change_in_words(self) -> str:
        is_same = self.earlier_story.headline == self.later_story.headline
        return "the same" if is_same else "another"

    @property
    def is_same_quiz(self) -> bool:
        return (self.earlier.version_id, self.earlier.form) == (
            self.later.version_id,
            self.later.form,
        )


def compare_results(one: Result, one_story: Story, other: Result, other_story: Story) -> Comparison:
    """Compare two results, the earlier first. Statements are the same if key and text are."""
    pairs = sorted([(one, one_story), (other, other_story)], key=lambda pair: pair[0].created_at)
    (earlier, earlier_story), (later, later_story) = pairs
    earlier_traits = {view.trait.key: view for view in earlier_story.traits}
    earlier_answers = {
        (answer.statement.key, answer.statement.text): answer
        for view in earlier_story.traits
        for answer in view.answers
    }
    answers = [
        (earlier_answers[answer.statement.key, answer.statement.text], answer)
        for view in later_story.traits
        for answer in view.answers
        if (answer.statement.key, answer.statement.text) in earlier_answers
    ]
    conditions = _pair_conditions(earlier, earlier_story, later, later_story)
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
        changed_answers=tuple(pair for pair in answers if pair[0].said != pair[1].said),
        asked_in_both=len(conditions) + len(answers),
    )


def _pair_conditions(
    earlier: Result, earlier_story: Story, later: Result, later_story: Story
) -> list[ConditionPair]:
    """The yes-or-no questions that both answered, in the order asked."""
    asked_before = {(each.key, each.question) for each in earlier_story.content.conditions}
    return [
        ConditionPair(each, earlier.conditions[each.key], later.conditions[each.key])
        for each in later_story.content.conditions
        if (each.key, each.question) in asked_before
        and each.key in earlier.conditions
        and each.key in later.conditions
    ]
