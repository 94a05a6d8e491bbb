"""Figures beside a statement of a guide, which stays as the editors wrote it.

A measured fact is part of the guide, and is rendered with it when a version is published. A live
figure follows the newest release: the version has a mark in its place, which the page fills.
"""

from collections.abc import Callable
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from careers.guides.career_page import CareerPage
from careers.guides.documents import GuideContent
from careers.models import MeasuredFact
from careers.models.parts import LIVE_FIGURES, split_figures
from common.formatting import format_percent
from salaries.summary import WageSummary

MARK = "<!--figure:%s-->"


def render_figures(guide: GuideContent, keys: str) -> SafeString:
    """The figures that a text cites; a key that the guide does not have gives nothing."""
    facts = {fact.key: fact for fact in guide.measured_facts} if keys else {}
    html = ""
    by_source: dict[str, list[str]] = {}
    for key in split_figures(keys):
        if key in LIVE_FIGURES:
            html += MARK % key
        elif key in facts:
            by_source.setdefault(f"{facts[key].source}.", []).append(_describe_fact(facts[key]))
    for source, lines in by_source.items():
        html += _render(_("Measured"), lines, source)
    return mark_safe(html)  # noqa: S308 - escaped by what renders


def fill_figures(html: str, career: CareerPage, wages: WageSummary | None) -> str:
    """HTML of a version with its marks filled; with nothing where no release has the figure."""
    render: dict[str, Callable[[], str]] = {
        "growth": lambda: _render_growth(career),
        "top-pay": lambda: _render_top_pay(career, wages),
    }
    for key in LIVE_FIGURES:
        if (mark := MARK % key) in html:
            html = html.replace(mark, render[key]())
    return html


def _describe_fact(fact: MeasuredFact) -> str:
    text = f"{fact.statement}."
    if fact.comparison_percent is not None:
        text += f" {fact.comparison_group}: {format_percent(fact.comparison_percent)}."
    return f"<b>{format_percent(fact.percent)}</b> {escape(text)}"


def _render_growth(career: CareerPage) -> str:
    outlook = career.outlook
    if outlook is None:
        return ""
    values = {
        "growth": f"<b>{format_percent(outlook.growth_percent)}</b>",
        "years": outlook.years,
        "average": format_percent(outlook.average_growth_percent),
    }
    text = _("%(growth)s growth in the jobs of this occupation, %(years)s.") % values
    if values["average"]:
        text += " " + _("All occupations: %(average)s.") % values
    return _render(_("Projected"), [text], f"{outlook.source}, {outlook.years}.")


def _render_top_pay(career: CareerPage, wages: WageSummary | None) -> str:
    top = wages.nation.annual.p90 if wages and wages.nation else None
    if wages is None or top is None or top.sort_value is None:
        return ""
    values = {
        "amount": f"<b>{escape(top.text)}</b>",
        "occupation": escape(wages.occupation.title),
        "url": escape(f"{reverse('salaries', args=[career.slug])}#occupation"),
    }
    text = _(
        "%(amount)s is the least that the top 10%% of “%(occupation)s” earn a year in the U.S. "
        'Jobs that the survey counts as other occupations are left out: <a href="%(url)s">see '
        "which, and what they pay</a>."
    )
    source = f"{wages.release.source}, {wages.release.label}."
    return _render(_("Measured"), [text % values], source)


def _render(label: str, lines: list[str], source: str) -> str:
    """Lines of HTML with what they are, and where they are from."""
    return (
        f'<div class="beside"><p class="beside-label">{escape(label)}</p>'
        f"{''.join(f'<p>{line}</p>' for line in lines)}<small>{escape(source)}</small></div>"
    )
