"""A shared profile in a few words of counselors' pages and files."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counselors.shared_profiles import NamedCondition, SharedProfile
from quiz.matching.doubts import Doubt

# Why interests are not clear, after “Not clear”.
DOUBT_NAMES: dict[Doubt, Promise] = {
    Doubt.TOO_FEW: _("too few activities answered"),
    Doubt.SAME_ANSWER: _("the same answer many times in a row"),
    Doubt.FLAT: _("all kinds of activities liked about the same"),
    Doubt.SCATTERED: _("answers to one kind of activities differ too much"),
}


def describe_interest_doubt(profile: SharedProfile) -> str:
    """Why the answers do not tell interests; empty if they do."""
    doubt = profile.interest_doubt
    return str(DOUBT_NAMES[doubt]) if doubt else ""


class StanceLine(NamedTuple):
    """Conditions of which a student says the same; `more` are not among the `names`.

    `effect` is a name of SharedProfile's lists.
    """

    effect: str
    label: str
    names: str
    more: int


def build_stance_lines(profile: SharedProfile, limit: int = 0) -> list[StanceLine]:
    """What is ruled out, bothers, suits and, without a limit, is not known; only what was said."""
    labels = {
        "rules_out": _("Rules out"),
        "bothers": _("Would bother"),
        "suits": _("Suits"),
        **({} if limit else {"unknown": _("Not known yet")}),
    }
    lines = []
    for effect, label in labels.items():
        conditions: Sequence[NamedCondition] = getattr(profile, effect)
        shown = conditions[:limit] if limit else conditions
        if shown:
            names = ", ".join(condition.name for condition in shown)
            lines.append(StanceLine(effect, str(label), names, len(conditions) - len(shown)))
    return lines
