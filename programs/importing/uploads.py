"""An uploaded file rests until it is published or discarded."""

from pathlib import Path

from programs.models import Dataset


def drop(dataset: Dataset) -> None:
    """Delete a dataset's upload, if it is still there."""
    if dataset.upload:
        Path(dataset.upload).unlink(missing_ok=True)
        dataset.upload = ""
        dataset.save(update_fields=["upload"])
