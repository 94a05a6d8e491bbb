"""Wages that are published."""

from pathlib import Path

import pytest

from salaries.models import Release
from salaries.oews.publish import publish_release
from tests.salaries import files
from tests.salaries.importing import ROWS, imported


@pytest.fixture
def published(tmp_path: Path) -> Release:
    """The rows as they are, published as May 2025."""
    release = imported(files.write_csv(tmp_path / "may2025.csv", ROWS)).release
    assert release is not None
    publish_release(release, None)
    release.refresh_from_db()
    return release
