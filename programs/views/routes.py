"""The ways into the work side by side: what each costs, and when its pay returns that."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from programs.assumptions import Outcome, resolve_assumptions
from programs.careers import CareerTraining
from programs.forms import PaybackForm
from programs.models import Program
from programs.offer import describe_offer, read_diploma_pay, read_usual_debts
from programs.payback import Route
from programs.prices.price import UNDERGRADUATE
from programs.prices.typical import CountedCost, count_debt, count_typical_cost
from programs.studytime import NOMINAL_MONTHS


class Kind(NamedTuple):
    """A kind of program: its cost, what it comes to, and whether it is the usual way in."""

    cost: CountedCost
    outcome: Outcome
    usual: str


def routes(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """Each usual kind of program, and beside them an employer's own training where there is one."""
    form = PaybackForm(request.GET)
    assumptions = resolve_assumptions(form, training, read_diploma_pay(training.cip_codes))
    employer = None
    if training.employer_facts or training.entry.needs_program is False:
        name = gettext("Trained by an employer")
        if training.entry.is_apprenticeship:
            name = gettext("Apprenticeship")
        employer = assumptions.calculate_outcome(Route(name, 0, 0, 0, 0))
    return render(
        request,
        "programs/routes.html",
        {
            "career": training.career,
            "career_tab": "programs",
            "training": training,
            "form": form,
            "assumptions": assumptions,
            "employer": employer,
            "kinds": [
                Kind(
                    cost,
                    assumptions.calculate_outcome(cost.route),
                    describe_usual_way(training, credential),
                )
                for credential, cost in count_costs(training)
            ],
            "offered": describe_offer(training.cip_codes).counts,
        },
    )


def count_costs(training: CareerTraining) -> list[tuple[int | None, CountedCost]]:
    """What the guide's kinds of programs cost; without a guide, the debts of undergraduates."""
    debts = read_usual_debts(training.cip_codes)
    if training.routes:
        return [
            (key, count_typical_cost(route, debts.get(key) if key else None))
            for key, route in training.routes
        ]
    return [
        (key, count_debt(str(key.label), debts[key], NOMINAL_MONTHS[key]))
        for key in UNDERGRADUATE
        if key in debts
    ]


def describe_usual_way(training: CareerTraining, credential: int | None) -> str:
    """Whether new workers have this credential, or a higher one; empty where that is not known."""
    usual = training.entry.credential
    if usual is None or credential is None or credential > usual:
        return ""
    if credential == usual:
        return gettext("This is what new workers typically have.")
    text = gettext("New workers typically have more: %(credential)s. Ask whether this is enough.")
    return text % {"credential": Program.Credential(usual).label}
