"""Changes of a guide that visitors do not see yet."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from careers.models.career import Career


class GuideDraft(models.Model):
    """The unpublished state of a guide, one for each; the tables hold what visitors see."""

    career = models.OneToOneField(Career, models.CASCADE, related_name="draft")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    why = models.CharField(max_length=300, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "draft of a guide"
        verbose_name_plural = "drafts of guides"

    def __str__(self) -> str:
        return f"Draft of {self.career}"
