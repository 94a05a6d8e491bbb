"""Taking the quiz: the start, the pages of statements, the last page."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from careers.guides.published import get_career_page
from common.errors import MissingPartError, too_many_requests
from quiz import finishing, owners, tokens
from quiz.attempts import Progress, get_progress, save_answers, start_attempt
from quiz.forms.take import LastPageForm, StatementsForm
from quiz.models import Attempt, QuizVersion
from quiz.models.results import AttemptQuerySet, FormLength
from quiz.versions import get_content
from serving.limits import Limit

# Of one address, behind which there may be a whole school on the day it takes the quiz.
RESULTS = Limit("quiz results", max_requests=600, window_seconds=600, batch_size=10)
STARTS = Limit("quiz starts", max_requests=600, window_seconds=600, batch_size=10)
LOST = _(
    "The answers of this quiz are no longer here: the browser’s cookie was deleted or blocked, or "
    "more than 30 days have passed. Please start again."
)


@require_safe
def match(request: HttpRequest) -> HttpResponse:
    """What fits a visitor: the first quiz; all careers where there is none."""
    career = QuizVersion.objects.first_career_for_visitors()
    return redirect("quiz", career) if career else redirect("careers")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """The career's quiz: the start without `?page=`, else that page of the attempt under way."""
    if request.method != "POST":
        return _quiz(request, slug, Attempt.objects.all())
    if "start" in request.POST:
        return _start(request, slug)
    # Two windows on one attempt take turns, so that neither undoes the answers of the other and
    # only one of them finishes it.
    with transaction.atomic():
        return _quiz(request, slug, Attempt.objects.select_for_update(of=("self",)))


def _quiz(request: HttpRequest, slug: str, attempts: AttemptQuerySet) -> HttpResponse:
    key = owners.get_attempt_key(request)
    attempt = attempts.under_way(tokens.hash_token(key), slug) if key else None
    if "page" not in request.GET:
        return _start_page(request, slug, attempt)
    if key is None or attempt is None:
        return _no_attempt(request, slug, key)

    progress = get_progress(attempt)
    page = _page_number(request, progress)
    if page is None or (page > progress.first_open_page and request.method != "POST"):
        return _redirect_to_page(slug, progress.first_open_page)
    if page == progress.last_page:
        return _last_page(request, attempt, key, progress)
    return _statements_page(request, attempt, progress, page)


def _no_attempt(request: HttpRequest, slug: str, key: str | None) -> HttpResponse:
    """Redirect to the result of this attempt if its response got lost, else to the start.

    The response that shows a result also deletes the key.
    """
    finished = finishing.find_finished_result(key, slug) if key else None
    if finished is not None:
        result, owner_token = finished
        return _redirect_to_result(request, owner_token, result.share_number)
    if request.method == "POST":
        return _start_page(request, slug, None, lost=str(LOST))
    return redirect("quiz", slug)


def _redirect_to_result(
    request: HttpRequest, owner_token: str, share_number: int = 1
) -> HttpResponse:
    """Redirect to the result, with this browser as its owner; its attempt is over."""
    response = redirect("result", tokens.derive_reading_token(owner_token, share_number))
    owners.add_owner_token(response, request, owner_token)
    owners.delete_attempt_cookie(response, request.path)
    return response


def _page_number(request: HttpRequest, progress: Progress) -> int | None:
    text = request.GET["page"]
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return page if 1 <= page <= progress.last_page else None


def _redirect_to_page(slug: str, page: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('quiz', args=[slug])}?page={page}#step")


def _start_page(
    request: HttpRequest,
    slug: str,
    attempt: Attempt | None,
    lost: str = "",
) -> HttpResponse:
    version = _get_version(request, slug)
    return render(
        request,
        "quiz/start.html",
        {
            "career": version.quiz.career,
            "career_tab": "quiz",
            "content": get_content(version),
            "attempt": get_progress(attempt) if attempt else None,
            "lost": lost,
            "results": owners.list_own_results(request, version.quiz),
        },
        status=409 if lost else 200,
    )


