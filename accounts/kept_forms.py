"""What a user sends after the session has ended, or was renewed in another tab, is kept for a day.

A form says in a signed field who opened it. So what is typed is kept for that user, whoever is
signed in when it comes, and a visitor without an account can have nothing kept.
"""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase, QueryDict, UnreadablePostError
from django.utils import timezone

from accounts.models import KeptForm
from accounts.sending_again import is_own_origin
from accounts.sessions import MAX_AGE_SECONDS

# The signed field of a form; names that start like it are the form's machinery, not its content.
OPENER_FIELD = "_opened_by"
MACHINERY = ("_", "csrfmiddlewaretoken")
SALT = "accounts.kept-form"
# The list that an editor came from is no part of a form's identity.
LIST_FILTERS = "_changelist_filters"
MAX_LENGTH = 1024 * 1024
MAX_PER_USER = 20


def sign_opener(user: Any) -> str:
    """The value of a form's OPENER_FIELD."""
    return signing.dumps(user.pk, salt=SALT)


def keep_form(request: HttpRequest) -> KeptForm | None:
    """Keep what was sent for the user who opened the form, instead of what was kept before.

    None where nothing can be kept: no form of this site, or too much. Files are not kept.
    """
    try:
        opener = _find_opener(request)
    except (SuspiciousOperation, UnreadablePostError):
        # More than the site reads, or less than was announced.
        return None
    address = form_address(request)
    body = _content_of(request.POST).urlencode()
    is_storable = len(address) <= 500 and len(body) <= MAX_LENGTH and "%00" not in body
    if opener is None or not is_storable or not is_own_origin(request):
        return None
    values = {"body": body, "created_at": timezone.now()}
    kept, _ = KeptForm.objects.update_or_create(user=opener, address=address, defaults=values)
    newest = KeptForm.objects.filter(user=opener).order_by("-created_at", "-pk")
    KeptForm.objects.filter(pk__in=newest.values_list("pk", flat=True)[MAX_PER_USER:]).delete()
    return kept


def find_kept_form(request: HttpRequest) -> KeptForm | None:
    """What the signed-in user typed into the form at this address and did not save."""
    forms = KeptForm.objects.live().filter(user=request.user.pk)
    return forms.filter(address=form_address(request)).first()


def is_saved(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a form of this kind was sent and accepted."""
    return OPENER_FIELD in request.POST and response.status_code == HTTPStatus.FOUND


def delete_kept_form(request: HttpRequest) -> None:
    """Forget what was kept of the form at this address, because it is saved."""
    KeptForm.objects.filter(user=request.user.pk, address=form_address(request)).delete()


def form_address(request: HttpRequest) -> str:
    """The path and query by which a form is found again."""
    query = request.GET.copy()
    query.pop(LIST_FILTERS, None)
    return request.path + (f"?{query.urlencode()}" if query else "")


def _find_opener(request: HttpRequest) -> User | None:
    signed = request.POST.get(OPENER_FIELD, "")
    try:
        key = signing.loads(signed, salt=SALT, max_age=MAX_AGE_SECONDS)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key, is_active=True).first()


def _content_of(sent: QueryDict) -> QueryDict:
    content = sent.copy()
    for name in [name for name in content if name.startswith(MACHINERY)]:
        del content[name]
    return content
