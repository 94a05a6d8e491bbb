"""Collects the links of published guides, of every career and of programs, to other sites."""

from collections import defaultdict
from collections.abc import Iterator

from careers.guides.career_page import CareerPage
from careers.guides.published import list_career_pages
from careers.links.finders import list_finders
from common.markdown import parser
from programs.official import OFFICIAL

WEB_SCHEMES = ("http://", "https://")


def extract_links(text: str) -> Iterator[str]:
    """The web addresses that a Markdown text links to.

    >>> list(extract_links("See [AAMA](https://www.aama-ntl.org/) and [costs](#costs)."))
    ['https://www.aama-ntl.org/']
    """
    for block in parser.parse(text):
        for token in block.children or []:
            address = str(token.attrGet("href") or "")
            if token.type == "link_open" and address.startswith(WEB_SCHEMES):
                yield address


def guide_links(career: CareerPage) -> Iterator[tuple[str, str]]:
    """Address and place of each link of a guide."""
    guide = career.guide
    for section in guide.sections:
        for address in extract_links(f"{section.body}\n\n{section.note}"):
            yield address, section.heading
    for step in guide.roadmap_steps:
        for address in extract_links(step.body):
            yield address, step.title
    for certification in guide.certifications:
        yield certification.url, certification.abbreviation
    for source in guide.measured_sources:
        if source.url:
            yield source.url, str(source)


def collect_outside_links() -> dict[str, list[str]]:
    """Each address, without its fragment, with the places that link to it.

    These are published guides, the part of every career with official finders of jobs, and the
    official addresses on the pages of programs.
    """
    links: dict[str, list[str]] = defaultdict(list)
    for career in list_career_pages():
        for address, name in guide_links(career):
            place = f"{career}: {name}"
            places = links[address.partition("#")[0]]
            if place not in places:
                places.append(place)
    for name, address in list_finders():
        links[address].append(f"All careers, jobs and help: {name}")
    for name, address, _ in OFFICIAL:
        links[address].append(f"All programs, questions and help with paying: {name}")
    return dict(links)
