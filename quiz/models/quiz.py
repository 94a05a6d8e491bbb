"""A quiz and its versions. Drafts can be changed, published versions cannot."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careers.models import Career
from careers.models.guides import has_public_guide
from common.markdown import validate_links


class Quiz(models.Model):
    """The fit quiz of a career. Its versions hold what it asks."""

    career = models.OneToOneField(Career, models.CASCADE, related_name="quiz")

    class Meta:
        ordering = ["career__name_en"]
        verbose_name_plural = "quizzes"

    def __str__(self) -> str:
        return f"Quiz: {self.career}"

    def get_absolute_url(self) -> str:
        return reverse("quiz", args=[self.career.slug])


class QuizVersionQuerySet(models.QuerySet["QuizVersion"]):
    def published(self) -> Self:
        return self.filter(status=QuizVersion.Status.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(status=QuizVersion.Status.DRAFT)

    def newest_published(self, career_slug: str) -> "QuizVersion | None":
        """The published version of a career's quiz with the highest number."""
        versions = self.published().filter(quiz__career__slug=career_slug)
        return versions.select_related("quiz__career__occupation").order_by("-number").first()

    def newest_for_visitors(self, career_slug: str) -> "QuizVersion | None":
        """The version that visitors of this career's page take now; None if there is none.

        It is the newest published one, of a published career.
        """
        return self.filter(has_public_guide("quiz__career")).newest_published(career_slug)


class QuizVersion(models.Model):
    """What a quiz asks and how it counts.

    A draft may be changed. A published version never changes, because results refer to it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    title = models.CharField(max_length=120, help_text="The heading of the quiz's page.")
    introduction = models.TextField(
        max_length=1000,
        help_text="Markdown. What the quiz asks and what it is good for.",
        validators=[validate_links],
    )
    note = models.CharField(
        max_length=200, blank=True, help_text="For editors: what is new in this version."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuizVersionQuerySet.as_manager()

    class Meta:
        ordering = ["quiz", "-number"]
        verbose_name = _("quiz version")
        permissions = [("publish_quizversion", "Can publish quiz versions")]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "number"], name="quiz_version_number_once"),
            models.UniqueConstraint(
                fields=["quiz"],
                condition=Q(status="draft"),
                name="quiz_one_draft",
                violation_error_message="This quiz has a draft already. Edit that one.",
            ),
            models.CheckConstraint(
                name="quiz_version_published_has_date",
                condition=Q(status="draft", published_at__isnull=True)
                | Q(status="published", published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz}, version {self.number} ({self.get_status_display().lower()})"

    def get_absolute_url(self) -> str:
        return self.quiz.get_absolute_url()

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED
