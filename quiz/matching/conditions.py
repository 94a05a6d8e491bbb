"""The conditions of work that people are asked about, and how much of each is much. Pure."""

from enum import IntEnum
from typing import NamedTuple

# Not a condition of the source's list: the share of workers who telework, in percent.
TELEWORK = "telework"


class Amount(IntEnum):
    LITTLE = 0
    SOME = 1
    MUCH = 2


class Condition(NamedTuple):
    """A condition: where its mean is from, and from which value on there is some and much of it.

    `element` is the code of a fact, which is of the kind `kind` (careers.models.FactKind).
    `in_profile`: whether everybody is asked about it; the others are asked about single careers.
    """

    element: str
    some_from: float
    much_from: float
    in_profile: bool = True
    kind: str = "conditions"


def _of_careers(element: str, some_from: float, much_from: float) -> Condition:
    """A condition that is asked about single careers only."""
    return Condition(element, some_from, much_from, in_profile=False)


# Cuts are steps of the sources' scales, or lie between two, so that they can be said in words. Most
# scales run from 1 to 5: how often (3 about once a month, 4 once a week, 5 every day), how much of
# the time (3 about half), how important or how much (3 important, 4 very). A danger is much from
# once a month on; what comes in every job, such as deadlines, only where it comes nearly every day.
# The schedule runs from 1 to 3 (2 changing, 3 only in season), so 1.5 is a changing one for about
# half of the workers; hours run from 1 to 3 (2 about 40 a week, 3 more). Telework is in percent.
# docs/match.md has the share of occupations on each side. The order is the one of asking.
CONDITIONS: dict[str, Condition] = {
    "outdoors": Condition("4.C.2.a.1.c", 2.5, 3.5),
    "sitting": Condition("4.C.2.d.1.a", 2.5, 3.5),
    "standing": Condition("4.C.2.d.1.b", 2.5, 3.5),
    "effort": Condition("4.A.3.a.1", 2.5, 3.5, kind="activities"),
    "people": Condition("4.C.1.a.4", 4.0, 4.5),
    "customers": Condition("4.C.1.b.1.f", 3.0, 4.0),
    "upset": Condition("4.C.1.d.2", 3.0, 3.5),
    "conflict": Condition("4.C.1.d.1", 3.0, 3.5),
    "disease": Condition("4.C.2.c.1.b", 2.0, 3.0),
    "hazards": Condition("4.C.2.c.1.d", 2.0, 3.0),
    "noise": Condition("4.C.2.b.1.a", 3.0, 3.5),
    "gear": Condition("4.C.2.e.1.d", 2.5, 4.0),
    "driving": Condition("4.C.2.a.1.f", 2.5, 3.5),
    "computer": Condition("4.A.3.b.1", 3.0, 4.0, kind="activities"),
    "exact": Condition("4.C.3.b.4", 4.0, 4.5),
    "repetition": Condition("4.C.3.b.7", 3.0, 3.5),
    "deadlines": Condition("4.C.3.d.1", 4.0, 4.25),
    "consequences": Condition("4.C.3.a.1", 3.0, 3.5),
    "schedule": Condition("4.C.3.d.4", 1.5, 1.5),
    TELEWORK: Condition("percent", 10, 25, kind=TELEWORK),
    # People.
    "speaking": _of_careers("4.C.1.a.2.c", 2.5, 3.0),
    "phone": _of_careers("4.C.1.a.2.f", 3.5, 4.5),
    "email": _of_careers("4.C.1.a.2.h", 3.0, 4.5),
    "letters": _of_careers("4.C.1.a.2.j", 3.0, 3.5),
    "team": _of_careers("4.C.1.b.1.e", 4.0, 4.5),
    "leading": _of_careers("4.C.1.b.1.g", 3.5, 4.0),
    "safety-of-others": _of_careers("4.C.1.c.1", 3.0, 4.0),
    "work-of-others": _of_careers("4.C.1.c.2", 3.0, 4.0),
    "violence": _of_careers("4.C.1.d.3", 1.5, 2.0),
    "closeness": _of_careers("4.C.2.a.3", 3.5, 4.0),
    # Places.
    "unheated": _of_careers("4.C.2.a.1.b", 2.5, 3.5),
    "open-vehicle": _of_careers("4.C.2.a.1.e", 2.0, 3.0),
    "temperature": _of_careers("4.C.2.b.1.b", 2.5, 3.5),
    "light": _of_careers("4.C.2.b.1.c", 2.0, 3.0),
    "dirt": _of_careers("4.C.2.b.1.d", 3.0, 4.0),
    "tight-spaces": _of_careers("4.C.2.b.1.e", 2.0, 3.0),
    "vibration": _of_careers("4.C.2.b.1.f", 2.0, 2.5),
    # Dangers.
    "radiation": _of_careers("4.C.2.c.1.a", 1.5, 2.0),
    "heights": _of_careers("4.C.2.c.1.c", 2.0, 3.0),
    "machines": _of_careers("4.C.2.c.1.e", 2.0, 3.0),
    "small-injuries": _of_careers("4.C.2.c.1.f", 2.0, 3.0),
    "special-gear": _of_careers("4.C.2.e.1.e", 2.0, 3.0),
    # The body.
    "climbing": _of_careers("4.C.2.d.1.c", 1.5, 2.0),
    "walking": _of_careers("4.C.2.d.1.d", 2.5, 3.5),
    "kneeling": _of_careers("4.C.2.d.1.e", 2.0, 2.5),
    "balance": _of_careers("4.C.2.d.1.f", 2.0, 2.5),
    "hands": _of_careers("4.C.2.d.1.g", 3.0, 4.0),
    "bending": _of_careers("4.C.2.d.1.h", 2.0, 3.0),
    "motions": _of_careers("4.C.2.d.1.i", 3.0, 4.0),
    # Pressure and freedom.
    "decisions": _of_careers("4.C.3.a.2.b", 3.5, 4.5),
    "freedom": _of_careers("4.C.3.a.4", 4.0, 4.5),
    "own-goals": _of_careers("4.C.3.b.8", 4.0, 4.5),
    "automation": _of_careers("4.C.3.b.2", 2.0, 2.5),
    "competition": _of_careers("4.C.3.c.1", 3.0, 3.5),
    "machine-pace": _of_careers("4.C.3.d.3", 2.0, 3.0),
    "hours": _of_careers("4.C.3.d.8", 2.25, 2.5),
}
# What everybody is asked about.
ASKED = tuple(key for key, condition in CONDITIONS.items() if condition.in_profile)


def find_amount(key: str, value: float) -> Amount:
    """How much of a condition a mean stands for."""
    condition = CONDITIONS[key]
    if value >= condition.much_from:
        return Amount.MUCH
    return Amount.SOME if value >= condition.some_from else Amount.LITTLE
