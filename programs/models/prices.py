"""What institutions say that a year, or a whole program, costs. Every price is of an import.

A row is what visitors see as long as its file is published: nothing is copied, so that withdrawing
a file shows what the one before it says.
"""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from programs.models.imports import StagedRow


class PriceQuerySet(models.QuerySet["InstitutionPrice"]):
    def published(self) -> Self:
        """Prices of published files, the newest year first."""
        files = self.filter(run__dataset__isnull=False, run__dataset__withdrawn_at=None)
        return files.order_by("-year", "-run__dataset__published_on", "-run")


class InstitutionPrice(StagedRow):
    """What a year of full-time study costs at an institution, in dollars; NULL where not given.

    Tuition is what is published for undergraduates, required fees included. Net price is the
    average that students with grants paid in all (tuition, books, room and board, less grants).
    """

    year = models.PositiveSmallIntegerField(help_text="In which the academic year begins.")
    tuition_in_district = models.PositiveIntegerField(null=True)
    tuition_in_state = models.PositiveIntegerField(null=True)
    tuition_out_of_state = models.PositiveIntegerField(null=True)
    books = models.PositiveIntegerField(null=True)
    net_price = models.PositiveIntegerField(null=True)
    net_price_by_income = ArrayField(
        models.PositiveIntegerField(null=True),
        default=list,
        db_default=[],
        help_text=(
            "Of families earning up to $30,000, $48,000, $75,000, $110,000, and more; empty where "
            "not given."
        ),
    )

    objects = PriceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "unitid"], name="institution_price_once"),
            models.CheckConstraint(
                name="institution_price_incomes",
                condition=Q(net_price_by_income__len__in=[0, 5]),
            ),
        ]
        indexes = [models.Index("unitid", name="institution_price_of")]


class ProgramPrice(StagedRow):
    """What a whole program costs at an institution that charges by program, in dollars.

    Published for its largest programs, by codes of six digits.
    """

    year = models.PositiveSmallIntegerField(help_text="In which the academic year begins.")
    field_code = models.CharField(max_length=7)
    tuition = models.PositiveIntegerField(help_text="Tuition and required fees.")
    books = models.PositiveIntegerField(null=True, help_text="Books and supplies.")
    months = models.PositiveSmallIntegerField(null=True, help_text="To complete it full time.")

    objects = PriceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "unitid", "field_code"], name="program_price_once"
            ),
        ]
        indexes = [models.Index("unitid", name="program_price_of")]
