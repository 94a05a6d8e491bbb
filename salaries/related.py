"""Pay of related survey occupations, for readers whose job has another title."""

from collections.abc import Sequence
from dataclasses import dataclass

from salaries.figures import Figure
from salaries.models import Area, Release, Wage


@dataclass(frozen=True)
class RelatedOccupation:
    """A related occupation as an editor chose it, without its pay."""

    soc_code: str
    difference: str
    is_next_step: bool


@dataclass(frozen=True)
class RelatedPay:
    soc_code: str
    title: str
    difference: str
    is_next_step: bool
    median: Figure
    p90: Figure


def get_related_pay(related: Sequence[RelatedOccupation], release: Release) -> list[RelatedPay]:
    """National pay of related occupations in a release, in their order; without a row left out.

    At most one query.
    """
    if not related:
        return []
    wages = Wage.objects.filter(
        release=release,
        area__level=Area.Level.NATION,
        occupation__soc_code__in=[one.soc_code for one in related],
    ).select_related("occupation")
    by_code = {wage.occupation.soc_code: wage for wage in wages}
    return [
        RelatedPay(
            soc_code=one.soc_code,
            title=wage.occupation.title,
            difference=one.difference,
            is_next_step=one.is_next_step,
            median=Figure(wage.annual_median, wage.annual_missing, release.annual_top_code),
            p90=Figure(wage.annual_p90, wage.annual_missing, release.annual_top_code),
        )
        for one in related
        if (wage := by_code.get(one.soc_code))
    ]
