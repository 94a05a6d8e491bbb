"""Rows of a file between reading and publishing: written by COPY, compared and moved by SQL."""

from django.db import models

from programs.models.datasets import Dataset


class StagedRow(models.Model):
    """A row of a draft; `row_number` counts the file's lines, the header being line 1."""

    id = models.BigAutoField(primary_key=True)
    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="+")
    row_number = models.PositiveIntegerField()
    unitid = models.PositiveIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"row {self.row_number}"


class StagedInstitution(StagedRow):
    """An institution as a file tells it; NULL in a column that says nothing about it."""

    opeid = models.CharField(max_length=8, null=True)
    name = models.CharField(max_length=160, null=True)
    slug = models.CharField(max_length=120, null=True)
    city = models.CharField(max_length=80, null=True)
    state = models.CharField(max_length=2, null=True)
    zip_code = models.CharField(max_length=10, null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    website = models.CharField(max_length=200, null=True)
    control = models.CharField(max_length=10, null=True)
    level = models.CharField(max_length=1, null=True)
    accreditor = models.CharField(max_length=160, null=True)
    is_distance_only = models.BooleanField(null=True)
    is_closed = models.BooleanField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "unitid"], name="staged_institution_once"),
        ]


class StagedProgram(StagedRow):
    """A program as a file tells it."""

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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "unitid", "field_code", "credential"],
                name="staged_program_once",
            ),
        ]
