"""The versions of a guide: every state it was in."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from careers.models.career import Career


class GuideVersion(models.Model):
    """A guide with all its parts, as it was after a change; see careers/history."""

    career = models.ForeignKey(Career, models.CASCADE, related_name="versions")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    why = models.CharField(max_length=300, blank=True)
    changed = models.CharField(
        max_length=300, blank=True, help_text="The tables that differ from the state before."
    )
    content = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "state of a guide"
        verbose_name_plural = "states of guides"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["career", "-id"], name="guide_version_latest")]

    def __str__(self) -> str:
        return f"{self.career}, {self.made_at:%Y-%m-%d %H:%M}"
