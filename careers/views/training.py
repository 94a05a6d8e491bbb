"""What program pages show of a career, and the page of an institution."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from careers.models import Career
from careers.shortcuts import published_career
from programs.careers import CareerTraining, Pay, PayByState
from programs.views import institution as institutions
from salaries.models import Area, Occupation
from salaries.summary import wage_summary

# The measured facts about training by an employer.
EMPLOYER_FACTS = ("on-the-job-training", "diploma-minimum")


@require_safe
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    school = institutions.find_institution(slug)
    offered = institutions.list_programs(school)
    fields = {program.field_id for program in offered}
    careers = [
        career
        for career in Career.objects.published()
        if any(matches_cip_codes(field, career.cip_codes) for field in fields)
    ]
    return institutions.institution(request, school, offered, map(training_for, careers))


def matches_cip_codes(field: str, cip_codes: list[str]) -> bool:
    """Whether a field is within a career's fields, or is the four-digit series around one."""
    return any(field.startswith(code) or code[:5] == field for code in cip_codes)


def training_for(career: Career) -> CareerTraining:
    """A career with what its program pages show besides programs: typical costs, pay, facts.

    At most six queries.
    """
    facts = list(career.measured_facts.filter(key__in=EMPLOYER_FACTS).select_related("source"))
    facts.sort(key=lambda fact: EMPLOYER_FACTS.index(fact.key))
    costs = list(career.training_costs.all())
    return CareerTraining(
        career=career,
        cip_codes=tuple(career.cip_codes),
        routes=tuple(cost.route for cost in costs),
        # The first one of a credential counts.
        typical={cost.credential: cost.route for cost in reversed(costs) if cost.credential},
        pay=pay_by_state(career.occupation),
        employer_facts=facts,
    )


def training_of(slug: str) -> CareerTraining:
    """The published career of an address with its training; Http404 where there is none."""
    return training_for(published_career(slug))


def pay_by_state(occupation: Occupation) -> PayByState:
    """Pay of an occupation in the latest release, for the nation, states and territories."""
    wages = wage_summary(occupation)
    if wages is None:
        return PayByState()
    rows = [*wages.rows, *wages.territories, *([wages.nation] if wages.nation else [])]
    return PayByState(
        occupation=wages.occupation.title,
        period=wages.release.label,
        source=wages.release.source,
        source_short="OEWS",
        areas={
            row.area.state: Pay(
                "the U.S." if row.area.level == Area.Level.NATION else row.area.name,
                row.wage.annual_p25,
                row.wage.annual_median,
            )
            for row in rows
        },
    )
