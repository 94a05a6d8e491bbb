"""The endpoints of the API. They return published content only."""

from typing import Annotated, Any, Literal, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router
from pydantic import Field

from api import program_schemas, schemas
from api.embed import find_embed
from api.errors import error_response
from api.paging import Page, PageOf, filter_given, paginate
from api.parameters import refuse_unknown_parameters
from careers.facts.reading import Fact, read_facts_of
from careers.guides.career_page import CareerPage
from careers.guides.published import build_page, get_career_page, select_pages
from careers.models import FactKind
from careers.search.searching import MAX_MATCHES
from careers.search.searching import search as search_careers
from programs.models import Institution, Program
from programs.prices.price import describe_price
from programs.prices.published import read_prices
from quiz.models import QuizVersion
from salaries.models import Area, Occupation, Release, Wage
from salaries.models.releases import month

router = Router()
router.add_decorator(refuse_unknown_parameters, mode="view")

Text = Annotated[str, Field(max_length=60, pattern=r"^[^\x00-\x1f]*$")]
SocCode = Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{4}$", examples=["43-6013"])]
AreaCode = Annotated[str, Field(pattern=r"^[0-9]{2,7}$", examples=["06"])]
State = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["WA"])]
Month = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2025-05"])]
Level = Literal["nation", "state", "territory", "metro", "nonmetro"]
Slug = Annotated[str, Field(max_length=130, pattern=r"^[-a-zA-Z0-9_]+$")]
CareerSlug = Annotated[Slug, Field(examples=["medical-office-administrator"])]
Cip = Annotated[str, Field(pattern=r"^[0-9]{2}(\.[0-9]{2,4})?$", examples=["51.07"])]
UnitId = Annotated[int, Field(ge=1, le=2**31 - 1)]
Pixels = Annotated[int, Field(ge=1, le=100_000)]
Matches = Annotated[int, Field(ge=1, le=MAX_MATCHES)]
Address = Annotated[str, Field(max_length=500)]

Answer = dict[str, Any]
Row = TypeVar("Row", bound=Model)
# How long another site may cache what it embeds.
EMBED_CACHE_SECONDS = 24 * 3600

# Responses that every address may give besides its own.
COMMON = {304: None, 422: schemas.Error, 429: schemas.Error, 503: schemas.Error}
OR_NOT_FOUND = {**COMMON, 404: schemas.Error}


def get_by_slug(rows: QuerySet[Row], slug: str, kind: str) -> Row:
    """The row with this slug; Http404 says which `kind` of thing there is not."""
    row = rows.filter(slug=slug).first()
    if row is None:
        raise Http404(f"There is no {kind} with this slug.")
    return row


@router.get("/careers", response={200: PageOf[schemas.CareerLine], **COMMON})
def careers(request: HttpRequest, page: Page, soc_code: SocCode | None = None) -> Answer:
    """Careers by slug: every occupation of the wage survey, some of them with a guide.

    `soc_code` is the code of the survey's occupation.
    """
    rows = filter_given(select_pages().order_by("slug"), occupation__soc_code=soc_code)
    answer = paginate(request, rows, page)
    return {**answer, "items": [build_page(row) for row in answer["items"]]}


@router.get("/careers/{slug}", response={200: schemas.CareerDetail, **OR_NOT_FOUND})
def career(request: HttpRequest, slug: CareerSlug) -> CareerPage:
    """One career: its short text, how people get in, the newest projections and those before."""
    return get_career_page(slug)


@router.get("/careers/{slug}/facts", response={200: schemas.CareerFacts, **OR_NOT_FOUND})
def career_facts(request: HttpRequest, slug: CareerSlug, kind: FactKind | None = None) -> Answer:
    """What published sources say of a career's occupation, each with its release and license.

    Of each kind it is the newest release that has the occupation; a kind that none has is left out.
    `kind` asks for one of them.
    """
    code = get_career_page(slug).occupation.soc_code
    facts: dict[str, Fact] = read_facts_of([code], *filter(None, [kind])).get(code, {})
    return {"slug": slug, "soc_code": code, "facts": list(facts.values())}


@router.get("/careers/{slug}/quiz", response={200: schemas.QuizVersionLine, **OR_NOT_FOUND})
def quiz(request: HttpRequest, slug: CareerSlug) -> QuizVersion:
    """The version of a career's quiz that visitors take now."""
    version = QuizVersion.objects.newest_for_visitors(slug)
    if version is None:
        raise Http404("There is no published quiz for this career.")
    return version


