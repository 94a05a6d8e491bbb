"""What a result of matching has beside its answers: the versions that it rests on, and choices."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quiz.models.results import Result

MAX_CHOSEN = 8


class MatchProfile(models.Model):
    """The rest of a result whose kind is MATCH or FIT.

    The result itself has the answers (1 to 5 for activities, a `Stance` for conditions), the state
    (`area_code`), the limit of training (`months`) and the release of wages (`wage_release`).
    """

    result = models.OneToOneField(
        Result,
        models.CASCADE,
        primary_key=True,
        related_name="profile",
        verbose_name=_("result"),
    )
    career = models.ForeignKey(
        "careers.Career",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("career"),
        help_text=_("The one career that was asked about; none for a profile for all careers."),
    )
    form_version = models.PositiveSmallIntegerField(
        _("version of the form"), help_text=_("Which activities and conditions were asked about.")
    )
    method_version = models.PositiveSmallIntegerField(
        _("version of matching"), help_text=_("By which rules the answers are read.")
    )
    releases = models.JSONField(
        _("releases"),
        default=dict,
        help_text=_("The releases of facts, projections and wages that the result rests on."),
    )
    pay_from = models.PositiveIntegerField(
        _("pay"),
        null=True,
        blank=True,
        help_text=_("What work has to pay, in dollars a year, if its owner said so."),
    )
    zip_code = models.CharField(
        _("ZIP code"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{5}$")],
        help_text=_("From where the way to training is measured, if its owner said so."),
    )
    current_career = models.ForeignKey(
        "careers.Career",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("current work"),
        help_text=_("What its owner does now, if said."),
    )
    chosen = models.ManyToManyField(
        "careers.Career",
        blank=True,
        related_name="+",
        verbose_name=_("chosen careers"),
        help_text=_("The careers that its owner marked to look into."),
    )

    class Meta:
        verbose_name = _("profile")
        constraints = [
            models.CheckConstraint(
                name="profile_zip_code_form", condition=Q(zip_code__regex=r"^([0-9]{5})?$")
            ),
        ]

    def __str__(self) -> str:
        return f"Profile {self.pk}"
