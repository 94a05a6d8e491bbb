"""The figures at the top of a career's page: what most readers came for."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from careers.facts.reading import Fact
from careers.facts.zones import Zone
from careers.guides.career_page import CareerPage
from careers.models import TrainingCost
from careers.models.projections import Training
from careers.preparation import WAYS_IN, name_zone, number_zone
from careers.projections.outlook import Outlook
from common.formatting import format_count, format_dollars, format_percent
from programs.offer import Offer
from programs.prices.typical import format_range
from salaries.figures import Figure
from salaries.rows import AreaWages


class KeyFigure(NamedTuple):
    """One figure: what it is, the figure, and its unit, date and source.

    `is_words` where it is no number, so that it may take two lines.
    """

    label: str
    value: str
    note: str
    is_words: bool = False


def list_key_figures(
    career: CareerPage,
    pay: AreaWages | None,
    offer: Offer | None = None,
    own: AreaWages | None = None,
    zone: Fact | None = None,
) -> list[KeyFigure]:
    """The answer in short, the most asked for first: what it pays, how to get in, if it grows.

    `own` is pay in the reader's state, `zone` the occupation's zone of preparation. Training has a
    cost only beside an offer: a typical cost alone says less than people owe.
    """
    outlook = career.outlook
    figures = [describe_pay(_("Starting pay"), "p10", pay, own) if pay else None]
    figures.append(describe_way_in(career, zone))
    if outlook:
        figures.append(describe_growth(_("Growth in jobs"), outlook))
    if pay:
        figures.append(describe_pay(_("Median pay"), "median", pay, own))
    if pay and career.has_guide:
        figures.append(describe_pay(_("Top 10% earn"), "p90", pay, own))
    if costs := career.guide.training_costs:
        quickest = min(costs, key=lambda cost: cost.months_low)
        note = _describe_training(quickest, offer)
        figures.append(KeyFigure(_("Shortest training"), quickest.duration, note))
    if outlook:
        figures.append(describe_openings(outlook))
    return [figure for figure in figures if figure]


def describe_way_in(career: CareerPage, zone: Fact | None) -> KeyFigure | None:
    """What people typically need to enter, by the newest projections that say it.

    Else by the zone of preparation; None where neither is known.
    """
    label = _("Usual way in")
    for outlook in career.outlooks:
        if way := WAYS_IN.get(outlook.entry_education):
            note = _("typical for new workers; projections %(years)s")
            years = outlook.years
            trained = next((one for one in career.outlooks if one.training), None)
            if trained and trained.training == Training.APPRENTICESHIP:
                note = _("then a paid apprenticeship; projections %(years)s")
                years = ", ".join(dict.fromkeys((years, trained.years)))
            return KeyFigure(label, str(way), note % {"years": years}, is_words=True)
    if zone:
        known = Zone.from_values(zone.values)
        note = f"{number_zone(known)}; {zone.source.edition}"
        return KeyFigure(label, name_zone(known), note, is_words=True)
    return None


def _describe_training(quickest: TrainingCost, offer: Offer | None) -> str:
    words = {
        "program": quickest.program_type.lower(),
        "cost": format_range(quickest.cost_low, quickest.cost_high),
    }
    if offer is None:
        return _("%(program)s, typically") % words
    if debt := offer.debts.get(quickest.credential or 0):
        words["debt"] = format_dollars(debt.median)
        return _("%(program)s: typical cost %(cost)s, median debt %(debt)s") % words
    return _("%(program)s: typical cost %(cost)s") % words


def describe_pay(label: str, step: str, pay: AreaWages, own: AreaWages | None = None) -> KeyFigure:
    """A percentile of pay in the reader's state, else in the nation; a missing one says why.

    By the hour where the survey gives the occupation no pay a year.
    """
    nation = _choose_figure(pay, step)
    words = {"release": pay.release.label, "nation": _write(nation, step)}
    period = _("an hour") if pay.is_hourly_only else _("a year")
    words["period"] = period
    if own is None or own.area.pk == pay.area.pk:
        text, note = words["nation"], _("%(period)s in the U.S., %(release)s") % words
    else:
        words["state"] = own.area.name
        figure = _choose_figure(own, step)
        if figure.sort_value is None:
            text = words["nation"]
            note = _("%(period)s in the U.S., %(release)s; not released for %(state)s") % words
        else:
            text = _write(figure, step)
            note = _("%(period)s in %(state)s; %(nation)s in the U.S., %(release)s") % words
    if nation.explanation and own is None:
        note = nation.explanation
    elif step == "p10":
        note = _("10th percentile: 1 in 10 earns less; %(period)s") % {"period": note}
    elif pay.is_hourly_only:
        note = _("%(period)s; not given a year, because few work all year") % {"period": note}
    return KeyFigure(label, text, note)


def _choose_figure(pay: AreaWages, step: str) -> Figure:
    return pay.figure(step, "hourly" if pay.is_hourly_only else "annual")


def _write(figure: Figure, step: str) -> str:
    return f"{figure.text}+" if step == "p90" and figure.amount is not None else figure.text


def describe_openings(outlook: Outlook) -> KeyFigure:
    """Openings a year, as the projections expect them."""
    return KeyFigure(
        _("Openings a year"), format_count(outlook.openings_per_year), _note_years(outlook)
    )


def describe_growth(label: str, outlook: Outlook, note: str = "") -> KeyFigure:
    """Growth with that of all occupations, without which it says little."""
    note = note or _note_years(outlook)
    if outlook.average_growth_percent is not None:
        average = format_percent(outlook.average_growth_percent)
        note = _("%(note)s; all occupations %(percent)s") % {"note": note, "percent": average}
    return KeyFigure(label, format_percent(outlook.growth_percent), note)


def list_outlook_figures(outlook: Outlook | None) -> list[KeyFigure]:
    """How many jobs the projections count, and how that is expected to change."""
    if outlook is None:
        return []
    years = {"base": outlook.base_year, "target": outlook.target_year}
    counted = _("in the U.S., as the Employment Projections count")
    return [
        KeyFigure(
            _("Jobs in %(year)s") % {"year": outlook.base_year},
            format_count(outlook.employment),
            counted,
        ),
        KeyFigure(
            _("Jobs in %(year)s") % {"year": outlook.target_year},
            format_count(outlook.employment_projected),
            _("projected"),
        ),
        describe_growth(_("Growth, %(base)s–%(target)s") % years, outlook, _("projected")),
        KeyFigure(_("Openings"), format_count(outlook.openings_per_year), _("a year, projected")),
    ]


def _note_years(outlook: Outlook) -> str:
    return _("projected, %(years)s") % {"years": outlook.years}
