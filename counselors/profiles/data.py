"""A shared profile as data for files."""

from collections.abc import Iterable
from typing import Any

from counselors.models import Participation
from counselors.profiles.words import describe_interest_doubt
from counselors.shared_profiles import NamedCondition


def build_profile_data(student: Participation) -> dict[str, Any]:
    """What counselors see of a student's profile; likings are means from 1 to 5."""
    profile = student.profile
    return {
        "finished_at": profile.finished_at,
        "interests": [{"name": each.name, "liking": each.liking} for each in profile.interests],
        "interests_not_clear": describe_interest_doubt(profile) or None,
        "suits": _list_names(profile.suits),
        "bothers": _list_names(profile.bothers),
        "rules_out": _list_names(profile.rules_out),
        "not_known": _list_names(profile.unknown),
        "first_groups": [
            {
                "name": family.name,
                "careers_that_stay": family.stays,
                "careers": family.total,
                "first_careers": list(family.careers),
            }
            for family in profile.families
        ],
        "chosen_careers": [career.name for career in profile.chosen],
    }


def _list_names(conditions: Iterable[NamedCondition]) -> list[str]:
    return [condition.name for condition in conditions]
