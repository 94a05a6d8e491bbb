"""Rows and items of the sections of a career's page, written in Python as in profile_html.py."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from careers.links.finders import Finder
from careers.profile.exposure import Place
from careers.profile.industries import Industry
from careers.profile.line_chart import LineChart
from careers.profile.outlook import GrowthBar
from careers.profile.pay_history import YearOfPay
from careers.profile.related import RelatedCareer
from careers.profile.sources import FactReleases
from careers.templatetags.profile_html import describe_edition
from careers.templatetags.signs import sign
from common.formatting import format_count, format_dollars

register = template.Library()

LEAVES = (
    '<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">'
    '<path d="M4 2H2v8h8V8M7 2h3v3M10 2 5.5 6.5"/></svg>'
)


def _safe(parts: Iterable[str]) -> SafeString:
    # Every text in the parts was escaped, or is the code's own.
    return mark_safe("".join(parts))  # noqa: S308


@register.simple_tag
def line_chart(chart: LineChart, description: str) -> SafeString:
    """The drawing of a chart; `description` is what a reader who cannot see it gets."""
    amounts = (
        f'<line x1="0" x2="100%" y1="{label.position}%" y2="{label.position}%"/>'
        f'<text y="{label.position}%" dy="-4">{label.text}</text>'
        for label in chart.amounts
    )
    shapes = [
        *(f'<path class="history-band" d="{path}"/>' for path in chart.bands),
        *(f'<path class="history-break" d="M{x} 0V100"/>' for x in chart.breaks),
        *(f'<path class="history-line" d="{path}"/>' for path in chart.lines),
        f'<path class="history-dots" d="{chart.dots}"/>',
    ]
    years = (
        f'<text x="{label.position}%" y="20" text-anchor="{label.anchor}">{label.text}</text>'
        for label in chart.years
    )
    return _safe(
        [
            f'<svg width="100%" height="236" role="img" aria-label="{escape(description)}">',
            '<svg class="history-grid" y="18" width="100%" height="190">',
            *amounts,
            '</svg><svg x="9%" y="18" width="91%" height="190" viewBox="0 0 100 100"',
            ' preserveAspectRatio="none">',
            *shapes,
            '</svg><svg class="history-years" x="9%" y="208" width="91%" height="28">',
            *years,
            "</svg></svg>",
        ]
    )


@register.simple_tag
def history_rows(years: Iterable[YearOfPay], is_hourly: bool) -> SafeString:
    """Rows of the table of years: workers, then pay."""
    parts = []
    for year in years:
        cells = [year.median] if is_hourly else [year.low, year.median, year.high]
        pay = "".join(f'<td class="num">{escape(cell)}</td>' for cell in cells)
        workers = format_count(year.workers) or escape(_("not given"))
        parts.append(
            f'<tr><th scope="row">{escape(year.label)}</th><td class="num">{workers}</td>{pay}</tr>'
        )
    return _safe(parts)


@register.simple_tag
def growth_rows(bars: Iterable[GrowthBar], zero: float) -> SafeString:
    """Growth as bars from one zero."""
    return _safe(
        f'<p class="growth-row{" is-own" if bar.is_own else ""}"><span>{escape(bar.name)}</span>'
        f'<svg width="100%" height="16" aria-hidden="true"><rect x="{bar.x}%" '
        f'width="{bar.width}%" height="16" rx="2"/>'
        f'<line x1="{zero}%" x2="{zero}%" y2="16"/></svg><b>{bar.text}</b></p>'
        for bar in bars
    )


@register.simple_tag
def exposure_items(places: Iterable[Place]) -> SafeString:
    """Measures with the occupation's place on a line from 0 to 100."""
    parts = []
    for place in places:
        measure = place.measure
        parts.append(f"<li><h3>{escape(str(measure.name))}</h3>")
        if place.percent is None:
            missing = _("This measure does not have the occupation.")
            parts.append(f'<p class="exposure-missing">{escape(missing)}</p>')
        else:
            words = {"count": format_count(place.count)}
            text = escape(_("of 100, among %(count)s occupations") % words)
            parts.append(
                f'<p class="exposure-place"><b>{place.percent}</b> {text}</p>'
                '<svg width="100%" height="20" aria-hidden="true">'
                '<rect y="8" width="100%" height="4" rx="2"/>'
                '<line x1="50%" x2="50%" y1="4" y2="16"/>'
                f'<circle cx="{place.percent}%" cy="10" r="7"/></svg>'
            )
        counts, omits = escape(str(measure.counts)), escape(str(measure.omits))
        parts.append(
            f"<p>{counts} {omits}</p>"
            f'<p class="source"><a lang="en" href="{escape(measure.url)}" rel="noopener">'
            f"{escape(measure.citation)}</a></p></li>"
        )
    return _safe(parts)


@register.simple_tag
def industry_rows(industries: Iterable[Industry], with_pay: bool) -> SafeString:
    """Rows of the table of industries, with a bar for the workers."""
    missing = escape(_("not given"))
    pay = '<td class="num">{}</td>' if with_pay else ""
    workers = escape(_("%(count)s workers"))
    return _safe(
        f'<tr><th scope="row"><span lang="en">{escape(row.name)}</span>'
        f'<svg class="bar" width="100%" height="6" aria-hidden="true">'
        f'<rect width="{row.bar}%" height="6" rx="2"/></svg>'
        f"<small>{workers % {'count': format_count(row.workers)}}</small></th>"
        f'<td class="num">{row.share}</td>'
        f"{pay.format(format_dollars(row.median) or missing)}</tr>"
        for row in industries
    )


@register.simple_tag
def related_items(careers: Iterable[RelatedCareer]) -> SafeString:
    """Careers with their pay, and how each differs."""
    return _safe(
        f'<li>{sign(career.soc_code)}<a href="{escape(career.url)}">{escape(career.name)}</a>'
        f"<b>{escape(career.pay)}</b><span>{escape(career.difference)}</span></li>"
        for career in careers
    )


@register.simple_tag
def finder_items(finders: Iterable[Finder]) -> SafeString:
    """Sites outside this one, marked so, with what they offer."""
    return _safe(
        f'<li><a href="{escape(finder.url)}" rel="noopener external" translate="no">'
        f"{escape(str(finder.name))}{LEAVES}</a><span>{escape(str(finder.offer))}</span></li>"
        for finder in finders
    )


@register.simple_tag
def release_items(releases: Iterable[FactReleases], with_notes: bool = True) -> SafeString:
    """Releases of facts: what they are for, who published them, of when, under which license."""
    parts = []
    for release in releases:
        name = escape(release.source)
        if release.source_url:
            name = f'<a href="{escape(release.source_url)}" rel="noopener">{name}</a>'
        words = filter(None, (describe_edition(release), release.license))
        name = ", ".join([name, *map(escape, words)])
        parts.append(f"<li>{escape(release.kinds)}: {name}.")
        if with_notes and release.note:
            parts.append(f' <span lang="en">{escape(release.note)}</span>')
        parts.append("</li>")
    return _safe(parts)
