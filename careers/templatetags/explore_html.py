"""Tags for what the page of exploring has hundreds of: choices with counts, marks of its pictures.

They write HTML in Python, as area_html does, because templates took several times as long.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from careers.explore.controls import Choice, Control
from careers.explore.jobs_map import LINE_HEIGHT, PADDING, Mark
from careers.explore.pay_chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, PayChart

register = template.Library()


@register.simple_tag
def filter_options(control: Control) -> SafeString:
    """The options of a list, each with how many careers it would show."""
    selected = "" if control.chosen else " selected"
    parts = [f'<option value=""{selected}>{escape(control.any_label)}</option>']
    for choice in control.choices:
        state = " selected" if choice.is_chosen else "" if choice.count else " disabled"
        parts.append(
            f'<option value="{escape(choice.value)}"{state}>{escape(choice.label)} '
            f"({choice.count:,})</option>"
        )
    return mark_safe("".join(parts))  # noqa: S308 - labels and values are escaped


@register.simple_tag
def filter_checkboxes(control: Control) -> SafeString:
    """Checkboxes, each with how many careers it would show."""
    parts = [_render_checkbox(control.name, choice) for choice in control.choices]
    return mark_safe("".join(parts))  # noqa: S308 - labels and values are escaped


def _render_checkbox(name: str, choice: Choice) -> str:
    state = " checked" if choice.is_chosen else "" if choice.count else " disabled"
    return (
        f'<label class="form-check"><input class="form-check-input" type="checkbox" name="{name}" '
        f'value="{escape(choice.value)}"{state}><span>{escape(choice.label)}</span> '
        f'<span class="filter-count">{choice.count:,}</span></label>'
    )


def _make_career_address() -> tuple[str, str]:
    """What stands before and after a slug in the address of a career."""
    before, _, after = reverse("career", args=["slug"]).partition("slug")
    return before, after


@register.simple_tag
def map_marks(marks: Iterable[Mark], is_strip: bool = False) -> SafeString:
    """Rectangles of careers, or of groups, each a link; the names of those where they fit."""
    before, after = _make_career_address()
    parts = []
    for mark in marks:
        is_query = mark.address.startswith("?")
        address = f"{mark.address}#results" if is_query else f"{before}{mark.address}{after}"
        css_class = "strip" if is_strip else mark.css_class
        x, y, width, height = mark.box
        # In whole units: decimals would be a tenth of the page, and nobody sees them.
        left, top = round(x), round(y)
        wide, high = max(1, round(x + width) - left), max(1, round(y + height) - top)
        rect = f'<rect x="{left}" y="{top}" width="{wide}" height="{high}"/>'
        lines = "".join(
            f'<text x="{x + PADDING:.0f}" y="{y + PADDING + LINE_HEIGHT * number - 4:.0f}">'
            f"{escape(line)}</text>"
            for number, line in enumerate(mark.lines, start=1)
        )
        parts.append(
            f'<a href="{escape(address)}" class="{css_class}"><title>{escape(mark.title)}'
            f"</title>{rect}{lines}</a>"
        )
    return mark_safe("".join(parts))  # noqa: S308 - names are escaped, the rest are numbers


@register.simple_tag
def chart_marks(chart: PayChart) -> SafeString:
    """The lines of the chart with their labels, then a dot for each career, which is a link."""
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = [
        f'<line x1="{LEFT}" x2="{right}" y1="{tick.place}" y2="{tick.place}"></line>'
        f'<text x="{LEFT - 6}" y="{tick.place + 4}" text-anchor="end">{tick.lines[0]}</text>'
        for tick in chart.pay_ticks
    ]
    for tick in chart.ticks:
        lines = "".join(
            f'<tspan x="{tick.place}" dy="{12 if number else 0}">{escape(line)}</tspan>'
            for number, line in enumerate(tick.lines)
        )
        parts.append(f'<text class="x-tick" y="{bottom + 14}" text-anchor="middle">{lines}</text>')
        if not chart.has_columns:
            parts.append(
                f'<line x1="{tick.place}" x2="{tick.place}" y1="{TOP}" y2="{bottom}"></line>'
            )
    if chart.average:
        x = chart.average.place
        parts.append(f'<line class="average" x1="{x}" x2="{x}" y1="{TOP}" y2="{bottom}"></line>')
    before, after = _make_career_address()
    labels = []
    for dot in chart.dots:
        kind = ' class="is-declining"' if dot.is_declining else ""
        parts.append(
            f'<a href="{before}{dot.slug}{after}"{kind}><title>{escape(dot.title)}</title>'
            f'<circle cx="{dot.x}" cy="{dot.y}" r="{dot.radius}"></circle></a>'
        )
        if dot.label:
            labels.append(
                f'<text class="dot-label" x="{dot.x + dot.radius + 3:.0f}" y="{dot.y + 4:.0f}" '
                f'aria-hidden="true">{escape(dot.label)}</text>'
            )
    return mark_safe("".join(parts + labels))  # noqa: S308 - names are escaped
