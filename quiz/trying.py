"""The answer that a reader of a result tries, stored in their browser only.

The page that shows it has an address of its own, so going back to it or reloading it sends no form
again. The answer is in no address and no log.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from common.cookies import delete_page_cookie, get_page_cookie, set_page_cookie
from quiz import tokens
from quiz.forms.result import TryForm
from quiz.models import Result

TRIED_COOKIE = "tried"
COOKIE_AGE = timedelta(hours=1)


def get_try_path(token: str) -> str:
    """The page on which this link's reader tries answers: the only one that gets the cookie."""
    return reverse("result-try", args=[tokens.parse_token(token)])


def remember_answer(response: HttpResponseBase, token: str, form: TryForm) -> None:
    """Store the one answer of a valid form in the cookie."""
    tried = {name: form.cleaned_data[name] for name in ("key", "answer")}
    set_page_cookie(response, TRIED_COOKIE, tried, COOKIE_AGE, get_try_path(token))


def recall_answer(request: HttpRequest, result: Result) -> TryForm | None:
    """The valid form of the tried answer; None if it is too old, altered, or no longer fits."""
    form = TryForm(get_page_cookie(request, TRIED_COOKIE, COOKIE_AGE) or {}, result)
    return form if form.is_valid() else None


def forget_answer(response: HttpResponseBase, token: str) -> None:
    delete_page_cookie(response, TRIED_COOKIE, get_try_path(token))
