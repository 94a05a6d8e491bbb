"""A block of a template that is rendered once for the same answers of the database."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

from common.kept import KeptHtml

register = template.Library()


class KeptNode(template.Node):
    """Renders its content anew for other answers, and always where there are none."""

    def __init__(self, answers: FilterExpression, content: NodeList) -> None:
        self._answers = answers
        self._content = content
        self._html = KeptHtml()

    def render(self, context: template.Context) -> SafeString:
        answers = self._answers.resolve(context)
        return self._html.render(answers, lambda: self._content.render(context))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept answers %}…{% endkept %}`: what rests on the answers alone, not on the request.

    `answers` comes from common.kept.identify_answers(). Blocks of a page cannot stand in it.
    """
    _, answers = token.split_contents()
    content = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(parser.compile_filter(answers), content)
