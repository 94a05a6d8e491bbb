"""Training, pay and openings of a career, in words beside a person's limits."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.explore.rows import Pay
from careers.models.projections import Experience
from careers.preparation import name_way_in
from careers.profile.ways_in import RELATED_WORK, TRAINING
from common.formatting import format_count, format_dollars, format_months
from quiz.matching.answers import Limits
from quiz.matching.readings import Mark, Reading
from quiz.profiles.figures import Preparation
from quiz.profiles.measured import Measured, OccupationFigures
from salaries.figures import Figure


@dataclass(frozen=True)
class PracticalLine:
    """`key`: training, pay or openings; `figure` in few words, `note` what is said of it."""

    key: str
    label: str
    mark: Mark
    figure: str
    note: str


def build_practical_lines(
    reading: Reading, limits: Limits, measured: Measured, place: str
) -> list[PracticalLine]:
    """Training, pay and openings; `place` names where pay is for, as in “Ohio”, empty: nation."""
    figures = measured.figures[reading.career.soc_code]
    return [
        _describe_training(reading, limits, figures),
        _describe_pay(reading, limits, figures.pay, place),
        _describe_openings(figures.preparation),
    ]


def _describe_training(
    reading: Reading, limits: Limits, figures: OccupationFigures
) -> PracticalLine:
    """The usual schooling. What employers teach is paid, so it is shown but not counted."""
    months, preparation = reading.career.training_months, figures.preparation
    way = name_way_in(figures.education, figures.facts.zone)
    figure = way or _("No source says what is usual")
    if months:
        figure = _("%(way)s, about %(time)s") % {"way": figure, "time": format_months(months)}
    notes = [_compare_training(reading.training, limits)]
    if preparation and preparation.experience != Experience.NONE:
        notes.append(str(RELATED_WORK.get(preparation.experience, "")))
    if preparation:
        notes.append(str(TRAINING.get(preparation.training, "")))
    return PracticalLine(
        key="training",
        label=_("Usual schooling before the first paid day"),
        mark=reading.training,
        figure=figure,
        note=" ".join(filter(None, notes)),
    )


def _compare_training(mark: Mark, limits: Limits) -> str:
    months = limits.training_months
    limit = format_months(months) if months else _("no schooling")
    return _choose(
        mark,
        within=_("Within your limit of %(limit)s."),
        beyond=_("Longer than your limit of %(limit)s."),
        unknown=_("So we cannot tell whether it keeps to your limit of %(limit)s."),
    ) % {"limit": limit}


def _describe_pay(reading: Reading, limits: Limits, pay: Pay, place: str) -> PracticalLine:
    """Median pay, and the 10th percentile as pay to start with; or why there is none."""
    label = _("Median pay in %(place)s") % {"place": place} if place else _("Median pay, nation")
    compared = _compare_pay(reading.pay, limits)
    if pay.month is None:
        missing = _("The survey gives no figures of this work here.")
        note = " ".join(filter(None, [missing, compared]))
        return PracticalLine("pay", label, reading.pay, _("No figure"), note)
    median = Figure(pay.median, _explain(pay.median, pay), pay.median_at_least)
    words = {"month": date_format(pay.month, "YEAR_MONTH_FORMAT")}
    if pay.p10 is None:
        source = _("Figures of %(month)s.") % words
    else:
        words["amount"] = format_dollars(pay.p10)
        source = _("Starting pay is about %(amount)s: one in ten earns less (%(month)s).") % words
    note = " ".join(filter(None, [median.explanation, compared, source]))
    return PracticalLine("pay", label, reading.pay, capfirst(median.text), note)


def _explain(amount: int | None, pay: Pay) -> str:
    return pay.missing if amount is None else ""


def _compare_pay(mark: Mark, limits: Limits) -> str:
    return _choose(
        mark,
        within=_("At least the %(limit)s that you need."),
        beyond=_("Less than the %(limit)s that you need."),
        unknown=_("So we cannot tell whether it pays the %(limit)s that you need."),
    ) % {"limit": format_dollars(limits.pay_from)}


def _choose(mark: Mark, *, within: str, beyond: str, unknown: str) -> str:
    """The text of a mark; empty where the person named no limit."""
    return {Mark.WITHIN: within, Mark.BEYOND: beyond, Mark.UNKNOWN: unknown}.get(mark, "")


def _describe_openings(preparation: Preparation | None) -> PracticalLine:
    label = _("Openings")
    if preparation is None:
        note = _("The job projections do not cover this work.")
        return PracticalLine("openings", label, Mark.NOT_ASKED, _("No figure"), note)
    words = {
        "years": preparation.source.years,
        "number": format_count(preparation.openings),
    }
    figure = _("About %(number)s a year in the nation") % words
    note = _("Average of %(years)s: new jobs, and jobs that people leave.") % words
    return PracticalLine("openings", label, Mark.NOT_ASKED, figure, note)
