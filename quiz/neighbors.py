"""Work nearby, for those whom a result leads away from this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from careers.comparing.request import MAX_COMPARED, build_address
from careers.facts.reading import read_facts_of
from careers.guides.career_page import CareerPage
from careers.models import FactKind
from careers.preparation import WAYS_IN
from careers.profile.differences import compare_conditions
from careers.profile.related_reading import Neighbor as NearCareer
from careers.profile.related_reading import list_related_codes, read_neighbors
from common.formatting import format_dollars
from quiz.plan import Pay
from salaries.figures import Percentiles
from salaries.models import Occupation
from salaries.summary import NATION, get_pay_in

MAX_NEIGHBORS = 8
# Pay from which the list of careers starts is rounded down to this, so that it has a round number.
PAY_STEP = 1000


@dataclass(frozen=True)
class Neighbor:
    """Work that is similar: how it differs, what it asks for, and what it pays a year.

    `pay` is where the visitor lives, else the nation's; None where the release has none. `more` is
    by how much its median is above this work's there. `url` is empty where the site has no page.
    """

    name: str
    difference: str
    preparation: str
    pay: Percentiles | None
    more: int | None
    url: str

    @property
    def comparison(self) -> str:
        """How its pay compares with this work's, in a few words."""
        if self.more is None:
            return ""
        if self.more == 0:
            return gettext("the same")
        words = {"dollars": format_dollars(abs(self.more))}
        if self.more > 0:
            return gettext("%(dollars)s more") % words
        return gettext("%(dollars)s less") % words


@dataclass(frozen=True)
class WorkNearby:
    """The neighbors, and where to look on.

    `place` is the state that pay is for, empty for the nation; `own` is what this work pays there.
    """

    neighbors: Sequence[Neighbor] = ()
    place: str = ""
    own: Percentiles | None = None
    compare_url: str = ""
    explore_url: str = ""
    better_paid: int = 0


def find_work_nearby(page: CareerPage, pay: Pay | None) -> WorkNearby:
    """The guide's neighbors in its order, then careers that a source finds related to this one.

    Pay is of the release that the result shows. A next step up is no way out, so it is left out.
    At most four queries.
    """
    code = page.occupation.soc_code
    in_guide = {row.soc_code: row for row in page.related_occupations}
    facts = read_facts_of([code], FactKind.RELATED).get(code, {})
    codes = [each for each, row in in_guide.items() if not row.is_next_step]
    codes += [each for each in list_related_codes(code, facts) if each not in in_guide]
    codes = codes[:MAX_NEIGHBORS]
    if not codes:
        return WorkNearby()
    careers = read_neighbors(code, *codes)
    names = {each: str(capfirst(career.name)) for each, career in careers.items()}
    if unnamed := [each for each in codes if each not in careers]:
        occupations = Occupation.objects.filter(soc_code__in=unnamed)
        names |= dict(occupations.values_list("soc_code", "title"))
    area = pay.area.area if pay and pay.area else None
    paid = (
        get_pay_in(pay.wages.release, [code, *codes], area.code if area else NATION) if pay else {}
    )
    own = paid[code].annual if code in paid else None
    neighbors = []
    for each in codes:
        if each not in names:
            continue
        career = careers.get(each)
        row = in_guide.get(each)
        annual = paid[each].annual if each in paid else None
        neighbors.append(
            Neighbor(
                name=names[each],
                difference=row.difference if row else _describe(careers.get(code), career),
                preparation=str(WAYS_IN.get(career.education, "")) if career else "",
                pay=annual,
                more=_subtract(annual, own),
                url=career.url if career else "",
            )
        )
    slugs = [careers[each].slug for each in codes if each in careers]
    state = area.state if area else ""
    return WorkNearby(
        neighbors=neighbors,
        place=area.name if area else "",
        own=own,
        compare_url=build_address([page.slug, *slugs[: MAX_COMPARED - 1]], state),
        explore_url=_build_explore_url(state, own, careers.get(code)),
        better_paid=sum((neighbor.more or 0) > 0 for neighbor in neighbors),
    )


def _subtract(other: Percentiles | None, own: Percentiles | None) -> int | None:
    if other is None or own is None:
        return None
    median, own_median = other.median.amount, own.median.amount
    return None if median is None or own_median is None else int(median - own_median)


def _describe(own: NearCareer | None, other: NearCareer | None) -> str:
    """The conditions that differ most."""
    parts = compare_conditions(own.conditions, other.conditions) if own and other else []
    return str(capfirst("; ".join(parts)))


def _build_explore_url(state: str, own: Percentiles | None, career: NearCareer | None) -> str:
    """All careers that pay at least as much there and ask for no more schooling."""
    median = own.median.amount if own else None
    asked = {
        "state": state,
        # Rounded up: less would not be as much.
        "pay_from": -(-int(median) // PAY_STEP) * PAY_STEP if median else "",
        "education": career.education if career else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("careers") + (f"?{query}" if query else "")
