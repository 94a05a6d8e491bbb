"""What was typed into a form that could not be accepted, for a page that sends it once more.

A browser's token for forms is renewed at sign-in and missing without the site's cookie; a session
ends. None of this is the fault of the words, so the page that says so holds them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError

# Forms with a field whose name contains this are typed again: no page shows a password.
SECRET = "password"  # noqa: S105
TOKEN = "csrfmiddlewaretoken"  # noqa: S105


@dataclass(frozen=True)
class UnsentForm:
    """A form as its browser sent it, without the token; `fields` are names with values, in order.

    `has_files`: files were chosen too. They are not part of it, because a page cannot hold them.
    """

    address: str
    fields: Sequence[tuple[str, str]]
    has_files: bool


def read_unsent_form(request: HttpRequest) -> UnsentForm | None:
    """The form that a request sends; None if it is none of this site's pages, or has a password.

    Only a page of this site is trusted, so that no other site can lead somebody to send its words.
    """
    if request.method != "POST" or not is_own_origin(request):
        return None
    try:
        sent = request.POST
    except (SuspiciousOperation, UnreadablePostError):
        # More than the site reads, or less than was announced.
        return None
    if any(SECRET in name for name in sent):
        return None
    fields = [(name, value) for name, values in sent.lists() if name != TOKEN for value in values]
    return UnsentForm(request.get_full_path(), fields, bool(request.FILES))


def is_own_origin(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the request."""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(sender).netloc == request.get_host()
