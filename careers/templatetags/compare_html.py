"""The cells of careers side by side, and where their figures are from."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from careers.comparing.cells import Cell, Mark, Row
from careers.facts.reading import Fact
from careers.profile.sources import list_credits
from careers.templatetags.profile_html import fact_sources

register = template.Library()


@register.simple_tag
def compared_cells(row: Row) -> SafeString:
    """The cells of a row, one a career."""
    cells = "".join(f"<td>{_render_cell(cell)}</td>" for cell in row.cells)
    return mark_safe(cells)  # noqa: S308 - escaped


@register.simple_tag
def compared_sources(facts: Sequence[Fact]) -> SafeString:
    """The releases of facts, each once, and whom to credit."""
    lines = "".join(
        f'<p class="source" lang="en">{escape(credit)}</p>'
        for credit in list_credits(fact.source for fact in facts)
    )
    return mark_safe(fact_sources(facts) + lines)  # noqa: S308 - escaped


def _render_cell(cell: Cell) -> str:
    note = f'<span class="figure-note">{escape(cell.note)}</span>' if cell.note else ""
    if not cell.text:
        return f'<span class="missing">{escape(_("not known"))}{note}</span>'
    mark = _draw_mark(cell.mark) if cell.mark else ""
    return f"{mark}{escape(cell.text)}{note}"


def _draw_mark(mark: Mark) -> str:
    """The scale as on a career's page: the middle of all occupations, and the career's place."""
    return (
        '<svg class="compared-mark" width="100%" height="18" aria-hidden="true">'
        '<rect class="scale-track" y="7" width="100%" height="4" rx="2"/>'
        f'<rect class="scale-middle" x="{mark.middle}%" width="3" height="18"/>'
        f'<circle class="scale-own" cx="{mark.value}%" cy="9" r="7"/></svg>'
    )
