"""The addresses of the API. Each answers from published content alone."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field, StringConstraints

from api import lines, schemas
from api.embed import piece_of
from api.errors import error
from api.paging import Page, PageOf, page_of
from careers.models import Career
from programs.models import Institution, Program
from quiz.models import QuizVersion, Statement
from salaries.models import Area, Occupation, Release, Wage
from salaries.models.releases import month

router = Router()

Text = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00-\x1f]*$")]
SocCode = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{2}-[0-9]{4}$"),
    Field(json_schema_extra={"example": "43-6013"}),
]
AreaCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{2,7}$"), Field(json_schema_extra={"example": "06"})
]
State = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{2}$"), Field(json_schema_extra={"example": "WA"})
]
Month = Annotated[
    str,
    StringConstraints(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"),
    Field(json_schema_extra={"example": "2025-05"}),
]
Level = Literal["nation", "state", "territory", "metro", "nonmetro"]
Slug = Annotated[str, StringConstraints(max_length=130, pattern=r"^[-a-zA-Z0-9_]+$")]
CareerSlug = Annotated[Slug, Field(json_schema_extra={"example": "medical-office-administrator"})]
Cip = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{2}(\.[0-9]{2,4})?$"),
    Field(json_schema_extra={"example": "51.07"}),
]
UnitId = Annotated[int, Field(ge=1, le=2**31 - 1)]

Address = Annotated[str, StringConstraints(max_length=500)]

Answer = dict[str, Any]

# What any address may answer besides what it has: nothing new since, or why not.
ALWAYS = {304: None, 422: schemas.Error, 429: schemas.Error, 503: schemas.Error}
FOUND_OR_NOT = {**ALWAYS, 404: schemas.Error}


@router.get("/careers", response={200: PageOf[schemas.CareerLine], **ALWAYS})
def careers(request: HttpRequest, page: Page) -> Answer:
    """Careers with a published guide."""
    found = Career.objects.published().order_by("slug")
    return page_of(request, found, page, lambda career: lines.career(request, career))


@router.get("/careers/{slug}", response={200: schemas.CareerDetail, **FOUND_OR_NOT})
def career(request: HttpRequest, slug: CareerSlug) -> Answer:
    """One career with its outlook."""
    found = Career.objects.published().select_related("outlook__source").filter(slug=slug).first()
    if found is None:
        raise Http404("There is no published career of this name.")
    return lines.career_detail(request, found)


@router.get("/careers/{slug}/quiz", response={200: schemas.QuizVersionLine, **FOUND_OR_NOT})
def quiz(request: HttpRequest, slug: CareerSlug) -> Answer:
    """The version of a career's quiz that visitors take now."""
    version = QuizVersion.objects.newest_for_visitors(slug)
    if version is None:
        raise Http404("There is no published quiz for this career.")
    statements = Statement.objects.filter(trait__version=version).count()
    return lines.quiz_version(request, version, statements)


@router.get("/oembed", response={200: schemas.Embedded, **FOUND_OR_NOT, 501: schemas.Error})
def oembed(
    request: HttpRequest, url: Address, format: Literal["json", "xml"] = "json"
) -> Answer | HttpResponse:
    """A page's table of pay or its quiz as HTML for another page, as oembed.com describes it.

    The pages are a career's guide, its page of pay, its quiz.
    """
    if format == "xml":
        return error(501, "not_implemented", "Only JSON is spoken here.")
    found = piece_of(request, url)
    if found is None:
        raise Http404("Nothing of this address can be embedded.")
    return lines.embedded(request, found)


@router.get("/releases", response={200: PageOf[schemas.ReleaseLine], **ALWAYS})
def releases(request: HttpRequest, page: Page) -> Answer:
    """Published releases of wages, the newest first."""
    return page_of(request, Release.objects.published(), page, lines.release)


@router.get("/areas", response={200: PageOf[schemas.AreaLine], **ALWAYS})
def areas(
    request: HttpRequest, page: Page, level: Level | None = None, state: State | None = None
) -> Answer:
    """Areas that wages are published for."""
    given = {"level": level, "state": state}
    filters = {name: value for name, value in given.items() if value is not None}
    return page_of(request, Area.objects.filter(**filters).order_by("code"), page, lines.area)


@router.get("/occupations", response={200: PageOf[schemas.OccupationLine], **ALWAYS})
def occupations(request: HttpRequest, page: Page, q: Text = "") -> Answer:
    """Occupations of the survey; `q` is part of a title."""
    found = Occupation.objects.filter(title__icontains=q) if q else Occupation.objects.all()
    return page_of(request, found.order_by("soc_code"), page, lines.occupation)


@router.get("/wages", response={200: PageOf[schemas.WageLine], **FOUND_OR_NOT})
def wages(
    request: HttpRequest,
    page: Page,
    occupation: SocCode,
    release: Month | None = None,
    area: AreaCode | None = None,
    level: Level | None = None,
    state: State | None = None,
) -> Answer:
    """Wages of one occupation by area; of the latest release unless one is named by its month."""
    published = Release.objects.published()
    chosen = (published.filter(period=month(release)) if release else published).first()
    if chosen is None:
        raise Http404("There is no published release of this month.")
    given = {"area__code": area, "area__level": level, "area__state": state}
    filters = {name: value for name, value in given.items() if value is not None}
    found = Wage.objects.filter(release=chosen, occupation__soc_code=occupation, **filters)
    found = found.select_related("area").order_by("area__code")
    return page_of(
        request, found, page, lambda wage: lines.wage(wage, release=chosen.key, soc=occupation)
    )


@router.get("/institutions", response={200: PageOf[schemas.InstitutionLine], **ALWAYS})
def institutions(
    request: HttpRequest, page: Page, state: State | None = None, q: Text = ""
) -> Answer:
    """Institutions of the directory; `q` is part of a name."""
    found = Institution.objects.defer("position", "overridden").order_by("slug")
    if state:
        found = found.filter(state=state)
    if q:
        found = found.filter(name__icontains=q)
    return page_of(request, found, page, lambda each: lines.institution(request, each))


@router.get("/institutions/{slug}", response={200: schemas.InstitutionLine, **FOUND_OR_NOT})
def institution(request: HttpRequest, slug: Slug) -> Answer:
    """One institution."""
    found = Institution.objects.defer("position", "overridden").filter(slug=slug).first()
    if found is None:
        raise Http404("There is no institution of this name.")
    return lines.institution(request, found)


@router.get("/programs", response={200: PageOf[schemas.ProgramLine], **FOUND_OR_NOT})
def programs(
    request: HttpRequest,
    page: Page,
    career: CareerSlug | None = None,
    field: Cip | None = None,
    state: State | None = None,
    credential: Annotated[int | None, Query(ge=1, le=8)] = None,
    institution: UnitId | None = None,
) -> Answer:
    """Programs that are offered now: by career or field of study, state, credential, UNITID."""
    found = Program.objects.listed().with_institution()
    if career is not None:
        chosen = Career.objects.published().filter(slug=career).first()
        if chosen is None:
            raise Http404("There is no published career of this name.")
        found = found.for_fields(chosen.cip_codes)
    given = {
        "field__code__startswith": field,
        "institution__state": state,
        "credential": credential,
        "institution__unitid": institution,
    }
    found = found.filter(**{name: value for name, value in given.items() if value is not None})
    return page_of(
        request, found.order_by("pk"), page, lambda program: lines.program(request, program)
    )
