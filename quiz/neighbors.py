"""Work nearby, for those whom a result leads away from this one."""

from collections.abc import Sequence
from dataclasses import dataclass

from careers.guides.published import CareerPage
from careers.models import Career
from quiz.plan import Pay
from salaries.figures import Percentiles
from salaries.models import Occupation
from salaries.summary import get_national_pay_in


@dataclass(frozen=True)
class Neighbor:
    """An occupation that the guide names as similar: how it differs and what it pays a year.

    `pay` is None where the release has no figures, `career` where the site has no guide of it.
    """

    title: str
    difference: str
    pay: Percentiles | None
    career: Career | None


def list_neighbors(page: CareerPage, pay: Pay | None) -> Sequence[Neighbor]:
    """The neighbors in the guide's order, with national pay of the release that the result shows.

    A next step up is no way out, so it is left out. Three queries, none without neighbors.
    """
    related = [row for row in page.related_occupations if not row.is_next_step]
    codes = [row.soc_code for row in related]
    if not codes:
        return ()
    occupations = Occupation.objects.filter(soc_code__in=codes)
    titles = dict(occupations.values_list("soc_code", "title"))
    national = get_national_pay_in(pay.wages.release, codes) if pay else {}
    careers = {
        career.occupation.soc_code: career
        for career in Career.objects.published().filter(occupation__soc_code__in=codes)
    }
    return tuple(
        Neighbor(
            title=titles[row.soc_code],
            difference=row.difference,
            pay=national[row.soc_code].annual if row.soc_code in national else None,
            career=careers.get(row.soc_code),
        )
        for row in related
        if row.soc_code in titles
    )
