"""What the published releases of facts say of an occupation. One query for all kinds.

The statistics of a release are long and stay as they were published, so a process asks for them
once, and keeps them by the release and the time of its publication.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Case, F, When

from careers.models import FactRelease, OccupationFact
from common.prepared import PreparedQuery, parse_json

RELEASE_COLUMNS = (
    *("kind", "edition", "period", "source", "source_url", "license", "credit", "note"),
    "statistics",
)


Statistics = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class FactSource:
    """The release that facts are from; `statistics` are those of all occupations."""

    kind: str
    edition: str
    period: date
    source: str
    source_url: str
    license: str
    credit: str
    note: str
    statistics: Statistics


@dataclass(frozen=True)
class Fact:
    """Facts of one kind: `values` as careers/facts/kinds.py describes them.

    `components` are the codes of which they are the mean, if the source has no own ones.
    """

    source: FactSource
    values: Mapping[str, Any]
    components: tuple[str, ...] = ()


# Of releases that this process has read, with the time at which each was published.
_known: dict[int, tuple[datetime, Statistics]] = {}
MAX_KNOWN = 100

# By kind; a kind of which no published release has the occupation is not there.
Facts = Mapping[str, Fact]


@cache
def prepare_facts(kinds: tuple[str, ...] = ()) -> PreparedQuery:
    """Of each occupation and kind, the row of the newest published release that has it.

    Of all kinds unless some are given. Texts are codes of occupations; numbers are releases whose
    statistics are known, so that the last column is empty.
    """
    rows = OccupationFact.objects.filter(release__status=FactRelease.Status.PUBLISHED)
    if kinds:
        rows = rows.filter(release__kind__in=kinds)
    rows = rows.order_by("soc_code", "release__kind", "-release__period")
    rows = rows.distinct("soc_code", "release__kind")

    def select(*arguments: str | int) -> Any:
        codes = [each for each in arguments if isinstance(each, str)]
        known = [each for each in arguments if isinstance(each, int)]
        statistics = F("release__statistics")
        return rows.filter(soc_code__in=codes).values_list(
            *("soc_code", "values", "components", "release_id", "release__published_at"),
            *(f"release__{name}" for name in RELEASE_COLUMNS[:-1]),
            Case(When(release__in=known, then=None), default=statistics) if known else statistics,
        )

    return PreparedQuery(select)


def list_fact_sources() -> list[FactSource]:
    """The published releases, of each kind the newest first; without statistics. One query."""
    rows = FactRelease.objects.published().values(*RELEASE_COLUMNS[:-1])
    return [FactSource(**row, statistics={}) for row in rows]


def read_facts(soc_code: str) -> Facts:
    """All facts of an occupation. One query."""
    return read_facts_of([soc_code]).get(soc_code, {})


def read_facts_of(soc_codes: Iterable[str], *kinds: str) -> dict[str, dict[str, Fact]]:
    """Facts of some occupations, by their codes: of all kinds, or of those given. One query."""
    codes, query = tuple(soc_codes), prepare_facts(kinds)
    facts = _build_facts(query.rows(*codes, *_known))
    # What is known of a release may be of an earlier publication.
    return _build_facts(query.rows(*codes)) or {} if facts is None else facts


def _build_facts(rows: Iterable[tuple[Any, ...]]) -> dict[str, dict[str, Fact]] | None:
    """Facts by occupation and kind; None where the statistics of a release are not known."""
    facts: dict[str, dict[str, Fact]] = {}
    for soc_code, values, components, release, published_at, *columns, column in rows:
        statistics = _find_statistics(release, published_at, column)
        if statistics is None:
            return None
        source = FactSource(*columns, statistics)  # type: ignore[call-arg]
        fact = Fact(source, parse_json(values), tuple(components))
        facts.setdefault(soc_code, {})[source.kind] = fact
    return facts


def _find_statistics(release: int, published_at: datetime, column: Any) -> Statistics | None:
    """Those that a row has, which are kept; without any, those that were kept."""
    if column is None:
        known_at, statistics = _known.get(release, (None, None))
        return statistics if known_at == published_at else None
    found: Statistics = parse_json(column)
    if len(_known) >= MAX_KNOWN:
        _known.clear()
    _known[release] = published_at, found
    return found
