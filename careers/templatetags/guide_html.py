"""Tags for the lists of a guide's page: a loop in a template took ten times as long."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from careers.guide_page import Section
from careers.guides.career_page import CareerPage
from careers.guides.citations import render_figures
from careers.guides.documents import GuideContent
from careers.key_figures import KeyFigure
from careers.profile.sections import ProfileSection

register = template.Library()


@register.simple_tag
def figure_items(figures: Iterable[KeyFigure]) -> SafeString:
    """Key figures as items of a list of terms."""
    parts = [
        f'<div class="figure{" is-words" if figure.is_words else ""}">'
        f"<dt>{escape(figure.label)}</dt>"
        f'<dd><span class="figure-value">{escape(figure.value)}</span>'
        f'<span class="figure-note">{escape(figure.note)}</span></dd></div>'
        for figure in figures
    ]
    return mark_safe("\n".join(parts))  # noqa: S308 - escaped above


@register.simple_tag
def cited_figures(guide: GuideContent, keys: str) -> SafeString:
    """The figures beside a statement."""
    return render_figures(guide, keys)


@register.simple_tag
def contents_items(sections: Iterable[Section | ProfileSection]) -> SafeString:
    """The list of contents: links to the sections."""
    parts = [
        f'<li><a href="#{escape(section.anchor)}">{escape(section.label)}</a></li>'
        for section in sections
    ]
    return mark_safe("".join(parts))  # noqa: S308 - escaped above


@register.simple_tag
def guide_dates(career: CareerPage) -> SafeString:
    """When the guide was reviewed, and its version where it is a public one."""
    if (day := career.reviewed_on) is None:
        return mark_safe("")
    html = _(
        'Reviewed on <time datetime="%(iso)s">%(day)s</time>. The sections below name the source '
        "of each figure."
    ) % {"iso": day.isoformat(), "day": escape(date_format(day, "DATE_FORMAT"))}
    if (version := career.version) and version.published_at:
        published = localtime(version.published_at).date()
        html += "\n" + _(
            'Version %(number)s, published <time datetime="%(iso)s">%(day)s</time>.'
        ) % {
            "number": version.number,
            "iso": published.isoformat(),
            "day": escape(date_format(published, "DATE_FORMAT")),
        }
    return mark_safe(html)  # noqa: S308 - dates are escaped above, the rest is in the code
