"""Tags for what a page has once for each area: rows of tables, shapes of maps, checkboxes.

They write HTML in Python because a page has some hundred of them: as templates they took most of
the time that a page takes.
"""

from collections.abc import Callable, Container, Iterable
from functools import cached_property
from html import escape

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from common.formatting import format_signed_percent
from salaries.careers import CareerPage
from salaries.choropleth import SMALL_SIZE, TILE_SIZE, TILES, Choropleth, Place
from salaries.models import Area
from salaries.rows import AreaWages
from salaries.table import Column
from salaries.wage_rows import AreaRow

# Left free between two tiles.
TILE_GAP = 2

register = template.Library()


def _make_address_of(career: CareerPage, release_query: str) -> Callable[[Area | AreaRow], str]:
    """What returns the address of an area's page, escaped."""
    before, after = f"{career.get_absolute_url()}salaries/", f"/{escape(release_query)}"
    return lambda area: f"{before}{area.slug}{after}"


@register.simple_tag
def area_rows(
    rows: Iterable[AreaWages],
    columns: Iterable[Column],
    career: CareerPage,
    release_query: str = "",
    is_pinned: bool = False,
) -> SafeString:
    """Rows of a table of areas."""
    address_of = _make_address_of(career, release_query)
    marks = _Marks()
    cells = [CELLS[column.key] for column in columns if column.is_number]
    parts = []
    for row in rows:
        kind = ' class="is-pinned"' if is_pinned else ' class="is-own"' if row.is_own else ""
        area = row.area
        head = f'<a href="{address_of(area)}">{escape(row.name)}</a>{marks.render(row)}'
        figures = '</td><td class="num">'.join([cell(row) for cell in cells])
        parts.append(f'<tr{kind}><th scope="row">{head}</th><td class="num">{figures}</td></tr>')
    return mark_safe("\n".join(parts))  # noqa: S308 - what is not a number is escaped above


@register.simple_tag
def short_rows(
    rows: Iterable[AreaWages], career: CareerPage, release_query: str = ""
) -> SafeString:
    """Rows of a short list of areas: 10th percentile, median, 90th percentile and workers."""
    address_of = _make_address_of(career, release_query)
    marks = _Marks()
    parts = []
    for row in rows:
        area, pay = row.area, row.annual
        head = f'<a href="{address_of(area)}">{escape(row.name)}</a>{marks.render_cautions(row)}'
        figures = (pay.p10.html, pay.median.html, pay.p90.html, row.employment.html)
        cells = "".join([f'<td class="num">{figure}</td>' for figure in figures])
        parts.append(f'<tr><th scope="row">{head}</th>{cells}</tr>')
    return mark_safe("\n".join(parts))  # noqa: S308 - what is not a number is escaped above


class _Marks:
    """What stands behind an area's name. The words are translated once for all rows."""

    @cached_property
    def _care(self) -> str:
        return escape(gettext("take with care"))

    @cached_property
    def _edited(self) -> str:
        return escape(gettext("edited"))

    def render(self, row: AreaWages) -> str:
        html = self.render_cautions(row)
        if row.wage.edited_at:
            day = date_format(row.wage.edited_at, "DATE_FORMAT")
            title = gettext("Changed by the editors of this site on %(day)s") % {"day": day}
            html += f' <span class="shaky" title="{escape(title)}">{self._edited}</span>'
        return html

    def render_cautions(self, row: AreaWages) -> str:
        if not (cautions := row.cautions):
            return ""
        return f' <span class="shaky" title="{escape("; ".join(cautions))}">{self._care}</span>'


def _render_quotient(row: AreaWages) -> str:
    quotient = row.wage.location_quotient
    return "–" if quotient is None else f"{quotient:.2f}"


def _render_with_bar(row: AreaWages) -> str:
    html = row.figure_html("p90")
    if row.bar:
        html += (
            '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect width="{row.bar}" height="8"></rect></svg>'
        )
    return html


# The content of a cell, by the key of its column.
CELLS: dict[str, Callable[[AreaWages], str]] = {
    "employment": lambda row: row.employment.html,
    "p10": lambda row: row.figure_html("p10"),
    "p25": lambda row: row.figure_html("p25"),
    "median": lambda row: row.figure_html("median"),
    "p75": lambda row: row.figure_html("p75"),
    "p90": _render_with_bar,
    "quotient": _render_quotient,
    "change": lambda row: format_signed_percent(row.median_change) or "–",
}


