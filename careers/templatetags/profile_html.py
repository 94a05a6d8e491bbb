"""Tags for the sections of a career's page that are made of facts.

They write HTML in Python: loops in templates took several times as long.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careers.facts.reading import Fact, FactSource
from careers.profile.components import describe_means
from careers.profile.interests import Hexagon
from careers.profile.scales import ScaleLine
from careers.profile.skills import Software
from careers.profile.sources import FactReleases
from careers.profile.ways_in import Question, Share
from common.formatting import format_percent

register = template.Library()


@register.simple_tag
def text_items(texts: Iterable[object]) -> SafeString:
    """Texts as items of a list."""
    return mark_safe("".join(f"<li>{escape(str(text))}</li>" for text in texts))  # noqa: S308


@register.simple_tag
def fact_sources(*facts: Fact | Iterable[Fact] | None) -> SafeString:
    """Where facts are from, each source once: who released it, in which edition, of when.

    Facts that are the mean of several occupations say so.
    """
    shown = [
        fact for given in facts for fact in ([given] if isinstance(given, Fact) else given or ())
    ]
    sources: dict[tuple[str, str], FactSource] = {}
    for fact in shown:
        sources.setdefault((fact.source.source, fact.source.edition), fact.source)
    if not sources:
        return mark_safe("")
    parts = "; ".join(_name_source(source) for source in sources.values())
    sentences = [f"{escape(_('Source:'))} {parts}.", *map(escape, describe_means(shown))]
    return mark_safe(f'<p class="source">{" ".join(sentences)}</p>')  # noqa: S308 - escaped


def _name_source(source: FactSource) -> str:
    name = escape(source.source)
    if source.source_url:
        name = f'<a href="{escape(source.source_url)}" rel="noopener">{name}</a>'
    words = (describe_edition(source), source.license)
    return ", ".join([name, *map(escape, filter(None, words))])


def describe_edition(source: FactSource | FactReleases) -> str:
    """Which edition of a source, of when: what its name does not say yet.

    Editions that are named by a year may not be known by the month.
    """
    words = [part for part in source.edition.split(", ") if part not in source.source]
    if str(source.period.year) not in source.edition:
        words.append(date_format(source.period, "YEAR_MONTH_FORMAT"))
    return ", ".join(words)


@register.simple_tag
def scale_items(lines: Iterable[ScaleLine]) -> SafeString:
    """Measures, each in words and as a mark on its scale, which says nothing more."""
    parts = []
    for line in lines:
        middle, own = (
            round(100 * (value - 1) / (line.highest - 1), 1) for value in (line.middle, line.value)
        )
        low, high = (escape(end) for end in line.ends)
        parts.append(
            f"<li><p><b>{escape(capfirst(line.name))}</b> {escape(line.sentence)}</p>"
            '<div class="measure" aria-hidden="true">'
            '<svg width="100%" height="18"><rect class="scale-track" y="7" width="100%" height="4" '
            f'rx="2"/><rect class="scale-middle" x="{middle}%" width="3" height="18"/>'
            f'<circle class="scale-own" cx="{own}%" cy="9" r="7"/></svg>'
            f"<span>{low}</span><span>{high}</span></div></li>"
        )
    return mark_safe("".join(parts))  # noqa: S308 - escaped above


@register.simple_tag
def interest_hexagon(hexagon: Hexagon) -> SafeString:
    """Six corners with their names, and the shape of the interests."""
    corners = hexagon.corners
    outline = " ".join(f"{corner.x},{corner.y}" for corner in corners)
    shape = " ".join(f"{corner.score_x},{corner.score_y}" for corner in corners)
    spokes = "".join(f"M0,0L{corner.x},{corner.y}" for corner in corners)
    names = "".join(
        f'<text x="{corner.label_x}" y="{corner.label_y}" text-anchor="{corner.anchor}">'
        f"{escape(corner.name)}</text>"
        for corner in corners
    )
    return mark_safe(  # noqa: S308 - escaped
        f'<svg class="hexagon" viewBox="-140 -90 280 180" role="img" '
        f'aria-label="{escape(hexagon.text)}"><polygon class="hexagon-edge" points="{outline}"/>'
        f'<path class="hexagon-spokes" d="{spokes}"/>'
        f'<polygon class="hexagon-shape" points="{shape}"/>{names}</svg>'
    )


@register.simple_tag
def question_bars(questions: Iterable[Question]) -> SafeString:
    """The shares of answers, in words and as bars."""
    parts = []
    for question in questions:
        rows = "".join(map(_draw_share, question.shares))
        parts.append(f'<div><h3>{escape(question.title)}</h3><ul class="shares">{rows}</ul></div>')
    return mark_safe("".join(parts))  # noqa: S308 - escaped above


def _draw_share(share: Share) -> str:
    name = f'<span class="share-name">{escape(share.name)}</span>'
    if share.percent is None:
        text = escape(_("not published"))
        return f'<li>{name} <span class="share-number missing">{text}</span></li>'
    return (
        f'<li>{name} <span class="share-number">{format_percent(round(share.percent))}</span>'
        '<svg width="100%" height="8" aria-hidden="true"><rect class="scale-track" '
        'width="100%" height="8" rx="2"/><rect class="share-bar" '
        f'width="{round(share.percent, 1)}%" height="8" rx="2"/></svg></li>'
    )


@register.simple_tag
def software_items(software: Iterable[Software]) -> SafeString:
    """Names of programs; what many job postings name says so."""
    wanted = escape(_("in demand"))
    parts = [
        f"<li>{escape(one.name)}{f' <small>{wanted}</small>' if one.is_wanted else ''}</li>"
        for one in software
    ]
    return mark_safe("".join(parts))  # noqa: S308 - escaped above
