"""Tags for the map of the finder: its states and points, in Python because they are many."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from programs.maps.program_map import MapPoint
from programs.maps.state_shapes import Land

register = template.Library()


@register.simple_tag
def map_lands(lands: Iterable[Land], own: str) -> SafeString:
    """The states, `own` in another color, and their letters."""
    parts = []
    for land in lands:
        is_own = " is-own" if land.state == own else ""
        parts.append(f'<path class="map-land{is_own}" d="{land.path}"/>')
    for land in lands:
        if land.label_spot:
            x, y = land.label_spot
            parts.append(f'<text class="map-state" x="{x}" y="{y}">{land.state}</text>')
    return mark_safe("".join(parts))  # noqa: S308 - numbers and the letters of states


@register.simple_tag
def map_lines(points: Iterable[MapPoint]) -> SafeString:
    """From each point that moved aside to its place."""
    parts = []
    for point in points:
        if point.is_moved:
            x, y = point.place
            parts.append(f'<path class="map-line" d="M{x} {y}L{point.x} {point.y}"/>')
            parts.append(f'<circle class="map-spot" cx="{x}" cy="{y}" r="5"/>')
    return mark_safe("".join(parts))  # noqa: S308 - only numbers


@register.simple_tag
def map_points(points: Iterable[MapPoint]) -> SafeString:
    """The points, each a link to its row, with a target around it as large as a finger needs."""
    parts = []
    for point in points:
        title, half = escape(point.title), point.half_width
        parts.append(
            f'<a href="#{point.anchor}" aria-label="{title}" '
            f'transform="translate({point.x} {point.y})"><title>{title}</title>'
            '<path class="map-target" d="M-24-24h48v48h-48z"/>'
            f'<rect x="-{half}" y="-18" width="{2 * half}" height="36" rx="18"/>'
            f"<text>{point.label}</text></a>"
        )
    return mark_safe("\n".join(parts))  # noqa: S308 - titles are escaped
