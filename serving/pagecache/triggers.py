"""Statement triggers by which PostgreSQL counts changes of content.

They see what signals miss: COPY, bulk and raw SQL, a restore, an editor with psql.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from serving.content import content_models

TRIGGER = "page_cache_content_changed"

# Of the tables in the first parameter those that exist and lack the trigger in the second; none
# where the migrations of this app are not applied.
UNWATCHED_TABLES = """
SELECT relname FROM pg_class
WHERE oid IN (SELECT to_regclass(quote_ident(name)) FROM unnest(%s::text[]) AS name)
AND oid NOT IN (SELECT tgrelid FROM pg_trigger WHERE tgname = %s AND tgenabled = 'O')
AND to_regproc('serving_note_change') IS NOT NULL
ORDER BY relname
"""


def unwatched_tables(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The tables of content whose changes no trigger counts."""
    tables = [model._meta.db_table for model in content_models()]
    with connections[using].cursor() as cursor:
        cursor.execute(UNWATCHED_TABLES, [tables, TRIGGER])
        return [name for (name,) in cursor.fetchall()]


def watch_content(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Put the trigger on every table of content that lacks it; runs after every migrate.

    A table that has it already is not locked.
    """
    with connections[using].cursor() as cursor:
        for table in unwatched_tables(using):
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
                f' ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION serving_note_change()'
            )
            cursor.execute("SELECT serving_next_generation()")
