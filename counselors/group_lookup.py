"""Find a group by its code, with a limit on wrong codes."""

from django.http import HttpRequest

from counselors.codes import parse_code
from counselors.models import Group
from serving.limits import Limit

# Only wrong codes count, and a right one always opens: neither a class that taps on a broken link
# nor somebody who tries codes locks out others behind the same address. Codes are too long to be
# guessed; the limit is what an operator sees of those who try.
WRONG_CODES = Limit("group-code", max_requests=60, window_seconds=600)


class TooManyWrongCodesError(Exception):
    """A wrong code came after many others from the same address."""


def find_group(request: HttpRequest, text: str) -> Group | None:
    """The group with this code, as typed; None for a wrong code, which is counted.

    A text that cannot be a code is no guess and not counted. Raises TooManyWrongCodesError for a
    wrong code after too many of them. Two or three queries.
    """
    code = parse_code(text)
    if code is None:
        return None
    groups = Group.objects.current().select_related("counselor")
    group = groups.prefetch_related("colleagues__user").filter(code=code).first()
    if group is None and WRONG_CODES.count_request(request):
        raise TooManyWrongCodesError
    return group
