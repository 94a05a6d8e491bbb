"""The languages that the shown page has, for links to it in another one."""

from collections.abc import Sequence
from html import escape
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from common import languages

register = template.Library()


@register.simple_tag(takes_context=True)
def page_languages(context: dict[str, Any]) -> list[languages.PageLanguage]:
    """Those of the request's page, English first; none on a site of one language."""
    request = context.get("request")
    return languages.page_languages(request.get_full_path()) if request else []


@register.simple_tag
def alternate_links(
    shown: Sequence[languages.PageLanguage], request: HttpRequest | None
) -> SafeString:
    """The page in each language, for search engines."""
    if not shown or request is None:
        return mark_safe("")
    site = f"{request.scheme}://{request.get_host()}"
    links = [(language.code, language.path) for language in shown]
    return mark_safe(  # noqa: S308 - addresses are escaped, codes are the settings'
        "\n    ".join(
            f'<link rel="alternate" hreflang="{code}" href="{escape(site + path)}">'
            for code, path in [*links, ("x-default", shown[0].path)]
        )
    )


@register.simple_tag
def language_links(shown: Sequence[languages.PageLanguage]) -> SafeString:
    """Items of a list: links to the page in the other languages."""
    return mark_safe(  # noqa: S308 - addresses are escaped, the rest is in the code
        "".join(
            f'<li><a href="{escape(one.path)}" lang="{one.code}" hreflang="{one.code}">'
            f"{one.link_text}</a></li>"
            for one in shown
            if not one.is_active
        )
    )
