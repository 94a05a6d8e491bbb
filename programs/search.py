"""A visitor's search for programs: as query parameters, as chips, and as a query."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from common.formatting import format_dollars
from programs.geography import STATES, Place, Point
from programs.models import Institution, Program, ProgramQuerySet
from programs.models.queries import ORDERS

RADII = (10, 25, 50, 100, 250)
DEFAULT_RADIUS = 50
MAX_RADIUS = 500
SORT_LABELS: dict[str, str | Promise] = {
    "distance": _("Nearest"),
    "completers": _("Most people finished"),
    "earnings": _("Highest earnings after 4 years"),
    "gain": _("Largest gain over a diploma"),
    "debt": _("Smallest debt"),
    "cost": _("Lowest price"),
    "name": _("Name"),
}
# The facts that filters and orders rest on, as Offer.known names them.
EVERY_FACT = frozenset(
    (
        *("completers", "earnings", "gain", "debt", "cost"),
        *("delivery", "online", "control", "coordinates"),
    )
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

    `known` are the facts that any program has, `names` the fields of study by code. Where no
    institution's coordinates are known, a search by place is a search in its state. `online` finds
    what is taught online, from anywhere; a search near a place never does. `inactive` finds also
    what may no longer be offered.
    """

    place: Place | None = None
    known: frozenset[str] = EVERY_FACT
    names: Mapping[str, str] = field(default_factory=dict, compare=False)
    radius: int | None = DEFAULT_RADIUS
    field: str = ""
    state: str = ""
    credential: int | None = None
    control: str = ""
    delivery: str = ""
    max_cost: int | None = None
    online: bool = False
    inactive: bool = False
    sort: str = ""
    chosen: tuple[str, ...] = ()

    def has_chosen(self, program: Program) -> bool:
        """Whether a program is among the chosen, by its key or, in an old address, its number."""
        return program.key in self.chosen or str(program.pk) in self.chosen

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
        """Those for which there are facts, the default one first.

        Without a place that is how many finish: the figures of such programs rest on most people.
        """
        by_distance = ["distance"] if self.point else []
        return by_distance + [key for key in ORDERS if key in self.known or key == "name"]

    @property
    def by_distance(self) -> bool:
        return "coordinates" in self.known

    @property
    def is_online(self) -> bool:
        """Whether only programs taught online are found, so that no place matters."""
        return self.online or self.delivery == Program.Delivery.ONLINE

    @property
    def point(self) -> Point | None:
        """What distances are from; None where they are not asked for, or not known."""
        return self.place.point if self.place and self.by_distance and not self.is_online else None

    @property
    def is_narrowed(self) -> bool:
        """Whether it filters by more than field of study and credential, which are counted."""
        return bool(self.without("field", "credential", "inactive").is_filtered)

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
        for name in ("field", "state", "credential", "control", "delivery", "max_cost", "sort"):
            value = getattr(self, name)
            if value not in ("", None):
                pairs.append((name, str(value)))
        return pairs + [("program", key) for key in self.chosen]

    def query(self, **more: str) -> str:
        """`?zip=98101&…`; empty for an empty search."""
        pairs = [*self.parameters(), *more.items()]
        return f"?{urlencode(pairs)}" if pairs else ""

    def without(self, *names: str) -> "Search":
        """The same search with some filters removed."""
        defaults: dict[str, Any] = {item.name: item.default for item in fields(Search)}
        if "place" in names:
            names = (*names, "radius")
        return replace(self, **{name: defaults[name] for name in names})

    def _filters(self) -> list[tuple[str, str]]:
        """The filters that apply: name of the field, and label."""
        filters = []
        if self.online:
            filters.append(("online", gettext("taught online, from anywhere")))
        elif self.place and not self.is_online:
            filters.append(("place", self._describe_reach()))
        if self.field:
            filters.append(("field", self.names.get(self.field, self.field)))
        if self.state:
            filters.append(("state", STATES[self.state]))
        if self.credential:
            filters.append(("credential", str(Program.Credential(self.credential).label)))
        if self.control:
            filters.append(("control", str(Institution.Control(self.control).label)))
        if self.delivery:
            filters.append(("delivery", str(Program.Delivery(self.delivery).label)))
        if self.max_cost is not None:
            text = gettext("not known to cost more than %(dollars)s")
            filters.append(("max_cost", text % {"dollars": format_dollars(self.max_cost)}))
        if self.inactive:
            filters.append(("inactive", gettext("also what may no longer be offered")))
        return filters

    def _describe_reach(self) -> str:
        if not self.by_distance:
            reach = gettext("all of %(state)s, for %(place)s")
        elif self.radius:
            reach = ngettext(
                "within %(radius)s mile of %(place)s",
                "within %(radius)s miles of %(place)s",
                self.radius,
            )
        else:
            reach = gettext("by distance from %(place)s")
        words = {"radius": self.radius, "place": self.place, "state": self.place_state}
        return reach % words

    @property
    def place_state(self) -> str:
        """The name of the state that the place is in; empty without a place."""
        return STATES[self.place.state] if self.place else ""

    def build_chips(self) -> list[Chip]:
        """One for each filter that applies, in the order of the form.

        None for a radius alone: the heading names it already.
        """
        filters = self._filters()
        if len(filters) == 1 and self.point and self.radius:
            return []
        return [Chip(capfirst(label), self.without(name).query() or "?") for name, label in filters]

    def build_sorts(self) -> list[Chip]:
        """One for each order for which there are facts."""
        return [
            Chip(str(label), replace(self, sort=key).query(), key == self.order)
            for key, label in SORT_LABELS.items()
            if key in self.orders
        ]

    def widen_to(self, miles: float) -> "Search":
        """The same search as far as a place so many miles away, by a round number of miles."""
        usual = next((radius for radius in RADII if radius >= miles), ceil(miles))
        return replace(self, radius=usual if usual <= MAX_RADIUS else None)

    def list_wider_searches(self) -> list["Search"]:
        """Searches with fewer filters, the most similar first. How far is widened by widen_to()."""
        wider = [
            self.without(name) for name, _ in self._filters() if name not in ("place", "inactive")
        ]
        if self.place and not self.is_online:
            wider.append(replace(self.without("place"), state=self.place.state))
        return wider

    def describe_difference(self, wider: "Search") -> str:
        """What a wider search changes, as in “everywhere in Iowa”."""
        if self.place and not wider.place:
            return gettext("everywhere in %(state)s") % {"state": STATES[self.place.state]}
        for name, label in self._filters():
            if getattr(self, name) != getattr(wider, name):
                return gettext("not only “%(filter)s”") % {"filter": label}
        return gettext("with fewer filters")

    def filter_programs(self, programs: ProgramQuerySet[Program]) -> ProgramQuerySet[Program]:
        """The programs that match."""
        return self.filter_by_facts(self.filter_by_place(programs))

    def filter_by_facts(self, programs: ProgramQuerySet[Program]) -> ProgramQuerySet[Program]:
        """The programs that match, wherever they are."""
        if not self.inactive:
            programs = programs.active()
        columns = {
            "field": self.field,
            "credential": self.credential,
            "institution__control": self.control,
            "delivery": self.delivery,
        }
        programs = programs.filter(**{name: value for name, value in columns.items() if value})
        if self.max_cost is not None:
            programs = programs.costing_at_most(self.max_cost)
        return programs

    def read_distances(self) -> dict[int, float] | None:
        """The institutions within the radius, with their miles; None without one. One query."""
        if self.point is None or not self.radius:
            return None
        return Institution.objects.read_distances(self.point, self.radius)

    def filter_by_place(
        self,
        programs: ProgramQuerySet[Program],
        institutions: Collection[int] | None = None,
    ) -> ProgramQuerySet[Program]:
        """The programs where it is looked for: online, in a state, near a place, or anywhere.

        `institutions` are those within the radius; unless they are given, one query at once asks
        for them.
        """
        if self.state:
            programs = programs.in_state(self.state)
        if self.is_online:
            return programs.filter(delivery=Program.Delivery.ONLINE)
        if not self.place:
            return programs
        if not self.by_distance:
            return programs.in_state(self.place.state)
        programs = programs.exclude(delivery=Program.Delivery.ONLINE)
        if institutions is None:
            institutions = self.read_distances()
        return programs if institutions is None else programs.at(institutions)

    def sort_programs(self, programs: ProgramQuerySet[Program]) -> ProgramQuerySet[Program]:
        """Programs in the order of this search, with their distance where it has a place."""
        return self._sort(programs.with_distance(self.point))

    def _sort(self, programs: ProgramQuerySet[Program]) -> ProgramQuerySet[Program]:
        return programs.in_order(self.order, active_first=self.inactive)

    def list_programs(
        self, programs: ProgramQuerySet[Program], first: int, last: int
    ) -> ProgramQuerySet[Program]:
        """Some of the matching programs in order. Of no others are all columns read."""
        if self.order == "distance":
            programs = programs.with_distance(self.point)
        keys = self._sort(programs).values("pk")[first:last]
        return self.sort_programs(Program.objects.filter(pk__in=keys).for_a_list())
