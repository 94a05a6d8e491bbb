"""Shared profiles as cells of tables for spreadsheets."""

from collections.abc import Iterable

from counselors.models import Participation
from counselors.profiles.words import describe_interest_doubt
from counselors.shared_profiles import NamedCondition

COLUMNS = (
    *("strongest_interests", "not_clear", "all_interests_1_to_5", "suits", "bothers"),
    *("rules_out", "not_known", "first_groups", "chosen_careers"),
)


def build_cells(row: Participation) -> tuple[str | int, ...]:
    """A student's profile, in the order of COLUMNS."""
    profile = row.profile
    return (
        "; ".join(each.name for each in profile.strongest),
        describe_interest_doubt(profile),
        "; ".join(f"{each.name} ({each.liking})" for each in profile.interests),
        *(
            _join_names(conditions)
            for conditions in (profile.suits, profile.bothers, profile.rules_out, profile.unknown)
        ),
        "; ".join(f"{family.name} ({family.stays}/{family.total})" for family in profile.families),
        "; ".join(career.name for career in profile.chosen),
    )


def _join_names(conditions: Iterable[NamedCondition]) -> str:
    return "; ".join(condition.name for condition in conditions)
