"""Two results of one quiz side by side."""

from dataclasses import dataclass

from quiz.models import Result
from quiz.story import AnswerTold, Story, TraitTold


def _signed(points: int) -> str:
    """Points with their sign: `+12`, `−5`, `0`."""
    sign = "+" if points > 0 else "\N{MINUS SIGN}" if points < 0 else ""
    return f"{sign}{abs(points)}"


@dataclass(frozen=True)
class TraitPair:
    earlier: TraitTold
    later: TraitTold

    @property
    def change(self) -> str:
        """Points of 100 by which the score moved."""
        return _signed(self.later.score - self.earlier.score)


@dataclass(frozen=True)
class AnswerPair:
    earlier: AnswerTold
    later: AnswerTold


@dataclass(frozen=True)
class Comparison:
    """What two results share: traits and statements that both were asked about."""

    earlier: Result
    later: Result
    earlier_story: Story
    later_story: Story
    traits: tuple[TraitPair, ...]
    changed: tuple[AnswerPair, ...]
    asked_in_both: int

    @property
    def change(self) -> str:
        """Points of 100 by which the whole moved; in words where the two asked different things."""
        if not self.is_same_quiz:
            return "not comparable"
        return _signed(self.later_story.fit - self.earlier_story.fit)

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


def compare(one: Result, one_story: Story, other: Result, other_story: Story) -> Comparison:
    """The two, the earlier first; statements are the same where key and text are."""
    pairs = sorted([(one, one_story), (other, other_story)], key=lambda pair: pair[0].created_at)
    (earlier, earlier_story), (later, later_story) = pairs
    before = {told.trait.key: told for told in earlier_story.traits}
    answers = {
        (answer.statement.key, answer.statement.text): answer
        for told in earlier_story.traits
        for answer in told.answers
    }
    both = [
        AnswerPair(answers[answer.statement.key, answer.statement.text], answer)
        for told in later_story.traits
        for answer in told.answers
        if (answer.statement.key, answer.statement.text) in answers
    ]
    return Comparison(
        earlier=earlier,
        later=later,
        earlier_story=earlier_story,
        later_story=later_story,
        traits=tuple(
            TraitPair(before[told.trait.key], told)
            for told in later_story.traits
            if told.trait.key in before
        ),
        changed=tuple(pair for pair in both if pair.earlier.said != pair.later.said),
        asked_in_both=len(both),
    )
