"""Two results of one quiz side by side."""

from dataclasses import dataclass

from quiz.models import Result
from quiz.story import AnswerTold, Story, TraitTold


@dataclass(frozen=True)
class TraitPair:
    earlier: TraitTold
    later: TraitTold

    @property
    def change(self) -> str:
        """Points of 100 by which the score moved: `+12`, `−5`, `0`."""
        points = self.later.score - self.earlier.score
        sign = "+" if points > 0 else "\N{MINUS SIGN}" if points < 0 else ""
        return f"{sign}{abs(points)}"


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
