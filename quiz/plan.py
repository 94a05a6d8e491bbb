"""What a result page shows for the way ahead: pay in the chosen state, training, next steps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.models import Result
from salaries.chart import RangeChart, range_chart
from salaries.models import Release
from salaries.models.releases import month
from salaries.summary import AreaWages, WageSummary, wage_summary

if TYPE_CHECKING:
    from careerguide.models import Career, RoadmapStep, TrainingCost

NEXT_STEPS = 3


@dataclass(frozen=True)
class Pay:
    """The pay that the result shows: of the release it saw, where that is still published."""

    wages: WageSummary
    area: AreaWages | None

    @property
    def rows(self) -> list[AreaWages]:
        """The state, where one was chosen, and the nation."""
        return [row for row in (self.area, self.wages.nation) if row is not None]

    @property
    def chart(self) -> RangeChart | None:
        return range_chart(self.rows)

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


def pay(result: Result, soc_code: str) -> Pay | None:
    """Pay in the nation and the result's state; None where no published release has any."""
    release = None
    if result.wage_release:
        release = Release.objects.published().filter(period=month(result.wage_release)).first()
    wages = wage_summary(soc_code, release=release)
    if wages is None:
        return None
    every = (*wages.rows, *wages.territories)
    area = next((row for row in every if row.area.code == result.area_code), None)
    return Pay(wages, area)


@dataclass(frozen=True)
class Plan:
    """The career's own next steps, costs and certifications, as the guide has them today."""

    costs: "tuple[TrainingCost, ...]"
    steps: "tuple[RoadmapStep, ...]"
    later_steps: int


def plan(career: "Career") -> Plan:
    steps = tuple(career.roadmap_steps.all())
    return Plan(
        costs=tuple(career.training_costs.all()),
        steps=steps[:NEXT_STEPS],
        later_steps=max(0, len(steps) - NEXT_STEPS),
    )
