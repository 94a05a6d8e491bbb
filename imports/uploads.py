"""Files that editors upload: how large one may be, and where it is stored until it is imported."""

import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

MEGABYTE = 1024**2


def validate_size(max_megabytes: int, official: int) -> Callable[[UploadedFile], None]:
    """Make a validator for a file field; `official` is the size of the largest published file.

    Both are in megabytes of 1024².
    """

    def validate(file: UploadedFile) -> None:
        if file.size and file.size > max_megabytes * MEGABYTE:
            raise ValidationError(
                f"The file has {file.size / MEGABYTE:,.0f} MB; official ones have at most "
                f"{official}."
            )

    return validate


def store_upload(file: UploadedFile, folder: str) -> Path:
    """Store an upload in a folder of UPLOAD_ROOT under a random name; leave nothing if it fails."""
    path: Path = settings.UPLOAD_ROOT / folder / uuid.uuid4().hex
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with path.open("wb") as out:
            for block in file.chunks():
                out.write(block)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def remove_upload(path: Path) -> None:
    """Remove an uploaded file; a file outside UPLOAD_ROOT was not uploaded and stays."""
    if path.is_relative_to(settings.UPLOAD_ROOT):
        path.unlink(missing_ok=True)
