"""What a way into the work costs, and how long its higher pay takes to return that.

Pure reasoning on whole dollars and months, before taxes. No Django here: a page, the quiz and a
property test all call the same functions.
"""

from dataclasses import dataclass

MONTHS_A_YEAR = 12
# Past this a payback is told as "not within 30 years": no one plans on the figure itself.
LONGEST_PAYBACK_MONTHS = 30 * MONTHS_A_YEAR
# What stands for a payback that cannot be reckoned, as where there is no pay to reckon with.
UNKNOWN = "not known"


@dataclass(frozen=True)
class Route:
    """A way into the work: what it costs in dollars and takes in months, from best to worst case.

    `months_low` and `months_high` are the time before the first day of the paid work. A route
    through an employer's own training costs nothing and takes no months.
    """

    name: str
    cost_low: int
    cost_high: int
    months_low: int
    months_high: int

    def __post_init__(self) -> None:
        if not 0 <= self.cost_low <= self.cost_high:
            raise ValueError("A route's costs are zero or more, the lower one first.")
        if not 0 <= self.months_low <= self.months_high:
            raise ValueError("A route's months are zero or more, the lower number first.")


@dataclass(frozen=True)
class Assumptions:
    """What the reader may change: yearly pay in dollars and the share of pay given up to study.

    `pay_now` is what they earn, or would earn, without the training; `pay_after` is what the work
    pays; `pay_given_up_percent` (0 to 100) is how much of `pay_now` they go without while studying:
    0 for evenings beside a job, 100 for full-time study without one. `horizon_years` is how far
    ahead routes are compared.
    """

    pay_now: int
    pay_after: int
    pay_given_up_percent: int = 0
    horizon_years: int = 5

    def __post_init__(self) -> None:
        if self.pay_now < 0 or self.pay_after < 0:
            raise ValueError("Pay is zero or more.")
        if not 0 <= self.pay_given_up_percent <= 100:
            raise ValueError("The share of pay given up is between 0 and 100 percent.")
        if self.horizon_years < 1:
            raise ValueError("Routes are compared over at least one year.")


@dataclass(frozen=True)
class Payback:
    """What one route comes to; `low` is its cheaper and shorter end, `high` its dearer and longer.

    `investment`: dollars paid and pay given up. `months`: from the first paycheck until the raise
    has returned the investment, rounded up to whole months; None where it never does, or not
    within thirty years. `ahead`: dollars better (or worse, below zero) off at the horizon than
    without the route, counted from today.
    """

    route: Route
    investment_low: int
    investment_high: int
    months_low: int | None
    months_high: int | None
    ahead_low: int
    ahead_high: int

    @property
    def never(self) -> bool:
        """Whether even the cheaper end is not returned within thirty years."""
        return self.months_low is None

    @property
    def words(self) -> str:
        """Its two ends as a reader says them: “6 months – 1 year 2 months”."""
        low, high = in_words(self.months_low), in_words(self.months_high)
        return low if low == high else f"{low} – {high}"


def investment(cost: int, months: int, given: Assumptions) -> int:
    """Dollars paid and pay given up: cost + pay_now × given-up share × months ÷ 12, rounded up.

    >>> investment(5000, 12, Assumptions(pay_now=30000, pay_after=42000, pay_given_up_percent=50))
    20000
    """
    forgone = given.pay_now * given.pay_given_up_percent * months
    return cost + -(-forgone // (100 * MONTHS_A_YEAR))


def months_to_return(invested: int, given: Assumptions) -> int | None:
    """Months of the higher pay that return the money: invested ÷ ((pay_after − pay_now) ÷ 12).

    Rounded up; 0 where nothing was invested; None where the pay is no higher or the answer lies
    past thirty years.

    >>> months_to_return(6000, Assumptions(pay_now=30000, pay_after=42000))
    6
    """
    if invested == 0:
        return 0
    raise_a_year = given.pay_after - given.pay_now
    if raise_a_year <= 0:
        return None
    months = -(-invested * MONTHS_A_YEAR // raise_a_year)
    return months if months <= LONGEST_PAYBACK_MONTHS else None


def ahead_at_horizon(cost: int, months: int, given: Assumptions) -> int:
    """Dollars ahead of not taking the route, at the horizon counted from today.

    (pay_after − pay_now) × months of paid work ÷ 12 − investment, where the months of paid work
    are the horizon less the months of training. Training longer than the horizon counts whole in
    the investment and brings no pay yet.

    >>> given = Assumptions(pay_now=30000, pay_after=42000, horizon_years=5)
    >>> ahead_at_horizon(6000, 12, given)
    42000
    """
    paid_months = max(0, given.horizon_years * MONTHS_A_YEAR - months)
    gain = (given.pay_after - given.pay_now) * paid_months // MONTHS_A_YEAR
    return gain - investment(cost, months, given)


def payback(route: Route, given: Assumptions) -> Payback:
    """The payback of a route, at its cheaper and shorter end and at its dearer and longer one."""
    low = investment(route.cost_low, route.months_low, given)
    high = investment(route.cost_high, route.months_high, given)
    ends = sorted(
        (
            ahead_at_horizon(route.cost_low, route.months_low, given),
            ahead_at_horizon(route.cost_high, route.months_high, given),
        )
    )
    return Payback(
        route=route,
        investment_low=low,
        investment_high=high,
        months_low=months_to_return(low, given),
        months_high=months_to_return(high, given),
        ahead_low=ends[0],
        ahead_high=ends[1],
    )


def span_in_words(low: int, high: int) -> str:
    """A length of training as a reader says it: years where both ends are whole ones of two up.

    >>> span_in_words(6, 12), span_in_words(24, 24), span_in_words(24, 48), span_in_words(1, 1)
    ('6–12 months', '2 years', '2–4 years', '1 month')
    """
    if low % MONTHS_A_YEAR == 0 and high % MONTHS_A_YEAR == 0 and low >= 2 * MONTHS_A_YEAR:
        low, high, unit = low // MONTHS_A_YEAR, high // MONTHS_A_YEAR, "year"
    else:
        unit = "month"
    if low == high:
        return f"{low} {unit}" if low == 1 else f"{low} {unit}s"
    return f"{low}–{high} {unit}s"


def in_words(months: int | None) -> str:
    """A payback time as a reader says it.

    >>> in_words(0), in_words(1), in_words(11), in_words(24), in_words(31), in_words(None)
    ('at once', '1 month', '11 months', '2 years', '2 years 7 months', 'not within 30 years')
    """
    if months is None:
        return "not within 30 years"
    if months == 0:
        return "at once"
    years, rest = divmod(months, MONTHS_A_YEAR)
    parts = []
    if years:
        parts.append("1 year" if years == 1 else f"{years} years")
    if rest:
        parts.append("1 month" if rest == 1 else f"{rest} months")
    return " ".join(parts)
