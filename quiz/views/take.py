"""Taking the quiz: the start, the pages of statements, the last page."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quiz import finishing, owners, tokens
from quiz.areas import is_state
from quiz.attempts import Walk, begin, keep, walk
from quiz.content import content_of
from quiz.forms.take import LastPageForm, StartForm, StatementsForm
from quiz.models import Attempt, QuizVersion
from serving.limits import Limit

# Of one address, behind which there may be a whole school on the day it takes the quiz.
RESULTS = Limit("quiz results", max_requests=600, window_seconds=600, batch_size=10)
LOST = (
    "The answers of this quiz are no longer here: the browser’s cookie was deleted or blocked, or "
    "more than 30 days have passed. Please start again."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """The career's quiz: the start without `?page=`, else that page of the attempt under way."""
    key = owners.attempt_key(request)
    if request.method == "POST" and "start" in request.POST:
        return _begin(request, slug)
    wait = 0
    if key and request.method == "POST" and "area" in request.POST and "back" not in request.POST:
        # Only the last page asks for an area.
        finished, wait = _finish(request, slug, key)
        if finished is not None:
            return finished
    attempt = Attempt.objects.under_way(tokens.hashed(key), slug) if key else None
    if "page" not in request.GET:
        return _start(request, slug, attempt)
    if attempt is None:
        return _gone(request, slug, key)

    steps = walk(attempt)
    page = _page_number(request, steps)
    if page is None or (page > steps.first_open_page and request.method != "POST"):
        return _to_page(slug, steps.first_open_page)
    if page == steps.last_page:
        return _last_page(request, attempt, steps, wait) or _gone(request, slug, key)
    return _statements(request, attempt, steps, page) or _gone(request, slug, key)


def _gone(request: HttpRequest, slug: str, key: str | None) -> HttpResponse:
    """To the result that was made of this attempt, whose answer got lost; else to the start.

    A browser that was told of its result has no such key any more.
    """
    found = finishing.finished(key, slug) if key else None
    if found is not None:
        result, owner_token = found
        return _to_result(request, owner_token, result.share_number)
    if request.method == "POST":
        return _start(request, slug, None, lost=LOST, status=409)
    return redirect("quiz", slug)


def _to_result(request: HttpRequest, owner_token: str, share_number: int = 1) -> HttpResponse:
    """To the result, with this browser as its owner; its attempt is over."""
    response = redirect("result", tokens.reading_token(owner_token, share_number))
    owners.remember(response, request, owner_token)
    owners.forget_attempt(response, request.path)
    return response


def _page_number(request: HttpRequest, steps: Walk) -> int | None:
    text = request.GET["page"]
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return page if 1 <= page <= steps.last_page else None


def _to_page(slug: str, page: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('quiz', args=[slug])}?page={page}#step")


def _start(
    request: HttpRequest,
    slug: str,
    attempt: Attempt | None,
    lost: str = "",
    status: int = 200,
) -> HttpResponse:
    version = _newest(slug)
    steps = walk(attempt) if attempt else None
    content = content_of(version)
    return render(
        request,
        "quiz/start.html",
        {
            "career": version.quiz.career,
            "career_tab": "quiz",
            "content": content,
            "attempt": steps,
            "lost": lost,
            "results": owners.results_of(request, version.quiz),
        },
        status=status,
    )


def _newest(slug: str) -> QuizVersion:
    version = QuizVersion.objects.newest_for_visitors(slug)
    if version is None:
        raise Http404("This career has no quiz.")
    return version


def _begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin anew; answers of an attempt that was under way are left to expire."""
    version = _newest(slug)
    length = StartForm(request.POST).length(content_of(version))
    _attempt, key = begin(version, length)
    response = _to_page(slug, 1)
    owners.remember_attempt(response, key, reverse("quiz", args=[slug]))
    return response


def _statements(
    request: HttpRequest, attempt: Attempt, steps: Walk, page: int
) -> HttpResponse | None:
    """A page of statements, or what follows on its answers; None where the attempt is over."""
    slug = attempt.version.quiz.career.slug
    posted = request.POST if request.method == "POST" else None
    form = StatementsForm(
        steps.pages[page - 1],
        posted,
        answers=steps.answers,
        first_number=steps.first_number(page),
        back=page > 1,
    )
    if posted is not None:
        if not keep(attempt, form.answered):
            return None
        if "back" in posted:
            return _to_page(slug, max(1, page - 1))
        if form.is_valid():
            # Where an earlier page has a gap, that page comes first.
            return _to_page(slug, min(page + 1, walk(attempt).first_open_page))
    return _render_page(request, attempt, steps, page, form)


def _finish(request: HttpRequest, slug: str, key: str) -> tuple[HttpResponse | None, int]:
    """The result, where the last page was sent and all is right; else None, and nothing changed.

    What is wrong is left for the page's form to say: building one takes longer than all of this.
    The number is 0, or the seconds to wait where too many results were made.
    """
    area = request.POST["area"]
    if area and not is_state(area):
        return None, 0
    is_counted = False
    for asked in finishing.asked_of(slug, tokens.hashed(key)):
        conditions = asked.content.conditions_in(request.POST)
        if conditions is None:
            continue
        if not is_counted and (wait := RESULTS.count_request(request)):
            return None, wait
        is_counted = True
        owner_token = finishing.finish(request, key, asked, conditions, area)
        if owner_token is not None:
            return _to_result(request, owner_token), 0
    return None, 0


def _last_page(
    request: HttpRequest, attempt: Attempt, steps: Walk, wait: int
) -> HttpResponse | None:
    """The last page, or what is wrong with it; what was right is a result by now.

    None where nothing is wrong, so that another window was quicker.
    `wait`: the seconds until it can be one, where that is all that is wrong.
    """
    slug = attempt.version.quiz.career.slug
    posted = request.POST if request.method == "POST" else None
    if posted is not None and "back" in posted:
        return _to_page(slug, steps.last_page - 1)
    if steps.first_open_page < steps.last_page:
        return _to_page(slug, steps.first_open_page)
    form = LastPageForm(steps.content.conditions, posted)
    if wait:
        response = _render_page(request, attempt, steps, steps.last_page, form, wait)
        response["Retry-After"] = str(wait)
        return response
    if form.is_bound and form.is_valid():
        return None
    return _render_page(request, attempt, steps, steps.last_page, form)


def _render_page(
    request: HttpRequest,
    attempt: Attempt,
    steps: Walk,
    page: int,
    form: StatementsForm | LastPageForm,
    wait: int = 0,
) -> HttpResponse:
    is_last = page == steps.last_page
    first = steps.first_number(page)
    errors = [
        (name if name == "area" else f"{name}_0", text)
        for name, texts in form.errors.items()
        for text in texts
    ]
    return render(
        request,
        "quiz/page.html",
        {
            "career": attempt.version.quiz.career,
            "career_tab": "quiz",
            "content": steps.content,
            "form": form,
            "page": page,
            "last_page": steps.last_page,
            "is_last": is_last,
            "first": first,
            "final": first + len(steps.pages[page - 1]) - 1 if not is_last else 0,
            "total": len(steps.statements),
            "errors": errors,
            "wait_minutes": -(-wait // 60),
        },
        status=429 if wait else 422 if errors else 200,
    )
