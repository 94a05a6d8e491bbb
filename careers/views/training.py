"""What program pages show of a career, and the page of an institution."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from careers.guides.published import CareerPage, list_career_pages
from programs.careers import NATION, CareerTraining, Pay, PayByState, get_state_name
from programs.views import institution as institutions
from salaries.models import Occupation
from salaries.state_pay import StatePay, read_state_pay

# The measured facts about training by an employer.
EMPLOYER_FACTS = ("on-the-job-training", "diploma-minimum")
# What stands against it.
EXPERIENCE_FACT = "earlier-experience"


@require_safe
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    school = institutions.find_institution(slug)
    offered = institutions.list_programs(school)
    fields = {program.field_id for program in offered}
    careers = [
        career
        for career in list_career_pages()
        if any(matches_cip_codes(field, career.cip_codes) for field in fields)
    ]
    return institutions.institution(request, school, offered, map(training_for, careers))


def matches_cip_codes(field: str, cip_codes: list[str]) -> bool:
    """Whether a field is within a career's fields, or is the four-digit series around one."""
    return any(field.startswith(code) or code[:5] == field for code in cip_codes)


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
