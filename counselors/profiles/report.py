"""A student's profile for pages and the booklet."""

from typing import Any

from counselors.models import Participation
from counselors.profiles.talking_points import build_talking_points


def build_report(row: Participation) -> dict[str, Any]:
    """The profile with its talking points."""
    return {"profile": row.profile, "points": build_talking_points(row.profile)}
