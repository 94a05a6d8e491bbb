"""The words around the figures of programs, as HTML in one language, each translated once."""

from functools import cache, cached_property
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from programs.models import Institution, Program


class Words:
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
        """What the figures of the finder are."""
        return (
            escape(gettext("Earn after 4 years")),
            escape(gettext("Owe at the end")),
            escape(gettext("Finished in a year")),
            escape(gettext("Price")),
            escape(gettext("Earn after 1 year")),
        )

    @cached_property
    def gain(self) -> str:
        # Translators: as in “$16,390 over a diploma”; the list explains it once.
        return escape(gettext("%(dollars)s over a diploma"))

    @cached_property
    def pay_elsewhere(self) -> str:
        """What the work pays in another state than that of the search."""
        return escape(gettext("this work pays %(dollars)s in %(state)s"))

    @cached_property
    def calculator(self) -> str:
        return escape(gettext("calculate yours"))

    @cached_property
    def not_reported(self) -> SafeString:
        return mark_missing(escape(gettext("not reported")))

    @cached_property
    def suppressed(self) -> SafeString:
        return mark_missing(escape(gettext("suppressed")))

    @cached_property
    def explained_suppressed(self) -> SafeString:
        note = escape(gettext("for privacy: too few were counted"))
        return mark_missing(render_figure(escape(gettext("suppressed")), note))

    def missing(self, reason: str) -> SafeString:
        """In place of a figure, by a Program.Missing, on a page that explains it once."""
        return self.suppressed if reason == Program.Missing.SUPPRESSED else self.not_reported

    def explain_missing(self, reason: str) -> SafeString:
        """The same with what it means."""
        is_suppressed = reason == Program.Missing.SUPPRESSED
        return self.explained_suppressed if is_suppressed else self.not_reported


@cache
def words_in(language: str | None) -> Words:
    """The words of the active language: they are translated when they are first used."""
    return Words()


def render_figure(figure: str, note: str) -> SafeString:
    """A figure, or HTML in its place, with a note, which is HTML."""
    return mark_safe(f'{figure}<span class="figure-note">{note}</span>')  # noqa: S308 - HTML already


def mark_missing(html: str) -> SafeString:
    return mark_safe(f'<span class="missing">{html}</span>')  # noqa: S308 - HTML already
