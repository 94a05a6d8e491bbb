"""Where an uploaded file rests until it is published or discarded."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from programs.models import Dataset


def keep(file: UploadedFile) -> Path:
    """Store an upload under a name of our own."""
    folder: Path = settings.UPLOAD_ROOT / "programs"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = folder / uuid.uuid4().hex
    with place.open("wb") as out:
        for block in file.chunks():
            out.write(block)
    return place


def drop(dataset: Dataset) -> None:
    """Delete a dataset's upload, if it is still there."""
    if dataset.upload:
        Path(dataset.upload).unlink(missing_ok=True)
        dataset.upload = ""
        dataset.save(update_fields=["upload"])
