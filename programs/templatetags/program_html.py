"""Tags for what a page has once for each program: its figures, its cautions, a row of the finder.

They write HTML in Python because a page has twenty programs with ten figures each: as templates
they took most of the time that a page takes.
"""

from collections.abc import Iterable, Mapping
from html import escape

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from common.formatting import format_count, format_dollars, format_percent
from programs.cautions import Caution
from programs.listing import Listing
from programs.models import Program
from programs.offer import EarningsCheck, Offer
from programs.prices.price import PriceKind
from programs.prices.typical import PublishedDebt
from programs.words import Words, mark_missing, render_figure, words_in

register = template.Library()


@register.simple_tag
def missing_figure(reason: str) -> SafeString:
    """In place of a figure: why it is missing, by a Program.Missing."""
    return words_in(get_language()).explain_missing(reason)


@register.simple_tag
def counted_programs(offer: Offer) -> str:
    """How many programs are listed, and how many of each credential, in sentences."""
    text = gettext(
        "%(programs)s programs are listed here, with public figures of who finishes, what they "
        "earn and what they owe: %(credentials)s."
    )
    # Translators: as in “Associate degree 1,141”.
    item = gettext("%(credential)s %(number)s")
    items = [
        item % {"credential": Program.Credential(key).label, "number": format_count(number)}
        for key in offer.credentials
        if (number := offer.count(credential=key).programs)
    ]
    programs = format_count(offer.counts.programs)
    return text % {"programs": programs, "credentials": "; ".join(items)}


@register.simple_tag
def offered_programs(offer: Offer) -> str:
    """How many programs there are, as in “4,699 programs in 1 field of study”."""
    programs = offer.counts.programs if offer.counts else 0
    number, fields = format_count(programs), len(offer.fields)
    count = ngettext("%(number)s program", "%(number)s programs", programs) % {"number": number}
    # Translators: as in “4,699 programs in 1 field of study”.
    text = ngettext(
        "%(programs)s in %(fields)s field of study",
        "%(programs)s in %(fields)s fields of study",
        fields,
    )
    return text % {"programs": count, "fields": fields}


@register.simple_tag
def checked_earnings(check: EarningsCheck | None, with_source: bool = True) -> str:
    """How many programs lead to less than a diploma does, in a sentence; empty if none does.

    `with_source` is for a page that does not name the source of the programs below.
    """
    if check is None or not check.below:
        return ""
    share = round(100 * check.below / check.known)
    text = gettext(
        "Weigh this first: of the %(known)s programs whose pay can be compared, %(below)s "
        "(%(percent)s) led to less pay after four years than people with a high school diploma "
        "typically earn in the same state."
    ) % {
        "known": format_count(check.known),
        "below": format_count(check.below),
        "percent": format_percent(share) if share else gettext("less than 1%"),
    }
    if check.published_on is None or not with_source:
        return text
    source = gettext("%(source)s, published %(day)s.")
    day = date_format(check.published_on, "DATE_FORMAT")
    return f"{text} {source % {'source': check.source, 'day': day}}"


@register.simple_tag
def published_debts(debts: Mapping[int, PublishedDebt]) -> str:
    """The median debts by credential, in a sentence; empty without any."""
    if not debts:
        return ""
    # Translators: as in “Associate degree $20,000 (215 programs)”.
    item = gettext("%(credential)s %(debt)s (%(number)s programs)")
    items = [
        item
        % {
            "credential": Program.Credential(key).label,
            "debt": format_dollars(debt.median),
            "number": format_count(debt.programs),
        }
        for key, debt in debts.items()
    ]
    text = gettext(
        "Median debt at the end, where it is published: %(debts)s. Where that is more than the "
        "typical cost in this guide, plan with the debt."
    )
    return text % {"debts": "; ".join(items)}


@register.simple_tag
def program_cautions(cautions: Iterable[Caution]) -> SafeString:
    """The cautions as a list; nothing without any."""
    items = "".join(
        [f"<li><strong>{escape(one.label)}.</strong> {escape(one.text)}</li>" for one in cautions]
    )
    html = f'<ul class="cautions">{items}</ul>' if items else ""
    return mark_safe(html)  # noqa: S308 - the texts are escaped


