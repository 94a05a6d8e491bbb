"""The ways into the work side by side: what each costs, and when its pay returns that."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from programs.assumptions import resolve_assumptions
from programs.careers import CareerTraining
from programs.forms import PaybackForm
from programs.offer import count_listed
from programs.payback import Route


def routes(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """An employer's own training beside each usual kind of program."""
    form = PaybackForm(request.GET)
    employer = Route(gettext("Trained by an employer"), 0, 0, 0, 0)
    assumptions = resolve_assumptions(form, training)
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
            "kinds": [assumptions.calculate_outcome(route) for route in training.routes],
            "offered": count_listed(training.cip_codes),
        },
    )
