"""What AI may change: three published measures side by side, none of them a forecast."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.facts.reading import Facts
from careers.facts.statistics import place_among
from careers.models import FactKind
from careers.profile.sections import ProfileInputs, ProfileSection

Text = str | Promise

# The thirds of all occupations.
LOW, HIGH = 34, 66
# Places that are not farther apart agree.
NEAR = 12


@dataclass(frozen=True)
class Measure:
    """A published measure: what it counts, what it leaves out, and the paper it is from.

    `key` is the figure of the facts that is compared.
    """

    kind: FactKind
    key: str
    name: Text
    counts: Text
    omits: Text
    citation: str
    url: str


MEASURES = (
    Measure(
        FactKind.AI_TASKS,
        "human",
        gettext_lazy("Tasks that a language model could speed up"),
        gettext_lazy(
            "People judged, task by task, whether a language model could cut the time by half."
        ),
        gettext_lazy("It does not say whether anybody does so, or what happens to the time saved."),
        "Eloundou, Manning, Mishkin, Rock (2023): GPTs are GPTs",
        "https://arxiv.org/abs/2303.10130",
    ),
    Measure(
        FactKind.AI_USE,
        "score",
        gettext_lazy("What people used an AI assistant for"),
        gettext_lazy(
            "Conversations with one assistant in January to September 2024 were matched to what "
            "people in each occupation do."
        ),
        gettext_lazy("It leaves out other assistants, robots, and what came later."),
        "Tomlinson and others (2025): Working with AI",
        "https://arxiv.org/abs/2507.07935",
    ),
    Measure(
        FactKind.AI_ABILITIES,
        "language",
        gettext_lazy("Abilities that language AI has too"),
        gettext_lazy(
            "Abilities that the occupation needs were compared with what AI for language can do."
        ),
        gettext_lazy("It does not say whether AI helps people or does the work instead."),
        "Felten, Raj, Seamans (2021): Occupational, industry, and geographic exposure to AI",
        "https://doi.org/10.1002/smj.3286",
    ),
)


@dataclass(frozen=True)
class Place:
    """An occupation's place among all by one measure; `percent` is None where it has none."""

    measure: Measure
    percent: int | None
    count: int = 0


@dataclass(frozen=True)
class ExposureSection:
    """The places, and in words how far they lie apart."""

    places: tuple[Place, ...]
    spread: str


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """None where no measure has the occupation."""
    places = find_places(inputs.facts)
    known = [place.percent for place in places if place.percent is not None]
    if not known:
        return None
    return ProfileSection(
        "ai",
        _("What AI may change"),
        _write_heading(known),
        "careers/profile/exposure.html",
        ExposureSection(places, _describe_spread(known)),
    )


def find_places(facts: Facts) -> tuple[Place, ...]:
    """The occupation's place by each measure, 0 to 100 among all occupations measured."""
    places = []
    for measure in MEASURES:
        fact = facts.get(measure.kind)
        value = fact.values.get(measure.key) if fact else None
        if fact is None or value is None or measure.key not in fact.source.statistics:
            places.append(Place(measure, None))
            continue
        statistics = fact.source.statistics
        percent = place_among(statistics, measure.key, value)
        places.append(Place(measure, percent, int(statistics[measure.key]["count"])))
    return tuple(places)


def _write_heading(known: Sequence[int]) -> str:
    words = {"low": min(known), "high": max(known)}
    if len(known) == 1:
        return _("One measure of AI has this work: place %(low)s of 100") % words
    if min(known) > HIGH:
        return _("AI touches this work more than most, all measures agree")
    if max(known) < LOW:
        return _("AI touches this work less than most, all measures agree")
    if min(known) >= LOW and max(known) <= HIGH:
        return _("AI touches this work about as much as most")
    return _("What AI may change: measures place it between %(low)s and %(high)s of 100") % words


def _describe_spread(known: Sequence[int]) -> str:
    words = {"points": max(known) - min(known), "low": min(known), "high": max(known)}
    if len(known) == 1:
        return ""
    if words["points"] <= NEAR:
        return _("They agree closely, from %(low)s to %(high)s.") % words
    return (
        _(
            "They lie %(points)s places apart, from %(low)s to %(high)s, since each measures "
            "something else."
        )
        % words
    )
