"""The figures that come with the site: one field of study, compiled from the College Scorecard."""

from datetime import date
from pathlib import Path

from django.db import connection, transaction

from programs.importing.files import sha256_of
from programs.importing.publish import PUBLISHING_LOCK, publish
from programs.importing.run import check, draft
from programs.models import Dataset

FILE = Path(__file__).parent / "data" / "scorecard-2026-06-cip5107.csv.gz"
PUBLISHED_ON = date(2026, 6, 10)
CREDIT = "Compiled by Truewise, CC BY 4.0"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def load() -> list[str]:
    """Publish the bundled file unless it was here before; give what was published, in words.

    What editors changed or discarded since stays as it is.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # A second process waits here until the first is done, and then finds the file.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISHING_LOCK])
        # Whatever became of it, a file that was here once is not brought back.
        if Dataset.objects.filter(sha256=sha256_of(FILE)).exists():
            return []
        dataset = draft(FILE, published_on=PUBLISHED_ON, credit=CREDIT, credit_url=LICENSE)
        check(dataset, FILE)
        publish(dataset)
    return [str(dataset)]
