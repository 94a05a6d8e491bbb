"""The assumptions behind a payback: the reader's own, or the figures that stand in for them."""

from dataclasses import dataclass

from programs.careers import NATION, CareerTraining, state_name
from programs.forms import PaybackForm
from programs.models import Program
from programs.payback import UNKNOWN, Assumptions, Payback, Route, payback


@dataclass(frozen=True)
class Assumed:
    """A yearly sum in dollars and where it is from; None where neither reader nor data give one."""

    dollars: int | None
    note: str


@dataclass(frozen=True)
class Outcome:
    """A route's payback at starting pay and at later pay."""

    route: Route
    at_start: Payback | None
    later: Payback | None

    @property
    def start_words(self) -> str:
        return self.at_start.words if self.at_start else UNKNOWN

    @property
    def later_words(self) -> str:
        return self.later.words if self.later else UNKNOWN


@dataclass(frozen=True)
class OwnEarnings:
    """What a program's own graduates earn beside pay without it, in dollars a year.

    `result` is the payback at those earnings; None where the program's cost is not known.
    """

    earnings: int
    pay_now: Assumed
    result: Payback | None

    @property
    def never(self) -> bool:
        """Whether they earn no more than without the program, so that no cost comes back."""
        return self.pay_now.dollars is not None and self.earnings <= self.pay_now.dollars

    @property
    def words(self) -> str:
        return self.result.words if self.result else "cost not known"

    @property
    def sentence(self) -> str:
        """Why the cost never comes back; for the reader, where `never`."""
        than = "the same as" if self.earnings == self.pay_now.dollars else "below"
        return (
            f"Not at this program’s own earnings "
            f"(${self.earnings:,} is {than} ${self.pay_now.dollars:,})"
        )


@dataclass(frozen=True)
class Given:
    """All assumptions in force, in the state chosen or in the nation."""

    state: str
    area: str
    pay_now: Assumed
    pay_start: Assumed
    pay_later: Assumed
    given_up: int
    years: int

    def outcome(self, route: Route) -> Outcome:
        """The payback of a route under these assumptions."""
        return Outcome(
            route, self._payback(route, self.pay_start), self._payback(route, self.pay_later)
        )

    def at_own_earnings(self, earnings: int | None, route: Route | None) -> OwnEarnings | None:
        """The payback at the earnings of a program's own graduates, in dollars a year.

        None where the earnings or the pay without the program are not known.
        """
        if earnings is None or self.pay_now.dollars is None:
            return None
        after = Assumed(earnings, "this program’s own graduates")
        result = self._payback(route, after) if route else None
        return OwnEarnings(earnings, self.pay_now, result)

    def _payback(self, route: Route, after: Assumed) -> Payback | None:
        if self.pay_now.dollars is None or after.dollars is None:
            return None
        given = Assumptions(self.pay_now.dollars, after.dollars, self.given_up, self.years)
        return payback(route, given)


def given_by(form: PaybackForm, training: CareerTraining, default_state: str = "") -> Given:
    """The reader's assumptions; where they left a field empty, public figures stand in.

    Without training: what people with a high school diploma typically earn in the state (the
    middle of the states for the nation). Starting pay: the 25th percentile of the work's pay
    there; later pay: its median. One query.
    """
    form.is_valid()
    data = form.cleaned_data
    state = data.get("pay_state") or default_state
    pay = training.pay.here(state or NATION)
    area = pay.area if pay else state_name(state or NATION)
    survey = f"{training.pay.source_short}, {training.pay.period}" if training.pay.period else ""

    def assumed(name: str, figure: int | None, what: str) -> Assumed:
        own = data.get(name)
        if own is not None:
            return Assumed(own, "as you entered")
        return (
            Assumed(figure, what) if figure is not None else Assumed(None, "no figure: enter one")
        )

    return Given(
        state=state,
        area=area,
        pay_now=assumed(
            "pay_now",
            Program.objects.for_fields(training.cip_codes).high_school_earnings(state),
            f"typical with a high school diploma in {state_name(state or NATION)}",
        ),
        pay_start=assumed(
            "pay_start", pay.p25 if pay else None, f"25th percentile in {area}; {survey}"
        ),
        pay_later=assumed("pay_later", pay.median if pay else None, f"median in {area}; {survey}"),
        given_up=data.get("given_up") or 0,
        years=data.get("years") or 5,
    )
