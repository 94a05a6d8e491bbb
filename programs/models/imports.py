"""The import of a file of programs or institutions, and its rows.

Rows are written by COPY, compared and published by SQL. Those of a published file stay: when a
file is withdrawn, what visitors see is made anew from the rows of the files that are left.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from imports.models import ImportRun
from programs.models.datasets import Dataset


class ProgramImport(ImportRun):
    """One run of a file from its arrival to its publication."""

    KIND = "programs"

    published_on = models.DateField(help_text="The day on which the publisher released the file.")
    credit = models.CharField(
        max_length=200, blank=True, help_text="Who compiled it and under which license, if anyone."
    )
    credit_url = models.URLField("license's web address", blank=True)
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="In which the academic year of its prices begins."
    )
    layout = models.CharField(
        max_length=20, choices=Dataset.Kind, blank=True, help_text="Empty until the file is read."
    )
    columns = ArrayField(
        models.CharField(max_length=30), default=list, help_text="Ours that the file has."
    )
    dataset = models.OneToOneField(
        Dataset,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="run",
        help_text="What it was published as.",
    )

    class Meta:
        verbose_name = "import"
        constraints = [
            models.CheckConstraint(
                name="program_import_layout_known",
                condition=Q(
                    layout__in=[
                        *("", "compiled", "field-of-study", "institution", "directory"),
                        *("year-charges", "program-charges", "net-price"),
                    ],
                ),
            ),
        ]


class StagedRow(models.Model):
    """A row of an import; `row_number` counts the file's lines, the header being line 1."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ProgramImport, models.CASCADE, related_name="+", db_index=False)
    row_number = models.PositiveIntegerField()
    unitid = models.PositiveIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"row {self.row_number}"


class StagedInstitution(StagedRow):
    """An institution as a file describes it; NULL in a column that says nothing about it."""

    opeid = models.CharField(max_length=8, null=True)
    name = models.CharField(max_length=160, null=True)
    slug = models.CharField(max_length=120, null=True)
    address = models.CharField(max_length=120, null=True)
    city = models.CharField(max_length=80, null=True)
    state = models.CharField(max_length=2, null=True)
    zip_code = models.CharField(max_length=10, null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    website = models.CharField(max_length=200, null=True)
    net_price_calculator = models.CharField(max_length=300, null=True)
    successor_unitid = models.PositiveIntegerField(null=True)
    control = models.CharField(max_length=10, null=True)
    level = models.CharField(max_length=1, null=True)
    accreditor = models.CharField(max_length=160, null=True)
    is_distance_only = models.BooleanField(null=True)
    is_closed = models.BooleanField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "unitid"], name="staged_institution_once"),
        ]


class StagedProgram(StagedRow):
    """A program as a file describes it."""

    field_code = models.CharField(max_length=7)
    field_name = models.CharField(max_length=160)
    credential = models.PositiveSmallIntegerField()
    completers = models.PositiveIntegerField(null=True)
    completers_missing = models.CharField(max_length=12)
    earnings = models.PositiveIntegerField(null=True)
    earnings_missing = models.CharField(max_length=12)
    debt = models.PositiveIntegerField(null=True)
    debt_missing = models.CharField(max_length=12)
    high_school_earnings = models.PositiveIntegerField(null=True)
    first_year_earnings = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "unitid", "field_code", "credential"],
                name="staged_program_once",
            ),
        ]
