"""The page of a profile's result: which careers fit, what each limit costs, what was chosen."""

from typing import Any
from urllib.parse import quote, urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careers.explore.source_lines import list_fact_sources
from careers.models import Career
from common import privacy
from quiz import owners, tokens
from quiz.models import Result
from quiz.models.profiles import MAX_CHOSEN
from quiz.models.results import ResultKind
from quiz.profiles.chosen import (
    TooManyChosenError,
    build_plan,
    choose_career,
    list_chosen_slugs,
)
from quiz.profiles.error_texts import describe_chance, describe_stability
from quiz.profiles.limit_texts import (
    build_cost_bars,
    build_step_bars,
    describe_trial,
    list_costly,
    list_off_reasons,
)
from quiz.profiles.matched import match_result
from quiz.profiles.moves import build_from_here
from quiz.profiles.off_list import list_off_groups
from quiz.profiles.result_page import ResultPage, build_result_page, describe_versions
from quiz.profiles.trials import Trial, read_trial
from quiz.views.private import build_link, get_own_result, lock_result, private_form

FAMILY, OFF_LIST = "family", "off-list"
TODAY_QUERY = "?figures=today"


def show_result(
    request: HttpRequest, result: Result, token: str, problem: str = ""
) -> HttpResponse:
    """The result; with `?family=` all careers of one family, with `?off-list` those left out."""
    is_owner = owners.find_owner_token(request, result) is not None
    trial = read_trial(request.GET)
    page = build_result_page(result, match_result(result, trial), list_chosen_slugs(result))
    context = {
        "result": result,
        "token": tokens.parse_token(token),
        "page": page,
        "matched": page.matched,
        "is_owner": is_owner,
        "trial": trial,
        "trial_parts": describe_trial(page.matched),
        "query": _query(trial),
        "choose_url": reverse("result-choose", args=[token]) + _build_query(request),
        "problem": problem,
        "subject": result.subject,
        "link": build_link(request, token),
    }
    if FAMILY in request.GET:
        response = _show_family(request, page, context)
    elif OFF_LIST in request.GET:
        groups = list_off_groups(page)
        response = render(request, "quiz/match/off_list.html", {**context, "groups": groups})
    else:
        response = _show_whole(request, page, context)
    if is_owner:
        # With its buttons come forms, and those need an origin.
        response["Referrer-Policy"] = privacy.ORIGIN_ALONE
    if problem:
        response.status_code = 422
    return response


def _show_whole(request: HttpRequest, page: ResultPage, context: dict[str, Any]) -> HttpResponse:
    matched = page.matched
    # Nobody but the owner gets distances from where they live.
    zip_code = page.result.profile.zip_code if context["is_owner"] else ""
    removed = request.GET.get("removed", "")
    moves = build_from_here(matched, page.chosen)
    facts = (*matched.measured.sources.facts, *(moves.sources if moves else ()))
    return render(
        request,
        "quiz/match/result.html",
        {
            **context,
            "cost_bars": build_cost_bars(matched),
            "step_bars": build_step_bars(matched),
            "costless": len(matched.costs) - len(list_costly(matched)),
            "off_reasons": list_off_reasons(matched),
            "plan": build_plan(page, zip_code),
            "family_url": _address(FAMILY, context["query"]) + "=",
            "off_list_url": _address(OFF_LIST, context["query"]),
            "today_url": TODAY_QUERY,
            "stability": describe_stability() if matched.answers.is_clear else "",
            "chance": describe_chance(),
            "versions": describe_versions(page),
            "fact_sources": list_fact_sources(facts),
            "moves": moves,
            "removed": page.find_career(removed) if context["is_owner"] and removed else None,
        },
    )


def _show_family(request: HttpRequest, page: ResultPage, context: dict[str, Any]) -> HttpResponse:
    family = page.find_family(request.GET[FAMILY])
    if family is None:
        # What is tried may have emptied it.
        return redirect(reverse("result", args=[context["token"]]) + context["query"])
    return render(request, "quiz/match/family.html", {**context, "family": family})


def _query(trial: Trial) -> str:
    """The query of what is tried; empty if nothing is."""
    return "" if trial.is_none else trial.query


def _address(name: str, query: str) -> str:
    """The page with one more parameter."""
    return f"{query}&{name}" if query else f"?{name}"


def _build_query(request: HttpRequest) -> str:
    """The query of the page that is shown, without what does not belong there."""
    query = _query(read_trial(request.GET))
    family = request.GET.get(FAMILY)
    return _address(urlencode({FAMILY: family}), query) if family else query


@private_form
@require_POST
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Mark a career, or take the mark off; 404 for anybody but the owner.

    The query of the address is that of the page where the button was, which is shown again.
    """
    result, _owner_token = get_own_result(request, token, ResultKind.MATCH)
    query = _build_query(request)
    page = reverse("result", args=[token])
    if slug := request.POST.get("remove", "").replace("\0", ""):
        result.profile.chosen.remove(*Career.objects.filter(slug=slug))
        if FAMILY in request.GET:
            return redirect(f"{page}{query}#c-{quote(slug)}")
        return redirect(page + _address(urlencode({"removed": slug}), query) + "#chosen")
    slug = request.POST.get("choose", "").replace("\0", "")
    career = Career.objects.published().filter(slug=slug).first()
    if career is None:
        text = _("That career is not on this site, so it cannot be chosen.")
        return show_result(request, result, token, text)
    try:
        with transaction.atomic():
            choose_career(lock_result(result), career)
    except TooManyChosenError:
        text = _("You have chosen %(number)s careers, which is as many as fit. Take one off first.")
        return show_result(request, result, token, text % {"number": MAX_CHOSEN})
    return redirect(f"{page}{query}#c-{career.slug}")
