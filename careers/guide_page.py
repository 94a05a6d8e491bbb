"""What a career's guide page shows, put together from a version and the wage release."""

from functools import partial
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from careers.guides.published import CareerPage
from careers.models import GuideSection, Outlook
from common.formatting import format_count, format_dollars, format_percent
from programs.offer import count_listed
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
    return {
        "career": career,
        "wages": wages,
        "wage_notices": asked.notices,
        "outlook_figures": list_outlook_figures(career.guide.outlook),
        "key_figures": list_key_figures(career, wages.nation if wages else None),
        "sections": sections,
        "pieces": join_sections(sections),
        "caption_text": _caption_states(wages) if wages else "",
        # A function: only a guide with a section on training runs its query.
        "programs": partial(count_listed, career.cip_codes),
    }


def list_key_figures(career: CareerPage, pay: AreaWages | None) -> list[KeyFigure]:
    """The four or five figures most readers came for; one without data is left out, not guessed."""
    figures = []
    if pay:
        period = _("a year in the U.S., %(release)s") % {"release": pay.release}
        median, p90 = pay.wage.annual_median, pay.wage.annual_p90
        if median is not None:
            figures.append(KeyFigure(_("Median pay"), format_dollars(median), period))
        if p90 is not None:
            figures.append(KeyFigure(_("Top 10% earn"), f"{format_dollars(p90)}+", period))
    if costs := career.guide.training_costs:
        quickest = min(costs, key=lambda cost: cost.months_low)
        note = _("%(program)s, typically %(low)s – %(high)s") % {
            "program": quickest.program_type.lower(),
            "low": format_dollars(quickest.cost_low),
            "high": format_dollars(quickest.cost_high),
        }
        figures.append(KeyFigure(_("Shortest training"), quickest.duration, note))
    if outlook := career.guide.outlook:
        note = _("projected, %(years)s") % {
            "years": f"{outlook.base_year}–{outlook.target_year % 100:02d}"
        }
        figures += [
            KeyFigure(_("Openings a year"), format_count(outlook.openings_per_year), note),
            KeyFigure(_("Growth in jobs"), format_percent(outlook.growth_percent), note),
        ]
    return figures


def list_outlook_figures(outlook: Outlook | None) -> list[KeyFigure]:
    """How many people work in the occupation, and how that is expected to change."""
    if outlook is None:
        return []
    years = {"base": outlook.base_year, "target": outlook.target_year}
    return [
        KeyFigure(
            _("Employed in %(year)s") % {"year": outlook.base_year},
            format_count(outlook.employment),
            _("people in the U.S."),
        ),
        KeyFigure(
            _("Growth, %(base)s–%(target)s") % years,
            format_percent(outlook.growth_percent),
            _("projected"),
        ),
        KeyFigure(_("Openings"), format_count(outlook.openings_per_year), _("a year, projected")),
    ]


def list_sections(career: CareerPage, wages: WageSummary | None) -> list[Section]:
    """The guide's sections in their order; one without any text and data is left out."""
    has_data = {
        "": True,
        Shows.OUTLOOK: bool(wages or career.guide.outlook),
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


def join_sections(sections: list[Section]) -> list[Piece]:
    """The HTML of the sections, cut only at the live parts."""
    pieces, html = [], ""
    for section in sections:
        html += section.before
        if section.template:
            pieces.append(Piece(mark_safe(html), section.template))  # noqa: S308 - as above
            html = ""
        html += section.after
    return [*pieces, Piece(mark_safe(html), "")]  # noqa: S308 - as above


def _caption_states(wages: WageSummary) -> str:
    return str(CAPTIONS["state", "year"]) % {"release": wages.release.label}
