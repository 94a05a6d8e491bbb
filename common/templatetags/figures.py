"""Filters that write figures and Markdown, the same way on every page."""

from decimal import Decimal
from functools import lru_cache

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

register = template.Library()

MINUS = "\N{MINUS SIGN}"
Number = int | float | Decimal

# The preset alone allows raw HTML. nh3 is a second defense, not the only one.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_ALLOWED_TAGS = {
    *("p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "hr"),
    *("h3", "h4", "table", "thead", "tbody", "tr", "th", "td"),
}


@register.filter
def dollars(value: Number | None) -> str:
    """Whole dollars as `$45,930`, or `$21.46` where there are cents; empty for None.

    >>> dollars(45930), dollars(Decimal("21.46")), dollars(-1200), dollars(Decimal("21.00"))
    ('$45,930', '$21.46', '−$1,200', '$21.00')
    """
    if value is None:
        return ""
    sign = MINUS if value < 0 else ""
    form = ",.2f" if isinstance(value, Decimal) and value.as_tuple().exponent else ",.0f"
    return f"{sign}${abs(value):{form}}"


@register.filter
def count(value: Number | None) -> str:
    """A number of things with thousands commas: `830,760`; empty for None."""
    return "" if value is None else f"{value:,.0f}".replace("-", MINUS)


@register.filter
def percent(value: Number | None) -> str:
    """A percentage with at most one decimal: `4.2%`, `68%`; empty for None.

    >>> percent(Decimal("4.2")), percent(Decimal("68.0")), percent(-2.14)
    ('4.2%', '68%', '−2.1%')
    """
    if value is None:
        return ""
    text = f"{abs(value):.1f}".removesuffix(".0")
    return f"{MINUS if value < 0 and text != '0' else ''}{text}%"


@register.filter
def signed_percent(value: Number | None) -> str:
    """A change in percent with its sign, always to one decimal so that columns align.

    >>> signed_percent(Decimal("2.94")), signed_percent(-2), signed_percent(0)
    ('+2.9%', '−2.0%', '0.0%')
    """
    if value is None:
        return ""
    text = f"{abs(value):.1f}"
    sign = "" if text == "0.0" else "+" if value > 0 else MINUS
    return f"{sign}{text}%"


@register.filter
@lru_cache(maxsize=1024)
def markdown(text: str) -> SafeString:
    """An editor's Markdown as safe HTML: no raw HTML, no images, links to http(s) or this site.

    The HTML depends on the text alone, so it is cached.
    """
    html = nh3.clean(
        _markdown.render(text),
        tags=_ALLOWED_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return mark_safe(html)  # noqa: S308 (cleaned by nh3 on the line above)
