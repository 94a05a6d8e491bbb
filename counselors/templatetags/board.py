"""Tags for the board's table."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def sort_heading(label: str, sort: Mapping[str, str]) -> SafeString:
    """The heading of a sortable column."""
    return format_html(
        '<th scope="col" role="columnheader"{}><a class="sort" href="?{}">{}</a></th>',
        format_html(' aria-sort="{}"', sort["current"]) if sort["current"] else "",
        sort["query"],
        label,
    )
