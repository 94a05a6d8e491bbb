"""Conditions of a career in groups, by what each is for a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.facts.reading import Fact
from careers.models import FactKind
from quiz.matching.answers import Stance
from quiz.profiles.lines import ConditionLine, Effect
from quiz.profiles.measured import OccupationFigures

# The person has not made up their mind; the others are values of Effect.
OPEN = "open"
# In the order of the page, with the heading of each group.
HEADINGS: dict[str, Promise] = {
    Effect.RULES_OUT: gettext_lazy("Rules it out for you"),
    Effect.BOTHERS: gettext_lazy("Would bother you"),
    Effect.SUITS: gettext_lazy("Suits you"),
    OPEN: gettext_lazy("You do not know yet"),
    Effect.NONE: gettext_lazy("Neither for nor against"),
    Effect.UNKNOWN: gettext_lazy("Not measured for this work"),
}
# Styles, in which each group has a mark of its own.
MARKS: dict[str, str] = {Effect.RULES_OUT: "out", Effect.BOTHERS: "bothers", Effect.SUITS: "suits"}


@dataclass(frozen=True)
class LineGroup:
    """Conditions of one effect; `mark` is a style's name, empty where there is no mark.

    `note` says what a reader may wonder about.
    """

    key: str
    heading: str
    mark: str
    lines: list[ConditionLine]
    note: str = ""

    @property
    def names(self) -> str:
        """The names of its conditions, as a list in a sentence."""
        return ", ".join(line.name for line in self.lines)


def group_lines(lines: Iterable[ConditionLine]) -> list[LineGroup]:
    """The groups that have a condition, in the order of the page."""
    by_key: dict[str, list[ConditionLine]] = {key: [] for key in HEADINGS}
    for line in lines:
        by_key[_find_group(line)].append(line)
    return [
        LineGroup(key, str(HEADINGS[key]), MARKS.get(key, ""), own, _explain(key, own))
        for key, own in by_key.items()
        if own
    ]


def _explain(key: str, lines: Iterable[ConditionLine]) -> str:
    """Why what somebody ruled out is among what bothers."""
    if key == Effect.BOTHERS and any(line.stance is Stance.RULES_OUT for line in lines):
        return _(
            "Where a job has only some of what you rule out, it counts as something that "
            "would bother you."
        )
    return ""


def cite_lines(lines: Iterable[ConditionLine], figures: OccupationFigures) -> list[Fact]:
    """The facts of an occupation that the lines are from, without their values."""
    kinds = {line.source.kind for line in lines if line.source}
    own = figures.facts
    return [
        Fact(source, {}, own.components if kind == FactKind.CONDITIONS else ())
        for kind, source in own.sources.items()
        if kind in kinds
    ]


def _find_group(line: ConditionLine) -> str:
    is_open = line.stance is Stance.UNKNOWN and line.effect is Effect.NONE
    return OPEN if is_open else line.effect
