"""Why the careers of a family are together, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from careers.profile.interests import INTERESTS
from common.formatting import format_months
from quiz.matching.portraits import Portrait, describe_families
from quiz.profiles.editions import Edition
from quiz.profiles.measured import Measured
from quiz.profiles.texts import CONDITION_TEXTS

# Of today's figures and of old results.
MAX_KEPT = 8


@dataclass(frozen=True)
class _Asked:
    """What portraits are kept by: the same careers in the same releases make the same."""

    editions: tuple[tuple[Edition, ...], ...]
    careers: tuple[tuple[int, str], ...]
    measured: Measured = field(compare=False)


def read_portraits(measured: Measured) -> Mapping[str, Portrait]:
    """The portrait of each family, by its key; a process keeps them. No query."""
    careers = tuple((career.career_id, career.soc_code) for career in measured.careers)
    return _describe(_Asked(tuple(measured.editions.values()), careers, measured))


@lru_cache(MAX_KEPT)
def _describe(asked: _Asked) -> Mapping[str, Portrait]:
    return describe_families(asked.measured.careers)


def describe_portrait(portrait: Portrait) -> str:
    """Sentences: what liking the work goes with, how long people train, and what is usual in it."""
    parts = (
        _describe_interests(portrait),
        _describe_schooling(portrait),
        _describe_conditions(portrait),
    )
    return " ".join(part for part in parts if part)


def _describe_interests(portrait: Portrait) -> str:
    if not portrait.interests:
        return ""
    first, second = (INTERESTS[letter][1] for letter in portrait.interests)
    words = {"first": first, "second": second}
    return _("The work goes most with liking to %(first)s, and next, to %(second)s.") % words


def _describe_schooling(portrait: Portrait) -> str:
    months = portrait.training_months
    if months is None:
        return ""
    if months == 0:
        return _("Most of it needs no schooling after high school before the first paid day.")
    words = {"time": format_months(months)}
    return _("Most of it needs about %(time)s of schooling after high school.") % words


def _describe_conditions(portrait: Portrait) -> str:
    if not portrait.conditions:
        return ""
    names = (str(CONDITION_TEXTS[key].name) for key in portrait.conditions)
    return _("Usual at work: %(conditions)s.") % {"conditions": "; ".join(names)}
