"""What a career's guide page shows, put together from the career's rows and the wage release."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from careers.models import Career, GuideSection, Source
from common.formatting import format_count, format_dollars, format_percent
from programs.models import Program
from salaries.forms import TableRequest
from salaries.summary import NationalPay, WageSummary
from salaries.views.states import asked_summary

Part = GuideSection.Part


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the strip at the top: what it is, the figure, and its unit, date and source."""

    label: str
    value: str
    note: str


@dataclass(frozen=True)
class SectionView:
    """A section that has something to show, with the template of the table below its text."""

    part: str
    anchor: str
    heading: str
    contents_label: str
    body: str
    note: str
    note_class: str
    template: str
    # Empty where it is the guide's own day, which stands on top of the page.
    reviewed_on: date | None = None


@dataclass(frozen=True)
class ShownSection:
    """A section as the page shows it: `html` is all of it, the heading included."""

    anchor: str
    contents_label: str
    html: SafeString


class Guide:
    """A published guide with the wages that a reader asked for."""

    def __init__(self, slug: str, asked: TableRequest) -> None:
        """Read and render it. Http404 for an unknown or unpublished career."""
        self._asked = asked
        self.career = career_with_parts(slug)
        self.wages = asked_summary(self.career.occupation, asked)
        self.key_figures = key_figures(self.career, self.wages)
        self.sections = [
            ShownSection(section.anchor, section.contents_label, self._html(section))
            for section in sections(self.career, self.wages)
        ]

    def _html(self, section: SectionView) -> SafeString:
        context = {"section": section, "career": self.career, **self._context(section.part)}
        return render_to_string("careers/_section.html", context)

    def _context(self, part: str) -> dict[str, Any]:
        """What the template of a part shows beside the career."""
        match part:
            case Part.OUTLOOK | Part.WAGES:
                return {"wages": self.wages, "wage_notices": self._asked.notices}
            case Part.TRAINING:
                programs = Program.objects.for_fields(self.career.cip_codes).listed()
                return {"programs": programs.summary()}
            case Part.MEASURED:
                return {"measured_sources": measured_sources(self.career)}
        return {}


def career_with_parts(slug: str) -> Career:
    """The published career of an address with all its parts; Http404 where there is none."""
    try:
        return Career.objects.published().with_parts().get(slug=slug)
    except Career.DoesNotExist:
        raise Http404("No published career has this address.") from None


def key_figures(career: Career, wages: WageSummary | NationalPay | None) -> list[KeyFigure]:
    """The four or five figures most readers came for; one without data is left out, not guessed."""
    figures = []
    if wages and wages.nation:
        period = f"a year in the U.S., {wages.release}"
        if wages.nation.annual_median is not None:
            figures.append(
                KeyFigure("Median pay", format_dollars(wages.nation.annual_median), period)
            )
        if wages.nation.annual_p90 is not None:
            figures.append(
                KeyFigure("Top 10% earn", f"{format_dollars(wages.nation.annual_p90)}+", period)
            )
    costs = list(career.training_costs.all())
    if costs:
        quickest = min(costs, key=lambda cost: cost.months_low)
        figures.append(
            KeyFigure(
                "Shortest training",
                quickest.duration,
                f"{quickest.program_type.lower()}, typically "
                f"{format_dollars(quickest.cost_low)} – {format_dollars(quickest.cost_high)}",
            )
        )
    if outlook := getattr(career, "outlook", None):
        span = f"{outlook.base_year}–{outlook.target_year % 100:02d}"
        figures.append(
            KeyFigure(
                "Openings a year", format_count(outlook.openings_per_year), f"projected, {span}"
            )
        )
        figures.append(
            KeyFigure(
                "Growth in jobs", format_percent(outlook.growth_percent), f"projected, {span}"
            )
        )
    return figures


def sections(career: Career, wages: WageSummary | None) -> list[SectionView]:
    """The guide's sections in their order; one whose part has no rows and no text is left out."""
    has_rows: dict[str, Callable[[], object]] = {
        Part.DUTIES: career.duties.all,
        Part.ROADMAP: career.roadmap_steps.all,
        Part.WORKPLACES: career.workplaces.all,
        Part.COSTS: career.training_costs.all,
        Part.SKILLS: career.skills.all,
        Part.OUTLOOK: lambda: wages or getattr(career, "outlook", None),
        Part.FIT: career.fit_statements.all,
        Part.BENEFITS: lambda: career.benefits.all() or career.challenges.all(),
        Part.WAGES: lambda: wages,
        Part.TRAINING: lambda: True,
        Part.MEASURED: career.measured_facts.all,
        Part.CORRECTIONS: lambda: True,
    }
    shown = []
    for section in career.sections.all():
        filled = section.part != Part.TEXT and has_rows[section.part]()
        if not filled and not section.body:
            continue
        shown.append(
            SectionView(
                part=section.part,
                anchor=section.anchor,
                heading=section.heading,
                contents_label=section.contents_label,
                body=section.body,
                note=section.note,
                # Under "start training" stands a caution; elsewhere a note is a tip.
                note_class="callout-caution" if section.part == Part.TRAINING else "callout-tip",
                template=f"careers/parts/{section.part}.html" if filled else "",
                reviewed_on=section.verified_on,
            )
        )
    return shown


def measured_sources(career: Career) -> list[Source]:
    """The sources of the measured facts, each once, in the order in which they first appear."""
    facts = career.measured_facts.all()
    return list({fact.source_id: fact.source for fact in facts}.values())
