"""What the work is like: the conditions in which an occupation differs most from others."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from careers.facts.reading import Fact
from careers.models import FactKind
from careers.profile.condition_labels import CONDITIONS
from careers.profile.scales import MIN_DIFFERENCE, LineBuilder, ScaleLine
from careers.profile.sections import ProfileInputs, ProfileSection
from common.formatting import format_percent

MAX_SHOWN = 8
# Conditions named in the heading.
MAX_NAMED = 2


@dataclass(frozen=True)
class ConditionsSection:
    """What there is more and less of than in the middle of all occupations, the most first.

    `others` are the remaining conditions in the source's order.
    """

    more: list[ScaleLine]
    less: list[ScaleLine]
    others: list[ScaleLine]
    telework: str
    facts: list[Fact]


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """The conditions of a career; None where no release has them."""
    fact, telework = (inputs.facts.get(kind) for kind in (FactKind.CONDITIONS, FactKind.TELEWORK))
    lines = list_conditions(fact) if fact else []
    if not lines and not telework:
        return None
    ranked = sorted(lines, key=lambda line: -abs(line.difference))
    shown = [line for line in ranked if abs(line.difference) >= MIN_DIFFERENCE][:MAX_SHOWN]
    more = [line for line in shown if line.difference > 0]
    less = [line for line in shown if line.difference < 0]
    names = {line.name for line in shown}
    return ProfileSection(
        anchor="conditions",
        label=_("What the work is like"),
        heading=_describe(more, less),
        template="careers/profile/conditions.html",
        data=ConditionsSection(
            more=more,
            less=less,
            others=[line for line in lines if line.name not in names],
            telework=describe_telework(telework) if telework else "",
            facts=[one for one in (fact, telework) if one],
        ),
    )


def describe_telework(fact: Fact) -> str:
    """How many telework, beside the middle of all occupations."""
    percent, middle = fact.values["percent"], fact.source.statistics["percent"]["median"]
    if percent < 1:
        return _("Hardly anybody teleworks.")
    if middle < 1:
        text = _("About %(percent)s of them telework; in the typical job, hardly anybody.")
    else:
        text = _("About %(percent)s of them telework; in the typical job, %(middle)s.")
    words = {"percent": format_percent(round(percent)), "middle": format_percent(round(middle))}
    return text % words


def list_conditions(fact: Fact) -> list[ScaleLine]:
    """The conditions that the source gives and that we have words for."""
    statistics, builder = fact.source.statistics, LineBuilder()
    lines = (
        builder.build(condition.name, condition.scale, fact.values[key], statistics[key])
        for key, condition in CONDITIONS.items()
        if key in fact.values and key in statistics
    )
    return [line for line in lines if line is not None]


def _describe(more: list[ScaleLine], less: list[ScaleLine]) -> str:
    """The finding: what there is most of, compared with other jobs; else what there is least of."""
    names = "; ".join(line.name for line in (more or less)[:MAX_NAMED])
    if more:
        return _("More than in most jobs: %(names)s") % {"names": names}
    if less:
        return _("Less than in most jobs: %(names)s") % {"names": names}
    return _("What the work is like")
