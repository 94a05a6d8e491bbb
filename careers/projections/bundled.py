"""The projections that come with the project, published once each. See careers/data/README.md."""

import datetime as dt
from pathlib import Path

from django.db import transaction

from careers.models import LoadedContent
from careers.projections.publishing import create_draft
from careers.projections.table import read_table
from careers.releases import publish_release

DATA = Path(__file__).parent.parent / "data"
# The release that a file holds, and what the file itself does not give.
FILES: dict[str, dict[str, object]] = {
    "projections_2024_34.csv.xz": {"released_on": dt.date(2025, 8, 28)},
    "projections_2025_35.csv.xz": {
        "note": "Retyped from a public copy of the table, with its sums checked, until the "
        "official file replaces it."
    },
}


def load() -> list[str]:
    """Load and publish each release that was never loaded; return their years.

    A release that an editor withdrew stays withdrawn.
    """
    return [years for name in FILES if (years := _load_once(name))]


@transaction.atomic
def _load_once(name: str) -> str:
    # The unique key makes a second process wait here until the first is done.
    _, is_first = LoadedContent.objects.get_or_create(key=f"projections:{name}")
    if not is_first:
        return ""
    release = create_draft(read_table(DATA / name, name), name, **FILES[name])
    publish_release(release, None)
    return release.years