@register.simple_tag
def map_shapes(
    drawn: Choropleth, career: CareerPage, release_query: str = "", own: AreaWages | None = None
) -> SafeString:
    """The states of the map as links, and squares beside it for those too small to tap on.

    `own`, where the reader lives, has a frame above its neighbors.
    """
    address_of = _make_address_of(career, release_query)
    sprite = escape(static("img/map-states.svg"))
    absent = "".join(f'<use href="{sprite}#{state}"></use>' for state in drawn.absent)
    parts = [_group_absent(absent)]
    for place in drawn.places:
        state, text = place.area.state, _describe(place)
        parts.append(
            f'<a href="{address_of(place.area)}" class="q{place.shade}" aria-label="{text}">'
            f'<title>{text}</title><use href="{sprite}#{state}"></use></a>'
        )
    parts += [
        f'<a href="{address_of(place.area)}" class="q{place.shade}" tabindex="-1" '
        f'aria-hidden="true"><title>{_describe(place)}</title>'
        f"{_render_place(place, SMALL_SIZE, 20)}</a>"
        for place in drawn.small
    ]
    if own:
        parts.append(f'<use class="map-own" href="{sprite}#{own.area.state}"></use>')
    return mark_safe("".join(parts))  # noqa: S308 - names and texts are escaped by _describe


@register.simple_tag
def map_tiles(
    drawn: Choropleth, career: CareerPage, release_query: str = "", own: AreaWages | None = None
) -> SafeString:
    """The states as tiles, each a link; `own`, where the reader lives, has a frame."""
    address_of = _make_address_of(career, release_query)
    size = TILE_SIZE - TILE_GAP
    absent = "".join(
        _render_square(state, column * TILE_SIZE, line * TILE_SIZE, size, 18)
        for state, (column, line) in TILES.items()
        if state in drawn.absent
    )
    parts = [_group_absent(absent)]
    parts += [
        f'<a href="{address_of(place.area)}" class="q{place.shade}'
        f'{" map-own" if own and own.area == place.area else ""}" '
        f'aria-label="{_describe(place)}">{_render_place(place, size, 18)}</a>'
        for place in drawn.places
    ]
    return mark_safe("".join(parts))  # noqa: S308 - names and texts are escaped by _describe


def _describe(place: Place) -> str:
    return escape(f"{place.area.name}: {place.text}")


def _group_absent(shapes: str) -> str:
    """States without a row: drawn, so that the map has no holes, but no links."""
    look = 'class="q0" stroke="currentColor" stroke-opacity=".3" stroke-width=".6"'
    return f'<g {look} aria-hidden="true">{shapes}</g>' if shapes else ""


def _render_place(place: Place, size: int, baseline: int) -> str:
    return _render_square(place.area.state, place.x, place.y, size, baseline)


def _render_square(state: str, x: int, y: int, size: int, baseline: int) -> str:
    """A square with the state's letters in it."""
    return (
        f'<rect x="{x}" y="{y}" width="{size}" height="{size}" rx="4"></rect>'
        f'<text x="{x + size // 2}" y="{y + baseline}" text-anchor="middle">{state}</text>'
    )


@register.simple_tag
def area_checkboxes(
    areas: Iterable[Area | AreaRow], checked: Container[Area | AreaRow]
) -> SafeString:
    """A checkbox for each area to compare."""
    parts = []
    for area in areas:
        is_checked = " checked" if area in checked else ""
        parts.append(
            '<label class="form-check"><input class="form-check-input" type="checkbox" '
            f'name="compare" value="{area.compare_value}"{is_checked}> {escape(area.name)}</label>'
        )
    return mark_safe("".join(parts))  # noqa: S308 - values are slugs, names are escaped


@register.simple_tag
def state_options(areas: Iterable[Area | AreaRow], chosen: str) -> SafeString:
    """An option for each state, by its letters."""
    parts = []
    for area in areas:
        selected = " selected" if area.state == chosen else ""
        parts.append(f'<option value="{area.state}"{selected}>{escape(area.name)}</option>')
    return mark_safe("".join(parts))  # noqa: S308 - states are two letters, names are escaped
