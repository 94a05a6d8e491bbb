"""What a visitor searches for: kept in the address, told back as chips, applied to the programs."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.text import capfirst

from programs.geography import STATES, Place
from programs.models import Institution, Program
from programs.models.programs import ProgramQuerySet
from programs.models.queries import ORDERS

RADII = (10, 25, 50, 100, 250)
DEFAULT_RADIUS = 50
SORT_LABELS = {
    "completers": "Most people finished",
    "earnings": "Highest earnings",
    "debt": "Lowest debt",
    "cost": "Lowest cost",
    "distance": "Nearest",
    "name": "Name",
}
# A list to compare or to share has at most this many programs.
MOST_CHOSEN = 4


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Search:
    """A valid search. Empty values filter nothing; `chosen` are programs picked for comparison."""

    place: Place | None = None
    radius: int | None = DEFAULT_RADIUS
    state: str = ""
    credential: int | None = None
    control: str = ""
    delivery: str = ""
    max_cost: int | None = None
    online: bool = False
    sort: str = ""
    chosen: tuple[int, ...] = ()

    @property
    def is_filtered(self) -> bool:
        return bool(self._filters())

    def order(self, by_distance: bool) -> str:
        """The order in force: as asked for; else by distance where distances can be told."""
        if self.sort in ORDERS:
            return self.sort
        return "distance" if self.place and by_distance else "completers"

    def parameters(self) -> list[tuple[str, str]]:
        """The search as it stands in an address, defaults left out."""
        pairs = []
        if self.place:
            pairs.append(("zip", self.place.zip_code))
            if self.radius is None:
                pairs.append(("radius", "any"))
            elif self.radius != DEFAULT_RADIUS:
                pairs.append(("radius", str(self.radius)))
            if self.online:
                pairs.append(("online", "on"))
        for name in ("state", "credential", "control", "delivery", "max_cost", "sort"):
            value = getattr(self, name)
            if value not in ("", None):
                pairs.append((name, str(value)))
        return pairs + [("program", str(number)) for number in self.chosen]

    def query(self, **more: str) -> str:
        """`?zip=98101&…`, or empty where nothing is asked for."""
        pairs = [*self.parameters(), *more.items()]
        return f"?{urlencode(pairs)}" if pairs else ""

    def without(self, *names: str) -> "Search":
        """The same search with some filters taken away."""
        plain: dict[str, Any] = {item.name: item.default for item in fields(Search)}
        return replace(self, **{name: plain[name] for name in names})

    def _filters(self) -> list[tuple[str, str]]:
        """The filters in force: the field's name and the words for it."""
        found = []
        if self.place:
            reach = f"within {self.radius} miles of" if self.radius else "by distance from"
            found.append(("place", f"{reach} {self.place}"))
        if self.online:
            found.append(("online", "and online anywhere"))
        if self.state:
            found.append(("state", STATES[self.state]))
        if self.credential:
            found.append(("credential", Program.Credential(self.credential).label))
        if self.control:
            found.append(("control", Institution.Control(self.control).label))
        if self.delivery:
            found.append(("delivery", Program.Delivery(self.delivery).label))
        if self.max_cost is not None:
            found.append(("max_cost", f"at most ${self.max_cost:,}"))
        return found

    def chips(self, by_distance: bool) -> list[Chip]:
        """One for each filter in force, in the order of the form."""
        found = []
        for name, label in self._filters():
            if name == "place" and self.place and not by_distance:
                label = f"in the state of {self.place}"
            if name != "online" or by_distance:
                url = self.without(name).query() or "?"
                found.append(Chip(capfirst(label), url))
        return found

    def wider(self) -> list["Search"]:
        """Searches that find more, the nearest to this one first."""
        found = []
        if self.place and self.radius:
            larger = [radius for radius in RADII if radius > self.radius]
            found += [replace(self, radius=radius) for radius in larger[-1:]]
            found.append(replace(self, radius=None))
        found += [
            self.without(name) for name, _ in self._filters() if name not in ("place", "online")
        ]
        if self.place:
            found.append(replace(self.without("place", "radius", "online"), state=self.place.state))
        return found

    def difference(self, wider: "Search") -> str:
        """In words, what a wider search changes: “within 250 miles”, “without the state”."""
        if wider.place and wider.radius != self.radius:
            return f"within {wider.radius} miles" if wider.radius else "at any distance"
        if self.place and not wider.place:
            return f"everywhere in {STATES[self.place.state]}"
        for name, label in self._filters():
            if getattr(self, name) != getattr(wider, name):
                return f"not only “{label}”"
        return "with fewer filters"

    def find(
        self, programs: ProgramQuerySet, typical_costs: Mapping[int, int], by_distance: bool
    ) -> ProgramQuerySet:
        """The programs found, in order.

        Without `by_distance` (no institution's coordinates are known) a place stands for its
        state.
        """
        found = programs
        if self.state:
            found = found.in_state(self.state)
        if self.credential:
            found = found.filter(credential=self.credential)
        if self.control:
            found = found.filter(institution__control=self.control)
        if self.delivery:
            found = found.filter(delivery=self.delivery)
        if self.max_cost is not None:
            found = found.costing_at_most(self.max_cost, typical_costs)
        if self.place and by_distance:
            if self.radius:
                found = found.within(self.place.point, self.radius, self.online)
            found = found.with_distance(self.place.point)
        elif self.place:
            found = found.in_state(self.place.state)
        return found.in_order(self.order(by_distance))