def _get_version(request: HttpRequest, slug: str) -> QuizVersion:
    # A preview shows the quiz of a career that visitors may not read yet.
    is_preview = hasattr(request, "preview")
    versions = QuizVersion.objects
    find = versions.newest_published if is_preview else versions.newest_for_visitors
    version = find(slug)
    if version is None:
        raise MissingPartError(
            get_career_page(slug),
            gettext("There is no quiz for this career yet"),
            gettext("Its own page says what the work is like, what it pays and how people get in."),
        )
    return version


def _start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start an attempt; the answers of an earlier one are left to expire."""
    version = _get_version(request, slug)
    if wait := STARTS.count_request(request):
        return too_many_requests(request, wait)
    is_short = request.POST.get("form") == FormLength.SHORT and get_content(version).has_short_form
    length = FormLength.SHORT if is_short else FormLength.FULL
    _attempt, key = start_attempt(version, length)
    response = _redirect_to_page(slug, 1)
    owners.set_attempt_cookie(response, key, reverse("quiz", args=[slug]))
    return response


def _statements_page(
    request: HttpRequest, attempt: Attempt, progress: Progress, page: int
) -> HttpResponse:
    """A page of statements, or a redirect once it is answered."""
    slug = attempt.version.quiz.career.slug
    posted = request.POST if request.method == "POST" else None
    form = StatementsForm(
        progress.pages[page - 1],
        posted,
        answers=progress.answers,
        first_number=progress.first_number(page),
    )
    if posted is not None:
        save_answers(attempt, form.answered)
        if "back" in posted:
            return _redirect_to_page(slug, max(1, page - 1))
        if form.is_valid():
            # If an earlier page has a gap, that page comes first.
            return _redirect_to_page(slug, min(page + 1, get_progress(attempt).first_open_page))
    return _render_page(request, attempt, progress, page, form)


def _last_page(
    request: HttpRequest, attempt: Attempt, key: str, progress: Progress
) -> HttpResponse:
    """The last page, or a redirect to the result once it is answered."""
    slug = attempt.version.quiz.career.slug
    posted = request.POST if request.method == "POST" else None
    if posted is not None and "back" in posted:
        return _redirect_to_page(slug, progress.last_page - 1)
    if progress.first_open_page < progress.last_page:
        return _redirect_to_page(slug, progress.first_open_page)
    form = LastPageForm(progress.content.conditions, posted)
    if not form.is_bound or not form.is_valid():
        return _render_page(request, attempt, progress, progress.last_page, form)
    if wait := RESULTS.count_request(request):
        response = _render_page(request, attempt, progress, progress.last_page, form, wait)
        response["Retry-After"] = str(wait)
        return response
    conditions = {each.key: form.cleaned_data[each.key] for each in progress.content.conditions}
    owner_token = finishing.finish_attempt(
        request, attempt, key, conditions, form.cleaned_data["area"]
    )
    return _redirect_to_result(request, owner_token)


def _render_page(
    request: HttpRequest,
    attempt: Attempt,
    progress: Progress,
    page: int,
    form: StatementsForm | LastPageForm,
    wait_seconds: int = 0,
) -> HttpResponse:
    is_last = page == progress.last_page
    first = progress.first_number(page)
    return render(
        request,
        "quiz/page.html",
        {
            "career": attempt.version.quiz.career,
            "career_tab": "quiz",
            "content": progress.content,
            "form": form,
            "page": page,
            "last_page": progress.last_page,
            "is_last": is_last,
            "first": first,
            "final": first + len(progress.pages[page - 1]) - 1 if not is_last else 0,
            "total": len(progress.statements),
            "unsure": progress.unsure,
            "wait_minutes": -(-wait_seconds // 60),
        },
        status=429 if wait_seconds else 422 if form.errors else 200,
    )
