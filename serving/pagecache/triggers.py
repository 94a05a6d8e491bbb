"""PostgreSQL tells by itself when content changes: by statement triggers on the content's tables.

They see what signals do not: COPY, bulk and raw SQL, a restore, an editor with psql.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models
from psycopg import sql

TRIGGER = "page_cache_content_changed"
APPS = ("careers", "programs", "quiz", "salaries")

# Every other table of these apps is content. These change nothing that a public page shows:
NOT_CONTENT = {
    "careers.correction": "reports of readers; the page that tells them is never kept",
    "careers.correctionanswer": "letters to readers",
    "careers.reportcount": "how many reports came",
    "careers.guidedraft": "an editor's draft",
    "careers.guideversion": "earlier states of a guide",
    "careers.loadedcontent": "what was loaded, not what it says",
    "programs.programimport": "an import's progress",
    "programs.stagedinstitution": "rows on their way into an import's preview",
    "programs.stagedprogram": "rows on their way into an import's preview",
    "quiz.attempt": "a visitor's answers",
    "quiz.desklink": "a visitor's links",
    "quiz.failedcode": "failed tries of a visitor's code",
    "quiz.result": "a visitor's result",
    "salaries.stagedwage": "rows on their way into an import's preview",
    "salaries.wageimport": "an import's progress",
}


def content_models() -> Iterator[type[models.Model]]:
    """The models whose rows pages show: all of the site's own but those of NOT_CONTENT."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.managed and model._meta.label_lower not in NOT_CONTENT:
                yield model


def watch_content(using: str = "default", **kwargs: Any) -> None:
    """Put the trigger on every table of content that lacks it; runs after every migrate.

    A table that has it already is not locked.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        known = set(connection.introspection.table_names(cursor))
        if "serving_generation" not in known:
            return
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname = %s",
            [TRIGGER],
        )
        watched = {name for (name,) in cursor.fetchall()}
        for model in content_models():
            table = model._meta.db_table
            if table in known and table not in watched:
                command = sql.SQL(
                    "CREATE TRIGGER {} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}"
                    " FOR EACH STATEMENT EXECUTE FUNCTION serving_note_change()"
                )
                cursor.execute(command.format(sql.Identifier(TRIGGER), sql.Identifier(table)))
        cursor.execute("SELECT serving_next_generation()")
