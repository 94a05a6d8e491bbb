"""Tags for what every page of wages has: charts of pay, sentences on it, and where it is from.

They write HTML in Python, as area_html does, because templates took several times as long.
"""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from django import template
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.formatting import format_signed_percent
from salaries.chart import Bar, RangeChart
from salaries.models import Release
from salaries.summary import WageSummary
from salaries.table import Column

register = template.Library()


@register.simple_tag
def range_bars(chart: RangeChart) -> SafeString:
    """The bars of a range chart, with their names if there are several."""
    parts = []
    for bar in chart.bars:
        name = f'<p class="range-name">{escape(bar.name)}</p>' if len(chart.bars) > 1 else ""
        parts.append(f'<div class="range-row">{name}{_draw_bar(bar, chart.nation_median)}</div>')
    return mark_safe("\n".join(parts))  # noqa: S308 - names are escaped, the rest are numbers


def _draw_bar(bar: Bar, nation_median: float | None) -> str:
    shapes = []
    if nation_median and not bar.is_nation:
        shapes.append(_draw_line("range-nation", nation_median, 0, 28))
    if bar.whisker:
        x, width = bar.whisker
        shapes.append(
            f'<rect class="range-whisker" x="{x}%" width="{width}%" y="12" height="4" rx="2">'
            "</rect>"
        )
    if bar.box:
        x, width = bar.box
        shapes.append(
            f'<rect class="range-box" x="{x}%" width="{width}%" y="6" height="16" rx="3"></rect>'
        )
    if bar.median is not None:
        shapes.append(_draw_line("range-median-edge", bar.median, 2, 26))
        shapes.append(_draw_line("range-median", bar.median, 2, 26))
    kind = "range is-nation" if bar.is_nation else "range"
    label = escape(f"{bar.name}: {bar.text}")
    return (
        f'<svg class="{kind}" width="100%" height="28" role="img" aria-label="{label}">'
        f"{''.join(shapes)}</svg>"
    )


def _draw_line(kind: str, x: float, top: int, bottom: int) -> str:
    return f'<line class="{kind}" x1="{x}%" x2="{x}%" y1="{top}" y2="{bottom}"></line>'


@register.simple_tag
def range_ticks(chart: RangeChart) -> SafeString:
    """The labels of a range chart's axis."""
    parts = [
        f'<text x="{tick.x}%" y="14" text-anchor="middle">{tick.label}</text>'
        for tick in chart.ticks
    ]
    return mark_safe("".join(parts))  # noqa: S308 - labels are amounts


@register.simple_tag
def column_heads(columns: Iterable[Column], anchor: str) -> SafeString:
    """Heads of a table, each a link that sorts by it."""
    parts = []
    for column in columns:
        kind = ' class="num"' if column.is_number else ""
        order = f' aria-sort="{column.aria_sort}"' if column.aria_sort else ""
        parts.append(
            f'<th scope="col"{kind}{order}><a class="sort" href="{escape(column.query)}#{anchor}">'
            f"{escape(column.label)}</a></th>"
        )
    return mark_safe("\n".join(parts))  # noqa: S308 - escaped above, anchors are in the code


@register.simple_tag
def release_items(wages: WageSummary, anchor: str) -> SafeString:
    """Links to the same table in each release, the newest first."""
    parts = []
    for release in wages.releases:
        query = escape("?" + urlencode({"release": release.key, "sort": wages.sort}))
        current = ' aria-current="true"' if release == wages.release else ""
        label = release.label
        if release == wages.releases[0]:
            label = _("%(month)s, latest") % {"month": label}
        parts.append(
            f'<li><a class="chip" href="{query}#{anchor}"{current}>{escape(label)}</a></li>'
        )
    return mark_safe("\n".join(parts))  # noqa: S308 - escaped above, anchors are in the code


@register.simple_tag
def release_source(release: Release) -> SafeString:
    """Where the figures of a release are from."""
    values = {
        "url": escape(release.source_url),
        "source": escape(release.source),
        "month": escape(release.label),
    }
    if release.released_on:
        values["day"] = escape(date_format(release.released_on, "DATE_FORMAT"))
        text = _(
            'Source: <a href="%(url)s" rel="noopener">%(source)s</a>, %(month)s, released %(day)s.'
        )
    else:
        text = _('Source: <a href="%(url)s" rel="noopener">%(source)s</a>, %(month)s.')
    note = f" {escape(release.note)}" if release.note else ""
    return mark_safe(f"{text % values}{note}")  # noqa: S308 - values are escaped above


@register.simple_tag
def national_sentences(wages: WageSummary, workers: str = "") -> SafeString:
    """What workers earn across the nation, how it changed, and where it is highest.

    `workers` is their plural where the survey's own title is not wanted.
    """
    nation = wages.nation
    if nation is None:
        return mark_safe("")
    values = {
        "workers": escape(workers or wages.occupation.title.lower()),
        "median": conditional_escape(nation.annual.median.html),
        "hourly": escape(nation.hourly.median.text),
    }
    if nation.is_hourly_only:
        text = _(
            "Half of all %(workers)s in the United States earn %(hourly)s an hour or more. The "
            "survey gives no pay a year, because few of them work all year, full time."
        )
    elif nation.hourly.median.amount is not None:
        text = _(
            "Half of all %(workers)s in the United States earn %(median)s a year or more, which is "
            "%(hourly)s an hour."
        )
    else:
        text = _("Half of all %(workers)s in the United States earn %(median)s a year or more.")
    sentences = [text % values]
    if nation.employment.amount is not None:
        text = _(
            "The wage survey (OEWS), which leaves out the self-employed, counted %(number)s of "
            "them in %(release)s."
        )
        release = escape(wages.release.label)
        sentences.append(text % {"number": nation.employment.text, "release": release})
    if nation.median_change is not None and wages.previous:
        text = _("That median changed by %(change)s since %(release)s.")
        change = format_signed_percent(nation.median_change)
        sentences.append(text % {"change": change, "release": escape(wages.previous.label)})
    # Of another month, these are named by the table of states.
    if wages.highest_paying and not nation.is_dated:
        text = _("The states with the highest median are %(states)s.")
        sentences.append(text % {"states": escape(wages.highest_paying_text)})
    return mark_safe(" ".join(sentences))  # noqa: S308 - values are escaped above
