"""A spoken code for a counselor's desk."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quiz.models.results import Result

# The code, and the link that it opens, live this long each.
DESK_KEPT = timedelta(hours=1)


def desk_expiry() -> datetime:
    return timezone.now() + DESK_KEPT


class DeskLinkQuerySet(models.QuerySet["DeskLink"]):
    def active(self) -> Self:
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())


class DeskLink(models.Model):
    """A short code that opens a result once, and the short-lived link that it opened."""

    result = models.ForeignKey(
        Result, models.CASCADE, related_name="desk_links", verbose_name=_("result")
    )
    code_hash = models.CharField(
        _("code hash"),
        max_length=64,
        unique=True,
        null=True,
        help_text=_("Keyed hash of the spoken code until it is used; then empty."),
    )
    token_hash = models.CharField(
        _("token hash"),
        max_length=64,
        unique=True,
        null=True,
        help_text=_("SHA-256 of the code in the short-lived link that it opened, once used."),
    )
    expires_at = models.DateTimeField(
        _("expires at"),
        default=desk_expiry,
        db_index=True,
        help_text=_("When the code or the link ends: an hour."),
    )

    objects = DeskLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("spoken code")
        constraints = [
            models.CheckConstraint(
                name="desk_link_code_or_token",
                condition=models.Q(code_hash__isnull=False, token_hash__isnull=True)
                | models.Q(code_hash__isnull=True, token_hash__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Spoken code {self.pk}"
