"""What releases of facts and of projections have in common: one gives way to another."""

from typing import Any, ClassVar

from django.db import models

from common.releases import SourceRelease


class ReplaceableRelease(SourceRelease):
    """A release that takes the place of the published one of the same `subject`, if there is one.

    Its rows are frozen by the database once it was published: a correction is another release.
    """

    # The fields of which no two published releases have the same values.
    subject: ClassVar[tuple[str, ...]]

    file_name = models.CharField(max_length=200)
    replaces = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The release that gave way to it, and returns if it is withdrawn.",
    )

    class Meta(SourceRelease.Meta):
        abstract = True

    def lock_same_subject(self) -> list[Any]:
        """The releases of the same subject, this one too unless it was deleted, locked."""
        releases: Any = type(self)._default_manager.select_for_update().order_by("pk")
        return list(releases.filter(**{name: getattr(self, name) for name in self.subject}))
