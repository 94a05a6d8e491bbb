"""The fit check of a career: ten conditions of its work on one page, and a private result."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careers.guides.career_page import CareerPage
from careers.shortcuts import get_page
from common.errors import MissingPartError
from quiz import owners, tokens
from quiz.forms.profile import ConditionsForm
from quiz.profiles.fit import FitCheck, build_fit_check, store_fit
from quiz.profiles.progress import ask_conditions
from serving.limits import Limit

# Of one address, behind which there may be a whole school.
FITS = Limit("fit checks", max_requests=600, window_seconds=600, batch_size=10)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fit(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; sent, it becomes a result."""
    career = get_page(request, slug)
    check = get_fit_check(career)
    questions = ask_conditions(check.conditions)
    if request.method != "POST":
        said, is_profile = _find_earlier_answers(request, career)
        known = {key: said[key] for key in check.conditions if key in said}
        form = ConditionsForm(questions, answers=known)
        return _render_form(request, career, form, is_profile=is_profile and bool(known))
    form = ConditionsForm(questions, request.POST, answers={})
    if not form.is_valid():
        return _render_form(request, career, form)
    if wait := FITS.count_request(request):
        response = _render_form(request, career, form, wait)
        response["Retry-After"] = str(wait)
        return response
    result, owner_token = store_fit(check, form.answered, _get_form_key(request))
    response = redirect("result", tokens.derive_reading_token(owner_token, result.share_number))
    owners.add_owner_token(response, request, owner_token)
    return response


def get_fit_check(career: CareerPage) -> FitCheck:
    """What is asked of a career; MissingPartError where none of its conditions is measured."""
    check = None
    if career.has_conditions:
        check = build_fit_check(career.pk, career.occupation.soc_code)
    if check is None:
        raise MissingPartError(
            career,
            gettext("The conditions of this work are not measured"),
            gettext(
                "So there is nothing to compare your answers with. Its own page says what is known "
                "of the work, what it pays and how people get in. “Find what fits” compares your "
                "answers with all careers that are measured."
            ),
        )
    return check


def _find_earlier_answers(request: HttpRequest, career: CareerPage) -> tuple[dict[str, int], bool]:
    """What this browser said of the career, or else in its profile; True if it is the latter."""
    if own := owners.list_own_fits(request, career.career):
        return own[0].result.answers, False
    remembered = owners.find_remembered_profile(request)
    return (remembered[0].answers, True) if remembered else ({}, False)


def _get_form_key(request: HttpRequest) -> str:
    return tokens.parse_token(request.POST.get("form_key", "")) or tokens.create_token()


def _render_form(
    request: HttpRequest,
    career: CareerPage,
    form: ConditionsForm,
    wait_seconds: int = 0,
    *,
    is_profile: bool = False,
) -> HttpResponse:
    context = {
        "career": career,
        "career_tab": "fit",
        "form": form,
        "form_key": _get_form_key(request),
        "is_profile": is_profile,
        "results": owners.list_own_fits(request, career.career),
        "wait_minutes": -(-wait_seconds // 60),
    }
    status = 429 if wait_seconds else 422 if form.errors else 200
    return render(request, "quiz/fit/check.html", context, status=status)
