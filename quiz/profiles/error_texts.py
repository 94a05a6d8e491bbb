"""What people read of how sure a result is; the figures are from `quiz.matching.error_rates`."""

from django.utils.translation import gettext as _

from quiz.matching.error_rates import (
    CHANCE_BY_BAND,
    RANDOM_NOT_CLEAR,
    REPLACED_CAREERS,
    REPLACED_FAMILIES,
)
from quiz.matching.interests import InterestBand

FIRST_CAREERS, FIRST_FAMILIES = 20, 5


def describe_stability() -> str:
    """How much of the list other questions would change: counts of careers and of groups."""
    return _(
        "Other questions of this kind would change about %(careers)d of the first %(of_careers)d "
        "careers and about %(families)d of the first %(of_families)d groups, as simulated answers "
        "show. So look at groups before single careers."
    ) % {
        "careers": round(REPLACED_CAREERS[FIRST_CAREERS] * FIRST_CAREERS),
        "of_careers": FIRST_CAREERS,
        "families": round(REPLACED_FAMILIES[FIRST_FAMILIES] * FIRST_FAMILIES),
        "of_families": FIRST_FAMILIES,
    }


def describe_chance() -> str:
    """How often answers given by chance land in each band."""
    return _(
        "If somebody answers by chance, %(close)d of 100 careers come out close and %(partly)d "
        "partly close. We find about %(unclear)d of 100 such answers not clear, and call none "
        "close."
    ) % {
        "close": round(100 * CHANCE_BY_BAND[InterestBand.CLOSE]),
        "partly": round(100 * CHANCE_BY_BAND[InterestBand.PARTLY]),
        "unclear": round(100 * RANDOM_NOT_CLEAR),
    }
