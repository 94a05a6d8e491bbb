"""What neighboring survey occupations earn, for readers whose job goes by another title."""

from collections.abc import Sequence
from dataclasses import dataclass

from salaries.figures import Figure
from salaries.models import Area, Release, Wage


@dataclass(frozen=True)
class RelatedOccupation:
    """A neighbor as an editor picked it, before its pay is looked up."""

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


def related_pay(related: Sequence[RelatedOccupation], release: Release) -> list[RelatedPay]:
    """National pay of neighbors in a release, in the order given; those without a row left out.

    At most one query.
    """
    if not related:
        return []
    wages = Wage.objects.filter(
        release=release,
        area__level=Area.Level.NATION,
        occupation__soc_code__in=[one.soc_code for one in related],
    ).select_related("occupation")
    found = {wage.occupation.soc_code: wage for wage in wages}
    pay = []
    for one in related:
        wage = found.get(one.soc_code)
        if wage:
            floor = release.annual_top_code
            pay.append(
                RelatedPay(
                    soc_code=one.soc_code,
                    title=wage.occupation.title,
                    difference=one.difference,
                    is_next_step=one.is_next_step,
                    median=Figure(wage.annual_median, wage.annual_missing, floor),
                    p90=Figure(wage.annual_p90, wage.annual_missing, floor),
                )
            )
    return pay
