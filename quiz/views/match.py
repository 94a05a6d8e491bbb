"""Find what fits: the start of a profile, its pages of questions, the practical page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.errors import too_many_requests
from quiz import finishing, owners
from quiz.forms.answers import QuestionsForm
from quiz.forms.profile import FORMS, PracticalForm
from quiz.models import Attempt, Result
from quiz.models.attempts import AttemptQuerySet
from quiz.models.results import ResultKind
from quiz.profiles.finishing import finish_profile
from quiz.profiles.progress import (
    PAGES,
    Part,
    ProfileProgress,
    get_progress,
    start_attempt,
)
from quiz.views import steps
from quiz.views.private import get_own_result, private_form

PART_NAMES = {
    Part.INTERESTS: _("What you like to do"),
    Part.CONDITIONS: _("What suits you at work"),
    Part.PRACTICAL: _("Practical"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest) -> HttpResponse:
    """The profile: the start without `?page=`, else that page of the attempt under way."""
    is_change = request.method == "POST" and "from" in request.POST
    return _change_answers(request) if is_change else ProfileSteps().respond(request)


@private_form
def _change_answers(request: HttpRequest) -> HttpResponse:
    """Start with the answers of an own profile; 404 for anybody but its owner."""
    earlier, _owner_token = get_own_result(request, request.POST["from"], ResultKind.MATCH)
    return ProfileSteps(earlier).start(request)


class ProfileSteps(steps.Steps[ProfileProgress, PracticalForm]):
    """The profile; with `earlier`, what is started has the answers of that one."""

    def __init__(self, earlier: Result | None = None) -> None:
        super().__init__(reverse("match"))
        self.earlier = earlier

    def find_attempt(self, attempts: AttemptQuerySet, key_hash: str) -> Attempt | None:
        return attempts.profile_under_way(key_hash)

    def find_finished(self, key: str) -> tuple[Result, str] | None:
        return finishing.find_finished_result(key, kind=ResultKind.MATCH)

    def get_progress(self, attempt: Attempt) -> ProfileProgress:
        return get_progress(attempt)

    def start(self, request: HttpRequest) -> HttpResponse:
        if wait := steps.STARTS.count_request(request):
            return too_many_requests(request, wait)
        _attempt, key = start_attempt(self.earlier)
        return self.redirect_to_first_page(key)

    def build_form(self, progress: ProfileProgress, page: int, data: Any) -> QuestionsForm:
        first, _final, _total = progress.number_within_part(page)
        return FORMS[progress.find_part(page)](
            progress.pages[page - 1], data, answers=progress.answers, first_number=first
        )

    def build_last_form(self, progress: ProfileProgress, data: Any) -> PracticalForm:
        return PracticalForm(data, typed=progress.practical)

    def save_last_form(self, attempt: Attempt, form: PracticalForm) -> None:
        attempt.practical = form.typed
        attempt.save(update_fields=["practical"])

    def finish(self, request: HttpRequest, attempt: Attempt, key: str, form: PracticalForm) -> str:
        return finish_profile(request, attempt, key, form.practical)

    def give_to_owner(self, response: HttpResponse, request: HttpRequest, owner_token: str) -> None:
        super().give_to_owner(response, request, owner_token)
        owners.remember_profile(response, owner_token)

    def render_start(
        self, request: HttpRequest, progress: ProfileProgress | None, *, is_lost: bool
    ) -> HttpResponse:
        numbers = {part: sum(map(len, pages)) for part, pages in PAGES.items()}
        return render(
            request,
            "quiz/match/start.html",
            {
                "attempt": progress,
                "is_lost": is_lost,
                "activities": numbers[Part.INTERESTS],
                "conditions": numbers[Part.CONDITIONS],
                "questions": sum(numbers.values()),
                "results": owners.list_own_profiles(request),
            },
        )

    def render_page(
        self,
        request: HttpRequest,
        attempt: Attempt,
        progress: ProfileProgress,
        page: int,
        form: QuestionsForm | PracticalForm,
        wait_seconds: int,
    ) -> HttpResponse:
        part = progress.find_part(page)
        is_last = page == progress.last_page
        first, final, total = (0, 0, 0) if is_last else progress.number_within_part(page)
        return render(
            request,
            "quiz/match/page.html",
            {
                "form": form,
                "page": page,
                "last_page": progress.last_page,
                "is_last": is_last,
                "part": part,
                "is_first_of_part": first == 1,
                "parts": [(name, each is part) for each, name in PART_NAMES.items()],
                "part_name": PART_NAMES[part],
                "first": first,
                "final": final,
                "total": total,
                "unsure": progress.unsure,
                "questions": len(progress.questions),
                "wait_minutes": -(-wait_seconds // 60),
            },
        )
