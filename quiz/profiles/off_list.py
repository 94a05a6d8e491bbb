"""The careers that a limit takes off the list, each with all its reasons."""

from dataclasses import dataclass

from django.utils.text import capfirst

from quiz.matching.limits import list_reasons
from quiz.profiles.limit_texts import name_limit
from quiz.profiles.result_page import ResultPage


@dataclass(frozen=True)
class OffCareer:
    """A career off the list."""

    slug: str
    name: str


@dataclass(frozen=True)
class OffGroup:
    """Careers off the list for the same reasons."""

    reasons: str
    careers: list[OffCareer]


def list_off_groups(page: ResultPage) -> list[OffGroup]:
    """All careers off the list, by their reasons; the reasons that take most come first."""
    matched = page.matched
    limits = matched.answers.limits
    by_reasons: dict[tuple[str, ...], list[OffCareer]] = {}
    for reading in matched.readings:
        if reasons := list_reasons(reading):
            career = reading.career
            name = capfirst(matched.measured.names[career.career_id])
            by_reasons.setdefault(reasons, []).append(OffCareer(career.slug, name))
    groups = [
        OffGroup("; ".join(name_limit(reason, limits) for reason in reasons), careers)
        for reasons, careers in by_reasons.items()
    ]
    return sorted(groups, key=lambda group: (-len(group.careers), group.reasons))
