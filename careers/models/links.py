"""Links of guides to other sites, and whether they still work."""

from typing import Self

from django.db import models


class OutsideLinkQuerySet(models.QuerySet["OutsideLink"]):
    def broken(self) -> Self:
        """Links that did not work when last checked, the longest broken first."""
        return self.filter(is_good=False).order_by("broken_since", "url")


class OutsideLink(models.Model):
    """An address that a published guide links to; see careers/links."""

    url = models.URLField("address", max_length=2000, unique=True)
    places = models.TextField("where it is used", help_text="One place on each line.")
    is_good = models.BooleanField(
        "works", null=True, help_text="Empty where the site refuses robots."
    )
    detail = models.CharField("answer", max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True)
    broken_since = models.DateTimeField(null=True)

    objects = OutsideLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "link to another site"
        verbose_name_plural = "links to other sites"
        ordering = ["url"]
        constraints = [
            models.CheckConstraint(
                name="broken_link_since_when",
                condition=models.Q(is_good=False, broken_since__isnull=False)
                | models.Q(is_good=True, broken_since__isnull=True)
                | models.Q(is_good__isnull=True, broken_since__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.url
