"""What an address asks to compare."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.geography import STATES

MIN_COMPARED, MAX_COMPARED = 2, 4
# Values of the address that are looked at; anybody can write more.
MAX_READ = 20
MAX_SLUG_LENGTH = 80


@dataclass(frozen=True)
class ComparisonRequest:
    """The careers by their slugs, and the reader's state, as in OH, or empty.

    What cannot be used is left out, with a notice.
    """

    slugs: tuple[str, ...] = ()
    state: str = ""
    notices: list[str] = field(default_factory=list)

    @classmethod
    def from_query(cls, query: QueryDict) -> "ComparisonRequest":
        notices = []
        texts = (slug.replace("\0", " ") for slug in query.getlist("career")[:MAX_READ])
        given = [slug for text in texts if (slug := text.strip()[:MAX_SLUG_LENGTH])]
        slugs = tuple(dict.fromkeys(given))
        if len(slugs) < len(given):
            notices.append(_("A career that was chosen twice is shown once."))
        state = query.get("state", "").replace("\0", " ").strip().upper()
        if state and state not in STATES:
            text = _("“%(value)s” is no state. Name one by its abbreviation, as in CA.")
            notices.append(text % {"value": state[:20]})
            state = ""
        return cls(slugs, state, notices)

    def keep_known(self, known: Sequence[str]) -> "ComparisonRequest":
        """The request with the careers that there are, and no more than fit; notices of others."""
        unknown = [slug for slug in self.slugs if slug not in known]
        text = _("There is no career “%(slug)s”, so it is not compared.")
        notices = [*self.notices, *(text % {"slug": slug[:40]} for slug in unknown[:MAX_COMPARED])]
        slugs = tuple(slug for slug in self.slugs if slug in known)
        if (left_out := len(slugs) - MAX_COMPARED) > 0:
            text = ngettext(
                "Four careers fit side by side; %(number)s more was left out.",
                "Four careers fit side by side; %(number)s more were left out.",
                left_out,
            )
            notices.append(text % {"number": left_out})
        return replace(self, slugs=slugs[:MAX_COMPARED], notices=notices)

    @property
    def is_full(self) -> bool:
        return len(self.slugs) >= MAX_COMPARED

    def without(self, slug: str) -> str:
        """The address without one of the careers."""
        return build_address([other for other in self.slugs if other != slug], self.state)

    def beside(self, slug: str) -> str:
        """The address with one more career."""
        return build_address([*self.slugs, slug], self.state)


def build_address(slugs: Sequence[str], state: str = "") -> str:
    """The page that compares careers; `state` is the reader's, as in OH."""
    parameters = [("career", slug) for slug in slugs]
    if state:
        parameters.append(("state", state))
    query = f"?{urlencode(parameters)}" if parameters else ""
    return reverse("careers-compare") + query
