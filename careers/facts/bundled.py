"""The facts that come with the project, published once each. See careers/data/README.md."""

import tomllib
from typing import Any

from django.db import transaction

from careers.facts.compact import FOLDER, name_file, read_compact_file
from careers.facts.publishing import create_draft, publish_facts
from careers.models import FactKind, LoadedContent

RELEASES = FOLDER / "releases.toml"


def load() -> list[str]:
    """Load and publish each release that was never loaded; return their kinds.

    A release that an editor withdrew stays withdrawn.
    """
    return [kind for kind, about in read_releases().items() if _load_once(kind, about)]


def read_releases() -> dict[FactKind, dict[str, Any]]:
    """By kind the fields of its release: edition, period, source, license, credit and others."""
    with RELEASES.open("rb") as file:
        tables = tomllib.load(file)
    sources = tables.pop("sources")
    return {
        FactKind(kind): find_source(sources[about.pop("from")], about["edition"]) | about
        for kind, about in tables.items()
    }


def find_source(texts: dict[str, str], edition: str) -> dict[str, Any]:
    """The texts about a source, of one edition of it: "O*NET 27" of "O*NET 27, about 2022"."""
    name = edition.partition(",")[0]
    return {field: text.replace("{edition}", name) for field, text in texts.items()}


@transaction.atomic
def _load_once(kind: FactKind, about: dict[str, Any]) -> bool:
    # The unique key makes a second process wait here until the first is done.
    key = f"facts:{kind}:{about['period']}"
    _, is_first = LoadedContent.objects.get_or_create(key=key)
    if is_first:
        name = name_file(kind)
        table = read_compact_file(FOLDER / name, kind, about["edition"])
        publish_facts(create_draft(table, name, **about), None)
    return is_first
