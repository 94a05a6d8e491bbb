"""The links of published guides that lead to other sites, and where they stand."""

from collections import defaultdict
from collections.abc import Iterator

from markdown_it import MarkdownIt

from careers.models import Career

_markdown = MarkdownIt("commonmark", {"html": False})
WEB = ("http://", "https://")


def in_markdown(text: str) -> Iterator[str]:
    """The web addresses that a text links to.

    >>> list(in_markdown("See [AAMA](https://www.aama-ntl.org/) and [costs](#costs)."))
    ['https://www.aama-ntl.org/']
    """
    for block in _markdown.parse(text):
        for token in block.children or []:
            address = str(token.attrGet("href") or "")
            if token.type == "link_open" and address.startswith(WEB):
                yield address


def links_of(career: Career) -> Iterator[tuple[str, str]]:
    """Address and place of each link of a guide that came with its parts."""
    for section in career.sections.all():
        for address in in_markdown(f"{section.body}\n\n{section.note}"):
            yield address, section.heading
    for step in career.roadmap_steps.all():
        for address in in_markdown(step.body):
            yield address, step.title
    for certification in career.certifications.all():
        yield certification.url, certification.abbreviation
    sources = [fact.source for fact in career.measured_facts.all()]
    if outlook := getattr(career, "outlook", None):
        sources.append(outlook.source)
    for source in sources:
        if source.url:
            yield source.url, str(source)


def outside_links() -> dict[str, list[str]]:
    """Each address, without its fragment, with the places where published guides link to it."""
    found: dict[str, list[str]] = defaultdict(list)
    for career in Career.objects.published().with_parts():
        for address, name in links_of(career):
            place = f"{career}: {name}"
            places = found[address.partition("#")[0]]
            if place not in places:
                places.append(place)
    return dict(found)