@router.get("/search", response={200: schemas.Found, **COMMON})
def search(
    request: HttpRequest, response: HttpResponse, q: str = "", limit: Matches = 10
) -> Answer:
    """Careers by what people call them, the best first; any text has an answer.

    `matched` is the name that fits best, of the career's own and 60,000 others.
    """
    # What one person typed is kept by nobody else.
    response["Cache-Control"] = "private, max-age=60"
    return {"results": search_careers(q, limit)}


@router.get("/oembed", response={200: schemas.Embedded, **OR_NOT_FOUND, 501: schemas.Error})
def oembed(
    request: HttpRequest,
    url: Address,
    format: Literal["json", "xml"] = "json",
    maxwidth: Pixels | None = None,
    maxheight: Pixels | None = None,
) -> Answer | HttpResponse:
    """A page's table of pay or its quiz as HTML for another page, as oembed.com describes it.

    The pages are a career's guide, its page of pay, its quiz. The HTML fits any width and scrolls
    with its page, so `maxwidth` and `maxheight` change nothing.
    """
    if format == "xml":
        return error_response(501, "not_implemented", "Only JSON is available.")
    embed = find_embed(request, url)
    if embed is None:
        raise Http404("Nothing of this address can be embedded.")
    return {
        "provider_name": "careerguide",
        "provider_url": request.build_absolute_uri(reverse("home")),
        "title": embed.title,
        "html": embed.html,
        "width": None,
        "height": None,
        "cache_age": EMBED_CACHE_SECONDS,
    }


@router.get("/releases", response={200: PageOf[schemas.ReleaseLine], **COMMON})
def releases(request: HttpRequest, page: Page) -> Answer:
    """Published releases of wages, the newest first."""
    return paginate(request, Release.objects.published(), page)


@router.get("/areas", response={200: PageOf[schemas.AreaLine], **COMMON})
def areas(
    request: HttpRequest, page: Page, level: Level | None = None, state: State | None = None
) -> Answer:
    """Areas that wages are published for."""
    areas = filter_given(Area.objects.published().order_by("code"), level=level, state=state)
    return paginate(request, areas, page)


@router.get("/occupations", response={200: PageOf[schemas.OccupationLine], **COMMON})
def occupations(request: HttpRequest, page: Page, q: Text = "") -> Answer:
    """Occupations that wages are published for; `q` is part of a title."""
    occupations = filter_given(Occupation.objects.published().order_by("soc_code"), title__folded=q)
    return paginate(request, occupations, page)


@router.get("/wages", response={200: PageOf[schemas.WageLine], **OR_NOT_FOUND})
def wages(
    request: HttpRequest,
    page: Page,
    occupation: SocCode,
    release: Month | None = None,
    area: AreaCode | None = None,
    level: Level | None = None,
    state: State | None = None,
) -> Answer:
    """Wages of one occupation by area, of the release of a month.

    Without a month, each level of areas is of the newest release that has it, and one area of the
    newest that has the area.
    """
    published = Release.objects.published()
    chosen = (published.filter(period=month(release)) if release else published).first()
    if chosen is None:
        raise Http404("There is no published release of this month.")
    wages = Wage.objects.filter(occupation__soc_code=occupation)
    if release:
        wages = wages.filter(release=chosen)
    else:
        wages = wages.newest_of_areas() if area else wages.newest_of_levels()
    wages = filter_given(wages, area__code=area, area__level=level, area__state=state)
    wages = wages.select_related("release", "occupation", "area").order_by("area__code")
    return paginate(request, wages, page)


@router.get("/institutions", response={200: PageOf[program_schemas.InstitutionLine], **COMMON})
def institutions(
    request: HttpRequest, page: Page, state: State | None = None, q: Text = ""
) -> Answer:
    """Institutions of the directory; `q` is part of a name."""
    institutions = Institution.objects.defer("position", "overridden").order_by("slug")
    institutions = filter_given(institutions, state=state, name__folded=q)
    return paginate(request, institutions, page)


@router.get("/institutions/{slug}", response={200: program_schemas.InstitutionLine, **OR_NOT_FOUND})
def institution(request: HttpRequest, slug: Slug) -> Institution:
    """One institution."""
    institutions = Institution.objects.defer("position", "overridden")
    return get_by_slug(institutions, slug, "institution")


@router.get("/programs", response={200: PageOf[program_schemas.ProgramLine], **OR_NOT_FOUND})
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
    programs = Program.objects.listed().with_institution()
    if career is not None:
        programs = programs.for_fields(get_career_page(career).cip_codes)
    programs = filter_given(
        programs,
        field__code__startswith=field,
        institution__state=state,
        credential=credential,
        institution__unitid=institution,
    )
    answer = paginate(request, programs.order_by("pk"), page)
    prices = read_prices(program.institution.unitid for program in answer["items"])
    for program in answer["items"]:
        program.price = describe_price(program, prices)
    return answer
