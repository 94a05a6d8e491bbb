"""The programs that a search finds: how many of what kind, and those of a page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from programs.first_page import count_institutions
from programs.models import Program, ProgramCounts, ProgramQuerySet
from programs.models.queries import KindCounts
from programs.offer import Offer
from programs.search import Search

# At how many institutions more programs are is not counted: it takes as long as finding them.
MAX_COUNTED = 10_000


@dataclass(frozen=True)
class SearchResult:
    """The programs that match a search, and how many a search by place cannot find."""

    search: Search
    programs: ProgramQuerySet[Program]
    counts: ProgramCounts
    # How many by field of study, and by credential, if the search asked for another one.
    fields: Mapping[str, int]
    credentials: Mapping[int, int]
    # Programs in the state of the place whose institution's coordinates are not known.
    without_coordinates: int = 0
    # Programs whose institution's state is not known.
    without_state: int = 0
    # Where they are counted near a place: the programs by institution, and the miles to each.
    by_institution: Mapping[int, int] = field(default_factory=dict)
    miles: Mapping[int, float] = field(default_factory=dict)

    def list_programs(self, first: int, last: int) -> ProgramQuerySet[Program]:
        """Some of them in order: of those near a place only the institutions' of these are read."""
        search = self.search
        if search.order != "distance" or search.inactive or not self.by_institution:
            return search.list_programs(self.programs, first, last)
        before, chosen = 0, []
        for key in sorted(self.by_institution, key=lambda each: (self.miles[each], each)):
            end = before + self.by_institution[key]
            if end <= first:
                first, last = first - self.by_institution[key], last - self.by_institution[key]
                continue
            if before >= last:
                break
            chosen.append(key)
            before = end
        return search.list_programs(self.programs.at(chosen), first, last)


def search_programs(offer: Offer, search: Search) -> SearchResult:
    """Run a search over a career's programs. At most three queries, and one for the rows."""
    without_state = without_coordinates = 0
    if state := search.place.state if search.place else search.state:
        without_state, without_coordinates = offer.programs.count_unlocated(state)
    miles = search.read_distances()
    placed = search.filter_by_place(offer.programs, miles)
    found = search.filter_by_facts(placed)
    by_institution: Counter[int] = Counter()
    if search.is_narrowed:
        every = replace(search.without("field", "credential"), inactive=True)
        kinds = every.filter_by_facts(placed).count_kinds(everything=search.inactive)
        here = [kind for key, kind in kinds.items() if is_asked(search, *key)]
        for kind in here:
            by_institution.update(kind.institutions)
        counts = ProgramCounts(
            programs=sum(kind.programs for kind in here),
            institutions=len(by_institution),
            left_out=sum(kind.left_out for kind in here),
        )
    else:
        kinds = {
            (row.field, row.credential): KindCounts(
                row.programs + search.inactive * row.inactive, row.inactive, ()
            )
            for row in offer.rows
        }
        counts = offer.count(search.field, search.credential)
        if search.inactive:
            counts = replace(counts, programs=counts.programs + counts.left_out)
        if counts.programs <= MAX_COUNTED:
            is_all = not search.is_filtered
            number = count_institutions(offer.fields) if is_all else found.count_institutions()
            counts = replace(counts, institutions=number)
    fields: Counter[str] = Counter()
    credentials: Counter[int] = Counter()
    for (code, credential), kind in kinds.items():
        if search.credential in (None, credential):
            fields[code] += kind.programs
        if search.field in ("", code):
            credentials[credential] += kind.programs
    return SearchResult(
        *(search, found, counts, fields, credentials),
        without_coordinates=without_coordinates if search.point else 0,
        without_state=without_state,
        by_institution=by_institution if miles is not None else {},
        miles=miles or {},
    )


def is_asked(search: Search, code: str, credential: int) -> bool:
    """Whether a search asks for programs of this field and credential."""
    return search.field in ("", code) and search.credential in (None, credential)
