"""Which published releases have an occupation, at which levels, and which of them a page shows."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from common.prepared import PreparedQuery, take_instance
from salaries.models import Area, Coverage, Occupation, Release

# Levels that a summary of an occupation's pay has rows of.
SUMMARIZED = (Area.Level.NATION.value, Area.Level.STATE.value, Area.Level.TERRITORY.value)
# Levels whose figures are shown together: nonmetropolitan areas with the metropolitan ones.
LEVELS = (*SUMMARIZED, Area.Level.METRO.value)
FIELDS = [field.attname for field in Release._meta.concrete_fields]


def _select_releases(occupation: int) -> object:
    levels = Coverage.objects.filter(release=OuterRef("pk"), occupation=occupation)
    releases = Release.objects.published().annotate(levels=ArraySubquery(levels.values("level")))
    return releases.values_list(*FIELDS, "levels")


RELEASES = PreparedQuery(_select_releases)  # type: ignore[arg-type]


class Covering(NamedTuple):
    """A published release, and the levels at which it has an occupation."""

    release: Release
    levels: set[str]


def read_coverage(occupation: Occupation) -> list[Covering]:
    """The published releases with an occupation, newest first. One query."""
    found = []
    for row in RELEASES.rows(occupation.pk):
        columns = iter(row)
        release = take_instance(columns, Release, FIELDS)
        if levels := set(next(columns)):
            if Area.Level.NONMETRO in levels:
                levels.add(Area.Level.METRO)
            found.append(Covering(release, levels))
    return found


def list_releases(coverage: Sequence[Covering], level: str) -> list[Release]:
    """The releases that have a level, newest first."""
    return [one.release for one in coverage if level in one.levels]


def find_release(occupation: Occupation) -> Release | None:
    """The release whose figures a page of states shows. One query."""
    coverage = read_coverage(occupation)
    releases = list_releases(coverage, Area.Level.STATE) or [one.release for one in coverage]
    return next(iter(releases), None)


def choose_source(
    releases: Sequence[Release], chosen: Release, named: Release | None, level: str
) -> Release | None:
    """The release for another level than the page's own, among `releases`, which have it.

    `chosen` is that of the page, `named` the one that the reader asked for, if any.
    """
    if level == Area.Level.STATE and named is None:
        # Beside the newest figures of the states, the newest of the nation.
        return next(iter(releases), None)
    if chosen in releases:
        return chosen
    older = next((one for one in releases if one.period < chosen.period), None)
    return older if older or named else next(iter(releases), None)
