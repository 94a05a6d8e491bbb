"""What visitors answered: results that can be opened by their link.

There is no name, address or account here. The privacy page lists each field with its help text.
"""

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from careers.models import Career
from careers.models.guides import has_public_guide
from common.days import end_day_everywhere, get_last_day
from quiz.models.quiz import QuizVersion

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


def result_expiry(lifetime: timedelta = RESULT_LIFETIME) -> datetime:
    """When a result is deleted: at the end of a day, so that the day can be named."""
    return end_day_everywhere(timezone.now() + lifetime)


class FormLength(models.TextChoices):
    FULL = "full", _("Full form")
    SHORT = "short", _("Short form")


class ResultKind(models.TextChoices):
    """What was answered, and so what the result's page shows."""

    QUIZ = "quiz", _("Quiz of a career")
    MATCH = "match", _("Profile for all careers")
    FIT = "fit", _("Conditions of one career")


class Delivery(models.TextChoices):
    """How the owner wants to study; the values are those of the program finder."""

    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Partly online")
    CAMPUS = "campus", _("On campus")


class ResultQuerySet(models.QuerySet["Result"]):
    def readable(self) -> Self:
        """Results whose link still opens: not expired, and if of a quiz, of a published career.

        A profile of one career is deleted with it, and then its result does not open.
        """
        return self.filter(
            Q(profile__isnull=False) | Q(has_public_guide("version__quiz__career")),
            expires_at__gt=timezone.now(),
        ).select_related("version__quiz__career__occupation", "profile__career")

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
    kind = models.CharField(
        pgettext_lazy("of a result", "kind"),
        max_length=5,
        choices=ResultKind,
        default=ResultKind.QUIZ,
        db_default=ResultKind.QUIZ,
        help_text=_("Whether a quiz or a profile was answered."),
    )
    version = models.ForeignKey(
        QuizVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("version"),
        help_text=_("Which quiz was answered; none for a profile."),
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
                name="result_kind_known",
                condition=Q(kind=ResultKind.QUIZ, version__isnull=False)
                | Q(kind__in=[ResultKind.MATCH, ResultKind.FIT], version__isnull=True),
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
    def quiz_version(self) -> QuizVersion:
        """The version of the quiz; ValueError for a profile, which has none."""
        if self.version is None:
            raise ValueError("A profile has no version of a quiz.")
        return self.version

    @property
    def career(self) -> Career | None:
        """The one career that it is about; None for a profile for all careers."""
        return self.version.quiz.career if self.version else self.profile.career

    @property
    def subject(self) -> str:
        """What it is about, for titles: the career's name, or that it is about all."""
        return str(capfirst(self.career.name)) if self.career else gettext("Find what fits")

    @property
    def start_url(self) -> str:
        """Where the same questions are answered anew."""
        if self.career is None:
            return reverse("match")
        name = "fit" if self.kind == ResultKind.FIT else "quiz"
        return reverse(name, args=[self.career.slug])

    @property
    def last_day(self) -> date:
        """The day on whose end it is deleted."""
        return get_last_day(self.expires_at)
