"""A migration runs while the version before it still serves: neither breaks the other.

The rules are in docs/operations.md. The last migration of each application is tried as well: what
the code before it reads and writes is compared with the tables as they are after it.
"""

from collections.abc import Iterator

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED

APPS = (
    *("accounts", "careers", "counselors"),
    *("programs", "quiz", "salaries", "serving"),
)
# Tables whose rows visitors or imports write by the thousand: building an index locks them.
LARGE = {"attempt", "result", "wage", "program"}
Key = tuple[str, str]
GONE = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None, ignore_no_migrations=True)


def unsafe(operation: Operation, made_here: set[str]) -> str | None:
    """What an operation breaks for the version that still runs; None if nothing.

    `made_here` are the models, in lower case, that the same migration makes: nobody uses them yet.
    """
    model = str(getattr(operation, "model_name", "")).lower()
    if model in made_here:
        return None
    match operation:
        case migrations.CreateModel():
            return None
        case _ if isinstance(operation, GONE):
            return "takes away what the running version reads"
        case migrations.AddField(field=field) if not (
            field.null or field.many_to_many or field.db_default is not NOT_PROVIDED
        ):
            return "a column that the running version does not fill; give it db_default"
        case AddIndexConcurrently():
            return None
        case migrations.AddIndex() if model in LARGE:
            return "locks a large table; use AddIndexConcurrently"
    return None


def problems(migration: migrations.Migration) -> Iterator[str]:
    made = {
        operation.name.lower()
        for operation in migration.operations
        if isinstance(operation, migrations.CreateModel)
    }
    for operation in migration.operations:
        words = unsafe(operation, made)
        if words:
            yield f"{migration}: {operation.describe()}: {words}"


def later(loader: MigrationLoader) -> Iterator[tuple[Key, migrations.Migration]]:
    """The migrations of our applications but the first of each."""
    for key, migration in sorted(loader.disk_migrations.items()):
        is_first = not any(app == key[0] for app, _ in migration.dependencies)
        if key[0] in APPS and not is_first:
            yield key, migration


def test_no_migration_breaks_the_version_that_still_runs(loader: MigrationLoader) -> None:
    found = [words for _, migration in later(loader) for words in problems(migration)]
    assert found == []


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (migrations.RemoveField("result", "form"), "takes away"),
        (migrations.RenameField("result", "form", "length"), "takes away"),
        (migrations.DeleteModel("Result"), "takes away"),
        (migrations.AddField("result", "x", models.IntegerField(default=1)), "db_default"),
        (
            migrations.AddIndex("result", models.Index(fields=["form"], name="by_form")),
            "locks a large table",
        ),
    ],
)
def test_each_kind_of_harm_is_seen(operation: Operation, words: str) -> None:
    assert words in (unsafe(operation, set()) or "")


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("result", "x", models.IntegerField(null=True)),
        migrations.AddField("result", "x", models.IntegerField(db_default=1)),
        migrations.CreateModel("New", []),
    ],
)
def test_what_harms_nobody_is_let_through(operation: Operation) -> None:
    assert unsafe(operation, set()) is None


@pytest.mark.django_db
def test_the_version_before_the_last_migration_works_on_the_tables_after_it(
    loader: MigrationLoader,
) -> None:
    """Every table and column that it uses is there, and it may leave out those it does not know."""
    there = columns()
    for app in APPS:
        (last,) = loader.graph.leaf_nodes(app)
        before = loader.project_state(last, at_end=False)
        for model in before.apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if model._meta.app_label != app:
                continue
            known = {str(field.column) for field in model._meta.local_concrete_fields}
            assert known <= there[table].keys(), table
            # As the code before would ask.
            list(model._default_manager.all()[:1])
            unknown = there[table].keys() - known
            assert [name for name in unknown if not there[table][name]] == [], table


def columns() -> dict[str, dict[str, bool]]:
    """The columns of every table, and whether a row may leave them out."""
    found: dict[str, dict[str, bool]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, is_nullable = 'YES' OR column_default IS NOT NULL"
            " OR is_identity = 'YES' FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        )
        for table, column, may_be_left_out in cursor.fetchall():
            found.setdefault(table, {})[column] = may_be_left_out
    return found
