"""What a result page shows for the way ahead: pay where the visitor is, training, next steps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models.functions import Lower
from django.urls import reverse

from programs.models import Program
from programs.payback import UNKNOWN, Assumptions, Payback, Route, calculate_payback
from quiz.models import Result
from salaries.chart import RangeChart, build_range_chart
from salaries.models import Area, Occupation, Release, Wage
from salaries.models.releases import month
from salaries.rows import AreaWages
from salaries.summary import WageSummary, wage_summary

if TYPE_CHECKING:
    from careers.models import Career, RoadmapStep, TrainingCost

NEXT_STEPS = 3
YEARS_COMPARED = 5


@dataclass(frozen=True)
class Pay:
    """The pay that the result shows: of the release it saw, where that is still published.

    `area` is the chosen state, `metro` the chosen metropolitan area; None where none was chosen or
    the release has no row for it.
    """

    wages: WageSummary
    area: AreaWages | None
    metro: AreaWages | None = None

    @property
    def rows(self) -> list[AreaWages]:
        """The metropolitan area and the state, where they were chosen, and the nation."""
        return [row for row in (self.metro, self.area, self.wages.nation) if row is not None]

    @property
    def nearest(self) -> AreaWages | None:
        """The smallest area with a median: what a payback is reckoned with."""
        return next((row for row in self.rows if row.annual_median is not None), None)

    @property
    def chart(self) -> RangeChart | None:
        return build_range_chart(self.rows)

    @property
    def newer(self) -> Release | None:
        """A release that came after the one shown."""
        return None if self.wages.is_latest else self.wages.releases[0]

    @property
    def difference(self) -> int | None:
        """Dollars a year by which the state's median is above the nation's (below 0: under it)."""
        nation = self.wages.nation
        if self.area is None or nation is None:
            return None
        here, there = self.area.annual_median, nation.annual_median
        return None if here is None or there is None else here - there

    @property
    def distance(self) -> int:
        return abs(self.difference or 0)


def pay(result: Result, occupation: Occupation) -> Pay | None:
    """Pay in the nation, the result's state and metropolitan area.

    None where no published release has any.
    """
    release = None
    if result.wage_release:
        release = Release.objects.published().filter(period=month(result.wage_release)).first()
    wages = wage_summary(occupation, release=release)
    if wages is None:
        return None
    every = (*wages.rows, *wages.territories)
    area = next((row for row in every if row.area.code == result.area_code), None)
    return Pay(wages, area, _metro(result, wages))


def _metro(result: Result, wages: WageSummary) -> AreaWages | None:
    if not result.metro_code:
        return None
    wage = (
        Wage.objects.for_metros(wages.occupation, wages.release)
        .filter(area__code=result.metro_code)
        .first()
    )
    return AreaWages.from_wage(wage, wages.release) if wage else None


def metros_of(area_code: str) -> list[tuple[str, str]]:
    """Codes and names of the metropolitan and other areas of a state, by name."""
    state = Area.objects.filter(code=area_code).values("state")
    return list(
        Area.objects.metros()
        .filter(state__in=state)
        .order_by(Lower("name"))
        .values_list("code", "name")
    )


@dataclass(frozen=True)
class Training:
    """A kind of program beside what the owner said, and when its pay returns its cost.

    `within_budget` and `within_time`: whether its lower end fits; None where nothing was said.
    `at_start` reckons with the 25th percentile of the pay, `later` with the median.
    """

    cost: "TrainingCost"
    within_budget: bool | None
    within_time: bool | None
    at_start: Payback | None
    later: Payback | None

    @property
    def fits(self) -> bool:
        return False not in (self.within_budget, self.within_time)

    @property
    def start_words(self) -> str:
        return self.at_start.duration if self.at_start else UNKNOWN

    @property
    def later_words(self) -> str:
        return self.later.duration if self.later else UNKNOWN


@dataclass(frozen=True)
class Assumed:
    """What the payback is reckoned with: dollars a year, and where each sum is from."""

    pay_now: int
    pay_start: int | None
    pay_later: int | None
    where: str


@dataclass(frozen=True)
class Plan:
    """The career's own costs and next steps, beside what the owner said of budget and time."""

    trainings: tuple[Training, ...]
    assumed: Assumed | None
    steps: "tuple[RoadmapStep, ...]"
    later_steps: int
    programs_url: str
    payback_url: str


def plan(career: "Career", result: Result, pay: Pay | None) -> Plan:
    steps = tuple(career.roadmap_steps.all())
    state = pay.area.area.state if pay and pay.area else ""
    assumed = _assumed(career, state, pay)
    return Plan(
        trainings=tuple(_training(cost, result, assumed) for cost in career.training_costs.all()),
        assumed=assumed,
        steps=steps[:NEXT_STEPS],
        later_steps=max(0, len(steps) - NEXT_STEPS),
        programs_url=_address(
            "programs",
            career,
            state=state,
            max_cost=result.budget,
            delivery=result.delivery,
        ),
        payback_url=_address("programs-routes", career, pay_state=state),
    )


def _address(name: str, career: "Career", **query: object) -> str:
    """An address with those of the parameters that say something."""
    said = {key: value for key, value in query.items() if value not in (None, "")}
    return reverse(name, args=[career.slug]) + (f"?{urlencode(said)}" if said else "")


def _assumed(career: "Career", state: str, pay: Pay | None) -> Assumed | None:
    """None without a figure for pay with a high school diploma, or for the work's own pay."""
    row = pay.nearest if pay else None
    pay_now = Program.objects.for_fields(career.cip_codes).high_school_earnings(state)
    if row is None or pay_now is None:
        return None
    p25 = row.annual.p25.amount
    return Assumed(pay_now, None if p25 is None else int(p25), row.annual_median, row.area.name)


def _training(cost: "TrainingCost", result: Result, assumed: Assumed | None) -> Training:
    route = Route(
        cost.program_type, cost.cost_low, cost.cost_high, cost.months_low, cost.months_high
    )

    def returns(pay_after: int | None) -> Payback | None:
        if assumed is None or pay_after is None:
            return None
        given = Assumptions(assumed.pay_now, pay_after, horizon_years=YEARS_COMPARED)
        return calculate_payback(route, given)

    return Training(
        cost=cost,
        within_budget=None if result.budget is None else cost.cost_low <= result.budget,
        within_time=None if result.months is None else cost.months_low <= result.months,
        at_start=returns(assumed.pay_start if assumed else None),
        later=returns(assumed.pay_later if assumed else None),
    )
