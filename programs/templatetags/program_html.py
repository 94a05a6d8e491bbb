"""Tags for what a page has once for each program: its figures, its cautions, a row of the finder.

They write HTML in Python because a page has twenty programs with ten figures each: as templates
they took most of the time that a page takes.
"""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from html import escape

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from common.formatting import format_count, format_dollars, format_percent
from programs.cautions import Caution
from programs.costs import PublishedDebt, format_range
from programs.listing import Listing
from programs.models import Institution, Program, ProgramCounts
from programs.offer import EarningsCheck

register = template.Library()


@register.simple_tag
def missing_figure(reason: str) -> SafeString:
    """In place of a figure: why it is missing, by a Program.Missing."""
    return words_in(get_language()).missing(reason)


@register.simple_tag
def counted_programs(counts: ProgramCounts) -> str:
    """How many programs are listed, in a sentence."""
    values = {
        "programs": format_count(counts.programs),
        "institutions": format_count(counts.institutions),
        "certificates": format_count(counts.certificates),
        "degrees": format_count(counts.associate_degrees),
    }
    if counts.certificates and counts.associate_degrees:
        text = gettext(
            "%(programs)s programs at %(institutions)s institutions are listed here: "
            "%(certificates)s certificates and %(degrees)s associate degrees, with public figures "
            "of who finishes, what they earn and what they owe."
        )
    else:
        text = gettext(
            "%(programs)s programs at %(institutions)s institutions are listed here, with public "
            "figures of who finishes, what they earn and what they owe."
        )
    return text % values


@register.simple_tag
def checked_earnings(check: EarningsCheck | None) -> str:
    """How many programs lead to less than a diploma does, in a sentence; empty if none does."""
    if check is None or not check.below:
        return ""
    text = gettext(
        "Weigh this first: of the %(known)s programs whose pay can be compared, %(below)s "
        "(%(percent)s) led to less pay after four years than people with a high school diploma "
        "typically earn in the same state."
    ) % {
        "known": format_count(check.known),
        "below": format_count(check.below),
        "percent": format_percent(round(100 * check.below / check.known)),
    }
    if check.published_on is None:
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
def program_cost(row: Listing) -> SafeString:
    """What a program itself costs."""
    return _render_cost(row, words_in(get_language()))


@register.simple_tag
def program_cautions(cautions: Iterable[Caution]) -> SafeString:
    """The cautions as a list; nothing without any."""
    items = "".join(
        [f"<li><strong>{escape(one.label)}.</strong> {escape(one.text)}</li>" for one in cautions]
    )
    html = f'<ul class="cautions">{items}</ul>' if items else ""
    return mark_safe(html)  # noqa: S308 - the texts are escaped


@register.simple_tag
def program_items(rows: Iterable[Listing], with_cost: bool) -> SafeString:
    """The programs of a page of the finder as items of a list.

    With their cost only where any program of the career has one.
    """
    before, after = reverse("institution", args=["-"]).rsplit("-", 1)
    words = words_in(get_language())
    parts = []
    for row in rows:
        program, institution = row.program, row.institution
        name, credential = escape(institution.name), words.credentials[program.credential]
        what = [credential + (f": {escape(program.title)}" if program.title else "")]
        if program.delivery:
            what.append(words.deliveries[program.delivery])
        where = [escape(part) for part in (row.place, row.distance) if part]
        if sector := words.sector(institution):
            where.append(sector)
        checked = " checked" if row.is_chosen else ""
        parts.append(
            '<li class="program"><div class="program-head">'
            f'<h3><a href="{before}{institution.slug}{after}">{name}</a></h3>'
            f'<p class="program-what">{" · ".join(what)}</p>'
            f'<p class="program-where">{" · ".join(where)}</p>'
            '<p class="form-check program-choose"><input class="form-check-input" type="checkbox" '
            f'name="program" value="{program.pk}" id="choose-{program.pk}"{checked}> '
            f'<label for="choose-{program.pk}">{words.compare}'
            f'<span class="visually-hidden"> {name}, {credential}</span></label></p></div>'
            f'<dl class="program-figures">{_render_figures(row, words, with_cost)}</dl>'
            f"{program_cautions(row.cautions)}</li>"
        )
    return mark_safe("\n".join(parts))  # noqa: S308 - what is not a number or a slug is escaped


