"""The HTML of a guide's sections, rendered once when a version is published.

What depends on wages, programs or addresses is not in it: those parts of a section are rendered
with the page, between `before` and `after`, and figures that follow a release in the place of marks
(careers/guides/citations.py).
"""

from typing import Any, TypedDict

from django.template.loader import render_to_string
from django.utils.translation import override

from careers.guides.documents import Content, GuideContent
from careers.guides.parts import GUIDE_PARTS
from careers.models import GuideSection, GuideVersion

Shows = GuideSection.Shows

# Sections whose part depends on more than the guide, so that it is rendered with the page.
LIVE_PARTS = {Shows.OUTLOOK, Shows.WAGES, Shows.TRAINING, Shows.CORRECTIONS}
# What is rendered with the page below the part of a section.
LIVE_ENDINGS: dict[str, str] = {Shows.FIT: "quiz"}


class SectionHtml(TypedDict):
    """A section: its anchor, its name in the list of contents, and its HTML around a live part.

    `live` names a template of templates/careers/parts; empty where the whole section is in
    `before`. `has_text` tells whether there is anything to read without it.
    """

    anchor: str
    label: str
    live: str
    has_text: bool
    before: str
    after: str


def render_sections(content: Content, language: str) -> dict[str, Any]:
    """The sections that a document shows, in their order, under `sections`."""
    guide = GuideContent(content)
    sections = [section for section in guide.sections if section.is_shown]
    with override(language):
        return {
            "sections": [
                _render_section(guide, section)
                for section in sections
                if section.body or section.part in LIVE_PARTS or has_rows(guide, section.part)
            ]
        }


def has_rows(guide: GuideContent, part: str) -> bool:
    """Whether one of the parts that a section shows has rows."""
    return any(guide.get_rows(each) for each in GUIDE_PARTS.values() if part in each.sections)


def _render_section(guide: GuideContent, section: GuideSection) -> SectionHtml:
    is_live = section.part in LIVE_PARTS
    template = ""
    if not is_live and has_rows(guide, section.part):
        template = f"careers/parts/{section.part}.html"
    context = {"guide": guide, "section": section, "template": template}
    return {
        "anchor": section.anchor,
        "label": section.contents_label,
        "live": section.part if is_live else LIVE_ENDINGS.get(section.part, ""),
        "has_text": bool(section.body or template),
        "before": render_to_string("careers/_section_start.html", context),
        "after": render_to_string("careers/_section_end.html", context),
    }


def render_versions_again() -> int:
    """Render what visitors may come to read again, after templates changed; how many differed.

    A version that was replaced comes back when the one after it is withdrawn.
    """
    changed = 0
    versions = GuideVersion.objects.published()
    for version in versions.select_related("guide").iterator(chunk_size=50):
        html = render_sections(version.document, version.guide.language)
        if html != version.html:
            GuideVersion.objects.filter(pk=version.pk).update(html=html)
            changed += 1
    return changed
