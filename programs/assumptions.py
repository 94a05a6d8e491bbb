"""The assumptions behind a payback: the reader's own, or public figures in their place."""

from dataclasses import dataclass

from django.utils.translation import gettext

from common.formatting import format_dollars
from programs.careers import NATION, CareerTraining, get_state_name
from programs.forms import PaybackForm
from programs.offer import PublicFigures
from programs.payback import Assumptions, Payback, Route, calculate_payback


@dataclass(frozen=True)
class AssumedPay:
    """Dollars a year and where they are from; None where neither reader nor data give any."""

    dollars: int | None
    note: str


@dataclass(frozen=True)
class Outcome:
    """A route's payback at early pay and at later pay."""

    route: Route
    at_start: Payback | None
    later: Payback | None


@dataclass(frozen=True)
class OwnEarnings:
    """What a program's own graduates earn beside pay without it, in dollars a year.

    `payback` is the payback at those earnings; None where the program's cost is not known.
    """

    earnings: int
    pay_now: AssumedPay
    payback: Payback | None

    @property
    def never_pays_back(self) -> bool:
        """Whether they earn no more than without the program, so that no cost comes back."""
        return self.pay_now.dollars is not None and self.earnings <= self.pay_now.dollars

    @property
    def explanation(self) -> str:
        """Why the cost never comes back, for readers; makes sense only if `never_pays_back`."""
        text = (
            gettext("Not at this program’s own earnings (%(earnings)s is the same as %(pay)s)")
            if self.earnings == self.pay_now.dollars
            else gettext("Not at this program’s own earnings (%(earnings)s is below %(pay)s)")
        )
        pay = format_dollars(self.pay_now.dollars)
        return text % {"earnings": format_dollars(self.earnings), "pay": pay}


@dataclass(frozen=True)
class PaybackAssumptions:
    """All assumptions that apply, in the chosen state or in the nation."""

    state: str
    area: str
    pay_now: AssumedPay
    pay_start: AssumedPay
    pay_later: AssumedPay
    given_up: int
    years: int

    @property
    def study(self) -> str:
        """How much pay is given up to study, as a clause."""
        if self.given_up == 0:
            return gettext("you keep your pay while you study")
        if self.given_up == 100:
            return gettext("you give up all of your pay while you study")
        share = {"percent": self.given_up}
        return gettext("you give up %(percent)s%% of your pay while you study") % share

    def calculate_outcome(self, route: Route) -> Outcome:
        """The payback of a route under these assumptions."""
        return Outcome(
            route,
            self._calculate(route, self.pay_start.dollars),
            self._calculate(route, self.pay_later.dollars),
        )

    def calculate_at_own_earnings(
        self, earnings: int | None, route: Route | None
    ) -> OwnEarnings | None:
        """The payback at the earnings of a program's own graduates, in dollars a year.

        None where the earnings or the pay without the program are not known.
        """
        if earnings is None or self.pay_now.dollars is None:
            return None
        return OwnEarnings(earnings, self.pay_now, self._calculate(route, earnings))

    def _calculate(self, route: Route | None, pay_after: int | None) -> Payback | None:
        if route is None or self.pay_now.dollars is None or pay_after is None:
            return None
        return calculate_payback(
            route, Assumptions(self.pay_now.dollars, pay_after, self.given_up, self.years)
        )


def resolve_assumptions(
    form: PaybackForm, training: CareerTraining, figures: PublicFigures, default_state: str = ""
) -> PaybackAssumptions:
    """The reader's assumptions; public figures replace the fields that they left empty.

    Without training: what people with a high school diploma typically earn in the state. Early
    pay: the 25th percentile of the work's pay there; later pay: its median. While studying they
    earn nothing, unless the reader says otherwise.
    """
    form.is_valid()
    data = form.cleaned_data
    state = data.get("pay_state") or default_state
    pay = training.pay.get_or_nation(state or NATION)
    area = pay.area if pay else get_state_name(state or NATION)
    survey = f"{training.pay.source_short}, {training.pay.period}" if training.pay.period else ""

    def assume(field: str, figure: int | None, note: str) -> AssumedPay:
        own = data.get(field)
        if own is not None:
            return AssumedPay(own, gettext("as you entered"))
        return AssumedPay(figure, note if figure is not None else gettext("no figure: enter one"))

    p25, median = (
        gettext("25th percentile in %(area)s; %(survey)s"),
        gettext("median in %(area)s; %(survey)s"),
    )
    where = {"area": area, "survey": survey}

    return PaybackAssumptions(
        state=state,
        area=area,
        pay_now=assume(
            "pay_now",
            figures.get_diploma_pay(state),
            describe_diploma_pay(figures, state),
        ),
        pay_start=assume("pay_start", pay.p25 if pay else None, p25 % where),
        pay_later=assume("pay_later", pay.median if pay else None, median % where),
        given_up=data.get("given_up", Assumptions.pay_given_up_percent),
        years=data.get("years", Assumptions.horizon_years),
    )


def describe_diploma_pay(figures: PublicFigures, state: str) -> str:
    """What PublicFigures.get_diploma_pay() is, in words."""
    if state:
        text = gettext("typical with a high school diploma in %(area)s")
        return text % {"area": get_state_name(state)}
    text = gettext(
        "typical with a high school diploma: the median of the figures of %(number)s states and "
        "territories"
    )
    return text % {"number": len(figures.diploma_pay)}
