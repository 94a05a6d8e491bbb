"""What every release of official figures has: its source, and its life from draft to withdrawal."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class SourceRelease(models.Model):
    """Figures as their source released them at one time: draft, published, withdrawn."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    released_on = models.DateField(
        "released by the source on",
        null=True,
        blank=True,
        help_text="Leave empty where the day is not known.",
    )
    note = models.CharField(
        max_length=300, blank=True, help_text="Shown beside the source: what readers should know."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_status_known",
                condition=Q(status__in=["draft", "published", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="%(class)s_published_when",
                condition=Q(status="draft") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_withdrawn_when",
                condition=~Q(status="withdrawn") | Q(withdrawn_at__isnull=False),
            ),
        ]

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED
