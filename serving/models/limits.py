"""How much each sender asked for lately, counted in the database and so for all processes."""

from django.db import models


class RateCount(models.Model):
    """Requests of one kind from one sender within a window of time; kept for a day at most.

    The sender is a keyed hash that changes daily (common/senders.py), never an address.
    """

    kind = models.CharField(max_length=20)
    sender = models.CharField(max_length=64)
    window = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "sender", "window"], name="rate_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.number} since {self.window:%Y-%m-%d %H:%M}"
