"""Everything that the page rests on: releases with edition, date and license, and credits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from careers.facts.reading import FactSource
from careers.models import FactKind
from careers.profile.sections import ProfileInputs, ProfileSection
from careers.projections.outlook import Outlook
from salaries.models import Release

ONET = "O*NET "
VERSION = re.compile(r"\b\d\d(?:\.\d)?\b", re.ASCII)
# The sentence that the license asks for, with the releases that figures are from.
ONET_CREDIT = (
    "This page includes information from the {releases} by the U.S. Department of Labor, "
    "Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license. O*NET® "
    "is a trademark of USDOL/ETA. careerguide has modified all or some of this information; "
    "USDOL/ETA has not approved, endorsed, or tested these modifications."
)


@dataclass(frozen=True)
class FactReleases:
    """One edition of a source, and what the page has from it."""

    source: str
    source_url: str
    edition: str
    period: date
    license: str
    note: str
    kinds: str


@dataclass(frozen=True)
class SourcesSection:
    """Releases of wages, projections and facts, and the credits that they ask for."""

    wages: Release | None
    outlooks: list[Outlook]
    facts: tuple[FactReleases, ...]
    credits: tuple[str, ...]


def build(inputs: ProfileInputs) -> ProfileSection:
    """Every page has one: pay, at least, has a source."""
    order = list(FactKind)
    sources = [inputs.facts[kind].source for kind in order if kind in inputs.facts]
    wages = inputs.wages
    return ProfileSection(
        "sources",
        _("Sources"),
        _("What this page rests on"),
        "careers/profile/sources.html",
        SourcesSection(
            wages.release if wages else None,
            inputs.career.outlooks,
            group_releases(sources),
            list_credits(sources),
        ),
    )


def group_releases(sources: Iterable[FactSource]) -> tuple[FactReleases, ...]:
    """Sources by edition, each with the kinds of facts that are from it."""
    kinds: dict[tuple[str, str], list[FactSource]] = {}
    for source in sources:
        kinds.setdefault((source.source, source.edition), []).append(source)
    return tuple(
        FactReleases(
            first.source,
            first.source_url,
            first.edition,
            first.period,
            first.license,
            first.note,
            "; ".join(str(FactKind(each.kind).label) for each in group),
        )
        for group in kinds.values()
        if (first := group[0])
    )


def list_credits(sources: Iterable[FactSource]) -> tuple[str, ...]:
    """Each credit once; one sentence names all releases of O*NET."""
    sources = list(sources)
    editions = [s.edition for s in sources if s.edition.startswith(ONET)]
    others = {s.credit: None for s in sources if s.credit and not s.edition.startswith(ONET)}
    return (*([credit_onet(editions)] if editions else []), *others)


def credit_onet(editions: Iterable[str]) -> str:
    """The credit for figures of some releases of O*NET.

    >>> credit_onet(["O*NET 29.3 and 30.2", "O*NET 27, about 2022"])[:73]
    'This page includes information from the O*NET 27, 29.3 and 30.2 Databases'
    """
    numbers = sorted({number for edition in editions for number in VERSION.findall(edition)})
    word = "Database" if len(numbers) == 1 else "Databases"
    releases = f"{ONET}{get_text_list(numbers, 'and')} {word}"
    return ONET_CREDIT.format(releases=releases)
