"""Program pages: look up the career, then call the programs view with its fields of study."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from careers.models import Career
from careers.shortcuts import published_career
from common.formatting import format_percent
from programs import views
from programs.careers import CareerTraining, Pay, PayByState, SurveyFact, TypicalCost
from programs.views.institution import find_institution, list_programs
from salaries.models import Area, Occupation
from salaries.rows import AreaWages
from salaries.summary import wage_summary

# The measured facts about training by an employer.
EMPLOYER_FACTS = ("on-the-job-training", "diploma-minimum")


def with_training(
    view: Callable[[HttpRequest, CareerTraining], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A view of programs as a page of a published career; Http404 where there is none."""

    @require_safe
    @wraps(view)
    def career_view(request: HttpRequest, slug: str) -> HttpResponse:
        return view(request, training_for(published_career(slug)))

    return career_view


programs = with_training(views.finder)
programs_csv = with_training(views.programs_csv)
compare = with_training(views.compare)
routes = with_training(views.routes)


@require_safe
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    school = find_institution(slug)
    offered = list_programs(school)
    fields = {program.field_id for program in offered}
    careers = [
        career
        for career in Career.objects.published()
        if any(matches_cip_codes(field, career.cip_codes) for field in fields)
    ]
    return views.institution(request, school, offered, map(training_for, careers))


def matches_cip_codes(field: str, cip_codes: list[str]) -> bool:
    """Whether a field is within a career's fields, or is the four-digit series around one."""
    return any(field.startswith(code) or code[:5] == field for code in cip_codes)


def training_for(career: Career) -> CareerTraining:
    """A career with what its program pages show besides programs: typical costs, pay, facts.

    At most six queries.
    """
    facts = career.measured_facts.filter(key__in=EMPLOYER_FACTS).select_related("source")
    return CareerTraining(
        career=career,
        cip_codes=tuple(career.cip_codes),
        typical_costs=tuple(
            TypicalCost(
                label=cost.program_type,
                credential=cost.credential,
                cost_low=cost.cost_low,
                cost_high=cost.cost_high,
                months_low=cost.months_low,
                months_high=cost.months_high,
            )
            for cost in career.training_costs.all()
        ),
        pay=pay_by_state(career.occupation),
        employer_facts=tuple(
            SurveyFact(format_percent(fact.percent), fact.statement, str(fact.source))
            for fact in sorted(facts, key=lambda fact: EMPLOYER_FACTS.index(fact.key))
        ),
    )


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
        source_url=wages.release.source_url,
        areas={row.area.state: pay_of(row) for row in rows},
    )


def pay_of(row: AreaWages) -> Pay:
    p25 = row.annual.p25.amount
    name = "the U.S." if row.area.level == Area.Level.NATION else row.area.name
    return Pay(name, None if p25 is None else int(p25), row.annual_median)
