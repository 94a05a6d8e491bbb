"""The import of a file of wages, and its rows before they count."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from imports.models import ImportRun
from salaries.models.releases import Release


class WageImport(ImportRun):
    """One run of a file from its arrival to a draft release, and what became of the draft."""

    KIND = "wages"

    period = models.DateField(
        null=True, help_text="First day of the month the figures are for; None until it is known."
    )
    released_on = models.DateField(null=True, blank=True)
    is_excerpt = models.BooleanField(
        default=False, help_text="Whether empty cells are figures that the file leaves out."
    )
    levels = ArrayField(
        models.CharField(max_length=9), default=list, help_text="Levels of areas in the file."
    )
    base = models.ForeignKey(
        Release,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The published release it was compared with.",
    )
    release = models.ForeignKey(
        Release,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        help_text="The draft that was made of it.",
    )

    class Meta:
        verbose_name = "import"
        constraints = [
            models.CheckConstraint(
                name="wage_import_period_is_a_month",
                condition=Q(period__isnull=True) | Q(period__day=1),
            )
        ]

    @property
    def month(self) -> dt.date:
        """The period of a file that has been read."""
        if self.period is None:
            raise ValueError("the file has not been read")
        return self.period


class StagedWage(models.Model):
    """A row of the file at work, as read: the columns of Wage, and codes in the place of keys.

    The table is emptied when the next import begins. PostgreSQL does not log it (see the
    migration): a crash of the server empties it, and the import that was running fails cleanly.
    Nor does it keep an index: Django wants a primary key, but rows of the tables of one zip may
    share a number, and nothing is looked up by it.
    """

    row = models.IntegerField(
        primary_key=True, help_text="In its table of the file, 1 is the head."
    )
    area_code = models.CharField(max_length=7)
    soc_code = models.CharField(max_length=7)
    employment = models.IntegerField(null=True)
    employment_rse = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    jobs_per_1000 = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    location_quotient = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    mean_rse = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    annual_p10 = models.IntegerField(null=True)
    annual_p25 = models.IntegerField(null=True)
    annual_median = models.IntegerField(null=True)
    annual_p75 = models.IntegerField(null=True)
    annual_p90 = models.IntegerField(null=True)
    annual_mean = models.IntegerField(null=True)
    hourly_p10 = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hourly_p25 = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hourly_median = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hourly_p75 = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hourly_p90 = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    hourly_mean = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    employment_missing = models.CharField(max_length=11)
    annual_missing = models.CharField(max_length=11)
    hourly_missing = models.CharField(max_length=11)

    def __str__(self) -> str:
        return f"{self.row}: {self.area_code} {self.soc_code}"
