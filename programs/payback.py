"""What a way into the work costs, and how long its higher pay takes to return that.

Pure calculation on whole dollars and months, before taxes. No Django here: pages, the quiz and
property tests all call the same functions.
"""

from dataclasses import dataclass, replace

from common.formatting import (
    MONTHS_PER_YEAR,
    format_at_least,
    format_month_range,
    format_payback,
)

# Longer paybacks are shown as "not within 30 years": nobody plans that far ahead.
MAX_PAYBACK_MONTHS = 30 * MONTHS_PER_YEAR


@dataclass(frozen=True)
class Route:
    """A way into the work: what it costs in dollars and takes in months, from best to worst case.

    `months_low` and `months_high` are the time before the first day of the paid work. A route
    through an employer's own training costs nothing and takes no months. `is_floor`: the costs are
    the least that it may cost, and nobody knows the most.
    """

    name: str
    cost_low: int
    cost_high: int
    months_low: int
    months_high: int
    is_floor: bool = False

    @property
    def duration(self) -> str:
        """The time that it takes, as in “6–12 months”."""
        return format_month_range(self.months_low, self.months_high)

    def costing_at_least(self, debt: int | None) -> "Route":
        """The same with no end of the cost below a debt: who owes more has paid more."""
        debt = debt or 0
        return replace(self, cost_low=max(self.cost_low, debt), cost_high=max(self.cost_high, debt))


@dataclass(frozen=True)
class Assumptions:
    """What the reader may change: yearly pay in dollars and the share of pay given up to study.

    `pay_now` is what they earn, or would earn, without the training; `pay_after` is what the work
    pays; `pay_given_up_percent` (0 to 100) is how much of `pay_now` they go without while studying:
    0 for evenings beside a job, 100 for full-time study without one, which is taken where nobody
    said otherwise: a payback must not rest on a job that a student may have to leave.
    `horizon_years` is how far ahead routes are compared.
    """

    pay_now: int
    pay_after: int
    pay_given_up_percent: int = 100
    horizon_years: int = 5

    @property
    def raise_a_year(self) -> int:
        """What the work pays more a year; below zero where it pays less."""
        return self.pay_after - self.pay_now


@dataclass(frozen=True)
class Payback:
    """What one route comes to; `low` is its cheaper, shorter end, `high` its costlier, longer.

    `investment`: dollars paid and pay given up. `months`: from the first paycheck until the raise
    has returned the investment, rounded up to whole months; None where it never does, or not
    within thirty years. `ahead`: dollars better (or worse, below zero) off at the horizon than
    without the route, counted from today. `raise_a_year`: what the work pays more (or, below zero,
    less) than the person earns; without a raise nothing pays back, not even what costs nothing.
    `is_floor`: only the low end of the cost is known. Then `investment` and `months` have no high
    end and `ahead` no low one.
    """

    investment_low: int
    investment_high: int | None
    months_low: int | None
    months_high: int | None
    ahead_low: int | None
    ahead_high: int
    raise_a_year: int
    is_floor: bool = False

    @property
    def duration(self) -> str:
        """The payback time: “6 months – 1 year 2 months”, “at least 2 years” of a floor."""
        low = format_payback(self.months_low, self.raise_a_year)
        if self.is_floor:
            # What is too long for the least that it costs is too long in any case.
            return low if self.months_low is None else format_at_least(low)
        high = format_payback(self.months_high, self.raise_a_year)
        return low if low == high else f"{low} – {high}"


def calculate_investment(cost: int, months: int, assumptions: Assumptions) -> int:
    """Dollars paid and pay given up: cost + pay_now × given-up share × months ÷ 12, rounded up.

    >>> half = Assumptions(pay_now=30000, pay_after=42000, pay_given_up_percent=50)
    >>> calculate_investment(5000, 12, half)
    20000
    """
    forgone = assumptions.pay_now * assumptions.pay_given_up_percent * months
    return cost + -(-forgone // (100 * MONTHS_PER_YEAR))


def calculate_months_to_return(invested: int, assumptions: Assumptions) -> int | None:
    """Months of the higher pay that return the money: invested ÷ ((pay_after − pay_now) ÷ 12).

    Rounded up; 0 where nothing was invested; None where the pay is no higher, whatever was
    invested, or the answer lies past thirty years.

    >>> calculate_months_to_return(6000, Assumptions(pay_now=30000, pay_after=42000))
    6
    """
    if assumptions.raise_a_year <= 0:
        return None
    months = -(-invested * MONTHS_PER_YEAR // assumptions.raise_a_year)
    return months if months <= MAX_PAYBACK_MONTHS else None


def calculate_gain(cost: int, months: int, assumptions: Assumptions) -> int:
    """Dollars better off than without the route, at the horizon counted from today.

    (pay_after − pay_now) × months of paid work ÷ 12 − investment, where the months of paid work
    are the horizon less the months of training. Training longer than the horizon counts in full
    as an investment and brings no pay yet.

    >>> calculate_gain(6000, 12, Assumptions(30000, 42000, pay_given_up_percent=0))
    42000
    >>> calculate_gain(6000, 12, Assumptions(30000, 42000))
    12000
    """
    paid_months = max(0, assumptions.horizon_years * MONTHS_PER_YEAR - months)
    gain = assumptions.raise_a_year * paid_months // MONTHS_PER_YEAR
    return gain - calculate_investment(cost, months, assumptions)


def calculate_payback(route: Route, assumptions: Assumptions) -> Payback:
    """The payback of a route, at its cheaper, shorter end and at its costlier, longer end."""
    ends = ((route.cost_low, route.months_low), (route.cost_high, route.months_high))
    low, high = (calculate_investment(cost, months, assumptions) for cost, months in ends)
    ahead = sorted(calculate_gain(cost, months, assumptions) for cost, months in ends)
    return Payback(
        investment_low=low,
        investment_high=None if route.is_floor else high,
        months_low=calculate_months_to_return(low, assumptions),
        months_high=None if route.is_floor else calculate_months_to_return(high, assumptions),
        ahead_low=None if route.is_floor else ahead[0],
        ahead_high=ahead[1],
        raise_a_year=assumptions.raise_a_year,
        is_floor=route.is_floor,
    )
