"""A guide with all its parts as one piece of JSON, and back into its tables.

The JSON is `{"career": {column: value}, "parts": {table: [{"id": …, column: value}, …]}}`. Whether
visitors see the guide is no part of it: returning to an earlier text lets nothing out.
"""

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from careers.models import (
    Benefit,
    Career,
    Certification,
    Challenge,
    Duty,
    FitStatement,
    GuideSection,
    MeasuredFact,
    Outlook,
    RelatedOccupation,
    RoadmapStep,
    RoadmapSubject,
    Skill,
    Source,
    TrainingCost,
    Workplace,
)

Content = dict[str, Any]
Row = dict[str, Any]

# In the order of the page. Subjects come after the steps that they belong to.
TABLES: dict[str, type[models.Model]] = {
    "sections": GuideSection,
    "duties": Duty,
    "measured_facts": MeasuredFact,
    "roadmap_steps": RoadmapStep,
    "subjects": RoadmapSubject,
    "certifications": Certification,
    "workplaces": Workplace,
    "training_costs": TrainingCost,
    "skills": Skill,
    "outlook": Outlook,
    "fit_statements": FitStatement,
    "benefits": Benefit,
    "challenges": Challenge,
    "related_occupations": RelatedOccupation,
}
# Of the career itself: what identifies it, what the database writes, and who may see it.
LEFT_OUT = {"id", "updated_at", "is_published", "publish_at"}


class CannotReturnError(Exception):
    """An earlier state no longer fits the database; the text says what is in the way."""


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a part that are its content: all but its key and its career."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name != "career"
    ]


def career_columns() -> list[models.Field[Any, Any]]:
    return [field for field in Career._meta.concrete_fields if field.name not in LEFT_OUT]


def rows_of(table: str, career: Career) -> models.QuerySet[Any]:
    """A guide's rows of a table, in the order of the page."""
    path = "step__career" if table == "subjects" else "career"
    rows = TABLES[table]._default_manager.filter(**{path: career})
    return rows.order_by("pk") if table == "outlook" else rows.order_by("position", "pk")


def take(career: Career) -> Content:
    """The state of a guide as the database has it now; one query for each table."""
    fresh = Career.objects.get(pk=career.pk)
    content = {
        "career": {field.attname: field.value_from_object(fresh) for field in career_columns()},
        "parts": {
            table: [
                {
                    "id": row.pk,
                    **{f.attname: f.value_from_object(row) for f in columns(TABLES[table])},
                }
                for row in rows_of(table, career)
            ]
            for table in TABLES
        },
    }
    # Through JSON, so that it compares equal with what was stored.
    plain: Content = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return plain


def instance(model: type[models.Model], row: Row, **more: Any) -> Any:
    """A row of JSON as an unsaved instance. Columns that came later take their default."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    values = {
        name: known[name].to_python(value)
        for name, value in row.items()
        if name in known and name != "id"
    }
    return model(pk=row.get("id"), **values, **more)


def put_back(career: Career, content: Content) -> None:
    """Make the guide's tables what a state says, keys of rows included; all or nothing.

    CannotReturnError where a source that it refers to was deleted, or where another guide has taken
    its address.
    """
    refuse_what_does_not_fit(career, content)
    with transaction.atomic():
        kept = Career.objects.select_for_update().get(pk=career.pk)
        for field in career_columns():
            if field.attname in content["career"]:
                value = field.to_python(content["career"][field.attname])
                setattr(kept, field.attname, value)
        kept.save()
        staff = set(get_user_model().objects.values_list("pk", flat=True))
        for table, model in TABLES.items():
            if table != "subjects":
                rows_of(table, career).delete()
            owner = {} if table == "subjects" else {"career": kept}
            model._default_manager.bulk_create(
                instance(model, without_who_left(row, staff), **owner)
                for row in content["parts"].get(table, [])
            )


def without_who_left(row: Row, staff: set[int]) -> Row:
    """A row whose owner is no user any more has none."""
    return {**row, "owner_id": None} if row.get("owner_id") not in {None, *staff} else row


def refuse_what_does_not_fit(career: Career, content: Content) -> None:
    named = {
        row["source_id"]
        for rows in content["parts"].values()
        for row in rows
        if row.get("source_id") is not None
    }
    if Source.objects.filter(pk__in=named).count() < len(named):
        raise CannotReturnError(
            "That state names a source which was deleted since. Add the source again, and mend the "
            "guide by hand."
        )
    slug = content["career"].get("slug")
    if Career.objects.filter(slug=slug).exclude(pk=career.pk).exists():
        raise CannotReturnError(f"Another guide has the address “{slug}” now.")
