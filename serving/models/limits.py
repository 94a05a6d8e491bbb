"""How much each client requested lately, counted in the database and so for all processes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RateCount(models.Model):
    """Requests of one kind from one client within a window of time."""

    kind = models.CharField(
        _("kind"),
        max_length=20,
        help_text=_("What is counted, such as reports or wrong codes."),
    )
    sender = models.CharField(
        _("sender"),
        max_length=64,
        help_text=_(
            "Keyed hash of the network address, with a new key each day; empty for the count of "
            "everybody."
        ),
    )
    ends_at = models.DateTimeField(
        _("ends at"), db_index=True, help_text=_("When the count ends; then it is deleted.")
    )
    number = models.PositiveIntegerField(
        _("number"), default=0, help_text=_("How many requests there were.")
    )

    class Meta:
        verbose_name = "count of requests"
        constraints = [
            models.UniqueConstraint(fields=["kind", "sender", "ends_at"], name="rate_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.number} until {self.ends_at:%Y-%m-%d %H:%M}"
