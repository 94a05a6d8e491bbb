"""The rows in which careers are compared, without the database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.comparing.cells import Cell, Mark, Row, Section, build_row, keep_filled
from careers.comparing.conditions import choose_conditions
from careers.comparing.pay import compare_pay
from careers.comparing.reading import Compared, PriceIndex
from careers.facts.reading import Fact
from careers.facts.zones import Zone
from careers.models import FactKind
from careers.preparation import EXPERIENCE, TRAINING, WAYS_IN, name_zone, number_zone
from careers.profile.components import describe_means
from careers.profile.condition_labels import CONDITIONS
from careers.profile.exposure import MEASURES, find_places
from careers.profile.interests import INTERESTS
from careers.projections.outlook import Outlook
from common.formatting import format_count, format_percent, format_signed_percent
from salaries.models import Release

STRONGEST_INTERESTS = 2


@dataclass(frozen=True)
class ComparisonTable:
    """Everything the page shows of the careers, and what it is from, each once.

    `means` say of which careers figures are the mean of several occupations.
    """

    sections: tuple[Section, ...]
    releases: tuple[Release, ...]
    outlook: Outlook | None
    prices: PriceIndex | None
    facts: tuple[Fact, ...]
    means: tuple[str, ...]


def build_comparison(
    careers: Sequence[Compared], state: str, prices: PriceIndex | None
) -> ComparisonTable:
    """The table of careers; `prices` is the price level of `state`, None if none is loaded."""
    sections = (
        compare_pay(careers, state, prices),
        _compare_preparation(careers),
        _compare_outlook(careers),
        _compare_conditions(careers),
        _compare_interests(careers),
        _compare_exposure(careers),
    )
    rows = [row for career in careers for row in (career.nation, career.own) if row]
    outlooks = [career.page.outlook for career in careers if career.page.outlook]
    shown = [
        (career.page.name, fact)
        for career in careers
        for kind, fact in career.facts.items()
        if kind != FactKind.RELATED
    ]
    # The means are told by career, so the sources are without.
    facts = {(fact.source.kind, fact.source.edition): fact for _name, fact in shown}
    means = {
        name: describe_means(fact for whose, fact in shown if whose == name)
        for name, _fact in shown
    }
    return ComparisonTable(
        tuple(section for section in sections if section.rows),
        tuple(dict.fromkeys(row.release for row in rows)),
        next(iter(outlooks), None),
        prices,
        tuple(replace(fact, components=()) for fact in facts.values()),
        tuple(f"{capfirst(name)}: {' '.join(said)}" for name, said in means.items() if said),
    )


# -- Preparation and outlook ----------------------------------------------------------------------


def _compare_preparation(careers: Sequence[Compared]) -> Section:
    def describe(name: str, labels: dict[str, object]) -> Callable[[Compared], Cell]:
        """What the newest projections say that say anything."""

        def find(career: Compared) -> Cell:
            values = (getattr(outlook, name) for outlook in career.page.outlooks)
            return Cell(str(next((labels[value] for value in values if value in labels), "")))

        return find

    def find_zone(career: Compared) -> Zone | None:
        fact = career.facts.get(FactKind.JOB_ZONE)
        return Zone.from_values(fact.values) if fact else None

    def describe_zone(career: Compared) -> Cell:
        zone = find_zone(career)
        return Cell(name_zone(zone), number_zone(zone)) if zone else Cell()

    frameworks = {zone.of for career in careers if (zone := find_zone(career))}
    note = _("by two scales, which do not compare exactly") if len(frameworks) > 1 else ""
    rows = [
        build_row(_("Usual way in"), careers, describe("entry_education", dict(WAYS_IN))),
        build_row(_("Experience asked for"), careers, describe("experience", dict(EXPERIENCE))),
        build_row(_("Training on the job"), careers, describe("training", dict(TRAINING))),
        build_row(_("Preparation in all"), careers, describe_zone, note),
    ]
    return Section(_("Preparation"), keep_filled(rows))


def _count_jobs(career: Compared) -> Cell:
    """In the year that the projection begins with."""
    outlook = career.page.outlook
    return Cell(format_count(outlook.employment), str(outlook.base_year)) if outlook else Cell()


def _compare_outlook(careers: Sequence[Compared]) -> Section:
    def describe(write: Callable[[Outlook], str]) -> Callable[[Compared], Cell]:
        def find(career: Compared) -> Cell:
            outlook = career.page.outlook
            return Cell(write(outlook), outlook.years) if outlook else Cell()

        return find

    averages = (
        career.page.outlook.average_growth_percent for career in careers if career.page.outlook
    )
    average = next((each for each in averages if each is not None), None)
    note = ""
    if average is not None:
        note = _("all occupations %(percent)s") % {"percent": format_signed_percent(average)}
    rows = [
        build_row(
            _("Growth in jobs"),
            careers,
            describe(lambda outlook: format_signed_percent(outlook.growth_percent)),
            note,
        ),
        build_row(
            _("Openings a year"),
            careers,
            describe(lambda outlook: format_count(outlook.openings_per_year)),
        ),
        build_row(_("Jobs"), careers, _count_jobs),
    ]
    return Section(_("Outlook"), keep_filled(rows))


# -- The work -------------------------------------------------------------------------------------


def _compare_conditions(careers: Sequence[Compared]) -> Section:
    facts = [career.facts.get(FactKind.CONDITIONS) for career in careers]
    statistics = next((fact.source.statistics for fact in facts if fact), {})
    values = [fact.values for fact in facts if fact]
    rows = []
    for key in choose_conditions(values, statistics, CONDITIONS):
        condition = CONDITIONS[key]
        words = condition.scale.words
        highest = len(words)
        middle = _place(statistics[key]["median"], highest)
        cells = []
        for fact in facts:
            if fact is None or key not in fact.values:
                cells.append(Cell())
                continue
            value = fact.values[key]
            mark = Mark(_place(value, highest), middle)
            cells.append(Cell(str(words[condition.scale.choose(value)]), mark=mark))
        rows.append(Row(str(capfirst(str(condition.name))), tuple(cells)))
    telework = build_row(_("Workers who telework"), careers, _describe_telework)
    note = _("Where these careers differ most. The short line is the middle of all occupations.")
    return Section(
        _("What the work is like"), (*rows, *keep_filled([telework])), note if rows else ""
    )


def _place(value: float, highest: int) -> float:
    """A value from 1 to the highest, in percent of the scale."""
    return round(100 * (value - 1) / (highest - 1), 1)


def _describe_telework(career: Compared) -> Cell:
    fact = career.facts.get(FactKind.TELEWORK)
    return Cell(format_percent(fact.values["percent"])) if fact else Cell()


def _compare_interests(careers: Sequence[Compared]) -> Section:
    def describe(career: Compared) -> Cell:
        fact = career.facts.get(FactKind.INTERESTS)
        if fact is None:
            return Cell()
        ranked = sorted(
            (letter for letter in INTERESTS if letter in fact.values),
            key=lambda letter: -fact.values[letter],
        )
        strongest = [INTERESTS[letter] for letter in ranked[:STRONGEST_INTERESTS]]
        return Cell(
            ", ".join(str(name) for name, _what in strongest),
            _("for people who like to %(what)s") % {"what": strongest[0][1]} if strongest else "",
        )

    row = build_row(_("The strongest two"), careers, describe)
    return Section(_("Interests"), keep_filled([row]))


def _compare_exposure(careers: Sequence[Compared]) -> Section:
    places = [find_places(career.facts) for career in careers]
    rows = [
        Row(
            str(measure.name),
            tuple(
                Cell(_("place %(place)s of 100") % {"place": place.percent})
                if place.percent is not None
                else Cell()
                for place in by_measure
            ),
        )
        for measure, by_measure in zip(MEASURES, zip(*places, strict=True), strict=True)
    ]
    note = _(
        "Places among all occupations, 100 is the most. Three published measures; none is a "
        "forecast of jobs."
    )
    return Section(_("What AI may change"), keep_filled(rows), note)
