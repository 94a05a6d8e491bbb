"""Everything that a page of exploring shows, from what its address asks for."""

from dataclasses import dataclass, replace

from careers.explore.filtering import Narrowed, narrow_rows
from careers.explore.reading import AllCareers, read_careers
from careers.explore.request import ExploreRequest
from careers.explore.rows import CareerRow
from careers.explore.sorting import sort_rows
from careers.search.searching import MAX_MATCHES, rank_careers


@dataclass(frozen=True)
class Explored:
    """All careers, those among which filters choose, and what they leave, in order."""

    everything: AllCareers
    among: tuple[CareerRow, ...]
    narrowed: Narrowed
    rows: tuple[CareerRow, ...]


def explore_careers(asked: ExploreRequest) -> Explored:
    """The careers that a request asks for. Six queries, and that of a search."""
    everything = read_careers(asked.state)
    among = _keep_matches(everything.rows, asked.words) if asked.words else everything.rows
    narrowed = narrow_rows(among, asked.limits)
    return Explored(everything, among, narrowed, tuple(sort_rows(narrowed.rows, asked.order)))


def _keep_matches(rows: tuple[CareerRow, ...], words: str) -> tuple[CareerRow, ...]:
    """The rows that a search finds, in its order, with the names that matched."""
    by_key = {row.career_id: row for row in rows}
    return tuple(
        replace(row, matched=matched or row.name)
        for key, matched in rank_careers(words, MAX_MATCHES).items()
        if (row := by_key.get(key))
    )
