"""How addresses name programs: by Program.key, or by their number, as they once did."""

import re

from django.db.models import Q, Subquery

from common.keys import key_of
from programs.models.institutions import Institution

# Program.key of an imported program: institution, field of study and credential.
PROGRAM_KEY = re.compile(r"(\d{1,9})-(\d{2}\.\d{2}(?:\d{2})?)-([1-8])", re.ASCII)


def is_program_key(text: str) -> bool:
    """Whether a program could have this key in an address, or this number.

    >>> is_program_key("236513-51.38-2"), is_program_key("17"), is_program_key("51.38")
    (True, True, False)
    """
    return bool(PROGRAM_KEY.fullmatch(text) or key_of(text))


def select_program(text: str) -> Q:
    """The condition for the program with this key or number; no program meets it for other text."""
    if match := PROGRAM_KEY.fullmatch(text):
        unitid, field, credential = match.groups()
        # A subquery of its own, so that both indexes are used: no program is searched for.
        at = Institution.objects.filter(unitid=int(unitid)).values("pk")
        return Q(institution=Subquery(at), field=field, credential=credential, source__isnull=False)
    return Q(pk=key_of(text))
