"""The ways into the work side by side: what each costs, and when its pay returns that."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from programs.assumptions import resolve_assumptions
from programs.careers import CareerTraining
from programs.costs import count_typical_cost
from programs.forms import PaybackForm
from programs.offer import describe_offer, read_public_figures
from programs.payback import Route


def routes(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """An employer's own training beside each usual kind of program."""
    form = PaybackForm(request.GET)
    employer = Route(gettext("Trained by an employer"), 0, 0, 0, 0)
    figures = read_public_figures(training.cip_codes)
    assumptions = resolve_assumptions(form, training, figures)
    costs = [
        count_typical_cost(route, figures.debts.get(credential) if credential else None)
        for credential, route in training.routes
    ]
    return render(
        request,
        "programs/routes.html",
        {
            "career": training.career,
            "career_tab": "programs",
            "training": training,
            "form": form,
            "assumptions": assumptions,
            "employer": assumptions.calculate_outcome(employer),
            "kinds": [(cost, assumptions.calculate_outcome(cost.route)) for cost in costs],
            "offered": describe_offer(training.cip_codes).counts,
        },
    )
