"""A database that another version made is left as it is, and the way on is named."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from devserver.checkout import DevServerError
from devserver.setup import migrate


@pytest.mark.django_db
@pytest.mark.parametrize(
    "migration",
    [("an_app_that_is_gone", "0001_initial"), ("careers", "0999_of_another_version")],
)
def test_a_migration_that_this_version_does_not_know_stops_the_start(
    migration: tuple[str, str],
) -> None:
    MigrationRecorder(connection).record_applied(*migration)
    with pytest.raises(DevServerError, match="make fresh"):
        migrate()


@pytest.mark.django_db
def test_a_package_may_drop_a_migration_that_newer_ones_replace() -> None:
    MigrationRecorder(connection).record_applied("axes", "0000_dropped")
    migrate()
