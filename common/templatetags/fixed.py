"""A block of a template that is the same on every page in a language."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


class FixedNode(template.Node):
    """Renders its content once for each language in a process."""

    # No block of a page can be in it, so that Django need not search it for one.
    child_nodelists = ()

    def __init__(self, content: NodeList) -> None:
        self._content = content
        self._html: dict[str | None, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        language = get_language()
        html = self._html.get(language)
        if html is None:
            # Without the context of the page: nothing of a request may be kept.
            html = self._html[language] = self._content.render(context.new())
        return html


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """Texts and addresses of the code alone: `{% fixed %}…{% endfixed %}`.

    Looking up some fifty translations and addresses took a tenth of the time that a page takes.
    """
    content = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(content)


@register.simple_block_tag(takes_context=True)
def mark_current(context: dict[str, Any], content: str) -> SafeString:
    """Links in the block that lead to the shown page say so: `{% mark_current %}…`."""
    request = context.get("request")
    if request is not None:
        link = f'href="{request.path}"'
        content = content.replace(link, f'{link} aria-current="page"')
    # Only what the block wrote itself was repeated.
    return mark_safe(content)  # noqa: S308
