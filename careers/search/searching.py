"""Finds the careers that somebody's words mean, the best first.

The database keeps the index in step with what it is made of, and ranks: migrations 0003 and 0004.
"""

import re
from dataclasses import dataclass

from django.db import connection
from django.utils import translation

from careers.models import Career

MAX_MATCHES = 50
# No name is longer, and nobody types more.
MAX_LENGTH = 120
# So many are ranked, however few are asked for: some may not be public.
COMPARED = 30
# No career has five digits in its name: those who type them add where they live.
_ZIP_CODE = re.compile(r"(?<![\w-])\d{5}(?:-\d{4})?(?![\w-])", re.ASCII)


@dataclass(frozen=True)
class Match:
    """A career that was found; `matched` is the one of its names that fits the words best."""

    career_id: int
    slug: str
    name: str
    soc_code: str
    matched: str


def search(text: str, limit: int = 10, language: str = "en") -> list[Match]:
    """The careers that fit the words best, their names in the language. Two queries.

    Any text has an answer: one without a word of any career has an empty list.
    """
    found = rank_careers(text, max(COMPARED, min(limit, MAX_MATCHES)))
    careers = Career.objects.published().in_bulk(found)
    with translation.override(language):
        return [
            Match(pk, career.slug, career.name, career.occupation.soc_code, matched or career.name)
            for pk, matched in found.items()
            if (career := careers.get(pk))
        ][:limit]


def rank_careers(text: str, most: int = COMPARED) -> dict[int, str | None]:
    """Keys of careers, public or not, the best first, with a name where one is near. One query."""
    # A word that is said again says no more.
    words = dict.fromkeys(remove_zip_code(text.replace("\0", " ")).split())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM careers_search(%s, %s)", [" ".join(words)[:MAX_LENGTH], most])
        return dict(cursor.fetchall())


def find_zip_code(text: str) -> str:
    """What looks like a ZIP code among the words of a search; empty without one.

    >>> find_zip_code("nurse 98101"), find_zip_code("98101-1234"), find_zip_code("29-1141")
    ('98101', '98101-1234', '')
    """
    match = _ZIP_CODE.search(text)
    return match[0] if match else ""


def remove_zip_code(text: str) -> str:
    """The words of a search without ZIP codes.

    >>> remove_zip_code("nurse 98101"), remove_zip_code(" 98101 ")
    ('nurse', '')
    """
    return " ".join(_ZIP_CODE.sub(" ", text).split())
