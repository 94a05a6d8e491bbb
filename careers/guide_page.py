"""What a career's page shows: its guide, where it has one, and the sections made of facts."""

from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from careers.facts.reading import read_facts
from careers.guides.career_page import CareerPage
from careers.guides.citations import fill_figures
from careers.key_figures import list_key_figures, list_outlook_figures
from careers.models import FactKind, GuideSection
from careers.profile.page import build_profile
from careers.profile.related_reading import read_surroundings
from careers.profile.sections import ProfileInputs
from programs.offer import describe_offer
from salaries.forms import TableRequest
from salaries.summary import WageSummary
from salaries.views.states import CAPTIONS, asked_summary

Shows = GuideSection.Shows


class Section(NamedTuple):
    """A section of the page; `template` renders its live part between two pieces of HTML."""

    anchor: str
    label: str
    before: SafeString
    after: SafeString
    template: str


class Piece(NamedTuple):
    """HTML of one or more sections, up to where `template` renders a live part."""

    html: SafeString
    template: str


def read_page(career: CareerPage, asked: TableRequest) -> ProfileInputs:
    """All that a career's page is made of, with the wages that a reader asked for."""
    wages = asked_summary(career.occupation, asked)
    offer = describe_offer(career.cip_codes) if career.cip_codes else None
    soc_code = career.occupation.soc_code
    facts = read_facts(soc_code)
    return ProfileInputs(
        career=career,
        facts=facts,
        wages=wages,
        state=asked.state,
        offer=offer,
        notices=asked.notices,
        surroundings=read_surroundings(soc_code, facts),
    )


def build_page(inputs: ProfileInputs) -> dict[str, Any]:
    """The template context of a career's page; without the database."""
    career, wages, offer, facts = inputs.career, inputs.wages, inputs.offer, inputs.facts
    nation, own = (wages.nation, wages.own) if wages else (None, None)
    guide = build_guide(inputs) if career.has_guide else {}
    profile = build_profile(inputs)
    sections = guide.get("sections", [])
    return {
        "career": career,
        "wages": wages,
        "wage_notices": inputs.notices,
        "programs": offer,
        "key_figures": list_key_figures(career, nation, offer, own, facts.get(FactKind.JOB_ZONE)),
        **guide,
        "profile": profile,
        "contents": [*sections, *profile],
    }


def build_guide(inputs: ProfileInputs) -> dict[str, Any]:
    """The part of the template context that only a career with a guide has."""
    career, wages = inputs.career, inputs.wages
    sections = list_sections(career, wages)
    return {
        "national_chart": wages.build_chart() if wages else None,
        "outlook_figures": list_outlook_figures(career.outlook),
        "sections": sections,
        "pieces": join_sections(sections, career, wages),
        "caption_text": _caption_states(wages) if wages else "",
    }


def list_sections(career: CareerPage, wages: WageSummary | None) -> list[Section]:
    """The guide's sections in their order; one without any text and data is left out."""
    has_data = {
        "": True,
        Shows.OUTLOOK: bool(wages or career.outlook),
        Shows.WAGES: bool(wages),
        Shows.TRAINING: bool(career.cip_codes),
        Shows.CORRECTIONS: True,
        "quiz": career.has_quiz,
    }
    return [
        Section(
            anchor=section["anchor"],
            label=section["label"],
            # Rendered by careers/guides/rendering.py, which escapes.
            before=mark_safe(section["before"]),  # noqa: S308
            after=mark_safe(section["after"]),  # noqa: S308
            template=f"careers/parts/{live}.html" if live and has_data[live] else "",
        )
        for section in career.html["sections"]
        if has_data[live := section["live"]] or section["has_text"]
    ]


def join_sections(
    sections: list[Section], career: CareerPage, wages: WageSummary | None
) -> list[Piece]:
    """The HTML of the sections, cut only at the live parts, with their live figures."""
    pieces, html = [], ""
    for section in sections:
        html += section.before
        if section.template:
            pieces.append((html, section.template))
            html = ""
        html += section.after
    return [
        Piece(mark_safe(fill_figures(html, career, wages)), template)  # noqa: S308 - as above
        for html, template in [*pieces, (html, "")]
    ]


def _caption_states(wages: WageSummary) -> str:
    return str(CAPTIONS["state", "year"]) % {"release": wages.release.label}
