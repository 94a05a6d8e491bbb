"""What is known of the programs of a field, counted when a file is published."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import Count, F, Max, Q

from programs.models.datasets import Dataset
from programs.models.fields import FieldOfStudy
from programs.models.programs import Program
from programs.models.queries import ACTIVE, Median


class FieldSummary(models.Model):
    """Numbers of the listed programs of one field and credential.

    They are of active programs (ProgramQuerySet.active), `inactive` is how many are not. Rewritten
    by rewrite_summaries() in the transaction of whatever changes programs or institutions.
    """

    field = models.ForeignKey(FieldOfStudy, models.CASCADE, related_name="summaries")
    credential = models.PositiveSmallIntegerField()
    programs = models.PositiveIntegerField()
    inactive = models.PositiveIntegerField()
    with_completers = models.PositiveIntegerField()
    with_earnings = models.PositiveIntegerField()
    with_debt = models.PositiveIntegerField()
    with_cost = models.PositiveIntegerField(help_text="That an editor entered.")
    with_delivery = models.PositiveIntegerField()
    online = models.PositiveIntegerField()
    compared = models.PositiveIntegerField(
        help_text="With earnings, and those of a high school diploma in the state."
    )
    below = models.PositiveIntegerField(help_text="Of these, with less than a diploma earns.")
    median_earnings = models.PositiveIntegerField(null=True, help_text="After four years.")
    median_debt = models.PositiveIntegerField(null=True)
    source = models.ForeignKey(
        Dataset,
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The newest file that figures of these are from; empty where editors wrote all.",
    )
    # All of them: the median of several fields does not follow from the median of each.
    debts = ArrayField(models.PositiveIntegerField(), help_text="Median debts, in order.")

    class Meta:
        verbose_name_plural = "field summaries"
        constraints = [
            models.UniqueConstraint(fields=["field", "credential"], name="field_summary_once"),
        ]

    def __str__(self) -> str:
        return f"{self.field_id}, credential {self.credential}"


def rewrite_summaries(fields: Iterable[str] | None = None) -> None:
    """Count the programs of these fields of study anew, or those of all; within a transaction.

    To be called after institutions or programs have changed.
    """
    programs = Program.objects.filter(is_current=True).order_by()
    summaries = FieldSummary.objects.all()
    if fields is not None:
        codes = list(fields)
        programs, summaries = programs.filter(field__in=codes), summaries.filter(field__in=codes)
    with transaction.atomic(), connection.cursor() as cursor:
        # One after the other, so that the last one counts what the others changed. Readers go on.
        cursor.execute("LOCK TABLE programs_fieldsummary IN SHARE ROW EXCLUSIVE MODE")
        summaries.delete()
        counted = programs.values("field_id", "credential").annotate(
            **{f"counted_{name}": column for name, column in _columns().items()}
        )
        FieldSummary.objects.bulk_create(
            FieldSummary(**{name.removeprefix("counted_"): value for name, value in row.items()})
            for row in counted
        )


def _columns() -> dict[str, Any]:
    owed = ACTIVE & Q(debt__isnull=False)
    both = ACTIVE & Q(earnings__isnull=False, high_school_earnings__isnull=False)
    return {
        "programs": Count("pk", filter=ACTIVE),
        "inactive": Count("pk", filter=~ACTIVE),
        "with_completers": Count("completers", filter=ACTIVE),
        "with_earnings": Count("earnings", filter=ACTIVE),
        "with_debt": Count("debt", filter=ACTIVE),
        "with_cost": Count("cost_low", filter=ACTIVE),
        "with_delivery": Count("pk", filter=ACTIVE & ~Q(delivery="")),
        "online": Count("pk", filter=ACTIVE & Q(delivery="online")),
        "compared": Count("pk", filter=both),
        "below": Count("pk", filter=both & Q(earnings__lt=F("high_school_earnings"))),
        "median_earnings": Median("earnings", filter=ACTIVE),
        "median_debt": Median("debt", filter=ACTIVE),
        "source_id": Max("source", filter=ACTIVE),
        "debts": ArrayAgg("debt", filter=owed, order_by="debt", default=[]),
    }
