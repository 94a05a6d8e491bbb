"""A student's quiz result for pages and the booklet."""

from typing import Any

from careers.guides.published import find_career_page
from counselors.models import Participation
from counselors.talking_points import build_talking_points
from quiz.models.parts import GuidePart
from quiz.story import build_guide_links, build_story

# Links are of no use on paper.
NO_LINKS = dict.fromkeys(GuidePart.values, "")


def build_report(row: Participation) -> dict[str, Any]:
    """The result with its talking points, for paper."""
    return _build_context(row, NO_LINKS)


def build_page(row: Participation) -> dict[str, Any]:
    """The same with links to the guide. One query more."""
    career = row.quiz_career
    page = find_career_page(career)
    links = build_guide_links(career.get_absolute_url(), page.guide if page else None)
    return {**_build_context(row, links), "career": career}


def _build_context(row: Participation, guide_links: dict[str, str]) -> dict[str, Any]:
    story = build_story(row.scored.result, guide_links)
    return {"story": story, "points": build_talking_points(story)}
