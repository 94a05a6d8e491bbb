"""A quiz or a profile under way, until it becomes a result."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers.models.guides import has_public_guide
from quiz.models.quiz import QuizVersion
from quiz.models.results import FormLength, all_answers_possible

ATTEMPT_LIFETIME = timedelta(days=30)
# Of one in which nothing is answered: there is nothing to come back for.
UNANSWERED_LIFETIME = timedelta(days=2)


def attempt_expiry() -> datetime:
    return timezone.now() + ATTEMPT_LIFETIME


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def under_way(self, key_hash: str, career_slug: str) -> "Attempt | None":
        """The unexpired attempt with this key, if it is of this published career's quiz."""
        return (
            self.select_related("version__quiz__career__occupation")
            .filter(has_public_guide("version__quiz__career"))
            .filter(
                key_hash=key_hash,
                expires_at__gt=timezone.now(),
                version__quiz__career__slug=career_slug,
            )
            .first()
        )

    def profile_under_way(self, key_hash: str) -> "Attempt | None":
        """The unexpired attempt with this key, if it is a profile."""
        return self.filter(key_hash=key_hash, expires_at__gt=timezone.now(), version=None).first()

    def expired(self) -> Self:
        now = timezone.now()
        unanswered = Q(answers={}, created_at__lte=now - UNANSWERED_LIFETIME)
        return self.filter(unanswered | Q(expires_at__lte=now))


class Attempt(models.Model):
    """Answers under way, stored on the server so that a dropped connection loses nothing."""

    key_hash = models.CharField(
        _("key hash"),
        max_length=64,
        unique=True,
        help_text=_("SHA-256 of the random key in the visitor's cookie."),
    )
    version = models.ForeignKey(
        QuizVersion,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attempts",
        verbose_name=_("version"),
        help_text=_("Which quiz is being answered; none for a profile."),
    )
    form = models.CharField(
        pgettext_lazy("full or short", "form"),
        max_length=5,
        choices=FormLength,
        default=FormLength.FULL,
        help_text=_("Whether the full or the short form is being answered."),
    )
    answers = models.JSONField(
        _("answers"),
        default=dict,
        blank=True,
        help_text=_(
            "The answers given so far, 1 to 5 for each statement, or 0 for “I don’t know yet”."
        ),
    )
    practical = models.JSONField(
        _("practical answers"),
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        help_text=_("Of a profile: the limits, the place and the work of now, as typed so far."),
    )
    wage_release = models.CharField(
        _("wage release"),
        max_length=7,
        blank=True,
        help_text=_("The newest release of wages when the quiz was started."),
    )
    created_at = models.DateTimeField(
        _("created at"), auto_now_add=True, help_text=_("When the quiz was started.")
    )
    expires_at = models.DateTimeField(
        _("expires at"),
        default=attempt_expiry,
        db_index=True,
        help_text=_("When these answers are deleted."),
    )

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="attempt_form_known", condition=Q(form__in=FormLength.values)
            ),
            models.CheckConstraint(
                name="attempt_answers_possible", condition=all_answers_possible()
            ),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.pk}"

    @property
    def quiz_version(self) -> QuizVersion:
        """The version of the quiz; ValueError for a profile, which has none."""
        if self.version is None:
            raise ValueError("A profile has no version of a quiz.")
        return self.version
