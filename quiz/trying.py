"""What a reader of a result is trying, kept in their browser alone.

So the page that shows it is asked for by its address: going back to it, or reloading it, needs no
form to be sent again. No address and no log has the answer.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from quiz import tokens
from quiz.forms.result import TryForm
from quiz.models import Result

TRIED_COOKIE = "tried"
SALT = "quiz.trying"
REMEMBERED_FOR = timedelta(hours=1)


def path_of(token: str) -> str:
    """The page on which this link's reader tries answers: the only one that gets the cookie."""
    return reverse("result-try", args=[tokens.read_token(token)])


def remember(response: HttpResponseBase, token: str, form: TryForm) -> None:
    """Keep the one answer of a valid form."""
    kept = {name: form.cleaned_data[name] for name in ("key", "answer")}
    response.set_cookie(
        TRIED_COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=REMEMBERED_FOR,
        path=path_of(token),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def recall(request: HttpRequest, result: Result) -> TryForm | None:
    """The valid form of what was tried; None if it is too long ago, altered, or fits no more."""
    try:
        kept = signing.loads(
            request.COOKIES.get(TRIED_COOKIE, ""), salt=SALT, max_age=REMEMBERED_FOR
        )
    except signing.BadSignature:
        return None
    form = TryForm(kept, result)
    return form if form.is_valid() else None


def forget(response: HttpResponseBase, token: str) -> None:
    response.delete_cookie(TRIED_COOKIE, path=path_of(token), samesite="Lax")
