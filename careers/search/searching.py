"""Finds the careers that somebody's words mean, the best first.

The database keeps the index in step with what it is made of, and ranks: migrations 0003 and 0004.
"""

from dataclasses import dataclass

from django.db import connection
from django.utils import translation

from careers.models import Career

MAX_MATCHES = 50
# No name is longer, and nobody types more.
MAX_LENGTH = 120
# So many are ranked, however few are asked for: some may not be public.
COMPARED = 30


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
    words = dict.fromkeys(text.replace("\0", " ").split())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM careers_search(%s, %s)", [" ".join(words)[:MAX_LENGTH], most])
        return dict(cursor.fetchall())
