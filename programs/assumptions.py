"""The assumptions behind a payback, and what a program comes to under them.

The reader's own assumptions, or public figures in their place.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext

from common.formatting import format_dollars
from programs.careers import NATION, CareerTraining, get_state_name
from programs.forms import PaybackForm
from programs.models import Program
from programs.offer import DiplomaPay
from programs.payback import Assumptions, Payback, Route, calculate_payback
from programs.prices.price import UNDERGRADUATE, Price
from programs.studytime import StudyTime, build_route


@dataclass(frozen=True)
class AssumedPay:
    """Dollars a year and where they are from; None where neither reader nor data give any."""

    dollars: int | None
    note: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a way in comes to: at the early and the later pay of the work.

    Of a program also at what its own graduates earn after four years. `unknown`: why a payback
    cannot be told, a sentence; `own_unknown` the same of its own earnings.
    """

    route: Route | None
    at_start: Payback | None = None
    later: Payback | None = None
    at_own_earnings: Payback | None = None
    unknown: str = ""
    own_unknown: str = ""
    own_below: str = ""

    @property
    def start_text(self) -> str:
        """The payback at early pay, or why it cannot be told."""
        return self._describe(self.at_start)

    @property
    def later_text(self) -> str:
        """The payback at later pay, or why it cannot be told."""
        return self._describe(self.later)

    @property
    def own_text(self) -> str:
        """The payback at its own graduates' earnings, or why it cannot be told."""
        if self.own_below or self.own_unknown:
            return self.own_below or self.own_unknown
        return self.at_own_earnings.duration if self.at_own_earnings else self.unknown

    def _describe(self, payback: Payback | None) -> str:
        if payback is None:
            return self.unknown or gettext("Cannot be told: no figure for the pay of this work.")
        if self.own_below:
            text = gettext(
                "Not at this program’s own earnings. At the occupation’s pay: %(duration)s"
            )
            return text % {"duration": payback.duration}
        return payback.duration


@dataclass(frozen=True)
class PaybackAssumptions:
    """All assumptions that apply, in the chosen state or in the nation."""

    state: str
    area: str
    pay_now: AssumedPay
    pay_start: AssumedPay
    pay_later: AssumedPay
    given_up: int = Assumptions.pay_given_up_percent
    years: int = Assumptions.horizon_years

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
        """What a route comes to under these assumptions."""
        return Outcome(
            route,
            at_start=self._calculate(route, self.pay_start.dollars),
            later=self._calculate(route, self.pay_later.dollars),
            unknown="" if self.pay_now.dollars is not None else _explain_no_pay_now(),
        )

    def judge_program(self, program: Program, price: Price, time: StudyTime) -> Outcome:
        """What a program comes to, by its price and its time.

        Who studies for a graduate credential earns more than a diploma pays: what they earn is
        theirs to say.
        """
        if program.credential not in UNDERGRADUATE and not self.pay_now.is_own:
            return Outcome(None, unknown=_explain_no_pay_now(), own_unknown=_explain_no_pay_now())
        route = build_route(program, price, time)
        if route:
            outcome = self.calculate_outcome(route)
            own_payback = self._calculate(route, program.earnings)
            outcome = replace(outcome, at_own_earnings=own_payback)
        else:
            outcome = Outcome(None, unknown=_explain_no_price(program))
        return replace(
            outcome, own_unknown=_explain_no_earnings(program), own_below=self._compare(program)
        )

    def _compare(self, program: Program) -> str:
        """A sentence if the program's graduates earn no more than people without it; else empty."""
        earnings, pay = program.earnings, self.pay_now.dollars
        if earnings is None or pay is None or earnings > pay:
            return ""
        text = (
            gettext("Not at this program’s own earnings (%(earnings)s is the same as %(pay)s)")
            if earnings == pay
            else gettext("Not at this program’s own earnings (%(earnings)s is below %(pay)s)")
        )
        return text % {"earnings": format_dollars(earnings), "pay": format_dollars(pay)}

    def _calculate(self, route: Route, pay_after: int | None) -> Payback | None:
        if self.pay_now.dollars is None or pay_after is None:
            return None
        return calculate_payback(
            route, Assumptions(self.pay_now.dollars, pay_after, self.given_up, self.years)
        )


def resolve_assumptions(
    form: PaybackForm, training: CareerTraining, diploma: DiplomaPay, default_state: str = ""
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
            return AssumedPay(own, gettext("as you entered"), is_own=True)
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
            diploma.get(state),
            describe_diploma_pay(diploma, state),
        ),
        pay_start=assume("pay_start", pay.p25 if pay else None, p25 % where),
        pay_later=assume("pay_later", pay.median if pay else None, median % where),
        given_up=data.get("given_up", Assumptions.pay_given_up_percent),
        years=data.get("years", Assumptions.horizon_years),
    )


def describe_diploma_pay(diploma: DiplomaPay, state: str) -> str:
    """What DiplomaPay.get() is, in words."""
    if state:
        text = gettext("typical with a high school diploma in %(area)s")
        return text % {"area": get_state_name(state)}
    text = gettext(
        "typical with a high school diploma: the median of the figures of %(number)s states and "
        "territories"
    )
    return text % {"number": len(diploma.by_state)}


def _explain_no_pay_now() -> str:
    return gettext("Cannot be told: enter what you earn without it.")


def _explain_no_price(program: Program) -> str:
    if program.debt_missing == Program.Missing.SUPPRESSED:
        return gettext(
            "Cannot be told: no price is published, and what students owe is suppressed."
        )
    return gettext("Cannot be told: neither its price nor its students’ debt is published.")


def _explain_no_earnings(program: Program) -> str:
    """Why it is not known what its graduates earn after four years; empty where it is."""
    if program.earnings is not None:
        return ""
    if program.earnings_missing == Program.Missing.SUPPRESSED:
        return gettext("Cannot be told: its earnings after four years are suppressed for privacy.")
    return gettext("Cannot be told: its earnings after four years are not reported.")
