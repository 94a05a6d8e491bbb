"""Taking a career's quiz: the start, the pages of statements, the last page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careers.guides.published import get_career_page, has_conditions
from common.errors import MissingPartError, too_many_requests
from quiz import finishing, owners
from quiz.attempts import QuizProgress, get_progress, start_attempt
from quiz.forms.answers import QuestionsForm
from quiz.forms.take import LastPageForm, StatementsForm
from quiz.models import Attempt, QuizVersion, Result
from quiz.models.attempts import AttemptQuerySet
from quiz.models.results import FormLength
from quiz.versions import get_content
from quiz.views import steps

LOST = _(
    "The answers of this quiz are no longer here: the browser’s cookie was deleted or blocked, or "
    "more than 30 days have passed. Please start again."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """The career's quiz: the start without `?page=`, else that page of the attempt under way.

    Without one by editors the career has the fit check, unless nothing of it is measured.
    """
    try:
        return QuizSteps(slug).respond(request)
    except MissingPartError:
        if hasattr(request, "preview") or not get_career_page(slug).has_conditions:
            raise
        return redirect("fit", slug)


class QuizSteps(steps.Steps[QuizProgress, LastPageForm]):
    """A career's quiz; its last page has the yes-or-no questions and the state."""

    def __init__(self, slug: str) -> None:
        super().__init__(reverse("quiz", args=[slug]))
        self.slug = slug

    def find_attempt(self, attempts: AttemptQuerySet, key_hash: str) -> Attempt | None:
        return attempts.under_way(key_hash, self.slug)

    def find_finished(self, key: str) -> tuple[Result, str] | None:
        return finishing.find_finished_result(key, version__quiz__career__slug=self.slug)

    def get_progress(self, attempt: Attempt) -> QuizProgress:
        return get_progress(attempt)

    def start(self, request: HttpRequest) -> HttpResponse:
        version = _get_version(request, self.slug)
        if wait := steps.STARTS.count_request(request):
            return too_many_requests(request, wait)
        has_short_form = get_content(version).has_short_form
        is_short = request.POST.get("form") == FormLength.SHORT and has_short_form
        length = FormLength.SHORT if is_short else FormLength.FULL
        _attempt, key = start_attempt(version, length)
        return self.redirect_to_first_page(key)

    def build_form(self, progress: QuizProgress, page: int, data: Any) -> StatementsForm:
        return StatementsForm(
            progress.pages[page - 1],
            data,
            answers=progress.answers,
            first_number=progress.first_number(page),
        )

    def build_last_form(self, progress: QuizProgress, data: Any) -> LastPageForm:
        return LastPageForm(progress.content.conditions, data)

    def finish(self, request: HttpRequest, attempt: Attempt, key: str, form: LastPageForm) -> str:
        asked = get_content(attempt.quiz_version).conditions
        conditions = {each.key: form.cleaned_data[each.key] for each in asked}
        area_code = form.cleaned_data["area"]
        return finishing.finish_quiz(request, attempt, key, conditions, area_code)

    def render_start(
        self, request: HttpRequest, progress: QuizProgress | None, *, is_lost: bool
    ) -> HttpResponse:
        version = _get_version(request, self.slug)
        rows: Any = version
        return render(
            request,
            "quiz/start.html",
            {
                "has_fit_check": rows.has_conditions,
                "career": version.quiz.career,
                "career_tab": "quiz",
                "content": get_content(version),
                "attempt": progress,
                "lost": LOST if is_lost else "",
                "results": owners.list_own_results(request, version.quiz),
            },
        )

    def render_page(
        self,
        request: HttpRequest,
        attempt: Attempt,
        progress: QuizProgress,
        page: int,
        form: QuestionsForm | LastPageForm,
        wait_seconds: int,
    ) -> HttpResponse:
        is_last = page == progress.last_page
        first = progress.first_number(page)
        return render(
            request,
            "quiz/page.html",
            {
                "career": attempt.quiz_version.quiz.career,
                "career_tab": "quiz",
                "content": progress.content,
                "form": form,
                "page": page,
                "last_page": progress.last_page,
                "is_last": is_last,
                "first": first,
                "final": first + len(progress.pages[page - 1]) - 1 if not is_last else 0,
                "total": len(progress.questions),
                "unsure": progress.unsure,
                "wait_minutes": -(-wait_seconds // 60),
            },
        )


def _get_version(request: HttpRequest, slug: str) -> QuizVersion:
    # A preview shows the quiz of a career that visitors may not read yet.
    is_preview = hasattr(request, "preview")
    measured = has_conditions("quiz__career__occupation__soc_code")
    versions = QuizVersion.objects.annotate(has_conditions=measured)
    find = versions.newest_published if is_preview else versions.newest_for_visitors
    version = find(slug)
    if version is None:
        raise MissingPartError(
            get_career_page(slug),
            gettext("There is no quiz for this career yet"),
            gettext("Its own page says what the work is like, what it pays and how people get in."),
        )
    return version
