"""What a move to other work changes, in words: pay, schooling, skills, conditions and limits."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from careers.explore.lines import describe_pay
from careers.explore.rows import Pay
from careers.models.projections import Experience
from careers.preparation import WAYS_IN
from careers.profile.skill_labels import KNOWLEDGE, SKILLS
from careers.profile.ways_in import RELATED_WORK, TRAINING
from common.formatting import format_months
from quiz.matching.conditions import CONDITIONS
from quiz.matching.moves import Move
from quiz.profiles.figures import Preparation
from quiz.profiles.measured import OccupationFigures

Text = str | Promise

NAMES: Mapping[str, Text] = {**SKILLS, **KNOWLEDGE}
MAX_NAMES = 4
# That no related work is needed goes without saying.
NEEDED_WORK = {key: text for key, text in RELATED_WORK.items() if key != Experience.NONE}


def list_names(keys: Iterable[str], besides: Sequence[str] = ()) -> list[str]:
    """The first names, each once: a skill and a field of knowledge may have the same."""
    names: list[str] = []
    for key in keys:
        if key in NAMES and (name := str(NAMES[key])) not in (*names, *besides):
            names.append(name)
            if len(names) == MAX_NAMES:
                break
    return names


def list_conditions(figures: OccupationFigures) -> dict[str, float]:
    """By the source's codes, as `compare_conditions` takes them."""
    return {CONDITIONS[key].element: mean for key, mean in figures.facts.conditions.items()}


def format_pay(pay: Pay) -> SafeString:
    return SafeString(describe_pay(pay, pay.median, pay.hourly_median))


def name_schooling(preparation: Preparation | None) -> str:
    return str(WAYS_IN.get(preparation.education if preparation else "", ""))


def compare_schooling(own: Preparation | None, other: Preparation | None, move: Move) -> str:
    """What is usual there, and how much longer it takes than what is usual in one's own work."""
    there, here = name_schooling(other), name_schooling(own)
    if not there:
        return _("No source says what schooling is usual.")
    if there == here:
        return _("%(schooling)s, as in your work") % {"schooling": there}
    if move.more_months:
        words = {"schooling": there, "time": format_months(move.more_months)}
        return _("%(schooling)s: about %(time)s more than is usual in your work") % words
    if here:
        words = {"schooling": there, "own": here[:1].lower() + here[1:]}
        return _("%(schooling)s; in your work: %(own)s") % words
    return there


def describe_entry(preparation: Preparation | None) -> tuple[str, ...]:
    """Related work and training on the job that new workers need."""
    if preparation is None:
        return ()
    found = (NEEDED_WORK.get(preparation.experience), TRAINING.get(preparation.training))
    return tuple(str(text) for text in found if text)


def list_limits(move: Move) -> tuple[str, ...]:
    broken = (
        (move.is_low_paid, _("Pays less than you need.")),
        (move.is_too_long, _("Takes more schooling than you have time for.")),
    )
    return tuple(text for is_broken, text in broken if is_broken)
