"""The generation of the content, which PostgreSQL counts; nothing here is written by the site."""

from django.db import models
from django.db.models import Q


class Generation(models.Model):
    """One row: a number that grows with every transaction that changes what pages show.

    It is at least the time of the change in microseconds, so that no number comes twice, not even
    after a backup was restored.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="generation_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.number)


class Change(models.Model):
    """A transaction that changed content and has not committed; a row lives until the commit."""

    transaction = models.BigIntegerField(primary_key=True)
    is_last = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.transaction)
