"""A career's guide in one language, and its versions, which are what visitors read."""

from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from common.names import NameField

LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
DEFAULT_LANGUAGE = "en"


def is_public() -> Q:
    """The versions that are not withdrawn and whose hour has come; nothing has to run then."""
    return Q(published_at__lte=Now(), withdrawn_at=None)


def has_public_guide(career: str) -> Exists:
    """Whether visitors may read a career: its guide in the default language is public.

    `career` is the path to the career's key, as in `quiz__career`.
    """
    versions = GuideVersion.objects.filter(is_public(), guide__language=DEFAULT_LANGUAGE)
    return Exists(versions.filter(guide__career=OuterRef(career)))


class GuideQuerySet(models.QuerySet["Guide"]):
    def with_unpublished_changes(self) -> Self:
        """Guides that were changed after their newest version for visitors, or have none.

        Those that were handed over to the publishers come first.
        """
        versions = GuideVersion.objects.published().filter(guide=OuterRef("pk"))
        newest = Subquery(versions.order_by("-number").values("created_at")[:1])
        return (
            self.annotate(newest=newest)
            .filter(Q(newest=None) | Q(updated_at__gt=F("newest")))
            .select_related("career", "handed_over_by")
            .order_by(F("handed_over_at").asc(nulls_last=True), "pk")
        )


class Guide(models.Model):
    """The guide that editors work on. Its rows stand in the tables of `careers.guides.parts`.

    Visitors read its newest public version (`GuideVersion`), never these tables.
    """

    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="guides")
    language = models.CharField(max_length=2, choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    title = NameField(max_length=120, help_text="The guide's heading: “How to become a …”.")
    summary = models.TextField(
        max_length=400,
        help_text="One or two sentences, shown on the home page and to search engines.",
    )
    occupation_includes = models.TextField(
        blank=True, help_text="What the survey occupation includes, in a sentence or two."
    )
    occupation_excludes = models.TextField(
        blank=True, help_text="What it excludes, and where that is counted instead."
    )
    reviewed_on = models.DateField(
        help_text=(
            "When somebody last compared the guide with its sources. Fixing a comma is no review."
        )
    )
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    handed_over_at = models.DateTimeField(null=True, editable=False)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    handed_over_note = models.CharField(max_length=300, blank=True, editable=False)

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["career__name_en", "language"]
        permissions = [("publish_guide", "Can publish and withdraw guides")]
        constraints = [
            models.UniqueConstraint(
                fields=["career", "language"],
                name="guide_once_in_a_language",
                violation_error_message="This career has a guide in this language.",
            ),
            models.CheckConstraint(
                name="guide_language_known", condition=Q(language__in=["en", "es"])
            ),
        ]

    def __str__(self) -> str:
        name = str(self.career)
        if self.language == DEFAULT_LANGUAGE:
            return name
        return f"{name} ({self.get_language_display()})"

    def get_absolute_url(self) -> str:
        with override(self.page_language):
            return self.career.get_absolute_url()

    @property
    def page_language(self) -> str:
        """The language of its pages: the default one's, while visitors do not have its own."""
        return self.language if self.language in dict(settings.LANGUAGES) else DEFAULT_LANGUAGE


class GuideVersionQuerySet(models.QuerySet["GuideVersion"]):
    def public(self) -> Self:
        """Versions whose hour has come; of each guide visitors get the newest."""
        return self.filter(is_public())

    def published(self) -> Self:
        """Versions that visitors read or will read, unless a newer one takes their place."""
        return self.filter(published_at__isnull=False, withdrawn_at=None)


class GuideVersion(models.Model):
    """A guide as it was published: numbered, and frozen by the database.

    `document` is the guide with all its rows (careers/guides/documents.py), `html` its sections as
    rendered from it: the one part that may be written again, after the templates changed.
    """

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField(encoder=DjangoJSONEncoder)
    html = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="The hour from which visitors read it. Empty: kept for editors alone.",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = GuideVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version of a guide"
        verbose_name_plural = "versions of guides"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="guide_version_number_once"),
        ]
        indexes = [
            # Every request for a page asks how many hours have come (serving_current_generation).
            models.Index(
                fields=["published_at"],
                condition=Q(published_at__gt=F("created_at")),
                name="guide_version_scheduled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide}, version {self.number}"

    @property
    def state(self) -> str:
        """What it is for visitors, in words for editors, unless it is the one they read."""
        if self.published_at is None:
            return "kept for editors"
        if self.withdrawn_at is not None:
            return f"withdrawn {self.withdrawn_at:%b %d, %Y, %H:%M} UTC"
        if self.published_at > timezone.now():
            return f"from {self.published_at:%b %d, %Y, %H:%M} UTC on"
        return "replaced"
