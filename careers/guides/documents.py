"""A guide with all its parts as one piece of JSON, a document, and back.

The JSON is `{"guide": {column: value}, "parts": {name: [{"id": …, column: value}, …]}, "sources":
{key: {column: value}}}`. It holds the sources that rows name, so that a version shows the source as
it was. Who may see the guide is not part of it.
"""

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.forms.models import model_to_dict

from careers.guides.parts import GUIDE_PARTS, GuidePart, guide_fields
from careers.models import Guide, Source

Content = dict[str, Any]
Row = dict[str, Any]

SOURCE_FIELDS = ("publisher", "title", "period", "url", "published_on")


class RestoreError(Exception):
    """A version that no longer fits the database; the text tells an editor why."""


def build_document(guide: Guide) -> Content:
    """The guide as its tables have it now; one query for each table."""
    current = Guide.objects.get(pk=guide.pk)
    parts = {
        name: [
            {"id": row.pk, **{f.attname: f.value_from_object(row) for f in part.fields}}
            for row in part.get_rows(guide)
        ]
        for name, part in GUIDE_PARTS.items()
    }
    sources = Source.objects.filter(pk__in=list_source_ids(parts))
    content = {
        "guide": {field.attname: field.value_from_object(current) for field in guide_fields()},
        "parts": parts,
        "sources": {source.pk: model_to_dict(source, SOURCE_FIELDS) for source in sources},
    }
    # Through JSON, so that it compares equal with what was stored.
    plain: Content = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return plain


def list_source_ids(parts: dict[str, list[Row]]) -> set[int]:
    """The keys of the sources that rows name."""
    keys = {row.get("source_id") for rows in parts.values() for row in rows}
    return {key for key in keys if key is not None}


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


def restore_document(guide: Guide, content: Content) -> None:
    """Replace a guide's rows in the working tables by a document's, keys included.

    All or nothing. Raises RestoreError where a source that it names was deleted.
    """
    check_restorable(content)
    with transaction.atomic():
        current = Guide.objects.select_for_update().get(pk=guide.pk)
        for field in guide_fields():
            if field.attname in content["guide"]:
                setattr(current, field.attname, field.to_python(content["guide"][field.attname]))
        current.save()
        user_ids = set(get_user_model().objects.values_list("pk", flat=True))
        for part in GUIDE_PARTS.values():
            part.get_rows(guide).delete()
        for name, part in GUIDE_PARTS.items():
            part.model._default_manager.bulk_create(
                build_instance(
                    part.model, clear_deleted_owner(row, user_ids), guide=current, **part.fixed
                )
                for row in content["parts"].get(name, [])
            )


def clear_deleted_owner(row: Row, user_ids: set[int]) -> Row:
    """The row, without its owner if that user was deleted."""
    return {**row, "owner_id": None} if row.get("owner_id") not in {None, *user_ids} else row


def check_restorable(content: Content) -> None:
    """Raise RestoreError where a document no longer fits the database."""
    source_ids = list_source_ids(content["parts"])
    if Source.objects.filter(pk__in=source_ids).count() < len(source_ids):
        raise RestoreError(
            "That version names a source that was deleted since. Add the source again, and correct "
            "the guide by hand."
        )


class GuideContent:
    """A document as the rows that templates show: unsaved instances, each with its source."""

    def __init__(self, document: Content) -> None:
        self.document = document
        self._rows: dict[str, list[Any]] = {}
        guide = document["guide"]
        for field in guide_fields():
            value = field.to_python(guide.get(field.attname))
            setattr(self, field.attname, "" if value is None else value)

    def __getattr__(self, name: str) -> Any:
        """The rows of a part by its name, as in `content.skills`."""
        part = GUIDE_PARTS.get(name)
        if part is None:
            raise AttributeError(name)
        return self.get_rows(part)

    def get_rows(self, part: GuidePart) -> list[Any]:
        """The rows of a part in the order of the page."""
        if part.name not in self._rows:
            rows = self.document["parts"].get(part.name, [])
            self._rows[part.name] = [self._build_row(part, row) for row in rows]
        return self._rows[part.name]

    def list_texts(self, name: str, column: str) -> list[str]:
        """A text of each row of a part, without the rest of the rows."""
        return [row[column] for row in self.document["parts"].get(name, [])]

    def _build_row(self, part: GuidePart, row: Row) -> Any:
        instance = build_instance(part.model, row, **part.fixed)
        if row.get("source_id") is not None:
            source = self.document["sources"].get(str(row["source_id"]), {})
            instance.source = build_instance(Source, {"id": row["source_id"], **source})
        return instance

    @property
    def measured_sources(self) -> list[Source]:
        """The sources of the measured facts, each once, in the order in which they appear."""
        return list({fact.source_id: fact.source for fact in self.measured_facts}.values())
