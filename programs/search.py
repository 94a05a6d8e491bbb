"""A visitor's search for programs: as query parameters, as chips, and as a query."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.formatting import format_dollars
from programs.geography import STATES, Place
from programs.models import Institution, Program, ProgramQuerySet
from programs.models.queries import ORDERS
from programs.payback import Route

RADII = (10, 25, 50, 100, 250)
DEFAULT_RADIUS = 50
SORT_LABELS: dict[str, str | Promise] = {
    "completers": _("Most people finished"),
    "earnings": _("Highest earnings"),
    "debt": _("Lowest debt"),
    "cost": _("Lowest cost"),
    "distance": _("Nearest"),
    "name": _("Name"),
}
# The facts that filters and orders rest on, as Offer.known names them.
EVERY_FACT = frozenset(
    ("completers", "earnings", "debt", "cost", "delivery", "online", "control", "coordinates")
)
# Programs that can be compared side by side.
MAX_CHOSEN = 4


@dataclass(frozen=True)
class Chip:
    """A link that changes the search: removes a filter, or sorts in another way."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Search:
    """A valid search. Empty values filter nothing; `chosen` are programs picked for comparison.

    `known` are the facts that any program has. Where no institution's coordinates are known, a
    search by place is a search in its state. `inactive` finds also what may no longer be offered.
    """

    place: Place | None = None
    known: frozenset[str] = EVERY_FACT
    radius: int | None = DEFAULT_RADIUS
    state: str = ""
    credential: int | None = None
    control: str = ""
    delivery: str = ""
    max_cost: int | None = None
    online: bool = False
    inactive: bool = False
    sort: str = ""
    chosen: tuple[int, ...] = ()

    @property
    def is_filtered(self) -> bool:
        return bool(self._filters())

    @property
    def order(self) -> str:
        """The chosen order; by default by distance where distances are known."""
        if self.sort and self.sort in self.orders:
            return self.sort
        return self.orders[0]

    @property
    def orders(self) -> list[str]:
        """Those for which there are facts, the default one first."""
        by_distance = ["distance"] if self.place and self.by_distance else []
        return by_distance + [key for key in ORDERS if key in self.known or key == "name"]

    @property
    def by_distance(self) -> bool:
        return "coordinates" in self.known

    def parameters(self) -> list[tuple[str, str]]:
        """The search as query parameters, defaults left out."""
        pairs = []
        if self.place:
            pairs.append(("zip", self.place.query))
            if self.radius is None:
                pairs.append(("radius", "any"))
            elif self.radius != DEFAULT_RADIUS:
                pairs.append(("radius", str(self.radius)))
            if self.online:
                pairs.append(("online", "on"))
        if self.inactive:
            pairs.append(("inactive", "on"))
        for name in ("state", "credential", "control", "delivery", "max_cost", "sort"):
            value = getattr(self, name)
            if value not in ("", None):
                pairs.append((name, str(value)))
        return pairs + [("program", str(number)) for number in self.chosen]

    def query(self, **more: str) -> str:
        """`?zip=98101&…`; empty for an empty search."""
        pairs = [*self.parameters(), *more.items()]
        return f"?{urlencode(pairs)}" if pairs else ""

    def without(self, *names: str) -> "Search":
        """The same search with some filters removed."""
        defaults: dict[str, Any] = {item.name: item.default for item in fields(Search)}
        return replace(self, **{name: defaults[name] for name in names})

    def _filters(self) -> list[tuple[str, str]]:
        """The filters that apply: name of the field, and label."""
        filters = []
        if self.place:
            filters.append(("place", self._describe_reach()))
        if self.online and self.by_distance:
            filters.append(("online", gettext("and online anywhere")))
        if self.state:
            filters.append(("state", STATES[self.state]))
        if self.credential:
            filters.append(("credential", str(Program.Credential(self.credential).label)))
        if self.control:
            filters.append(("control", str(Institution.Control(self.control).label)))
        if self.delivery:
            filters.append(("delivery", str(Program.Delivery(self.delivery).label)))
        if self.max_cost is not None:
            text = gettext("at most %(dollars)s")
            filters.append(("max_cost", text % {"dollars": format_dollars(self.max_cost)}))
        if self.inactive:
            filters.append(("inactive", gettext("also what may no longer be offered")))
        return filters

    def _describe_reach(self) -> str:
        if not self.by_distance:
            reach = gettext("all of %(state)s, for %(place)s")
        elif self.radius:
            reach = gettext("within %(radius)s miles of %(place)s")
        else:
            reach = gettext("by distance from %(place)s")
        words = {"radius": self.radius, "place": self.place, "state": self.place_state}
        return reach % words

    @property
    def place_state(self) -> str:
        """The name of the state that the place is in; empty without a place."""
        return STATES[self.place.state] if self.place else ""

    def build_chips(self) -> list[Chip]:
        """One for each filter that applies, in the order of the form."""
        return [
            Chip(capfirst(label), self.without(name).query() or "?")
            for name, label in self._filters()
        ]

    def build_sorts(self) -> list[Chip]:
        """One for each order for which there are facts."""
        return [
            Chip(str(label), replace(self, sort=key).query(), key == self.order)
            for key, label in SORT_LABELS.items()
            if key in self.orders
        ]

    def list_wider_searches(self) -> list["Search"]:
        """Searches with fewer or weaker filters, the most similar first."""
        wider = []
        if self.place and self.radius:
            larger = [radius for radius in RADII if radius > self.radius]
            wider += [replace(self, radius=radius) for radius in larger[-1:]]
            wider.append(replace(self, radius=None))
        wider += [
            self.without(name)
            for name, _ in self._filters()
            if name not in ("place", "online", "inactive")
        ]
        if self.place:
            wider.append(replace(self.without("place", "radius", "online"), state=self.place.state))
        return wider

    def describe_difference(self, wider: "Search") -> str:
        """What a wider search changes, as in “within 250 miles” or “everywhere in Iowa”."""
        if wider.place and wider.radius != self.radius:
            if wider.radius:
                return gettext("within %(radius)s miles") % {"radius": wider.radius}
            return gettext("at any distance")
        if self.place and not wider.place:
            return gettext("everywhere in %(state)s") % {"state": STATES[self.place.state]}
        for name, label in self._filters():
            if getattr(self, name) != getattr(wider, name):
                return gettext("not only “%(filter)s”") % {"filter": label}
        return gettext("with fewer filters")

    def filter_programs(
        self, programs: ProgramQuerySet[Program], typical: Mapping[int, Route]
    ) -> ProgramQuerySet[Program]:
        """The programs that match, in order; `typical` as in `costing_at_most`."""
        if not self.inactive:
            programs = programs.active()
        if self.state:
            programs = programs.in_state(self.state)
        if self.credential:
            programs = programs.filter(credential=self.credential)
        if self.control:
            programs = programs.filter(institution__control=self.control)
        if self.delivery:
            programs = programs.filter(delivery=self.delivery)
        if self.max_cost is not None:
            programs = programs.costing_at_most(self.max_cost, typical)
        if self.place and self.by_distance:
            if self.radius:
                programs = programs.within(self.place.point, self.radius, self.online)
            programs = programs.with_distance(self.place.point)
        elif self.place:
            programs = programs.in_state(self.place.state)
        return programs.in_order(self.order, active_first=self.inactive)
