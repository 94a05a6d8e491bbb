"""What a career's guide page shows, put together from the career's rows and the wage release."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from careerguide.models import Career, GuideSection, Source
from careerguide.templatetags.figures import count, dollars, percent
from salaries.summary import WageSummary

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

    anchor: str
    heading: str
    contents_label: str
    body: str
    note: str
    note_class: str
    template: str
    # Empty where it is the guide's own day, which stands on top of the page.
    reviewed_on: date | None = None


def key_figures(career: Career, wages: WageSummary | None) -> list[KeyFigure]:
    """The four or five figures most readers came for; one without data is left out, not guessed."""
    figures = []
    if wages and wages.nation:
        period = f"a year in the U.S., {wages.release}"
        if wages.nation.annual_median is not None:
            figures.append(KeyFigure("Median pay", dollars(wages.nation.annual_median), period))
        if wages.nation.annual_p90 is not None:
            figures.append(
                KeyFigure("Top 10% earn", f"{dollars(wages.nation.annual_p90)}+", period)
            )
    costs = list(career.training_costs.all())
    if costs:
        quickest = min(costs, key=lambda cost: cost.months_low)
        figures.append(
            KeyFigure(
                "Shortest training",
                quickest.duration,
                f"{quickest.program_type.lower()}, typically "
                f"{dollars(quickest.cost_low)} – {dollars(quickest.cost_high)}",
            )
        )
    if outlook := getattr(career, "outlook", None):
        span = f"{outlook.base_year}–{outlook.target_year % 100:02d}"
        figures.append(
            KeyFigure("Openings a year", count(outlook.openings_per_year), f"projected, {span}")
        )
        figures.append(
            KeyFigure("Growth in jobs", percent(outlook.growth_percent), f"projected, {span}")
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
