"""“From where you are”: careers near the work that somebody does, each with what changes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.facts.reading import FactSource
from careers.profile.differences import compare_conditions, compare_pay
from quiz.matching.moves import Direction, Move, find_moves, list_carried, list_new
from quiz.matching.readings import Reading
from quiz.profiles.matched import Matched
from quiz.profiles.measured import Measured, OccupationFigures
from quiz.profiles.move_texts import (
    compare_schooling,
    describe_entry,
    format_pay,
    list_conditions,
    list_limits,
    list_names,
    name_schooling,
)
from quiz.profiles.rows import BAND_MARKS, MarkText
from quiz.profiles.skills import Skills, read_distances, read_skills
from quiz.profiles.texts import CONDITION_TEXTS

Text = str | Promise

DIRECTION_LABELS: Mapping[Direction, Text] = {
    Direction.UP: gettext_lazy("A step up in pay"),
    Direction.SIDEWAYS: gettext_lazy("About the same pay"),
    Direction.DOWN: gettext_lazy("Less pay"),
    Direction.UNKNOWN: gettext_lazy("Pay cannot be compared"),
}


@dataclass(frozen=True)
class MoveLine:
    """Something that changes or stays, as a label and a text."""

    label: str
    text: str


@dataclass(frozen=True)
class MoveCard:
    """A career to move to; texts are empty where there is nothing to say.

    `pay` is HTML. `change` compares it with one's own. `limits` are those of the person that it
    does not keep.
    """

    reading: Reading
    name: str
    slug: str
    url: str
    direction: Direction
    direction_label: str
    pay: SafeString
    change: str
    schooling: str
    interests: MarkText
    limits: tuple[str, ...]
    lines: tuple[MoveLine, ...]
    is_chosen: bool


@dataclass(frozen=True)
class MoveGroup:
    """Cards of one kind under a heading, the nearest first."""

    key: str
    heading: str
    sentence: str
    cards: tuple[MoveCard, ...]


@dataclass(frozen=True)
class FromHere:
    """What the section shows; `reason` says why it has no groups.

    `pay` (HTML) and `schooling` are of the work that the person does, in `place`.
    """

    name: str
    url: str
    place: str
    pay: SafeString | str
    schooling: str
    groups: tuple[MoveGroup, ...]
    reason: str
    sources: tuple[FactSource, ...]


def build_from_here(matched: Matched, chosen: Collection[str] = ()) -> FromHere | None:
    """The careers near the work that a result names; None if it names none.

    `chosen` are the slugs of those that the owner marked.
    """
    career_id = matched.result.profile.current_career_id
    if career_id is None:
        return None
    measured = matched.measured
    origin = measured.by_id.get(career_id)
    if origin is None:
        return FromHere("", "", "", "", "", (), _("The work that you named is no longer here."), ())
    figures, skills = measured.figures[origin.soc_code], read_skills(measured)
    distances = read_distances(measured, origin.soc_code)
    moves = find_moves(origin, matched.readings, distances, matched.answers.limits.training_months)
    describer = _Describer(measured, skills, origin.soc_code, chosen)
    groups = (
        MoveGroup(
            "up",
            _("Near, and pays more"),
            _("Median pay is at least 10% higher than in your work."),
            describer.describe_all(moves.up),
        ),
        MoveGroup(
            "near",
            _("Nearest to what you do now"),
            _(
                "Median pay is less than 10% above or below yours. Careers that pay less than that "
                "are here only if few others are near."
            ),
            describer.describe_all(moves.near),
        ),
    )
    shown = tuple(group for group in groups if group.cards)
    return FromHere(
        name=measured.names[career_id],
        url=reverse("career", args=[origin.slug]),
        place=matched.area.name if matched.area else "",
        pay=format_pay(figures.pay),
        schooling=name_schooling(figures.preparation),
        groups=shown,
        reason="" if shown else _explain_none(has_distances=bool(distances)),
        sources=skills.sources,
    )


def _explain_none(*, has_distances: bool) -> str:
    if has_distances:
        return _("No other career is near enough to your work and free of what you ruled out.")
    return _(
        "No source measures the skills of this work, so we cannot tell which careers are near it. "
        "Look at the groups of careers instead."
    )


@dataclass(frozen=True)
class _Describer:
    """Describes moves from one occupation."""

    measured: Measured
    skills: Skills
    soc_code: str
    chosen: Collection[str]

    @property
    def own(self) -> OccupationFigures:
        return self.measured.figures[self.soc_code]

    def describe_all(self, moves: Iterable[Move]) -> tuple[MoveCard, ...]:
        return tuple(map(self._describe, moves))

    def _describe(self, move: Move) -> MoveCard:
        career = move.reading.career
        figures = self.measured.figures[career.soc_code]
        sign, text = BAND_MARKS[move.reading.interest_band]
        return MoveCard(
            reading=move.reading,
            name=str(capfirst(self.measured.names[career.career_id])),
            slug=career.slug,
            url=reverse("career", args=[career.slug]),
            direction=move.direction,
            direction_label=str(DIRECTION_LABELS[move.direction]),
            pay=format_pay(figures.pay),
            change=str(capfirst(compare_pay(self.own.pay, figures.pay))),
            schooling=compare_schooling(self.own.preparation, figures.preparation, move),
            interests=MarkText(sign, str(text)),
            limits=list_limits(move),
            lines=self._list_lines(move, figures),
            is_chosen=career.slug in self.chosen,
        )

    def _list_lines(self, move: Move, figures: OccupationFigures) -> tuple[MoveLine, ...]:
        own, other = (
            self.skills.ratings.get(code, {})
            for code in (self.soc_code, move.reading.career.soc_code)
        )
        new = list_names(list_new(own, other))
        carried = list_names(list_carried(own, other, self.skills.typical), besides=new)
        conditions = compare_conditions(*map(list_conditions, (self.own, figures)))
        bothers = [str(CONDITION_TEXTS[key].name) for key in move.reading.bothers]
        lines = (
            (_("You bring"), "; ".join(carried) or _("no skill that stands out in both")),
            (_("New to you"), "; ".join(new) or _("no skill at a clearly higher level")),
            (_("At work"), "; ".join(conditions)),
            (_("Would bother you"), "; ".join(bothers)),
            (_("Getting in"), " ".join(describe_entry(figures.preparation))),
        )
        return tuple(MoveLine(label, str(capfirst(text))) for label, text in lines if text)
