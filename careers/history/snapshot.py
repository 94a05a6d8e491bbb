"""Turns a guide with all its parts into one piece of JSON, and back into rows of its tables.

The JSON is `{"career": {column: value}, "parts": {table: [{"id": …, column: value}, …]}}`. Whether
visitors see the guide is not part of it: restoring a state publishes nothing.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from careers.models import Career, Source
from careers.models.tables import GUIDE_TABLES

Content = dict[str, Any]
Row = dict[str, Any]

# What identifies a career, what the database writes, and who may see it.
EXCLUDED_CAREER_FIELDS = {"id", "updated_at", "is_published", "publish_at"}


class RestoreError(Exception):
    """A state that no longer fits the database; the text tells an editor why."""


def content_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a guide's table that are its content: all but its key and its career."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name != "career"
    ]


def career_fields() -> list[models.Field[Any, Any]]:
    """The fields of a career that are part of its guide's state."""
    fields = Career._meta.concrete_fields
    return [field for field in fields if field.name not in EXCLUDED_CAREER_FIELDS]


def guide_rows(table: str, career: Career) -> models.QuerySet[Any]:
    """A guide's rows of a table, in the order of the page."""
    path = "step__career" if table == "subjects" else "career"
    rows = GUIDE_TABLES[table]._default_manager.filter(**{path: career})
    return rows.order_by("pk") if table == "outlook" else rows.order_by("position", "pk")


def snapshot_guide(career: Career) -> Content:
    """The state of a guide as the database has it now; one query for each table."""
    fresh = Career.objects.get(pk=career.pk)
    content = {
        "career": {field.attname: field.value_from_object(fresh) for field in career_fields()},
        "parts": {
            table: [
                {
                    "id": row.pk,
                    **{f.attname: f.value_from_object(row) for f in content_fields(model)},
                }
                for row in guide_rows(table, career)
            ]
            for table, model in GUIDE_TABLES.items()
        },
    }
    # Through JSON, so that it compares equal with what was stored.
    plain: Content = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return plain


def build_instance(model: type[models.Model], row: Row, **more: Any) -> Any:
    """A row of JSON as an unsaved instance. Columns that were added later take their default."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    values = {
        name: known[name].to_python(value)
        for name, value in row.items()
        if name in known and name != "id"
    }
    return model(pk=row.get("id"), **values, **more)


def validate_instance(instance: models.Model, exclude: set[str]) -> dict[str, str]:
    """Convert the values of a row to those of its columns; the broken rules by name of the field.

    A rule that concerns several fields stands under NON_FIELD_ERRORS.
    """
    try:
        instance.full_clean(exclude=exclude)
    except ValidationError as error:
        return {name: " ".join(messages) for name, messages in error.message_dict.items()}
    return {}


def restore_guide(career: Career, content: Content) -> None:
    """Replace the rows of a guide by those of a state, keys included; all or nothing.

    Raises RestoreError where a source that the state refers to was deleted, or where another
    career has taken its address.
    """
    check_restorable(career, content)
    with transaction.atomic():
        current = Career.objects.select_for_update().get(pk=career.pk)
        for field in career_fields():
            if field.attname in content["career"]:
                value = field.to_python(content["career"][field.attname])
                setattr(current, field.attname, value)
        current.save()
        user_ids = set(get_user_model().objects.values_list("pk", flat=True))
        for table, model in GUIDE_TABLES.items():
            if table != "subjects":
                guide_rows(table, career).delete()
            owner = {} if table == "subjects" else {"career": current}
            model._default_manager.bulk_create(
                build_instance(model, clear_deleted_owner(row, user_ids), **owner)
                for row in content["parts"].get(table, [])
            )


def clear_deleted_owner(row: Row, user_ids: set[int]) -> Row:
    """The row, without its owner if that user was deleted."""
    return {**row, "owner_id": None} if row.get("owner_id") not in {None, *user_ids} else row


def check_restorable(career: Career, content: Content) -> None:
    """Raise RestoreError where a state no longer fits the database."""
    source_ids = {
        row["source_id"]
        for rows in content["parts"].values()
        for row in rows
        if row.get("source_id") is not None
    }
    if Source.objects.filter(pk__in=source_ids).count() < len(source_ids):
        raise RestoreError(
            "That state names a source that was deleted since. Add the source again, and correct "
            "the guide by hand."
        )
    slug = content["career"].get("slug")
    if Career.objects.filter(slug=slug).exclude(pk=career.pk).exists():
        raise RestoreError(f"Another guide has the address “{slug}” now.")


@contextmanager
def applied_temporarily(career: Career, content: Content | None) -> Iterator[None]:
    """Within the block the guide's tables hold `content` (None: what they hold already).

    A draft is so edited in the guide's own form and shown on its own page. The transaction is
    always rolled back: whatever the block writes is undone, and nobody else sees it. Render
    responses within the block. Raises RestoreError where the state does not fit.
    """
    with transaction.atomic():
        if content is not None:
            restore_guide(career, content)
        yield
        transaction.set_rollback(True)
