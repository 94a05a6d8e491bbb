"""Which bundled content was loaded into this database."""

from django.db import models


class LoadedContent(models.Model):
    """Bundled content that was loaded once; it is not loaded again if an editor deletes it."""

    key = models.CharField(max_length=100, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "loaded content"

    def __str__(self) -> str:
        return self.key
