"""The rows of an institution's page, in Python for the reason that program_html.py gives."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from common.formatting import format_count, format_dollars
from programs.earnings import compare_with_diploma
from programs.institution_programs import FieldChoice, Medians, OfferedPrograms
from programs.templatetags.program_html import program_cautions
from programs.views.institution import ProgramRow
from programs.words import words_in

register = template.Library()

# Of one or two programs a median says nothing.
FEWEST = 3
# A figure in HTML after its label, and whether that is the label of its column.
Figure = tuple[str, str, bool]
OTHER = ' class="is-other"'


@register.simple_tag
def program_rows(rows: Iterable[ProgramRow]) -> SafeString:
    """The programs of a field at an institution as items of a list."""
    words = words_in(get_language())
    parts = []
    for row in rows:
        program = row.program
        what = [escape(program.title)] if program.title else []
        if program.delivery:
            what.append(words.deliveries[program.delivery])
        details = f'<p class="program-what">{" · ".join(what)}</p>' if what else ""
        which = f"{words.credentials[program.credential]}, {escape(program.name)}"
        links = [
            f'<a href="{escape(address)}">{escape(text)}'
            f'<span class="visually-hidden">: {which}</span></a>'
            for text, address in (
                (gettext("Payback and comparison"), row.compare),
                (gettext("Questions to ask"), row.questions),
            )
            if address
        ]
        if links:
            details += f'<p class="program-where">{" · ".join(links)}</p>'
        figures = "".join(
            f"<div{'' if column else OTHER}><dt>{escape(label)}</dt> <dd>{figure}</dd></div>"
            for label, figure, column in _list_figures(row)
        )
        chosen = " is-chosen" if row.is_chosen else ""
        parts.append(
            f'<li class="program{chosen}" id="program-{program.key}">'
            f"<h4>{words.credentials[program.credential]}</h4>"
            f'<div class="program-facts">{details}</div>'
            f'<dl class="program-figures">{figures}</dl>'
            f"{program_cautions(row.cautions)}</li>"
        )
    return mark_safe("\n".join(parts))  # noqa: S308 - what is not a number or a slug is escaped


@register.simple_tag
def field_options(offered: OfferedPrograms) -> SafeString:
    """The options of a select: each family, and in it the fields."""
    parts = []
    for family, fields in offered.families:
        name = escape(family.name)
        every = escape(gettext("All: %(family)s") % {"family": family.name})
        parts.append(f'<optgroup label="{name}">{_render_option(family, every, offered)}')
        parts += [_render_option(field, escape(field.name), offered) for field in fields]
        parts.append("</optgroup>")
    return mark_safe("".join(parts))  # noqa: S308 - names are escaped


@register.simple_tag
def family_chips(offered: OfferedPrograms) -> SafeString:
    """Links to the programs of each family, with how many they are."""
    chips = []
    for family, _ in offered.families:
        current = ' aria-current="true"' if family.code == offered.field[:2] else ""
        chips.append(
            f'<li><a class="chip" href="{escape(offered.query_field(family.code))}#programs"'
            f"{current}>{escape(family.name)} "
            f'<span class="filter-count">{family.programs}</span></a></li>'
        )
    return mark_safe("".join(chips))  # noqa: S308 - names and addresses are escaped


def _render_option(choice: FieldChoice, label: str, offered: OfferedPrograms) -> str:
    selected = " selected" if choice.code == offered.field else ""
    return f'<option value="{choice.code}"{selected}>{label} ({choice.programs})</option>'


def _list_figures(row: ProgramRow) -> Iterable[Figure]:
    program, words = row.program, words_in(get_language())
    earnings, debt, completers, _price, first_earnings = words.labels
    first = program.first_year_earnings
    if program.earnings is not None:
        notes = [*_list_medians(row, "earnings")]
        # That people earn less is a caution, which says both.
        if (gain := compare_with_diploma(program)) is not None and gain >= 0:
            notes.insert(0, words.gain % {"dollars": format_dollars(gain)})
        yield earnings, _join(format_dollars(program.earnings), *notes), True
    else:
        notes = [*_list_medians(row, "earnings")]
        if first is not None:
            # Beside the missing figure, and never in its place: the two are not compared.
            notes.insert(0, f"{first_earnings}: {format_dollars(first)}")
        yield earnings, _join(words.missing(program.earnings_missing), *notes), True
    owed = words.missing(program.debt_missing)
    if program.debt is not None:
        owed = SafeString(format_dollars(program.debt))
    yield debt, _join(owed, *_list_medians(row, "debt")), True
    finished = words.missing(program.completers_missing)
    if program.completers is not None:
        finished = SafeString(format_count(program.completers))
    yield completers, finished, True
    if program.earnings is not None and first is not None:
        yield first_earnings, format_dollars(first), False
    if row.price:
        cost = _join(escape(row.price.short), escape(row.price.note))
        yield gettext("Cost"), cost, False
    if program.has_externship is not None:
        answer = gettext("Yes") if program.has_externship else gettext("No")
        yield gettext("Externship"), escape(answer), False
    if program.certifications:
        yield gettext("Prepares for"), escape(program.certifications), False


def _list_medians(row: ProgramRow, name: str) -> Iterable[str]:
    """The medians of such programs in the state and the nation, and of how many."""
    state = row.program.institution.state
    for area, medians in ((state, row.in_state), (gettext("U.S."), row.in_nation)):
        value, known = _get_median(medians, name)
        if area and value is not None and known >= FEWEST:
            text = gettext("%(area)s: %(dollars)s (%(number)s)")
            values = {
                "area": area,
                "dollars": format_dollars(value),
                "number": format_count(known),
            }
            yield escape(text % values)


def _get_median(medians: Medians | None, name: str) -> tuple[int | None, int]:
    if medians is None:
        return None, 0
    if name == "debt":
        return medians.debt, medians.debt_known
    return medians.earnings, medians.earnings_known


def _join(figure: str, *notes: str) -> str:
    """A figure with notes below it; all is HTML already."""
    return figure + "".join(f'<span class="figure-note">{note}</span>' for note in notes)
