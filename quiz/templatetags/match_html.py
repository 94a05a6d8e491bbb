"""Tags for the lists of a profile's result.

They write HTML in Python: loops in templates took several times as long.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from quiz.profiles.rows import MarkText, Row

register = template.Library()


@register.simple_tag
def match_rows(rows: Iterable[Row], is_owner: bool) -> SafeString:
    """Careers with their three marks; the owner gets a button of the form `choose` in each."""
    words = {name: escape(text) for name, text in _list_words().items()}
    # Only the slug differs; making each address of its own took a third of the time.
    pattern = reverse("career", args=["slug"])
    parts = [_write_row(row, is_owner, words, pattern) for row in rows]
    return mark_safe(f'<ul class="match-rows">{"".join(parts)}</ul>')  # noqa: S308 - escaped


def _list_words() -> dict[str, str]:
    return {
        "interests": _("Interests"),
        "conditions": _("Conditions"),
        "practical": _("Practical"),
        "choose": _("Choose"),
        "chosen": _("Chosen"),
        "remove": _("Take off"),
    }


def _write_row(row: Row, is_owner: bool, words: dict[str, str], pattern: str) -> str:
    name = escape(row.name)
    marks = "".join(
        _write_mark(words[key], mark)
        for key, mark in (
            ("interests", row.interests),
            ("conditions", row.conditions),
            ("practical", row.practical),
        )
    )
    remarks = "".join(
        f"<span><b>{escape(label)}:</b> {escape(text)}.</span> " for label, text in row.remarks
    )
    return (
        f'<li id="c-{row.slug}"><p class="match-name">'
        f'<a href="{pattern.replace("slug", row.slug)}">{name}</a> '
        f"<small>{escape(row.figures)}</small></p>"
        f'<p class="marks">{marks}</p>'
        f"{f'<p class=match-why>{remarks}</p>' if remarks else ''}"
        f"{_write_button(row, name, words) if is_owner else ''}</li>"
    )


def _write_mark(label: str, mark: MarkText) -> str:
    return f'<span class="mark {mark.sign}"><b>{label}</b> {escape(mark.text)}</span> '


def _write_button(row: Row, name: str, words: dict[str, str]) -> str:
    hidden = f'<span class="visually-hidden">: {name}</span>'
    if row.is_chosen:
        return (
            f'<p class="match-choose is-chosen"><b>{words["chosen"]}</b> '
            f'<button form="choose" name="remove" value="{row.slug}">{words["remove"]}{hidden}'
            "</button></p>"
        )
    return (
        f'<p class="match-choose"><button form="choose" name="choose" value="{row.slug}">'
        f"{words['choose']}{hidden}</button></p>"
    )
