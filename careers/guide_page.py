"""What a career's guide page shows, put together from a version and the wage release."""

from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from careers.guides.citations import fill_figures
from careers.guides.published import CareerPage
from careers.models import GuideSection, TrainingCost
from careers.projections.outlook import Outlook
from common.formatting import format_count, format_dollars, format_percent
from programs.costs import format_range
from programs.offer import Offer, describe_offer
from salaries.forms import TableRequest
from salaries.rows import AreaWages
from salaries.summary import WageSummary
from salaries.views.states import CAPTIONS, asked_summary

Shows = GuideSection.Shows


class KeyFigure(NamedTuple):
    """One figure of the strip at the top: what it is, the figure, and its unit, date and source."""

    label: str
    value: str
    note: str


class Section(NamedTuple):
    """A section of the page; `template` renders its live part between two pieces of HTML."""

    anchor: str
    label: str
    before: SafeString
    after: SafeString
    template: str


class Piece(NamedTuple):
    """HTML of one or more sections, up to where `template` renders a live part."""

    html: SafeString
    template: str


def build_guide(career: CareerPage, asked: TableRequest) -> dict[str, Any]:
    """The template context of a guide with the wages that a reader asked for."""
    wages = asked_summary(career.occupation, asked)
    sections = list_sections(career, wages)
    offer = describe_offer(career.cip_codes) if career.cip_codes else None
    return {
        "career": career,
        "wages": wages,
        "national_chart": wages.build_chart() if wages else None,
        "wage_notices": asked.notices,
        "outlook_figures": list_outlook_figures(career.outlook),
        "key_figures": list_key_figures(career, wages.nation if wages else None, offer),
        "sections": sections,
        "pieces": join_sections(sections, career, wages),
        "caption_text": _caption_states(wages) if wages else "",
        "programs": offer,
    }


def list_key_figures(
    career: CareerPage, pay: AreaWages | None, offer: Offer | None = None
) -> list[KeyFigure]:
    """The figures most readers came for, pay first, from where it starts to the top.

    Training has a cost only beside an offer: a typical cost alone says less than people owe.
    """
    figures = list_pay_figures(pay) if pay else []
    if costs := career.guide.training_costs:
        quickest = min(costs, key=lambda cost: cost.months_low)
        note = _describe_training(quickest, offer)
        figures.append(KeyFigure(_("Shortest training"), quickest.duration, note))
    if outlook := career.outlook:
        note = _("projected, %(years)s") % {"years": outlook.years}
        figures += [
            KeyFigure(_("Openings a year"), format_count(outlook.openings_per_year), note),
            _describe_growth(_("Growth in jobs"), outlook, note),
        ]
    return figures


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


def list_pay_figures(pay: AreaWages) -> list[KeyFigure]:
    """Starting pay, median and top 10% a year in the nation; a missing one says why."""
    annual = pay.annual
    period = _("a year in the U.S., %(release)s") % {"release": pay.release.label}
    start = _("10th percentile: 1 in 10 earns less; %(period)s") % {"period": period}
    top = f"{annual.p90.text}+" if annual.p90.amount is not None else annual.p90.text
    return [
        KeyFigure(label, text, figure.explanation or note)
        for label, text, figure, note in (
            (_("Starting pay"), annual.p10.text, annual.p10, start),
            (_("Median pay"), annual.median.text, annual.median, period),
            (_("Top 10% earn"), top, annual.p90, period),
        )
    ]


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
        _describe_growth(_("Growth, %(base)s–%(target)s") % years, outlook, _("projected")),
        KeyFigure(_("Openings"), format_count(outlook.openings_per_year), _("a year, projected")),
    ]


def _describe_growth(label: str, outlook: Outlook, note: str) -> KeyFigure:
    """Growth with that of all occupations, without which it says little."""
    if outlook.average_growth_percent is not None:
        average = format_percent(outlook.average_growth_percent)
        note = _("%(note)s; all occupations %(percent)s") % {"note": note, "percent": average}
    return KeyFigure(label, format_percent(outlook.growth_percent), note)


def list_sections(career: CareerPage, wages: WageSummary | None) -> list[Section]:
    """The guide's sections in their order; one without any text and data is left out."""
    has_data = {
        "": True,
        Shows.OUTLOOK: bool(wages or career.outlook),
        Shows.WAGES: bool(wages),
        Shows.TRAINING: bool(career.cip_codes),
        Shows.CORRECTIONS: True,
        "quiz": career.has_quiz,
    }
    return [
        Section(
            anchor=section["anchor"],
            label=section["label"],
            # Rendered by careers/guides/rendering.py, which escapes.
            before=mark_safe(section["before"]),  # noqa: S308
            after=mark_safe(section["after"]),  # noqa: S308
            template=f"careers/parts/{live}.html" if live and has_data[live] else "",
        )
        for section in career.html["sections"]
        if has_data[live := section["live"]] or section["has_text"]
    ]


def join_sections(
    sections: list[Section], career: CareerPage, wages: WageSummary | None
) -> list[Piece]:
    """The HTML of the sections, cut only at the live parts, with their live figures."""
    pieces, html = [], ""
    for section in sections:
        html += section.before
        if section.template:
            pieces.append((html, section.template))
            html = ""
        html += section.after
    return [
        Piece(mark_safe(fill_figures(html, career, wages)), template)  # noqa: S308 - as above
        for html, template in [*pieces, (html, "")]
    ]


def _caption_states(wages: WageSummary) -> str:
    return str(CAPTIONS["state", "year"]) % {"release": wages.release.label}
