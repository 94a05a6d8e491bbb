"""The interests that go with the work: a hexagon, and the two strongest in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.facts.kinds import MAX_INTEREST, MIN_INTEREST
from careers.facts.reading import Fact
from careers.models import FactKind
from careers.profile.sections import ProfileInputs, ProfileSection

# In the order of the hexagon: the name in a corner, and what people with it like.
INTERESTS: dict[str, tuple[str | Promise, str | Promise]] = {
    "R": (gettext_lazy("Hands-on"), gettext_lazy("build, fix or move things")),
    "I": (gettext_lazy("Curious"), gettext_lazy("find out how things work")),
    "A": (gettext_lazy("Creative"), gettext_lazy("make or design something new")),
    "S": (gettext_lazy("Helping"), gettext_lazy("help, teach or care for people")),
    "E": (gettext_lazy("Leading"), gettext_lazy("lead, sell or start something")),
    "C": (gettext_lazy("Orderly"), gettext_lazy("keep things exact and in order")),
}
RADIUS = 60


@dataclass(frozen=True)
class Corner:
    """A corner of the hexagon, with the place of its name and that of the score."""

    name: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    score_x: float
    score_y: float


@dataclass(frozen=True)
class Hexagon:
    """Six corners, and in words the interests by their strength."""

    corners: list[Corner]
    text: str


@dataclass(frozen=True)
class InterestsSection:
    """The hexagon, and the two strongest interests in a sentence."""

    fact: Fact
    hexagon: Hexagon
    sentence: str


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """The interests of a career; None unless a release has all six."""
    fact = inputs.facts.get(FactKind.INTERESTS)
    if fact is None or not INTERESTS.keys() <= fact.values.keys():
        return None
    first, second = rank_interests(fact.values)[:2]
    words = {"first": INTERESTS[first][1], "second": INTERESTS[second][1]}
    return ProfileSection(
        anchor="interests",
        label=_("Interests"),
        heading=_("For people who like to %(first)s") % words,
        template="careers/profile/interests.html",
        data=InterestsSection(
            fact=fact,
            hexagon=draw_hexagon(fact.values, MIN_INTEREST, MAX_INTEREST),
            sentence=_(
                "The work suits people who like to %(first)s, and next, people who like to "
                "%(second)s."
            )
            % words,
        ),
    )


def rank_interests(scores: Mapping[str, float]) -> list[str]:
    """The letters of all interests, the strongest first."""
    return sorted(INTERESTS, key=lambda letter: -scores[letter])


def draw_hexagon(scores: Mapping[str, float], lowest: float, highest: float) -> Hexagon:
    """The shape of all six scores, which are between `lowest` (middle) and `highest` (corner)."""
    corners = []
    for number, (letter, (name, _what)) in enumerate(INTERESTS.items()):
        angle = number * pi / 3 - pi / 2
        x, y = cos(angle), sin(angle)
        share = (scores[letter] - lowest) / (highest - lowest)
        corners.append(
            Corner(
                name=str(name),
                x=round(RADIUS * x, 1),
                y=round(RADIUS * y, 1),
                label_x=round((RADIUS + 8) * x, 1),
                label_y=round((RADIUS + 14) * y + 4, 1),
                anchor="middle" if abs(x) < 0.1 else "start" if x > 0 else "end",
                score_x=round(RADIUS * share * x, 1),
                score_y=round(RADIUS * share * y, 1),
            )
        )
    order = ", ".join(str(INTERESTS[letter][0]) for letter in rank_interests(scores))
    return Hexagon(corners, _("Interests, the strongest first: %(names)s.") % {"names": order})
