"""One folding for every search: case, accents, apostrophes and dashes make no difference.

PostgreSQL folds what is stored with functions of its own, so that no extension has to be allowed
there, and nothing is stored twice; Python folds what somebody typed, to the same.
"""

import re
import unicodedata
from typing import Any

from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler

# Accents, once they stand apart from their letters, and what is an apostrophe to somebody.
_DROPPED = "[\u0300-\u036f'’‘ʻʼ`´]"
# Parts of both that PostgreSQL and Python treat alike.
_BETWEEN_WORDS = '[][ \t\n!"#$%&()*+,./:;<=>?@\\\\^_{|}~\u00a0\u00ad\u2010-\u2015\u2212“”„…·-]+'
# What names of places and schools begin with, in full or not.
_LONG_FORMS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_SHORT_FORMS = {long: short for short, long in _LONG_FORMS.items()}
_SQL = (
    "regexp_replace(regexp_replace(lower(normalize(({})::text, NFKD)), %s, '', 'g'), %s, ' ', 'g')"
)


def fold(text: str) -> str:
    """A text as searches compare it.

    >>> fold("Coeur d’Alene, ID"), fold("Dallas–Fort Worth"), fold(" Cañon City ")
    ('coeur dalene id', 'dallas fort worth', 'canon city')
    """
    lowered = unicodedata.normalize("NFKD", text).lower()
    return re.sub(_BETWEEN_WORDS, " ", re.sub(_DROPPED, "", lowered)).strip()


def build_pattern(folded: str) -> str:
    """A regular expression for a folded text, which has no signs of one, however it is spelled.

    >>> build_pattern("saint marys of ft wayne"), build_pattern("boston")
    ('(saint|st) marys of (ft|fort) wayne', 'boston')
    """
    others = _LONG_FORMS | _SHORT_FORMS
    return " ".join(
        f"({each}|{others[each]})" if each in others else each for each in folded.split()
    )


def write_out(word: str) -> str:
    """A folded word in full, if it is one that is often cut short."""
    return _LONG_FORMS.get(word, word)


@CharField.register_lookup
class Folded(Lookup[Any]):
    """`name__folded="text"`: the text is part of the name, both folded, however it is spelled."""

    lookup_name = "folded"

    def get_prep_lookup(self) -> str:
        return build_pattern(fold(str(self.rhs)))

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        name, name_params = self.process_lhs(compiler, connection)
        pattern, pattern_params = self.process_rhs(compiler, connection)
        params = (*name_params, _DROPPED, _BETWEEN_WORDS, *pattern_params)
        return f"{_SQL.format(name)} ~ {pattern}", params
