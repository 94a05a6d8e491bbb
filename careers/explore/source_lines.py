"""Where facts of many careers are from: a line for each release of a source."""

from collections.abc import Iterable
from dataclasses import dataclass

from careers.facts.reading import FactSource
from careers.models import FactKind


@dataclass(frozen=True)
class SourceLine:
    """Facts of some kinds that are from one release of a source."""

    label: str
    name: str
    url: str
    credit: str


def list_fact_sources(facts: Iterable[FactSource]) -> list[SourceLine]:
    """Where the facts are from; the sentence that a license wants stands behind the last of it."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for fact in facts:
        edition = "" if fact.edition in fact.source else fact.edition
        name = ", ".join(filter(None, (fact.source, edition, fact.license)))
        label = str(FactKind(fact.kind).label)
        kinds.setdefault((name, fact.source_url, fact.credit), []).append(label)
    last = {credit: name for name, _url, credit in kinds}
    return [
        SourceLine(", ".join(labels), name, url, credit if last[credit] == name else "")
        for (name, url, credit), labels in kinds.items()
    ]
