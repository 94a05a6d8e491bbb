"""Imports of official figures about occupations: facts of every kind, and projections."""

from django.db import models
from django.db.models import Q

from careers.models.facts import FactRelease
from careers.models.projections import ProjectionRelease
from imports.models import ImportRun


class FactImport(ImportRun):
    """One run of a file with facts from its arrival to draft releases, one of each kind."""

    KIND = "facts"

    edition = models.CharField(
        max_length=60, blank=True, help_text="As the editor gave it; empty: as the file says."
    )
    period = models.DateField(help_text="First day of the month that the facts are for.")
    released_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    bases = models.JSONField(
        default=dict, help_text="By kind the key of the published release it was compared with."
    )
    releases = models.ManyToManyField(
        FactRelease, related_name="imports", help_text="The drafts that were made of it."
    )

    class Meta:
        verbose_name = "import of facts"
        verbose_name_plural = "imports of facts"
        constraints = [
            models.CheckConstraint(name="fact_import_period_is_a_month", condition=Q(period__day=1))
        ]


class ProjectionImport(ImportRun):
    """One run of a table of projections from its arrival to a draft release."""

    KIND = "projections"

    released_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    base = models.ForeignKey(
        ProjectionRelease,
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The published release it was compared with.",
    )
    release = models.ForeignKey(
        ProjectionRelease,
        models.SET_NULL,
        null=True,
        related_name="imports",
        help_text="The draft that was made of it.",
    )

    class Meta:
        verbose_name = "import of projections"
        verbose_name_plural = "imports of projections"
