"""The walk of one file, for the admin, the command and the bundled content alike."""

from pathlib import Path
from typing import Any

from django.db import transaction

from programs.importing.compare import compare
from programs.importing.files import UnreadableFileError, sha256_of
from programs.importing.layouts import Layout
from programs.importing.reader import read
from programs.importing.stage import stage
from programs.models import Dataset

Status = Dataset.Status


def layout_of(path: Path) -> Layout:
    """What kind of file it is, by its header. UnreadableFileError where it is none of ours."""
    reading, _ = read(path)
    return reading.layout


def draft(path: Path, **facts: Any) -> Dataset:
    """A new Dataset for a file, with the title and publisher of its kind; `facts` override them.

    Only the header and the hash are read: the rows are the work of check(). UnreadableFileError.
    """
    layout = layout_of(path)
    given = {
        "kind": layout.kind,
        "title": layout.title,
        "publisher": layout.publisher,
        "url": layout.url,
        "file_name": path.name,
    }
    return Dataset.objects.create(**(given | facts), sha256=sha256_of(path))


def check(dataset: Dataset, path: Path) -> None:
    """Read, check and stage the file and store the report; the dataset is then CHECKED.

    Where the file cannot be read it is FAILED, with the reason, and nothing is staged; nor is
    anything of a file that was discarded meanwhile, which stays so.
    """
    try:
        with transaction.atomic():
            reading, programs = read(path)
            stage(dataset, reading, programs)
            report = compare(dataset, reading)
            if not Dataset.objects.settle(dataset.pk, Status.CHECKED, report=report, failure=""):
                transaction.set_rollback(True)
    except UnreadableFileError as error:
        Dataset.objects.settle(dataset.pk, Status.FAILED, failure=str(error))
    dataset.refresh_from_db()
