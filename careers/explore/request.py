"""What an address asks of exploring, and addresses that ask for something a little different."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from careers.explore.filtering import OPTIONS, SEVERAL, Limit
from careers.explore.labels import FILTERS
from careers.explore.sorting import DEFAULT_SORT, RELEVANCE, SORTS
from careers.search.searching import remove_zip_code
from programs.geography import STATES

# Longer words are cut: nobody searches by more.
MAX_WORDS_LENGTH = 200
MAX_NUMBER = 10_000_000
MAX_PAGE = 1000
VIEWS = ("table", "cards", "chart", "map")
# What the chart has along its lower edge, and what the map is colored by.
AXES = ("education", "growth")
COLORS = ("pay", "growth", "education", "ai")
_CHOICES = {"view": VIEWS, "axis": AXES, "color": COLORS, "sort": (*SORTS, RELEVANCE)}
_NUMBERS = ("pay_from", "openings")


@dataclass(frozen=True)
class ExploreRequest:
    """What a reader asked for. What cannot be used is left out, with a notice."""

    q: str = ""
    state: str = ""
    limits: tuple[Limit, ...] = ()
    sort: str = ""
    view: str = VIEWS[0]
    axis: str = AXES[0]
    color: str = COLORS[0]
    page: int = 1
    notices: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: QueryDict) -> "ExploreRequest":
        """The request of an address."""
        return _Parser(query).parse() if query else cls()

    @property
    def order(self) -> str:
        """The order of the rows: that of the search where there is one and nothing was chosen."""
        if self.sort and (self.sort != RELEVANCE or self.words):
            return self.sort
        return RELEVANCE if self.words else DEFAULT_SORT

    @property
    def words(self) -> str:
        """What was searched for, without a ZIP code."""
        return remove_zip_code(self.q)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.limits)

    def query(self, **changes: Any) -> str:
        """The address of the same page with changes, defaults left out; empty for all defaults."""
        return replace(self, **({"page": 1} | changes)).address

    @property
    def canonical(self) -> str:
        """The address of the same careers, however they are shown or ordered."""
        default = ExploreRequest()
        names = ("sort", "view", "axis", "color")
        return replace(self, **{name: getattr(default, name) for name in names}).address

    @property
    def address(self) -> str:
        parameters = urlencode(self.list_parameters())
        return f"?{parameters}" if parameters else ""

    def list_parameters(self) -> list[tuple[str, str]]:
        """The parameters of the address, those with their defaults left out."""
        default = ExploreRequest()
        pairs = [("q", self.q), ("state", self.state), *self.limits]
        pairs += [(name, getattr(self, name)) for name in ("sort", "view", "axis", "color")]
        pairs.append(("page", str(self.page) if self.page > 1 else ""))
        return [(k, v) for k, v in pairs if v and v != getattr(default, k, "")]

    def has(self, limit: Limit) -> bool:
        return limit in self.limits

    def add(self, limit: Limit) -> str:
        """The address with a choice in force as well, or in place of another of its filter."""
        kept = [one for one in self.limits if one.name != limit.name or limit.name in SEVERAL]
        return self.query(limits=_order([*kept, limit]))

    def drop(self, limit: Limit) -> str:
        """The address without a choice that is in force."""
        return self.query(limits=tuple(one for one in self.limits if one != limit))

    def keep(self, limit: Limit) -> str:
        """The address with a choice as the only limit."""
        return self.query(limits=(limit,))


def _order(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """Limits in the order of the filters, each once, so that one choice has one address."""
    filters = list(OPTIONS)
    return tuple(sorted(dict.fromkeys(limits), key=lambda limit: filters.index(limit.name)))


class _Parser:
    def __init__(self, query: QueryDict) -> None:
        self._query = query
        self._notices: list[str] = []

    def parse(self) -> ExploreRequest:
        values: dict[str, Any] = {
            name: value for name in _CHOICES if (value := self._parse_choice(name))
        }
        limits = _order(limit for name in OPTIONS for limit in self._parse_limits(name))
        return ExploreRequest(
            q=self._parse_words(),
            state=self._parse_state(),
            limits=limits,
            page=self._parse_page(),
            **values,
            notices=tuple(self._notices),
        )

    def _get(self, name: str) -> str:
        return self._clean(self._query.get(name, ""))

    @staticmethod
    def _clean(text: str) -> str:
        return " ".join(text.replace("\0", " ").split())

    def _parse_words(self) -> str:
        words = self._get("q")
        if len(words) > MAX_WORDS_LENGTH:
            text = _("Only the first %(number)s letters of your search are used.")
            self._notices.append(text % {"number": MAX_WORDS_LENGTH})
        return words[:MAX_WORDS_LENGTH].strip()

    def _parse_state(self) -> str:
        state = self._get("state").upper()
        if state and state not in STATES:
            text = _("“%(value)s” is no state. Name one by its abbreviation, as in CA.")
            self._notices.append(text % {"value": state[:20]})
            return ""
        return state

    def _parse_choice(self, name: str) -> str:
        value = self._get(name)
        if value and value not in _CHOICES[name]:
            text = _("“%(value)s” cannot be used as “%(name)s”. It is left out.")
            self._notices.append(text % {"value": value[:20], "name": name})
            return ""
        return value

    def _parse_page(self) -> int:
        text = self._get("page")
        if text and not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text)):
            self._notices.append(_("There is no such page. This is the first."))
            return 1
        return min(int(text or 1), MAX_PAGE)

    def _parse_limits(self, name: str) -> list[Limit]:
        values = [self._clean(value) for value in self._query.getlist(name)[-20:]]
        values = list(dict.fromkeys(value for value in values if value))
        limits = []
        for value in values if name in SEVERAL else values[-1:]:
            known = _parse_number(value) if name in _NUMBERS else value
            if (name in _NUMBERS and known) or known in OPTIONS[name]:
                limits.append(Limit(name, known))
            else:
                self._refuse(name, value)
        limits = list(dict.fromkeys(limits))
        if len(limits) > (most := SEVERAL.get(name, 1)):
            text = _("Choose at most two things that you like. These are the first two.")
            self._notices.append(text)
        return limits[:most]

    def _refuse(self, name: str, value: str) -> None:
        if name in _NUMBERS:
            text = _("%(filter)s: write a whole number, as in 42000. “%(value)s” is left out.")
        else:
            text = _("%(filter)s: “%(value)s” is no choice. It is left out.")
        self._notices.append(text % {"filter": FILTERS[name], "value": value[:20]})


def _parse_number(text: str) -> str:
    """A whole number as people write it, as addresses have it: 42000; empty for anything else."""
    digits = text.replace(",", "").removeprefix("$")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 9
    return str(int(digits)) if is_number and 0 < int(digits) <= MAX_NUMBER else ""
