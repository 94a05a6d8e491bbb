"""The Markdown of editors: how it is read, what is mended when it is saved, and what is refused."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.forms import CharField
from django.utils.text import normalize_newlines
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block
from markdown_it.token import Token

# A sentence that begins with a year is no list of one.
YEAR = re.compile(r"[0-9]{4,}[.)]")
# What word processors put at the start of a line of a list, U+F0B7 and U+F0A7 of Symbol fonts too.
BULLET = re.compile("[ \t\u00a0]*([•·▪‣◦●○■\uf0b7\uf0a7])[ \t\u00a0]*(?=[^ \t\u00a0])")
# A letter or a dash is a bullet only before a tab or a gap: in Spanish, “o” is a word.
LETTER_BULLET = re.compile("[ \t\u00a0]*([o–—])(?:\t|[ \u00a0]{2,})[ \t\u00a0]*(?=[^ \t\u00a0])")
# A dash before one space is a bullet at the start of a paragraph or after another bullet.
DASH_BULLET = re.compile("[ \t\u00a0]*([–—])[ \u00a0](?=[^ \t\u00a0])")
CURLY_QUOTES = "“”„‟‘’‚‛«»"
# Of a link that the syntax does not make one, in the text that is left.
BROKEN_LINK = re.compile(r"\[([^\[\]]*)\](?:\(|\s+\((?=https?:|www\.))([^)]*)\)?")
# Stands for what cannot be part of a broken link, such as an escaped bracket.
OTHER = "\ufffc"
PLACES = "https://example.org/, /careers/, #costs or mailto:name@example.org"

check_web_address = URLValidator(schemes=["http", "https"])
check_mail_address = EmailValidator()


def create_parser() -> MarkdownIt:
    """The parser of every text: CommonMark with tables, without raw HTML."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.block.ruler.at("list", _parse_list, {"alt": ["paragraph", "reference", "blockquote"]})
    return parser


def _parse_list(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """CommonMark's rule, but a number of four digits begins no list and is always seen."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if YEAR.match(state.src, begin, state.eMarks[start_line]):
        return False
    known = len(state.tokens)
    is_list = list_block(state, start_line, end_line, silent)
    for token in state.tokens[known:]:
        if token.type == "list_item_open" and len(token.info) >= 4:
            token.attrSet("value", token.info)
    return is_list


parser = create_parser()
# Keeps escaped characters apart from text.
_link_parser = create_parser().disable("text_join")


def normalize_markdown(text: str) -> str:
    r"""The text with plain line ends, and with lists pasted from a word processor as lists.

    >>> normalize_markdown("You:\r\n•\tgreet\r\no\tby name\r\n•\tlisten")
    'You:\n- greet\n  - by name\n- listen'
    """
    lines = []
    levels: list[str] = []  # the bullets of the list so far, the outer one first
    was_empty = True
    for line in normalize_newlines(text).split("\n"):
        match = BULLET.match(line) or LETTER_BULLET.match(line)
        if match is None and (was_empty or levels):
            match = DASH_BULLET.match(line)
        was_empty = not line.strip()
        if match is None:
            levels = levels if was_empty else []
            lines.append(line)
            continue
        bullet = match[1]
        levels = levels[: levels.index(bullet)] if bullet in levels else levels
        lines.append(f"{'  ' * len(levels)}- {line[match.end() :]}")
        levels.append(bullet)
    return "\n".join(lines)


class MarkdownFormField(CharField):
    """A form's field for Markdown; widgets and validators are those of the model's field."""

    def to_python(self, value: Any) -> str:
        return normalize_markdown(super().to_python(value) or "")


def validate_links(text: str) -> None:
    """A validator that refuses links which lead nowhere, each with its line and its words."""
    problems = [
        f"Line {line}: the link “{words}” {problem}"
        for line, words, problem in find_broken_links(text)
    ]
    if problems:
        raise ValidationError(problems)


def find_broken_links(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, words and mistake of each link that leads nowhere.

    >>> [line for line, *_ in find_broken_links("[pay](#wages)\\n[BLS](www.bls.gov)")]
    [2]
    """
    for block in _link_parser.parse(text):
        first = (block.map or [0])[0] + 1
        for place, (address, words) in _links_of(block.children or []):
            if problem := _find_mistake(address, words, block.content):
                yield first + place, words, problem
        plain = "".join(_text_of(token) for token in block.children or [])
        for match in BROKEN_LINK.finditer(plain):
            line = first + plain.count("\n", 0, match.start())
            yield line, match[1], _explain_no_link(match[2])


def _links_of(tokens: list[Token]) -> Iterator[tuple[int, tuple[str, str]]]:
    """How many lines below its block each link begins, and its address and words."""
    breaks = begin = 0
    address: str | None = None
    words = ""
    for token in tokens:
        if token.type == "link_open":
            address, words, begin = str(token.attrGet("href") or ""), "", breaks
        elif token.type == "link_close" and address is not None:
            yield begin, (address, words.strip())
            address = None
        elif token.type in ("softbreak", "hardbreak"):
            breaks += 1
            words += " "
        else:
            words += token.content


def _find_mistake(address: str, words: str, source: str) -> str:
    """Why a link leads nowhere; empty if it leads somewhere."""
    shown = unquote(address)
    if not address or address == "#":
        return f"has no address. Write one as {PLACES}."
    if not words:
        return f"to “{shown}” has no words to click on."
    if any(mark in shown and quote(mark) not in source.upper() for mark in CURLY_QUOTES):
        return f"has a curly quotation mark in its address. Take it out: {shown}"
    if address.startswith("#") or (address.startswith("/") and not address.startswith("//")):
        return ""
    try:
        if address.startswith("mailto:"):
            check_mail_address(unquote(urlsplit(address).path))
        else:
            check_web_address(address)
    except (ValidationError, ValueError):
        return f"leads nowhere: “{shown}” is no address. Write one as {PLACES}."
    return ""


def _explain_no_link(rest: str) -> str:
    return (
        f"is not one: “{rest.replace(OTHER, '…')}” is no address. Write [words](address), with no "
        f"space in the address and none before it; the address as {PLACES}."
    )


def _text_of(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type == "text" else OTHER