class _Words:
    """The words of figures as HTML in one language, each translated once."""

    def __init__(self) -> None:
        self._sectors: dict[tuple[str, str], str] = {}
        self._people: dict[int, str] = {}

    def sector(self, institution: Institution) -> str:
        """As Institution.sector; there are few."""
        key = (institution.control, institution.level)
        if key not in self._sectors:
            self._sectors[key] = escape(institution.sector)
        return self._sectors[key]

    def people(self, number: int) -> str:
        """“person” or “people”, or what the language has for the number."""
        if number not in self._people:
            self._people[number] = escape(ngettext("person", "people", number))
        return self._people[number]

    @cached_property
    def credentials(self) -> dict[int, str]:
        return {key: escape(str(label)) for key, label in Program.Credential.choices}

    @cached_property
    def deliveries(self) -> dict[str, str]:
        return {key: escape(str(label)) for key, label in Program.Delivery.choices}

    @cached_property
    def compare(self) -> str:
        return escape(gettext("Compare"))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What the figures of the finder are, but for the pay of the work."""
        return (
            escape(gettext("Earn after 4 years")),
            escape(gettext("Owe at the end")),
            escape(gettext("Finished in a year")),
            escape(gettext("Cost")),
        )

    @cached_property
    def pay(self) -> tuple[str, str]:
        """The label of the pay of the work: anywhere, and in a state."""
        return escape(gettext("This work pays")), escape(gettext("This work pays in %(state)s"))

    @cached_property
    def unknown_pay(self) -> SafeString:
        return _mark_missing(escape(gettext("not known here")))

    @cached_property
    def median(self) -> str:
        return escape(gettext("a year, median"))

    @cached_property
    def loans(self) -> str:
        return escape(gettext("federal loans, median"))

    @cached_property
    def whole(self) -> str:
        return escape(gettext("whole program"))

    @cached_property
    def not_reported(self) -> SafeString:
        return _mark_missing(escape(gettext("not reported")))

    @cached_property
    def suppressed(self) -> SafeString:
        note = escape(gettext("for privacy: too few people"))
        return _mark_missing(_render_figure(escape(gettext("suppressed")), note))

    def missing(self, reason: str) -> SafeString:
        """In place of a figure, by a Program.Missing."""
        return self.suppressed if reason == Program.Missing.SUPPRESSED else self.not_reported


@cache
def words_in(language: str | None) -> _Words:
    """The words of the active language: they are translated when they are first used."""
    return _Words()


def _render_figures(row: Listing, words: _Words, with_cost: bool) -> str:
    program, state = row.program, row.institution.state
    earnings, debt, completers, cost = words.labels
    pay, pay_in = words.pay
    pays = words.unknown_pay
    if row.pay and row.pay.median is not None:
        pays = _render_figure(format_dollars(row.pay.median), words.median)
    if program.completers is None:
        finished = words.missing(program.completers_missing)
    else:
        people = words.people(program.completers)
        finished = _render_figure(format_count(program.completers), people)
    figures = [
        (
            earnings,
            _render_dollars(program.earnings, program.earnings_missing, words.median, words),
        ),
        (pay_in % {"state": escape(state)} if state and row.pay else pay, pays),
        (debt, _render_dollars(program.debt, program.debt_missing, words.loans, words)),
        (completers, finished),
    ]
    if with_cost:
        figures.append((cost, _render_cost(row, words)))
    return "".join([f"<div><dt>{name}</dt> <dd>{figure}</dd></div>" for name, figure in figures])


def _render_cost(row: Listing, words: _Words) -> SafeString:
    low, high = row.program.cost_low, row.program.cost_high
    if low is None or high is None:
        return words.not_reported
    return _render_figure(format_range(low, high), words.whole)


def _render_dollars(amount: int | None, reason: str, note: str, words: _Words) -> SafeString:
    return words.missing(reason) if amount is None else _render_figure(format_dollars(amount), note)


def _render_figure(figure: str, note: str) -> SafeString:
    """A figure, or HTML in its place, with a note, which is HTML."""
    return mark_safe(f'{figure}<span class="figure-note">{note}</span>')  # noqa: S308 - HTML already


def _mark_missing(html: str) -> SafeString:
    return mark_safe(f'<span class="missing">{html}</span>')  # noqa: S308 - HTML already
