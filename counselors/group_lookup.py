"""Find a group by its code, with a limit on wrong codes."""

from django.http import HttpRequest

from counselors.codes import parse_code
from counselors.models import Group
from serving.limits import Limit

# Only wrong codes count: a whole class behind one address can enter the right one.
WRONG_CODES = Limit("group-code", max_requests=60, window_seconds=600)


class TooManyWrongCodesError(Exception):
    """Too many wrong codes came from this address; no code is accepted for some minutes."""


def find_group(request: HttpRequest, text: str) -> Group | None:
    """The group with this code, as typed; None for a wrong code, which is counted.

    Raises TooManyWrongCodesError after too many of them. Three or four queries.
    """
    if WRONG_CODES.is_reached(request):
        raise TooManyWrongCodesError
    code = parse_code(text)
    groups = Group.objects.current().select_related("counselor")
    groups = groups.prefetch_related("colleagues__user")
    group = groups.filter(code=code).first() if code else None
    if group is None:
        WRONG_CODES.count_request(request)
    return group
