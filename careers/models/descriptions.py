"""What an occupation is, in our own words: a short text for every career, in versions."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from careers.models.guides import DEFAULT_LANGUAGE, LANGUAGES, is_public

# The columns that visitors read.
WORDS = ("summary", "duties", "likes", "strains", "outlook_reason")


def has_public_description(career: str) -> Exists:
    """Whether a career has a public description in the default language.

    `career` is the path to the career's key.
    """
    versions = Description.objects.filter(is_public(), language=DEFAULT_LANGUAGE)
    return Exists(versions.filter(career=OuterRef(career)))


class DescriptionQuerySet(models.QuerySet["Description"]):
    def public(self) -> Self:
        """Versions that are published and not withdrawn; visitors read the newest."""
        return self.filter(is_public())

    def newest(self) -> Self:
        """Of each career and language the newest version."""
        newest = Description.objects.order_by("career_id", "language", "-number")
        return self.filter(pk__in=newest.distinct("career_id", "language").values("pk"))

    def drafts(self) -> Self:
        """Newest versions that wait to be published."""
        return self.newest().filter(published_at=None).select_related("career")


class Description(models.Model):
    """One version of a career's short text in one language.

    The database freezes it once it was published: a change is another version.
    """

    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="descriptions")
    language = models.CharField(max_length=2, choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    number = models.PositiveIntegerField(editable=False)
    summary = models.TextField(
        max_length=300, help_text="One or two sentences: what these people do, for whom or where."
    )
    duties = ArrayField(
        models.CharField(max_length=120),
        help_text="Four to six, each beginning with a verb: “Check how patients are doing”.",
    )
    likes = models.TextField(
        "what people like", max_length=200, blank=True, help_text="One sentence."
    )
    strains = models.TextField(
        "what wears people down", max_length=200, blank=True, help_text="One sentence."
    )
    outlook_reason = models.TextField(
        "why jobs grow or decline",
        max_length=300,
        blank=True,
        help_text="The reason that the projections give, in our own words.",
    )
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DescriptionQuerySet.as_manager()

    class Meta:
        ordering = ["career", "language", "-number"]
        permissions = [("publish_description", "Can publish and withdraw descriptions")]
        constraints = [
            models.UniqueConstraint(
                fields=["career", "language", "number"], name="description_number_once"
            ),
            models.CheckConstraint(
                name="description_language_known", condition=Q(language__in=["en", "es"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.career}, version {self.number}"

    @property
    def state(self) -> str:
        """What it is for visitors, in words for editors, unless it is the one they read."""
        if self.published_at is None:
            return "not published"
        if self.withdrawn_at is not None:
            return f"withdrawn {self.withdrawn_at:%b %d, %Y, %H:%M} UTC"
        return "replaced"
