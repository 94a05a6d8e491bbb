"""Files that editors upload: how large one may be, and where it rests until it is imported."""

import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

MEGABYTE = 1024**2


def at_most(megabytes: int, official: int) -> Callable[[UploadedFile], None]:
    """A validator for a field of a file; `official` is the size of the largest one published.

    Both are in megabytes of 1024².
    """

    def validate(file: UploadedFile) -> None:
        if file.size and file.size > megabytes * MEGABYTE:
            raise ValidationError(
                f"The file has {file.size / MEGABYTE:,.0f} MB; official ones have at most "
                f"{official}."
            )

    return validate


def keep(file: UploadedFile, folder: str) -> Path:
    """Store an upload in a folder of UPLOAD_ROOT, under a name of our own; nothing if it fails."""
    place: Path = settings.UPLOAD_ROOT / folder / uuid.uuid4().hex
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with place.open("wb") as out:
            for block in file.chunks():
                out.write(block)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return place
