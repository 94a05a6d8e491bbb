"""The versions of a guide: every state it was in."""

from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from careers.models.career import Career


class GuideVersionQuerySet(models.QuerySet["GuideVersion"]):
    def for_career(self, career: Career) -> Self:
        """The versions of a guide, the latest first."""
        return self.filter(career=career).order_by("-pk")


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

    objects = GuideVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "state of a guide"
        verbose_name_plural = "states of guides"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["career", "-id"], name="guide_version_latest")]

    def __str__(self) -> str:
        return f"{self.career}, {self.made_at:%Y-%m-%d %H:%M}"
