"""The part of a result on the way ahead: pay near the visitor, training, next steps."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from careers.guides.career_page import CareerPage
from careers.models import RoadmapStep, TrainingCost
from programs.assumptions import AssumedPay, Outcome, PaybackAssumptions, describe_diploma_pay
from programs.offer import read_diploma_pay, read_usual_debts
from programs.prices.typical import CountedCost, PublishedDebt, count_typical_cost
from quiz.models import Result
from salaries.chart import RangeChart, build_range_chart
from salaries.models import Occupation, Release, Wage
from salaries.rows import AreaWages
from salaries.summary import WageSummary, wage_summary

MAX_STEPS = 3


@dataclass(frozen=True)
class Pay:
    """The pay that the result shows: of the release it first showed, if that is still published.

    `area` is the chosen state, `metro` the chosen metropolitan area; None if none was chosen or the
    release has no row for it.
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
        """The smallest area with a median, with which a payback is calculated."""
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
        state_median, median = self.area.annual_median, nation.annual_median
        return None if state_median is None or median is None else state_median - median

    @property
    def distance(self) -> int:
        return abs(self.difference or 0)


def build_pay(result: Result, occupation: Occupation) -> Pay | None:
    """Pay in the nation, the result's state and metropolitan area.

    None if no published release has any.
    """
    wages = wage_summary(occupation, result.wage_release)
    if wages is None:
        return None
    rows = (*wages.rows, *wages.territories)
    area = next((row for row in rows if row.area.code == result.area_code), None)
    return Pay(wages, area, _find_metro(result, wages))


def _find_metro(result: Result, wages: WageSummary) -> AreaWages | None:
    release = wages.metro_release
    if not result.metro_code or release is None:
        return None
    metros = Wage.objects.for_metros(wages.occupation, release)
    wage = metros.filter(area__code=result.metro_code).first()
    return AreaWages(wage, release, is_dated=release != wages.release) if wage else None


@dataclass(frozen=True)
class Training:
    """A kind of program, whether it fits what the owner said, and when its pay returns its cost.

    `counted`: the cost that counts, for the budget and the payback alike. `within_budget` and
    `within_time`: whether its lower end fits; None if nothing was said. `outcome` is None where no
    payback can be calculated.
    """

    cost: TrainingCost
    counted: CountedCost
    within_budget: bool | None
    within_time: bool | None
    outcome: Outcome | None

    @property
    def fits(self) -> bool:
        return False not in (self.within_budget, self.within_time)


@dataclass(frozen=True)
class Plan:
    """The career's own costs and next steps, beside what the owner said of budget and time."""

    trainings: tuple[Training, ...]
    assumptions: PaybackAssumptions | None
    steps: tuple[RoadmapStep, ...]
    later_steps: int
    programs_url: str
    payback_url: str


def build_plan(career: CareerPage, result: Result, pay: Pay | None) -> Plan:
    """The plan for a result; `pay`: what the result shows as pay, None if nothing."""
    steps = tuple(career.guide.roadmap_steps)
    state = pay.area.area.state if pay and pay.area else ""
    debts = read_usual_debts(career.cip_codes)
    assumptions = _assume(career, state, pay)
    return Plan(
        trainings=tuple(
            _build_training(cost, debts.get(cost.credential), result, assumptions)
            for cost in career.guide.training_costs
        ),
        assumptions=assumptions,
        steps=steps[:MAX_STEPS],
        later_steps=max(0, len(steps) - MAX_STEPS),
        programs_url=_build_url(
            "programs",
            career,
            state=state,
            max_cost=result.budget,
            delivery=result.delivery,
        ),
        payback_url=_build_url("programs-routes", career, pay_state=state),
    )


def _build_url(name: str, career: CareerPage, **query: object) -> str:
    """A URL with the parameters that have a value."""
    given = {key: value for key, value in query.items() if value not in (None, "")}
    return reverse(name, args=[career.slug]) + (f"?{urlencode(given)}" if given else "")


def _assume(career: CareerPage, state: str, pay: Pay | None) -> PaybackAssumptions | None:
    """None without a figure for pay with a high school diploma, or for the work's own pay."""
    row = pay.nearest if pay else None
    diploma = read_diploma_pay(career.cip_codes)
    pay_now = diploma.get(state)
    if row is None or pay_now is None:
        return None
    p25 = row.annual.p25.amount
    return PaybackAssumptions(
        state=state,
        area=row.area.name,
        pay_now=AssumedPay(pay_now, describe_diploma_pay(diploma, state)),
        pay_start=AssumedPay(None if p25 is None else int(p25)),
        pay_later=AssumedPay(row.annual_median),
    )


def _build_training(
    cost: TrainingCost,
    debt: PublishedDebt | None,
    result: Result,
    assumptions: PaybackAssumptions | None,
) -> Training:
    counted = count_typical_cost(cost.route, debt)
    budget = result.budget
    return Training(
        cost=cost,
        counted=counted,
        within_budget=None if budget is None else counted.route.cost_low <= budget,
        within_time=None if result.months is None else cost.months_low <= result.months,
        outcome=assumptions.calculate_outcome(counted.route) if assumptions else None,
    )
