"""Which releases of facts, projections and wages the figures of a profile are from. One query."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Max, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from careers.models import FactKind, FactRelease, ProjectionRelease
from common.prepared import PreparedQuery
from common.releases import SourceRelease
from salaries.models import Release, Wage

# Beside the kinds of facts.
PROJECTIONS, WAGES = "projections", "wages"
FACT_KINDS = (
    *(FactKind.INTERESTS, FactKind.CONDITIONS, FactKind.ACTIVITIES, FactKind.TELEWORK),
    FactKind.JOB_ZONE,
)
# Read only for who works already: the moves from a career to others (`moves`).
SKILL_KINDS = (FactKind.SKILLS, FactKind.KNOWLEDGE)
KINDS = (*map(str, FACT_KINDS), *map(str, SKILL_KINDS), PROJECTIONS, WAGES)

# By kind the keys of the releases that are read, the newest first; JSON-able.
Releases = Mapping[str, Sequence[int]]


class Edition(NamedTuple):
    """A release; `state` differs whenever its rows may: with each publication and correction."""

    key: int
    state: str


class Editions(NamedTuple):
    """By the kinds of KINDS, the releases to read, the newest first.

    `lost` are kinds of which a release that was asked for is no longer held. `today` are the
    releases that are published now.
    """

    by_kind: Mapping[str, tuple[Edition, ...]]
    lost: tuple[str, ...]
    today: Releases

    @property
    def releases(self) -> Releases:
        return {kind: [one.key for one in editions] for kind, editions in self.by_kind.items()}


def _select_releases() -> QuerySet[Any, Any]:
    """Every release that is or was published, of facts, projections and wages."""
    draft = SourceRelease.Status.DRAFT
    facts = FactRelease.objects.filter(kind__in=[*FACT_KINDS, *SKILL_KINDS]).exclude(status=draft)
    projections = ProjectionRelease.objects.exclude(status=draft)
    # Editors may correct wages that are published; what they corrected is few and has an index.
    corrected = Wage.objects.filter(release=OuterRef("pk"), edited_by__isnull=False)
    marks = (
        corrected.order_by()
        .values("release")
        .annotate(
            mark=Concat(
                *(Cast(Count("pk"), TextField()), Value(" "), Cast(Max("edited_at"), TextField())),
                output_field=TextField(),
            )
        )
    )
    wages = Release.objects.exclude(status=draft).annotate(
        corrections=Coalesce(Subquery(marks.values("mark")), Value(""))
    )
    return _list_columns(facts, "kind", "period", Value("")).union(
        _list_columns(projections, Value(PROJECTIONS), "base_year", Value("")),
        _list_columns(wages, Value(WAGES), "period", "corrections"),
        all=True,
    )


def _list_columns(
    rows: QuerySet[Any, Any], kind: Any, order: str, corrections: Any
) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(
        *(Cast(kind, CharField()), "pk", "status", "published_at"),
        *(Cast(order, CharField()), Cast(corrections, TextField())),
    )


RELEASES = PreparedQuery(_select_releases)


def find_editions(releases: Releases | None = None) -> Editions:
    """The published releases of each kind; with `releases` those, as far as they are held."""
    held: dict[str, dict[int, Edition]] = defaultdict(dict)
    today: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for kind, key, status, published_at, _order, corrections in sorted(
        RELEASES.rows(), key=lambda row: row[4], reverse=True
    ):
        held[kind][key] = Edition(key, f"{published_at.isoformat()} {corrections}")
        if status == SourceRelease.Status.PUBLISHED:
            today[kind].append(key)
    asked = today if releases is None else releases
    by_kind, lost = {}, []
    for kind in KINDS:
        keys = asked.get(kind, ())
        known = [key for key in keys if key in held[kind]]
        if len(known) < len(keys):
            lost.append(kind)
        # Read as it is now: a kind of which nothing is held any more, or that was not read then.
        is_as_now = kind not in asked or (keys and not known)
        by_kind[kind] = tuple(held[kind][key] for key in (today[kind] if is_as_now else known))
    return Editions(by_kind, tuple(lost), today)