@register.simple_tag
def program_items(
    rows: Iterable[Listing], fields: Mapping[str, str], first_number: int, state: str
) -> SafeString:
    """The programs of a page of the finder as items of a list, numbered from `first_number`.

    `fields` are names by code, empty where all programs are of one field. What the work pays in
    `state` stands above the list; empty where nothing is said of any state.
    """
    before, after = reverse("institution", args=["-"]).rsplit("-", 1)
    words = words_in(get_language())
    taught = {code: f'<p class="program-where">{escape(name)}</p>' for code, name in fields.items()}
    parts = []
    for number, row in enumerate(rows, first_number):
        program, institution = row.program, row.institution
        name, credential = escape(institution.name), words.credentials[program.credential]
        what = [credential + (f": {escape(program.title)}" if program.title else "")]
        if program.delivery:
            what.append(words.deliveries[program.delivery])
        where = [escape(part) for part in (row.place, row.distance) if part]
        if sector := words.sector(institution):
            where.append(sector)
        if state and institution.state != state and row.pay and row.pay.median is not None:
            pay = {"dollars": format_dollars(row.pay.median), "state": escape(institution.state)}
            where.append(words.pay_elsewhere % pay)
        key, checked = program.key, " checked" if row.is_chosen else ""
        parts.append(
            f'<li class="program" id="row-{number}"><span class="program-number">{number}</span> '
            f'<h3><a href="{before}{institution.slug}{after}">{name}</a></h3>'
            f'<div class="program-facts"><p class="program-what">{" · ".join(what)}</p>'
            f"{taught.get(program.field_id, '')}"
            f'<p class="program-where">{" · ".join(where)}</p></div>'
            f'<dl class="program-figures">{_render_figures(row, words)}</dl>'
            '<p class="form-check program-choose"><input class="form-check-input" type="checkbox" '
            f'name="program" value="{key}" id="choose-{key}"{checked}> '
            f'<label for="choose-{key}">{words.compare}'
            f'<span class="visually-hidden"> {name}, {credential}</span></label></p>'
            f"{program_cautions(row.cautions)}</li>"
        )
    return mark_safe("\n".join(parts))  # noqa: S308 - what is not a number or a slug is escaped


@register.simple_tag
def program_columns(with_price: bool = True) -> SafeString:
    """The labels of the figures, once above a list that shows them in columns."""
    earnings, debt, completers, price, _ = words_in(get_language()).labels
    names = [earnings, debt, completers, *([price] if with_price else [])]
    labels = "".join(f"<span>{name}</span>" for name in names)
    html = f'<div class="program-columns" aria-hidden="true">{labels}</div>'
    return mark_safe(html)  # noqa: S308 - the words are escaped


def _render_figures(row: Listing, words: Words) -> str:
    """Each with its label, which is seen where it is not that of the column."""
    program = row.program
    earnings, debt, completers, price, first_earnings = words.labels
    if program.earnings is not None:
        earned = format_dollars(program.earnings)
        # That people earn less is a caution, which says both.
        if row.gain is not None and row.gain >= 0:
            earned = render_figure(earned, words.gain % {"dollars": format_dollars(row.gain)})
    else:
        earned = words.missing(program.earnings_missing)
        if program.first_year_earnings is not None:
            # Beside the missing figure, and never in its place: the two are not compared.
            after_one = f"{first_earnings}: {format_dollars(program.first_year_earnings)}"
            earned = render_figure(earned, after_one)
    owed = words.missing(program.debt_missing)
    if program.debt is not None:
        owed = mark_safe(format_dollars(program.debt))  # noqa: S308 - a number
    finished = words.missing(program.completers_missing)
    if program.completers is not None:
        finished = mark_safe(format_count(program.completers))  # noqa: S308 - a number
    return (
        f"<div><dt>{earnings}</dt> <dd>{earned}</dd></div>"
        f"<div><dt>{debt}</dt> <dd>{owed}</dd></div>"
        f"<div><dt>{completers}</dt> <dd>{finished}</dd></div>"
        f"<div><dt>{price}</dt> <dd>{_render_price(row, words)}</dd></div>"
    )


def _render_price(row: Listing, words: Words) -> str:
    price = row.price
    figure = escape(price.short)
    # What the others are is the same on every row, and stands once above the list.
    if price.is_known and price.kind != PriceKind.DEBT:
        figure = render_figure(figure, escape(price.note))
    elif not price.is_known:
        figure = mark_missing(figure)
    if not price.calculator:
        return figure
    link = (
        f'<a href="{escape(price.calculator)}" rel="noopener">{words.calculator}'
        f'<span class="visually-hidden"> {escape(row.institution.name)}</span></a>'
    )
    return render_figure(figure, link)
