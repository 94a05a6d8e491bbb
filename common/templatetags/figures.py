"""Filters for numbers and Markdown on every page."""

from functools import lru_cache

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe

from common import formatting
from common.markdown import parser

register = template.Library()
register.filter("dollars", formatting.format_dollars)
register.filter("count", formatting.format_count)
register.filter("percent", formatting.format_percent)
register.filter("signed_percent", formatting.format_signed_percent)

# The parser leaves no raw HTML. nh3 is a second defense, not the only one.
_ALLOWED_TAGS = {
    *("p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "hr"),
    *("h3", "h4", "table", "thead", "tbody", "tr", "th", "td"),
}


@register.filter
@lru_cache(maxsize=1024)
def markdown(text: str) -> SafeString:
    """An editor's Markdown as safe HTML: no raw HTML, no images, links to http(s) or this site.

    The same text gives the same HTML, so results are cached.
    """
    html = nh3.clean(
        parser.render(text),
        tags=_ALLOWED_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}, "li": {"value"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return mark_safe(html)  # noqa: S308 (cleaned by nh3 on the line above)
