"""Careers side by side."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.comparing.choices import build_choices
from careers.comparing.reading import (
    list_choices,
    read_compared,
    read_pages,
    read_price_index,
)
from careers.comparing.request import MIN_COMPARED, ComparisonRequest
from careers.comparing.table import build_comparison
from careers.places import MAX_LENGTH
from careers.views.guide import redirect_to_state
from salaries.prices import SOURCE, SOURCE_URL


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four careers; at most six queries. A place that a reader wrote becomes `state`."""
    place_error = ""
    if (place := request.GET.get("place")) is not None:
        try:
            return redirect_to_state(request.GET, place)
        except ValidationError as error:
            place_error = error.messages[0]
    pages, asked = read_pages(ComparisonRequest.from_query(request.GET))
    careers = read_compared(pages, asked.state)
    table = None
    if len(careers) >= MIN_COMPARED:
        table = build_comparison(careers, asked.state, read_price_index(asked.state))
    context = {
        "asked": asked,
        "names": ", ".join(page.name for page in pages),
        "columns": [(page, asked.without(page.slug)) for page in pages],
        "table": table,
        "price_source": SOURCE,
        "price_source_url": SOURCE_URL,
        "choices": None if asked.is_full else build_choices(list_choices(), careers, asked),
        "place": (place or "")[:MAX_LENGTH] if place_error else asked.state,
        "place_error": place_error,
        "place_parameters": [("career", slug) for slug in asked.slugs],
    }
    return render(request, "careers/compare.html", context)
