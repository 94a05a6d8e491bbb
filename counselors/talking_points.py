"""Talking points: questions for a talk about a result, made from the result by fixed rules.

The rules, in the order of the points:

1. Each answer that rules the work out: the reason for it, and whether it can change.
2. Why the result is not clear, if it is not: the same answer everywhere or many times in a row
   (how the quiz was taken), opposite statements answered alike (both are quoted), a range over
   two bands (what the student would like to find out).
3. Each low side at the core of the work that holds the result back.
4. The first statement that was answered with “I don't know yet”, and how many were.
5. The answer that moved the result most: an example of it, or the reason for it.
6. The answer that speaks most against the work, with the fact of the guide that it is about. If
   that is the answer of rule 5, the next one; left out if no answer speaks against the work.
7. The smallest change that would move the result into the next band, upward if possible, and only
   if it takes a few answers.
8. What to do next, and whom to talk to.

All questions are open: yes or no does not answer them. They name no trait of a person and do not
praise: a result shows what somebody said about situations, not what somebody is like.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quiz import scoring
from quiz.english import fill_in
from quiz.story_parts import AnswerView, ChangeView, Story, TraitView
from quiz.wording import join_traits


@dataclass(frozen=True)
class TalkingPoint:
    """`about`: the topic in two or three words; `from_result`: what the result says."""

    about: str
    from_result: str
    question: str
    fact: str = ""


def build_talking_points(story: Story) -> tuple[TalkingPoint, ...]:
    """The points by the rules above; one to about ten."""
    moved = story.reasons[0] if story.reasons else None
    against = next((answer for answer in story.against if answer != moved), None)
    change = next((change for change in story.changes if change.is_listed), None)
    return (
        *_build_conflicts(story),
        *_build_doubts(story),
        *(_build_cap(cap) for cap in story.caps),
        *_build_unknown(story),
        *([_build_strongest(moved)] if moved else []),
        *([_build_mismatch(against)] if against else []),
        *([_build_change(change)] if change else []),
        TalkingPoint(
            _("Next"),
            "",
            _("What do you want to know about this work that no quiz can tell you, and who could?"),
        ),
    )


def _build_conflicts(story: Story) -> list[TalkingPoint]:
    return [
        TalkingPoint(
            _("Rules the work out"),
            fill_in(
                _("%(question)s The answer was %(answer)s."),
                question=conflict.condition.question,
                answer=conflict.said,
            ),
            _(
                "What is the reason for this answer, and what would have to happen for it to "
                "change?"
            ),
            conflict.condition.fact.text,
        )
        for conflict in story.conflicts
    ]


def _build_doubts(story: Story) -> list[TalkingPoint]:
    outcome, points = story.outcome, []
    careless = {
        scoring.Doubt.FLAT: _("The same answer was given to every statement."),
        scoring.Doubt.LONG_RUN: _("The same answer was given %(times)d times in a row.")
        % {"times": outcome.longest_run},
    }
    points += [
        TalkingPoint(
            _("Not clear"),
            text,
            _("How did you go about the quiz, and which statements would you read once more?"),
        )
        for doubt, text in careless.items()
        if doubt in outcome.doubts
    ]
    if scoring.Doubt.CONTRADICTION in outcome.doubts:
        texts = {item.key: item.text for item in story.content.statements}
        first, second = outcome.contradictions[0]
        points.append(
            TalkingPoint(
                _("Not clear"),
                fill_in(
                    _("“%(first)s” and “%(second)s” say opposite things and were answered alike."),
                    first=texts[first],
                    second=texts[second],
                ),
                _("When is the one true for you, and when the other?"),
            )
        )
    if outcome.doubts == (scoring.Doubt.BETWEEN,):
        points.append(
            TalkingPoint(
                _("Not clear"),
                _describe_bands(story),
                _("What would you have to see or try to be surer, one way or the other?"),
            )
        )
    return points


def _describe_bands(story: Story) -> str:
    lowest, highest = story.bands[0].label.lower(), story.bands[-1].label.lower()
    cores = story.outcome.close_cores
    if not cores:
        text = _("The answers reach from “%(lowest)s” to “%(highest)s”.")
        return fill_in(text, lowest=lowest, highest=highest)
    return fill_in(
        _(
            "It is “%(highest)s” if this side of the work suits the student, and “%(lowest)s” at "
            "best if not: %(sides)s."
        ),
        lowest=lowest,
        highest=highest,
        sides=join_traits(story.content, cores),
    )


def _build_cap(cap: TraitView) -> TalkingPoint:
    text = _("“%(side)s” came to %(score)s of 100, and it is at the core of this work.")
    return TalkingPoint(
        _("Holds it back"),
        fill_in(text, side=cap.trait.name, score=str(cap.score)),
        _("What about this would be hard for you, and what would have to be different?"),
        cap.trait.description,
    )


def _build_unknown(story: Story) -> list[TalkingPoint]:
    number = len(story.outcome.unsure)
    if not number:
        return []
    first = next(item for item in story.content.statements if item.key == story.outcome.unsure[0])
    text = ngettext(
        "One statement was answered with “I don’t know yet”: “%(first)s”",
        "%(number)s statements were answered with “I don’t know yet”. The first is “%(first)s”",
        number,
    )
    return [
        TalkingPoint(
            _("Not known yet"),
            fill_in(text, number=str(number), first=first.text),
            _("What would you have to see or try before you could say?"),
            first.fact.text,
        )
    ]


def _build_strongest(answer: AnswerView) -> TalkingPoint:
    # Students can give an example of what they agreed with, and an association for the rest.
    agreed = answer.keyed < 50 if answer.statement.reverse else answer.keyed > 50
    if agreed:
        question = _("Tell me about a time when it was like that. How did it go?")
    else:
        question = _("What comes to mind when you picture this, and where have you met it before?")
    return TalkingPoint(_("Moved it most"), _quote_answer(answer), question)


def _build_mismatch(answer: AnswerView) -> TalkingPoint:
    return TalkingPoint(
        _("Speaks against it"),
        _quote_answer(answer),
        _("What would that be like for you on an ordinary day, and what would make it easier?"),
        answer.statement.fact.text,
    )


def _build_change(change: ChangeView) -> TalkingPoint:
    steps = " ".join(
        _("“%(statement)s” would have to be answered with “%(needed)s” in place of “%(given)s”.")
        % {
            "statement": step.answer.statement.text,
            "needed": step.would_be.lower(),
            "given": step.answer.said.lower(),
        }
        for step in change.steps
    )
    return TalkingPoint(
        _("Would change it"),
        fill_in(_("For “%(band)s”: %(steps)s"), band=change.band.label.lower(), steps=steps),
        _("What would you have to see or try before you answered that differently?"),
    )


def _quote_answer(answer: AnswerView) -> str:
    return fill_in(
        _("“%(statement)s” The answer was “%(answer)s”."),
        statement=answer.statement.text,
        answer=answer.said.lower(),
    )
