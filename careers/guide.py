"""What a career's guide page shows, put together from the career's rows and the wage release."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from careers.models import Career, GuideSection, Source
from common.formatting import format_count, format_dollars, format_percent
from programs.models import Program
from salaries.forms import TableRequest
from salaries.rows import AreaWages
from salaries.summary import WageSummary
from salaries.views.states import asked_summary

Part = GuideSection.Part


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the strip at the top: what it is, the figure, and its unit, date and source."""

    label: str
    value: str
    note: str


def build_guide(slug: str, asked: TableRequest) -> dict[str, Any]:
    """The template context of a published guide with the wages that a reader asked for.

    Raises Http404 for an unknown or unpublished career.
    """
    career = get_object_or_404(Career.objects.published().with_parts(), slug=slug)
    wages = asked_summary(career.occupation, asked)
    return {
        "career": career,
        "wages": wages,
        "wage_notices": asked.notices,
        "key_figures": list_key_figures(career, wages.nation if wages else None),
        "sections": list_sections(career, wages),
        "measured_sources": list_measured_sources(career),
        # A method: only a guide with a section on training runs its query.
        "programs": Program.objects.for_fields(career.cip_codes).listed().summary,
    }


def list_key_figures(career: Career, pay: AreaWages | None) -> list[KeyFigure]:
    """The four or five figures most readers came for; one without data is left out, not guessed."""
    figures = []
    if pay:
        period = f"a year in the U.S., {pay.release}"
        median, p90 = pay.wage.annual_median, pay.wage.annual_p90
        if median is not None:
            figures.append(KeyFigure("Median pay", format_dollars(median), period))
        if p90 is not None:
            figures.append(KeyFigure("Top 10% earn", f"{format_dollars(p90)}+", period))
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


def list_sections(career: Career, wages: WageSummary | None) -> list[tuple[GuideSection, str]]:
    """The guide's sections in their order, each with the template of the table below its text.

    The template is empty where a table has no rows; a section without table and text is left out.
    """
    rows: dict[str, object] = {
        Part.TEXT: None,
        Part.DUTIES: career.duties.all(),
        Part.ROADMAP: career.roadmap_steps.all(),
        Part.WORKPLACES: career.workplaces.all(),
        Part.COSTS: career.training_costs.all(),
        Part.SKILLS: career.skills.all(),
        Part.OUTLOOK: wages or getattr(career, "outlook", None),
        Part.FIT: career.fit_statements.all(),
        Part.BENEFITS: career.benefits.all() or career.challenges.all(),
        Part.WAGES: wages,
        Part.TRAINING: True,
        Part.MEASURED: career.measured_facts.all(),
        Part.CORRECTIONS: True,
    }
    return [
        (section, f"careers/parts/{section.part}.html" if rows[section.part] else "")
        for section in career.sections.all()
        if rows[section.part] or section.body
    ]


def list_measured_sources(career: Career) -> list[Source]:
    """The sources of the measured facts, each once, in the order in which they first appear."""
    facts = career.measured_facts.all()
    return list({fact.source_id: fact.source for fact in facts}.values())
