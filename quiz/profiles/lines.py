"""Conditions of a career beside what a person said of them, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.facts.reading import FactSource
from careers.models import FactKind
from careers.profile import condition_labels
from careers.profile.components import describe_mean
from careers.profile.scales import ALIKE, DIFFERENT, IMPORTANCE, LineBuilder
from common.formatting import format_percent
from quiz.matching.answers import Stance
from quiz.matching.conditions import CONDITIONS, TELEWORK
from quiz.matching.readings import Reading
from quiz.profiles.measured import Measured, OccupationFigures
from quiz.profiles.texts import CONDITION_TEXTS, STANCE_LABELS

HIGHEST_PERCENT = 100


class Effect(StrEnum):
    """What a condition of a career is for a person; the names of a reading's fields."""

    SUITS = "suits"
    BOTHERS = "bothers"
    RULES_OUT = "rules_out"
    UNKNOWN = "unknown"
    # There is little of it, or the person does not mind.
    NONE = "none"


@dataclass(frozen=True)
class ConditionLine:
    """A condition: what the person said, and what is measured, in words beside the typical job.

    `value` and `middle` (the median of all occupations) are on the source's scale, which ends at
    `highest`; None where no source measures it, which `sentence` then says. `note` says of which
    occupations the value is the mean, if it is one.
    """

    key: str
    name: str
    stance: Stance
    stance_label: str
    effect: Effect
    sentence: str
    value: float | None = None
    middle: float | None = None
    highest: int | None = None
    source: FactSource | None = None
    note: str = ""


def build_condition_lines(
    reading: Reading, stances: Mapping[str, Stance], measured: Measured
) -> list[ConditionLine]:
    """A line of each condition that the person was asked about, in the order of `stances`."""
    figures = measured.figures[reading.career.soc_code]
    effects = {
        key: effect
        for effect in (Effect.SUITS, Effect.BOTHERS, Effect.RULES_OUT, Effect.UNKNOWN)
        for key in getattr(reading, effect)
    }
    builder = LineBuilder()
    lines = []
    for key, stance in stances.items():
        job = _describe_job(key, figures, builder)
        # What nothing measures is unknown, whatever the person said of it.
        other = Effect.UNKNOWN if job.value is None else Effect.NONE
        line = ConditionLine(
            key=key,
            name=str(CONDITION_TEXTS[key].name),
            stance=stance,
            stance_label=str(STANCE_LABELS[stance]),
            effect=effects.get(key, other),
            **job._asdict(),
        )
        lines.append(line)
    return lines


class _JobPart(NamedTuple):
    """The fields of a line that are about the job."""

    sentence: str
    value: float | None = None
    middle: float | None = None
    highest: int | None = None
    source: FactSource | None = None
    note: str = ""


def _describe_job(key: str, figures: OccupationFigures, builder: LineBuilder) -> _JobPart:
    """How much there is of a condition, beside the typical job."""
    condition, facts = CONDITIONS[key], figures.facts
    value, source = facts.conditions.get(key), facts.sources.get(condition.kind)
    others = source.statistics.get(condition.element) if source else None
    if value is None or source is None or not others:
        return _JobPart(_("No source measures this for this work"))
    is_mean = condition.kind == FactKind.CONDITIONS and facts.components
    note = describe_mean(facts.components) if is_mean else ""
    middle = others["median"]
    if key == TELEWORK:
        words = {"own": _describe_share(value), "typical": _describe_share(middle)}
        sentence = str(ALIKE if words["own"] == words["typical"] else DIFFERENT) % words
        return _JobPart(capfirst(sentence), value, middle, HIGHEST_PERCENT, source)
    label = condition_labels.CONDITIONS.get(condition.element)
    # Activities have one scale: how important each is for the work.
    scale = label.scale if label else IMPORTANCE
    line = builder.build("", scale, value, others)
    sentence = line.sentence if line else str(scale.words[scale.choose(value)])
    return _JobPart(capfirst(sentence), value, middle, len(scale.words), source, note)


def _describe_share(percent: float) -> str:
    if percent < 1:
        return _("hardly anybody")
    return _("about %(percent)s of workers") % {"percent": format_percent(round(percent))}
