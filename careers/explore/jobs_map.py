"""The map of the country's jobs: a rectangle for each career, as large as its workers are many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.explore.filtering import Limit
from careers.explore.request import ExploreRequest
from careers.explore.rows import CareerRow
from careers.explore.scales import Scale, Shade, find_middle, name_shade
from careers.explore.treemap import Box, lay_out
from careers.groups import GROUP_NAMES
from common.formatting import format_count

WIDE, NARROW = Box(0, 0, 1000, 640), Box(0, 0, 340, 560)
# Of the wide map's groups: the strip with the name, and the gap around.
STRIP, GAP = 19, 1.5
# Of a letter on average, and of a line, in the units of the maps.
LETTER_WIDTH, LINE_HEIGHT, PADDING = 6.9, 14.5, 4.0
BOLD_LETTER_WIDTH = 7.4
MIN_LETTERS = 6


@dataclass(frozen=True)
class Mark:
    """A rectangle that is a link; `lines` are its name where that fits."""

    box: Box
    address: str
    title: str
    css_class: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class JobsMap:
    """Rectangles for wide screens, with the strips of their groups, and for phones."""

    strips: tuple[Mark, ...]
    marks: tuple[Mark, ...]
    narrow: tuple[Mark, ...]
    legend: tuple[Shade, ...]
    workers: int
    without_workers: int
    is_grouped: bool

    @property
    def workers_text(self) -> str:
        return format_count(self.workers)


def build_map(rows: Sequence[CareerRow], scale: Scale, asked: ExploreRequest) -> JobsMap:
    """A map of careers: in their groups on wide screens, groups alone or one group's on a phone."""
    drawn = sorted((row for row in rows if row.nation.workers), key=_count, reverse=True)
    groups: dict[str, list[CareerRow]] = {}
    for row in drawn:
        groups.setdefault(row.group, []).append(row)
    by_size = sorted(groups.items(), key=lambda item: -_sum(item[1]))
    boxes = lay_out([_sum(members) for _, members in by_size], WIDE)
    strips, marks = [], []
    is_one = len(groups) == 1
    for (code, members), box in zip(by_size, boxes, strict=True):
        has_strip = not is_one and box.height > 3 * STRIP and box.width > 2 * STRIP
        if has_strip:
            strip = Box(box.x + GAP, box.y + GAP, box.width - 2 * GAP, STRIP)
            mark = _mark_group(code, members, strip, scale, asked)
            strips.append(replace(mark, lines=cut_line(str(GROUP_NAMES.get(code, code)), strip)))
        inner = box.shrink(GAP, STRIP if has_strip else 0)
        marks += _mark_careers(members, inner, scale)
    if is_one:
        narrow = _mark_careers(drawn, NARROW, scale)
    else:
        narrow_boxes = lay_out([_sum(members) for _, members in by_size], NARROW)
        narrow = [
            _mark_group(code, members, box, scale, asked)
            for (code, members), box in zip(by_size, narrow_boxes, strict=True)
        ]
    shades = [scale.shade(scale.figure(row)) for row in drawn]
    return JobsMap(
        strips=tuple(strips),
        marks=tuple(marks),
        narrow=tuple(narrow),
        legend=tuple(scale.build_legend(shades)),
        workers=_sum(drawn),
        without_workers=len(rows) - len(drawn),
        is_grouped=not is_one,
    )


def _count(row: CareerRow) -> int:
    return row.nation.workers or 0


def _sum(rows: Iterable[CareerRow]) -> int:
    return sum(map(_count, rows))


def _mark_careers(rows: Sequence[CareerRow], box: Box, scale: Scale) -> list[Mark]:
    return [
        Mark(
            box=place,
            address=row.slug,
            title=_("%(name)s: %(number)s workers, %(figure)s")
            % {
                "name": capfirst(row.name),
                "number": format_count(row.nation.workers),
                "figure": scale.format(scale.figure(row)),
            },
            css_class=name_shade(scale.shade(scale.figure(row))),
            lines=fit_lines(capfirst(row.name), place),
        )
        for row, place in zip(rows, lay_out([_count(row) for row in rows], box), strict=True)
    ]


def _mark_group(
    code: str, rows: Sequence[CareerRow], box: Box, scale: Scale, asked: ExploreRequest
) -> Mark:
    """A group, in the shade of the career in which its middle worker works."""
    figures = [(value, _count(row)) for row in rows if (value := scale.figure(row)) is not None]
    middle = find_middle(figures)
    careers = ngettext("%(number)s career", "%(number)s careers", len(rows))
    name = str(GROUP_NAMES.get(code, code))
    title = _("%(name)s: %(careers)s, %(workers)s workers, %(figure)s in the middle") % {
        "name": name,
        "careers": careers % {"number": len(rows)},
        "workers": format_count(_sum(rows)),
        "figure": scale.format(middle),
    }
    address = asked.add(Limit("group", code))
    css_class = name_shade(scale.shade(middle))
    return Mark(box, address, title, css_class, fit_lines(name, box))


def cut_line(text: str, box: Box) -> tuple[str, ...]:
    """A text in bold letters in one line, cut where the box ends; empty in a very narrow one."""
    letters = int((box.width - 2 * PADDING) / BOLD_LETTER_WIDTH)
    if letters < MIN_LETTERS:
        return ()
    return (text,) if len(text) <= letters else (f"{text[: letters - 1].rstrip()}…",)


def fit_lines(text: str, box: Box) -> tuple[str, ...]:
    """A text in the lines that fit in a box; empty where it does not."""
    letters = int((box.width - 2 * PADDING) / LETTER_WIDTH)
    most = int((box.height - PADDING) / LINE_HEIGHT)
    lines: list[str] = []
    for word in text.split():
        if len(word) > letters:
            return ()
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines) if len(lines) <= most else ()
