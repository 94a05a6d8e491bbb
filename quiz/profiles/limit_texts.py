"""The limits of a person in words: what each costs, and what is off the list because of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formatting import format_dollars, format_months
from quiz.matching.answers import Limits
from quiz.matching.limits import PAY, TRAINING, LimitCost, LimitStep
from quiz.profiles.matched import Matched
from quiz.profiles.texts import CONDITION_TEXTS

# So many limits are shown where none alone takes a career off.
MAX_COSTLESS = 5


@dataclass(frozen=True)
class LimitBar:
    """A limit that a link lifts or loosens; `length` is that of its bar, as in `40%`."""

    text: str
    effect: str
    note: str
    query: str
    length: str


@dataclass(frozen=True)
class OffReason:
    """A limit, and how many careers are beyond it."""

    text: str
    number: int


def list_costly(matched: Matched) -> list[LimitCost]:
    """The limits that alone take careers off the list; if none does, the few that most are beyond.

    The costliest first.
    """
    return [cost for cost in matched.costs if cost.alone] or list(matched.costs[:MAX_COSTLESS])


def build_cost_bars(matched: Matched) -> list[LimitBar]:
    """What each limit costs."""
    return [
        LimitBar(
            text=name_limit(cost.limit, matched.answers.limits),
            effect=_count_fewer(cost.alone),
            note="; ".join(filter(None, (_count_close(cost.close), _count_together(cost)))),
            query=matched.trial.lift_limit(cost.limit).query,
            length=_measure(cost.alone, matched),
        )
        for cost in list_costly(matched)
    ]


def build_step_bars(matched: Matched) -> list[LimitBar]:
    """What a longer training or less pay would bring back."""
    return [
        LimitBar(
            text=_name_step(step, matched.answers.limits),
            effect=ngettext("%(number)s more", "%(number)s more", step.more)
            % {"number": step.more},
            note=_count_close(step.close),
            query=matched.trial.loosen_limit(step.limit, step.value).query,
            length=_measure(step.more, matched),
        )
        for step in matched.steps
    ]


def list_off_reasons(matched: Matched) -> list[OffReason]:
    """The limits that take careers off the list, those first that take most."""
    ranked = sorted(matched.costs, key=lambda cost: (-cost.all, cost.limit))
    limits = matched.answers.limits
    return [OffReason(name_limit(cost.limit, limits), cost.all) for cost in ranked]


def name_limit(limit: str, limits: Limits) -> str:
    """A limit as a phrase: “Ruled out: noise”, “Training up to 1 year”, “Pay from $45,000”."""
    if limit == TRAINING:
        return name_training(limits.training_months or 0)
    if limit == PAY:
        return _("Pay from %(amount)s a year") % {"amount": format_dollars(limits.pay_from)}
    return _("Ruled out: %(condition)s") % {"condition": CONDITION_TEXTS[limit].name}


def name_training(months: int) -> str:
    if not months:
        return _("No schooling after high school")
    return _("Training up to %(time)s") % {"time": format_months(months)}


def _name_step(step: LimitStep, limits: Limits) -> str:
    if step.limit == PAY:
        words = {"amount": format_dollars(step.value), "now": format_dollars(limits.pay_from)}
        return _("Pay from %(amount)s instead of %(now)s") % words
    now = limits.training_months
    words = {"time": format_months(step.value), "now": format_months(now) if now else ""}
    if now:
        return _("Training up to %(time)s instead of %(now)s") % words
    return _("Training up to %(time)s instead of none") % words


def _count_fewer(number: int) -> str:
    if not number:
        return _("no careers fewer")
    text = ngettext("%(number)s career fewer", "%(number)s careers fewer", number)
    return text % {"number": number}


def _count_together(cost: LimitCost) -> str:
    """How many more are beyond it that another limit takes off as well."""
    number = cost.all - cost.alone
    if not number:
        return ""
    text = ngettext(
        "%(number)s more is beyond another limit too",
        "%(number)s more are beyond other limits too",
        number,
    )
    return text % {"number": number}


def _count_close(number: int) -> str:
    """How many of those that come back are close to the person's interests."""
    if not number:
        return ""
    return _("%(number)s of them close to your interests") % {"number": number}


def _measure(number: int, matched: Matched) -> str:
    """The length of a bar beside that of the costliest limit."""
    numbers = [*(cost.alone for cost in matched.costs), *(step.more for step in matched.steps)]
    highest = max(numbers, default=0)
    return f"{round(100 * number / highest) if highest else 0}%"


def describe_trial(matched: Matched) -> list[str]:
    """What is tried, each as a sentence’s part."""
    trial = matched.trial
    parts: list[str] = []
    limits = matched.answers.limits
    text = _("Not ruled out: %(condition)s")
    parts += [text % {"condition": CONDITION_TEXTS[key].name} for key in trial.lift]
    if trial.training is not None:
        months = limits.training_months
        parts.append(_("Training of any length") if months is None else name_training(months))
    if trial.pay_from is not None:
        parts.append(_("Any pay") if limits.pay_from is None else name_limit(PAY, limits))
    return parts
