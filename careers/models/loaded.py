"""Which bundled content this database has had."""

from django.db import models


class LoadedContent(models.Model):
    """Bundled content that was loaded once, so that what an editor deletes stays deleted."""

    key = models.CharField(max_length=100, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "loaded content"

    def __str__(self) -> str:
        return self.key
