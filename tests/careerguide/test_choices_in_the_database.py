"""The database refuses values that are no choice of the field, from forms, COPY or psql alike."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from careers.models import Correction, GuideSection
from imports.models import ImportRun
from programs.models import Program
from quiz.models import Attempt, Statement
from salaries.models import WageImport
from tests.programs.making import program

APPS = ("careers", "counselors", "imports", "programs", "quiz", "salaries")
# Held by another constraint, or only ever displayed.
EXCEPTIONS = {
    "counselors.Access.action": "a line of a log",
    "programs.Institution.state": "the code reads any two letters",
    "quiz.QuizVersion.status": "one rule for each status, with its date or without",
}


def fields_with_choices() -> Iterator[tuple[type[models.Model], "models.Field[object, object]"]]:
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.local_concrete_fields:
                if field.choices and f"{model._meta.label}.{field.name}" not in EXCEPTIONS:
                    yield model, field


def constraints_of(model: type[models.Model], column: str) -> list[str]:
    """Return the check constraints of a column, as PostgreSQL writes them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_attribute a"
            " ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)"
            " WHERE c.contype = 'c' AND c.convalidated AND a.attname = %s"
            " AND c.conrelid = %s::regclass",
            [column, model._meta.db_table],
        )
        return [rule.replace('"', "") for (rule,) in cursor.fetchall()]


@pytest.mark.django_db
def test_every_choice_is_held_by_the_database() -> None:
    fields = list(fields_with_choices())
    assert len(fields) > 15
    free = [
        f"{model._meta.label}.{field.name}"
        for model, field in fields
        # A constraint on one value alone, such as published, does not refuse other values.
        if not any(
            f"{field.column})::text = ANY" in rule or f"({field.column} >= 1)" in rule
            for rule in constraints_of(model, str(field.column))
        )
    ]
    assert free == []


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("model", "column"),
    [
        (Correction, "status"),
        (GuideSection, "part"),
        (Program, "delivery"),
        (Program, "earnings_missing"),
        (ImportRun, "state"),
        (Attempt, "form"),
    ],
)
def test_an_unknown_value_is_refused(model: type[models.Model], column: str) -> None:
    Correction.objects.create(about="/", statement="Wrong.")
    WageImport.objects.create(file_name="may.csv", path="may.csv", size=1)
    Attempt.objects.create(
        version=Statement.objects.earliest("pk").trait.version, key_hash="0" * 64
    )
    program()
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.update(**{column: "other"})
