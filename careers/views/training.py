"""What program pages show of a career, and the page of an institution."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.entry import ENTRY_FACTS, describe_way_in
from careers.facts.reading import Facts, read_facts_of
from careers.guides.career_page import CareerPage
from careers.models import Career, CareerField, FactKind
from careers.models.career import is_public_career
from careers.models.guides import has_public_guide
from careers.profile.related_reading import list_related_codes
from common.prepared import PreparedQuery
from programs.careers import NATION, CareerLink, CareerTraining, Pay, PayByState, get_state_name
from programs.institution_programs import read_offered
from programs.models.fields import IsListed
from programs.views import institution as institutions
from programs.views.finder import finder
from salaries.models import Area, Occupation, Release, Wage
from salaries.state_pay import StatePay, read_state_pay

TrainingView = Callable[[HttpRequest, CareerTraining], HttpResponse]
# The measured facts about training by an employer.
EMPLOYER_FACTS = ("on-the-job-training", "diploma-minimum")
# What stands against it.
EXPERIENCE_FACT = "earlier-experience"
MAX_RELATED = 6
# So long is the code of a series, as in 51.07: federal figures stop there.
SERIES = len("51.07")


@require_safe
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    school = institutions.find_institution(slug)
    if school.slug != slug:
        query = request.META.get("QUERY_STRING")
        # Not for ever: after another change of files the address may be this one again.
        return redirect(f"{school.get_absolute_url()}{f'?{query}' if query else ''}")
    offered = read_offered(school, request.GET)
    return institutions.institution(request, offered, find_careers(offered.fields_shown))


def _select_careers_of(series: str) -> QuerySet[Career, Any]:
    """The public careers of codes in these series or families of fields, a list with commas."""
    is_near = IsListed(Left("code", SERIES), Value(series))
    codes = CareerField.objects.filter(is_near, career=OuterRef("pk"))
    jobs = Wage.objects.filter(
        occupation=OuterRef("occupation"),
        area__level=Area.Level.NATION,
        release__status=Release.Status.PUBLISHED,
    ).order_by("-release__period")
    return (
        Career.objects.filter(is_public_career("pk"), Exists(codes))
        .alias(
            jobs=Subquery(jobs.values("employment")[:1]),
            # The last code of a group is of all its other occupations: many jobs of no one kind.
            is_rest=Q(occupation__soc_code__endswith="9"),
        )
        .order_by(
            has_public_guide("pk").desc(), "is_rest", F("jobs").desc(nulls_last=True), "name_en"
        )
        .values_list("slug", "name_en", "name_es", ArraySubquery(codes.values("code")))
    )


CAREERS_OF = PreparedQuery(_select_careers_of)


def find_careers(fields: Collection[str]) -> dict[str, list[institutions.FieldCareer]]:
    """The careers that each field of study leads to: with a guide first, then those with most
    jobs, then those of “other” occupations.

    One query. A field leads to the careers of its own code and of those inside or around it.
    """
    # By the start of a code: what may be inside or around it.
    near: dict[str, set[str]] = {}
    for field in fields:
        for start in (field[:SERIES], field[:2]):
            near.setdefault(start, set()).add(field)
    leading: dict[str, list[institutions.FieldCareer]] = {field: [] for field in fields}
    for slug, name_en, name_es, codes in CAREERS_OF.rows(",".join(sorted(near))):
        name = Career(slug=slug, name_en=name_en, name_es=name_es).name
        link = institutions.FieldCareer(str(name), slug)
        led = {
            field
            for code in codes
            for field in near.get(code[:SERIES], ())
            if code.startswith(field) or field.startswith(code)
        }
        for field in led:
            leading[field].append(link)
    return leading


def show_with_fields(view: TrainingView) -> TrainingView:
    """A view of programs, for careers with fields of study; others lead to how people get in."""

    @wraps(view)
    def view_of_training(request: HttpRequest, training: CareerTraining) -> HttpResponse:
        if training.fields:
            return view(request, training)
        return redirect(f"{training.career.get_absolute_url()}programs/")

    return view_of_training


def programs(request: HttpRequest, training: CareerTraining) -> HttpResponse:
    """The finder; for a career without fields of study how people get in, and ways on."""
    if training.fields:
        return finder(request, training)
    context = {"career": training.career, "career_tab": "programs", "training": training}
    return render(request, "programs/without_fields.html", context)


def training_with_entry(career: CareerPage) -> CareerTraining:
    """What `training_for` gives, and how people get in. One query, without fields two."""
    occupation = career.occupation
    kinds = (*ENTRY_FACTS, FactKind.RELATED)
    facts = read_facts_of([occupation.soc_code], *kinds).get(occupation.soc_code, {})
    return replace(
        training_for(career),
        entry=describe_way_in(occupation.title, career.outlooks, facts),
        related=() if career.fields else tuple(list_related_trainings(career, facts)),
    )


def select_with_fields(*soc_codes: str) -> QuerySet[Career, Any]:
    """The public careers of occupations that fields of study lead to: code, slug and names."""
    has_fields = Exists(CareerField.objects.filter(career=OuterRef("pk")))
    careers = Career.objects.filter(
        is_public_career("pk"), has_fields, occupation__soc_code__in=soc_codes
    )
    return careers.order_by("pk").values_list("occupation__soc_code", "slug", "name_en", "name_es")


WITH_FIELDS = PreparedQuery(select_with_fields)


def list_related_trainings(career: CareerPage, facts: Facts) -> list[CareerLink]:
    """The training of careers near one, the closest first, that fields of study lead to."""
    codes = list_related_codes(career.occupation.soc_code, facts)
    found = {
        code: Career(slug=slug, name_en=name_en, name_es=name_es)
        for code, slug, name_en, name_es in (WITH_FIELDS.rows(*codes) if codes else ())
    }
    near = [found[code] for code in codes if code in found]
    return [
        CareerLink(str(other.name), reverse("programs", args=[other.slug]))
        for other in near[:MAX_RELATED]
    ]


def training_for(career: CareerPage) -> CareerTraining:
    """A career with what its program pages show besides programs: typical costs, pay, facts."""
    facts = {fact.key: fact for fact in career.guide.measured_facts}
    return CareerTraining(
        career=career,
        fields=tuple(career.fields),
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
