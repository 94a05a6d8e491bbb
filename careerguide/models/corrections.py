"""What readers tell the editors is wrong or outdated."""

from django.db import models


class Correction(models.Model):
    """A reader's word that something on a page is wrong, until an editor closes it."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        MENDED = "mended", "Mended"
        DECLINED = "declined", "Looked at, nothing to mend"

    about = models.CharField("page", max_length=300, help_text="The page's path on this site.")
    statement = models.TextField("what is wrong", max_length=4000)
    source_url = models.URLField("where it says so", blank=True)
    email = models.EmailField(
        blank=True, help_text="Only to answer; given by the reader's own choice."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    editors_note = models.TextField(blank=True, help_text="For editors only.")

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["status", "-created_at"], name="correction_inbox")]

    def __str__(self) -> str:
        return f"{self.about}: {self.statement[:60]}"
