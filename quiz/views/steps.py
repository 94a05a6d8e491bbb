"""Answering page by page, the same for a quiz and for a profile.

The attempt is stored on the server, its key in a cookie of the pages at one address. Every page
saves what was answered before it is left. The last page turns the attempt into a result.
"""

from abc import ABC, abstractmethod
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from quiz import owners, tokens
from quiz.attempts import Progress, save_answers
from quiz.forms.answers import AnswersForm, QuestionsForm
from quiz.models import Attempt, Result
from quiz.models.attempts import AttemptQuerySet
from serving.limits import Limit

# Of one address, behind which there may be a whole school on the day it takes the quiz.
RESULTS = Limit("quiz results", max_requests=600, window_seconds=600, batch_size=10)
STARTS = Limit("quiz starts", max_requests=600, window_seconds=600, batch_size=10)

ProgressT = TypeVar("ProgressT", bound=Progress)
LastFormT = TypeVar("LastFormT", bound=AnswersForm)


class Steps(ABC, Generic[ProgressT, LastFormT]):
    """What is asked at one address, which is `url`."""

    def __init__(self, url: str) -> None:
        self.url = url

    # -- What a quiz and a profile do each in its own way --------------------------------------
    @abstractmethod
    def find_attempt(self, attempts: AttemptQuerySet, key_hash: str) -> Attempt | None:
        """The unexpired attempt with this key, if it is one of these."""

    @abstractmethod
    def find_finished(self, key: str) -> tuple[Result, str] | None:
        """The result that the attempt with this key became within a day, and its owner's code."""

    @abstractmethod
    def get_progress(self, attempt: Attempt) -> ProgressT: ...

    @abstractmethod
    def start(self, request: HttpRequest) -> HttpResponse:
        """Start an attempt: `redirect_to_first_page`, or why not."""

    @abstractmethod
    def build_form(self, progress: ProgressT, page: int, data: Any) -> QuestionsForm: ...

    @abstractmethod
    def build_last_form(self, progress: ProgressT, data: Any) -> LastFormT: ...

    def save_last_form(self, attempt: Attempt, form: LastFormT) -> None:
        """Keep what was sent of the last page. The attempt's row is locked."""

    @abstractmethod
    def finish(self, request: HttpRequest, attempt: Attempt, key: str, form: LastFormT) -> str:
        """Turn the complete attempt into a result; returns its owner's code."""

    def give_to_owner(self, response: HttpResponse, request: HttpRequest, owner_token: str) -> None:
        """Make this browser the owner of the result."""
        owners.add_owner_token(response, request, owner_token)

    @abstractmethod
    def render_start(
        self, request: HttpRequest, progress: ProgressT | None, *, is_lost: bool
    ) -> HttpResponse:
        """The start; `is_lost`: an attempt that is no longer there was sent answers."""

    @abstractmethod
    def render_page(
        self,
        request: HttpRequest,
        attempt: Attempt,
        progress: ProgressT,
        page: int,
        form: QuestionsForm | LastFormT,
        wait_seconds: int,
    ) -> HttpResponse: ...

    # -- What they do alike ----------------------------------------------------------------------
    def respond(self, request: HttpRequest) -> HttpResponse:
        """The start without `?page=`, else that page of the attempt under way."""
        if request.method != "POST":
            return self._respond(request, Attempt.objects.all())
        if "start" in request.POST:
            return self.start(request)
        # Two windows on one attempt take turns, so that neither undoes the answers of the other
        # and only one of them finishes it.
        with transaction.atomic():
            return self._respond(request, Attempt.objects.select_for_update(of=("self",)))

    def redirect_to_first_page(self, key: str) -> HttpResponse:
        """Begin to answer the attempt with this key; an earlier one is left to expire."""
        response = self._redirect_to_page(1)
        owners.set_attempt_cookie(response, key, self.url)
        return response

    def _respond(self, request: HttpRequest, attempts: AttemptQuerySet) -> HttpResponse:
        key = owners.get_attempt_key(request)
        attempt = self.find_attempt(attempts, tokens.hash_token(key)) if key else None
        progress = self.get_progress(attempt) if attempt else None
        if "page" not in request.GET:
            return self.render_start(request, progress, is_lost=False)
        if key is None or attempt is None or progress is None:
            return self._respond_without_attempt(request, key)
        page = _parse_page(request.GET["page"], progress)
        if page is None or (page > progress.first_open_page and request.method != "POST"):
            return self._redirect_to_page(progress.first_open_page)
        if page == progress.last_page:
            return self._respond_last(request, attempt, key, progress)
        return self._respond_questions(request, attempt, progress, page)

    def _respond_without_attempt(self, request: HttpRequest, key: str | None) -> HttpResponse:
        """Redirect to the result of this attempt if its response got lost, else to the start.

        The response that shows a result also deletes the key.
        """
        finished = self.find_finished(key) if key else None
        if finished is not None:
            result, owner_token = finished
            return self._redirect_to_result(request, owner_token, result.share_number)
        if request.method == "POST":
            response = self.render_start(request, None, is_lost=True)
            response.status_code = HTTPStatus.CONFLICT
            return response
        return redirect(self.url)

    def _respond_questions(
        self, request: HttpRequest, attempt: Attempt, progress: ProgressT, page: int
    ) -> HttpResponse:
        """A page of questions, or a redirect once it is answered."""
        posted = request.POST if request.method == "POST" else None
        form = self.build_form(progress, page, posted)
        if posted is not None:
            save_answers(attempt, form.answered)
            if "back" in posted:
                return self._redirect_to_page(max(1, page - 1))
            if form.is_valid():
                # If an earlier page has a gap, that page comes first.
                first_open_page = self.get_progress(attempt).first_open_page
                return self._redirect_to_page(min(page + 1, first_open_page))
        return self._render(request, attempt, progress, page, form)

    def _respond_last(
        self, request: HttpRequest, attempt: Attempt, key: str, progress: ProgressT
    ) -> HttpResponse:
        """The last page, or a redirect to the result once it is answered."""
        posted = request.POST if request.method == "POST" else None
        form = self.build_last_form(progress, posted)
        if posted is not None:
            self.save_last_form(attempt, form)
            if "back" in posted:
                return self._redirect_to_page(progress.last_page - 1)
        if progress.first_open_page < progress.last_page:
            return self._redirect_to_page(progress.first_open_page)
        if not form.is_bound or not form.is_valid():
            return self._render(request, attempt, progress, progress.last_page, form)
        if wait := RESULTS.count_request(request):
            response = self._render(request, attempt, progress, progress.last_page, form, wait)
            response["Retry-After"] = str(wait)
            return response
        return self._redirect_to_result(request, self.finish(request, attempt, key, form))

    def _render(
        self,
        request: HttpRequest,
        attempt: Attempt,
        progress: ProgressT,
        page: int,
        form: QuestionsForm | LastFormT,
        wait_seconds: int = 0,
    ) -> HttpResponse:
        response = self.render_page(request, attempt, progress, page, form, wait_seconds)
        if wait_seconds:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        elif form.errors:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    def _redirect_to_page(self, page: int) -> HttpResponseRedirect:
        return HttpResponseRedirect(f"{self.url}?page={page}#step")

    def _redirect_to_result(
        self, request: HttpRequest, owner_token: str, share_number: int = 1
    ) -> HttpResponse:
        """Redirect to the result, with this browser as its owner; its attempt is over."""
        response = redirect("result", tokens.derive_reading_token(owner_token, share_number))
        self.give_to_owner(response, request, owner_token)
        owners.delete_attempt_cookie(response, self.url)
        return response


def _parse_page(text: str, progress: Progress) -> int | None:
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return page if 1 <= page <= progress.last_page else None
