"""Tags for counselors' pages about profiles."""

from typing import Any

from django import template

from counselors.profiles.words import build_stance_lines, describe_interest_doubt
from counselors.shared_profiles import SharedProfile

register = template.Library()


@register.inclusion_tag("counselors/profiles/_stances.html")
def stances(profile: SharedProfile, limit: int = 0) -> dict[str, Any]:
    """What is ruled out, bothers and suits; with a limit only so many conditions of each."""
    return {"lines": build_stance_lines(profile, limit)}


@register.filter
def interest_doubt(profile: SharedProfile) -> str:
    return describe_interest_doubt(profile)
