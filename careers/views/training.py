"""What program pages show of a career, and the page of an institution."""

import re
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from careers.guides.career_page import CareerPage
from careers.guides.published import get_career_page
from careers.models import Career
from careers.models.guides import has_public_guide
from common.errors import MissingPartError
from programs.careers import NATION, CareerTraining, Pay, PayByState, get_state_name
from programs.models.fields import build_code_pattern
from programs.views import institution as institutions
from salaries.models import Occupation
from salaries.state_pay import StatePay, read_state_pay

# The measured facts about training by an employer.
EMPLOYER_FACTS = ("on-the-job-training", "diploma-minimum")
# What stands against it.
EXPERIENCE_FACT = "earlier-experience"


# Careers whose figures stand beside an institution's programs; the others are links.
MAX_CAREERS = 3


@require_safe
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    school = institutions.find_institution(slug)
    offered = institutions.list_programs(school)
    careers = find_careers({program.field_id for program in offered})
    trainings = [training_for(get_career_page(career.slug)) for career in careers[:MAX_CAREERS]]
    links = [
        institutions.CareerLink(career.name, reverse("programs", args=[career.slug]))
        for career in careers[MAX_CAREERS:]
    ]
    return institutions.institution(request, school, offered, trainings, links)


def find_careers(fields: Iterable[str]) -> list[Career]:
    """The careers that fields of study lead to, those with a guide first. One query."""
    careers = Career.objects.published().exclude(cip_codes=[])
    leading = []
    for career in careers.order_by(has_public_guide("pk").desc(), "name_en"):
        is_within = re.compile(build_code_pattern(career.cip_codes)).match
        if any(is_within(field) for field in fields):
            leading.append(career)
    return leading


def require_training(career: CareerPage) -> CareerTraining:
    """What `training_for` gives; 404 for a career that no field of study is known for."""
    if not career.cip_codes:
        raise MissingPartError(
            career,
            gettext("We list no training programs for this career"),
            gettext("Its own page says how people get in and what it pays."),
        )
    return training_for(career)


def training_for(career: CareerPage) -> CareerTraining:
    """A career with what its program pages show besides programs: typical costs, pay, facts."""
    facts = {fact.key: fact for fact in career.guide.measured_facts}
    return CareerTraining(
        career=career,
        cip_codes=tuple(career.cip_codes),
        routes=tuple((cost.credential, cost.route) for cost in career.guide.training_costs),
        pay=pay_by_state(career.occupation),
        employer_facts=[facts[key] for key in EMPLOYER_FACTS if key in facts],
        experience=facts.get(EXPERIENCE_FACT),
    )


def pay_by_state(occupation: Occupation) -> PayByState:
    """Pay of an occupation in the latest release, for the nation, states and territories."""
    found = read_state_pay(occupation)
    if found is None:
        return PayByState()
    release, rows = found
    return PayByState(
        occupation=occupation.title,
        period=release.label,
        source=release.source,
        source_short="OEWS",
        areas={row.state: Pay(_name_area(row), row.p25, row.median) for row in rows},
    )


def _name_area(row: StatePay) -> str:
    name = get_state_name(NATION) if row.is_nation else row.name
    return f"{name} ({row.month})" if row.month else name
