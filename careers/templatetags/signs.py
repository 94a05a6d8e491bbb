"""The drawn sign of a group of occupations, and the link to its careers."""

from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careers.groups import get_group

register = template.Library()


@register.simple_tag
def sign(career: Any) -> SafeString:
    """The sign of a career's group: of a career, a page of one, or a code, as in 29 or 29-1141.

    It says nothing that the words beside it do not say. Its size is that of `.sign` in the styles.
    """
    group = get_group(career if isinstance(career, str) else career.occupation.soc_code)
    return _draw_sign(group.code) if group else SafeString("")


# Lists have dozens of them, and making each address of its own takes longer than all the rest.
@lru_cache
def _draw_sign(code: str) -> SafeString:
    return format_html(
        '<svg class="sign" viewBox="0 0 64 64" aria-hidden="true"><use href="{}#g{}"></use></svg>',
        static("img/signs.svg"),
        code,
    )


@register.simple_tag
def group_crumb(career: Any) -> SafeString:
    """An item of a list: a link to the other careers of a career's group."""
    group = get_group(career.occupation.soc_code)
    if group is None:
        return SafeString("")
    return format_html('<li><a href="{}">{}</a></li>', group.get_absolute_url(), group)
