"""A student opens a counselor's link, and agrees to share or answers the questions alone."""

from http import HTTPStatus

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from careers.models import Career
from counselors import sharing
from counselors.forms.groups import careers_with_quiz
from counselors.forms.student import CodeForm, ConsentForm
from counselors.group_lookup import TooManyWrongCodesError, find_group
from counselors.models import Group, Participation
from quiz.tokens import create_token
from quiz.views.private import private_form
from serving.limits import Limit

# Of one address, behind which there may be a whole school.
CONSENTS = Limit("group consents", max_requests=600, window_seconds=600, batch_size=10)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for a group's code."""
    form = CodeForm(request)
    if form.is_valid():
        return redirect("group", form.cleaned_data["code"].code)
    return render(request, "counselors/student_code.html", {"form": form}, status=form.status)


@private_form
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the group's counselor would see, and ask for consent.

    Only POST changes anything, because mail scanners open links.
    """
    try:
        group = find_group(request, code)
    except TooManyWrongCodesError:
        return render_too_many_codes(request)
    if group is None:
        return render_unknown(request)
    if code != group.code and request.method != "POST":
        return redirect("group", group.code)
    with timezone.override(group.zone):
        return _ask_for_consent(request, group)


def _ask_for_consent(request: HttpRequest, group: Group) -> HttpResponse:
    careers = [] if group.asks_profile else list(_find_quizzes(group))
    if not group.is_open or not (careers or group.asks_profile):
        return render_closed(request, group, careers)
    earlier = sharing.find_earlier(request, group, None)
    data = request.POST if request.method == "POST" else None
    form = ConsentForm(group, careers, earlier, data)
    wait = 0
    if form.is_valid():
        is_yes = request.POST.get("answer") == "yes"
        wait = CONSENTS.count_request(request) if is_yes else 0
        if not wait:
            return _save_answer(request, group, form.chosen, form)
    context = {
        "group": group,
        "careers": careers,
        "form": form,
        "earlier": earlier,
        "wait_minutes": -(-wait // 60),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    response = render(request, get_consent_template(group), context, status=status)
    if wait:
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response["Retry-After"] = str(wait)
    return response


def _save_answer(
    request: HttpRequest, group: Group, career: Career | None, form: ConsentForm
) -> HttpResponse:
    response = redirect("quiz", career.slug) if career else redirect("match")
    if request.POST.get("answer") != "yes":
        sharing.withdraw_consent(request, group)
        return response
    key, before = identify_student(request, group, career, form)
    try:
        sharing.give_consent(group, career, key, form.cleaned_data.get("nickname", ""), before)
    except sharing.GroupGoneError:
        return render_unknown(request)
    except sharing.OtherTermsError:
        # The page shows what the group asks for now.
        return redirect(group.link_path)
    sharing.set_cookie(response, key)
    return response


def _find_quizzes(group: Group) -> QuerySet[Career]:
    """The careers of the group whose quiz can be taken now."""
    return careers_with_quiz().filter(pk__in=group.careers.all())


def get_consent_template(group: Group) -> str:
    """The template that says what counselors of this group see."""
    if group.asks_profile:
        return "counselors/profiles/student_consent.html"
    return "counselors/student_consent.html"


def identify_student(
    request: HttpRequest, group: Group, career: Career | None, form: ConsentForm
) -> tuple[str, Participation | None]:
    """The browser's key and earlier participation; a new key if another student uses it now."""
    if form.cleaned_data.get("somebody_else"):
        return create_token(), None
    key = sharing.get_browser_key(request) or create_token()
    return key, sharing.find_earlier(request, group, career)


def render_unknown(request: HttpRequest) -> HttpResponse:
    """The response to codes that no group has."""
    return render(request, "counselors/student_unknown.html", status=HTTPStatus.NOT_FOUND)


def render_too_many_codes(request: HttpRequest) -> HttpResponse:
    """The response to a wrong code after too many of them."""
    status = HTTPStatus.TOO_MANY_REQUESTS
    return render(request, "counselors/student_too_many_codes.html", status=status)


def render_closed(request: HttpRequest, group: Group, careers: list[Career]) -> HttpResponse:
    """The response after the last day, or if none of the group's quizzes is available."""
    context = {"group": group, "careers": careers}
    return render(request, "counselors/student_closed.html", context, status=HTTPStatus.GONE)
