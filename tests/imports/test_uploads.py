"""A file that an editor uploads rests in a folder of the site until it is imported."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from imports.uploads import store_upload, validate_size


class BrokenOff(SimpleUploadedFile):
    """A file of which the second block never comes, as from a disk that is full."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"first"
        raise OSError("No space left on device")


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.UPLOAD_ROOT = tmp_path
    return tmp_path / "oews"


def test_a_file_is_kept_whole_under_a_name_of_the_sites_own(folder: Path) -> None:
    place = store_upload(SimpleUploadedFile("../../may 2025.csv", b"AREA,OCC_CODE\n"), "oews")
    assert place.parent == folder
    assert "may" not in place.name
    assert place.read_bytes() == b"AREA,OCC_CODE\n"


def test_nobody_but_the_site_can_look_into_the_folder(folder: Path) -> None:
    store_upload(SimpleUploadedFile("may.csv", b"AREA"), "oews")
    assert folder.stat().st_mode & 0o077 == 0


def test_nothing_is_left_of_a_file_that_could_not_be_kept(folder: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        store_upload(BrokenOff("may.csv", b""), "oews")
    assert list(folder.iterdir()) == []


def test_a_file_beyond_all_measure_is_refused_with_its_size() -> None:
    file = SimpleUploadedFile("may.csv", b"")
    validate_size(400, official=100)(file)
    file.size = 401 * 1024**2
    with pytest.raises(ValidationError, match="has 401 MB; official ones have at most 100"):
        validate_size(400, official=100)(file)
