"""The home page and a career's page."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from careers.groups import GROUPS
from careers.guide_page import build_page, read_page
from careers.guides.published import list_career_pages
from careers.key_figures import list_key_figures
from careers.markup import build_discovery
from careers.models import Career
from careers.places import MAX_LENGTH, find_state
from careers.shortcuts import get_page
from common.answers import record_answers
from common.kept import KeptHtml, identify_answers
from common.privacy import keep_private
from salaries.forms import TableRequest
from salaries.summary import get_national_pay
from serving.pagecache.pages import shows_profile

# Examples of what a guide adds to a career's page.
MAX_GUIDES = 2
BODY = KeptHtml()
# In the body, where the block for one visitor stands.
VISITOR_MARK = "<!-- for the visitor -->"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    guides = list_career_pages(limit=MAX_GUIDES)
    pay = get_national_pay(career.occupation.soc_code for career in guides)
    tiles = [
        {
            "career": career,
            "key_figures": list_key_figures(career, pay.get(career.occupation.soc_code)),
        }
        for career in guides
    ]
    counts = Career.objects.count_by_group()
    groups = sorted((group for code, group in GROUPS.items() if code in counts), key=str)
    context = {
        "tiles": tiles,
        "groups": [(group, counts[group.code]) for group in groups],
        "careers_count": sum(counts.values()),
    }
    return render(request, "careers/home.html", context)


@require_safe
def career(request: HttpRequest, slug: str) -> HttpResponse:
    """The career's page; the table of wages in it takes the same parameters as the page of wages.

    A browser with a profile also reads what the career is for its owner, which no cache may store.
    """
    response = _show_career(request, slug)
    return keep_private(response) if shows_profile(request.META) else response


def _show_career(request: HttpRequest, slug: str) -> HttpResponse:
    """The page, in which this visitor's block stands between two parts that are for everybody.

    What a reader wrote in the box for a place becomes the parameter `state`.
    """
    place_error = ""
    if (place := request.GET.get("place")) is not None:
        try:
            return redirect_to_state(request.GET, place)
        except ValidationError as error:
            place_error = error.messages[0]
    asked = TableRequest.from_query(request.GET)
    # The page's own table is of pay a year; the page of wages has the other views.
    asked.pay = "year"
    with record_answers():
        page = get_page(request, slug, with_html=True)
        inputs = read_page(page, asked)
        answers = identify_answers(request)
    state_query = f"?state={asked.state}" if asked.state else ""
    place_box = {
        "place": (place or "")[:MAX_LENGTH] if place_error else asked.state,
        "place_error": place_error,
        "state_query": state_query,
        "place_parameters": asked.list_form_parameters(),
    }
    body = BODY.render(
        answers,
        lambda: render_to_string("careers/_career.html", {**build_page(inputs), **place_box}),
    )
    opening, _, rest = body.partition(VISITOR_MARK)
    context = {
        "opening": mark_safe(opening),  # noqa: S308 - rendered above, as is the rest
        "rest": mark_safe(rest),  # noqa: S308
        "career": page,
        "career_tab": "guide",
        "discovery": build_discovery(request, page, inputs.wages),
        "state_query": state_query,
    }
    return render(request, "careers/career.html", context)


def redirect_to_state(parameters: QueryDict, place: str) -> HttpResponse:
    """The same page with the state of a place in its address; without any for an empty text."""
    kept = parameters.copy()
    for name in ("place", "state"):
        kept.pop(name, None)
    if place.strip():
        kept["state"] = find_state(place)
    # Relative, so that a preview stays one.
    return HttpResponseRedirect(f"?{kept.urlencode()}")
