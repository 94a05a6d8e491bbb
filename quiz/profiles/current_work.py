"""What somebody does now: the career that they mean by its name."""

from dataclasses import dataclass

from django.utils import translation

from careers.search.searching import Match, search
from common.search import fold

MAX_OFFERED = 6
# The answer that none of the offered careers is meant.
NONE_OF_THEM = "none"


@dataclass(frozen=True)
class WorkFound:
    """The careers that a text may mean, the best first; `is_certain` if it is the first's name."""

    matches: tuple[Match, ...] = ()
    is_certain: bool = False

    def find_career(self, slug: str) -> int | None:
        """The key of the career with this slug, if it was found."""
        return next((match.career_id for match in self.matches if match.slug == slug), None)


def find_work(text: str) -> WorkFound:
    """The careers that are meant by any of their names. Two queries."""
    matches = tuple(search(text, MAX_OFFERED, translation.get_language() or "en"))
    typed = fold(text)
    named = [match for match in matches if typed in (fold(match.matched), fold(match.name))]
    is_first = bool(named) and named[0] is matches[0]
    # A career's own name is certain, even if others are called that as well.
    is_own_name = is_first and fold(matches[0].name) == typed
    return WorkFound(matches, is_certain=is_own_name or (is_first and len(named) == 1))
