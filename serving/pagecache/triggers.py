"""Statement triggers by which PostgreSQL counts changes of content.

They see what signals miss: COPY, bulk and raw SQL, a restore, an editor with psql.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, models

TRIGGER = "page_cache_content_changed"
APPS = ("careers", "programs", "quiz", "salaries")

# Every other table of these apps is content. These change nothing that a public page shows:
NOT_CONTENT = {
    "careers.correction": "reports of readers; the page that tells them is never kept",
    "careers.correctionanswer": "letters to readers",
    "careers.guidedraft": "an editor's draft",
    "careers.guideversion": "earlier states of a guide",
    "careers.loadedcontent": "what was loaded, not what it says",
    "programs.programimport": "an import's progress",
    "programs.stagedinstitution": "rows on their way into an import's preview",
    "programs.stagedprogram": "rows on their way into an import's preview",
    "quiz.attempt": "a visitor's answers",
    "quiz.desklink": "a visitor's links",
    "quiz.result": "a visitor's result",
    "salaries.stagedwage": "rows on their way into an import's preview",
    "salaries.wageimport": "an import's progress",
}


PUBLISHED = ' + (SELECT count(*) FROM "{table}" WHERE publish_at <= now())'
# A page changes also when the hour comes at which a row is to be published. The two numbers are not
# added up: after a clock was set back, a sum could come a second time.
CURRENT_GENERATION = """
CREATE OR REPLACE FUNCTION serving_current_generation() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE generation text;
BEGIN
    SELECT number || '.' || lpad((0{hours})::text, 6, '0') INTO STRICT generation
    FROM serving_generation;
    RETURN generation;
END $$
"""


def content_models() -> Iterator[type[models.Model]]:
    """The models whose rows pages show: all of APPS but those of NOT_CONTENT."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.managed and model._meta.label_lower not in NOT_CONTENT:
                yield model


def watch_content(using: str = "default", **kwargs: Any) -> None:
    """Put the trigger on every table of content that lacks it; runs after every migrate.

    A table that has it already is not locked.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if "serving_generation" not in tables:
            return
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname = %s",
            [TRIGGER],
        )
        watched = {name for (name,) in cursor.fetchall()}
        hours = ""
        for model in content_models():
            table = model._meta.db_table
            if table in tables - watched:
                cursor.execute(
                    f"CREATE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
                    f' ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION serving_note_change()'
                )
            if table in tables and "publish_at" in {f.name for f in model._meta.get_fields()}:
                hours += PUBLISHED.format(table=table)
        cursor.execute(CURRENT_GENERATION.format(hours=hours))
        cursor.execute("SELECT serving_next_generation()")
