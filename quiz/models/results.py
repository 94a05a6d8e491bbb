"""What visitors answered: attempts under way, and results that can be opened by their link.

There is no name, address or account here. The privacy page lists each field with its help text.
"""

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers.models.guides import has_public_guide
from common.days import end_day_everywhere, get_last_day
from quiz.models.quiz import QuizVersion

ATTEMPT_LIFETIME = timedelta(days=30)
# Of one in which nothing is answered: there is nothing to come back for.
UNANSWERED_LIFETIME = timedelta(days=2)
# Unless its owner chooses another date.
RESULT_LIFETIME = timedelta(days=365)


# An answer that cannot be scored: not a whole number from 0 to 5.
IMPOSSIBLE_ANSWER = 'strict $.* ? (@.type() != "number" || @ < 0 || @ > 5 || @ != @.floor())'


def all_answers_possible() -> Q:
    """Condition of a constraint: every answer can be scored."""
    has_impossible = Func(
        F("answers"),
        Value(IMPOSSIBLE_ANSWER),
        function="jsonb_path_exists",
        output_field=models.BooleanField(),
    )
    return ~Q(has_impossible)


def attempt_expiry() -> datetime:
    return timezone.now() + ATTEMPT_LIFETIME


def result_expiry(lifetime: timedelta = RESULT_LIFETIME) -> datetime:
    """When a result is deleted: at the end of a day, so that the day can be named."""
    return end_day_everywhere(timezone.now() + lifetime)


class FormLength(models.TextChoices):
    FULL = "full", _("Full form")
    SHORT = "short", _("Short form")


class Delivery(models.TextChoices):
    """How the owner wants to study; the values are those of the program finder."""

    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Partly online")
    CAMPUS = "campus", _("On campus")


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

    def expired(self) -> Self:
        now = timezone.now()
        unanswered = Q(answers={}, created_at__lte=now - UNANSWERED_LIFETIME)
        return self.filter(unanswered | Q(expires_at__lte=now))


class Attempt(models.Model):
    """A quiz under way, stored on the server so that a dropped connection loses nothing."""

    key_hash = models.CharField(
        _("key hash"),
        max_length=64,
        unique=True,
        help_text=_("SHA-256 of the random key in the visitor's cookie."),
    )
    version = models.ForeignKey(
        QuizVersion, models.CASCADE, related_name="attempts", verbose_name=_("version")
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


class ResultQuerySet(models.QuerySet["Result"]):
    def readable(self) -> Self:
        """Results whose link still opens: not expired, and of a published career."""
        return self.filter(
            has_public_guide("version__quiz__career"), expires_at__gt=timezone.now()
        ).select_related("version__quiz__career__occupation")

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())


class Result(models.Model):
    """A finished quiz: the version and the answers, from which each request builds the page."""

    token_hash = models.CharField(
        _("token hash"),
        max_length=64,
        unique=True,
        help_text=_("SHA-256 of the code in the link for reading."),
    )
    owner_hash = models.CharField(
        _("owner hash"), max_length=64, unique=True, help_text=_("SHA-256 of the owner's code.")
    )
    share_number = models.PositiveIntegerField(
        _("share number"),
        default=1,
        help_text=_("How many links for reading were made; older ones no longer open."),
    )
    version = models.ForeignKey(
        QuizVersion,
        models.PROTECT,
        related_name="results",
        verbose_name=_("version"),
        help_text=_("Which quiz was answered."),
    )
    guide_version = models.ForeignKey(
        "careers.GuideVersion",
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("guide version"),
        help_text=_("The version of the guide that was published when the quiz was finished."),
    )
    form = models.CharField(
        pgettext_lazy("full or short", "form"),
        max_length=5,
        choices=FormLength,
        help_text=_("Whether the full or short form was answered."),
    )
    answers = models.JSONField(
        _("answers"),
        help_text=_("The answers, 1 to 5 for each statement, or 0 for “I don’t know yet”."),
    )
    conditions = models.JSONField(
        _("conditions"),
        default=dict,
        blank=True,
        help_text=_("The answers to the yes-or-no questions."),
    )
    interests = models.JSONField(
        _("interests"),
        default=dict,
        blank=True,
        help_text=_("The answers about interests, 1 to 5, if given."),
    )
    area_code = models.CharField(
        _("area code"),
        max_length=7,
        blank=True,
        help_text=_("The state that was chosen for its wages, if any."),
    )
    wage_release = models.CharField(
        _("wage release"),
        max_length=7,
        blank=True,
        help_text=_("The release of wages that the result first showed."),
    )
    budget = models.PositiveIntegerField(
        _("budget"),
        null=True,
        blank=True,
        help_text=_("What training may cost, in dollars, if the owner said so."),
    )
    months = models.PositiveSmallIntegerField(
        _("months"),
        null=True,
        blank=True,
        help_text=_("How many months training may take, if the owner said so."),
    )
    delivery = models.CharField(
        _("delivery"),
        max_length=10,
        choices=Delivery,
        blank=True,
        help_text=_("Online or in person, if said."),
    )
    metro_code = models.CharField(
        _("metro code"),
        max_length=7,
        blank=True,
        help_text=_("The metropolitan area chosen for its wages, if any."),
    )
    nickname = models.CharField(
        _("nickname"),
        max_length=40,
        blank=True,
        help_text=_("A name for the result that its owner gave it, if any."),
    )
    created_at = models.DateTimeField(
        _("created at"), auto_now_add=True, help_text=_("When the quiz was finished.")
    )
    expires_at = models.DateTimeField(
        _("expires at"),
        default=result_expiry,
        db_index=True,
        help_text=_("When the result is deleted."),
    )

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("result")
        constraints = [
            models.CheckConstraint(
                name="result_expires_after_creation",
                condition=Q(expires_at__gt=models.F("created_at")),
            ),
            models.CheckConstraint(
                name="result_form_known", condition=Q(form__in=FormLength.values)
            ),
            models.CheckConstraint(
                name="result_answers_possible", condition=all_answers_possible()
            ),
            models.CheckConstraint(
                name="result_delivery_known",
                condition=Q(delivery__in=["", *Delivery.values]),
            ),
        ]

    def __str__(self) -> str:
        return f"Result {self.pk}"

    @property
    def last_day(self) -> date:
        """The day on whose end it is deleted."""
        return get_last_day(self.expires_at)
