"""Codes that a student types, guarded against guessing."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from counselors.codes import read_code
from counselors.models import Group
from serving.limits import Limit

# Only wrong codes count: a class behind one address may enter the right one as often as it likes.
WRONG_CODES = Limit("group-code", max_requests=60, window_seconds=600)


class TooManyGuessesError(Exception):
    """So many wrong codes came from one address that no code is taken for some minutes."""


def _kept() -> QuerySet[Group]:
    """Groups whose time is not over, also where nobody has deleted the others yet."""
    kept = Group.objects.filter(deleted_on__gt=timezone.localdate())
    return kept.select_related("counselor").prefetch_related("colleagues__user")


def find_group(request: HttpRequest, text: str) -> Group | None:
    """The group with this code, however it is written; None for a wrong code, which is counted.

    Raises TooManyGuessesError after too many of those. Three or four queries.
    """
    if WRONG_CODES.is_reached(request):
        raise TooManyGuessesError
    code = read_code(text)
    group = _kept().filter(code=code).first() if code else None
    if group is None:
        WRONG_CODES.count_request(request)
    return group
