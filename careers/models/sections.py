"""The sections of a guide."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Value
from django.db.models.expressions import Combinable, CombinedExpression
from django.db.models.functions import Cast, Coalesce

from careers.models.guides import GuideVersion
from careers.models.parts import CitingPart, create_figures_field
from common.markdown import validate_links


class GuideSectionQuerySet(models.QuerySet["GuideSection"]):
    def with_review(self) -> Self:
        """Sections with `compared_on`, their own day or the guide's, and `due_on`, the next one."""
        compared_on = Coalesce("verified_on", "guide__reviewed_on")
        months = Func(Value(0), "review_every_months", function="make_interval")
        return self.annotate(
            compared_on=compared_on,
            due_on=Cast(
                CombinedExpression(compared_on, Combinable.ADD, months, models.DateTimeField()),
                models.DateField(),
            ),
        )

    def overdue(self, today: dt.date) -> Self:
        """Sections of public guides that are due to be compared again, the oldest first."""
        public = Exists(GuideVersion.objects.public().filter(guide=OuterRef("guide")))
        due = self.with_review().filter(public, is_shown=True, due_on__lt=today)
        return due.order_by("due_on", "pk")


class GuideSection(CitingPart):
    """A heading of the guide with its text, and the table below it, if any."""

    class Shows(models.TextChoices):
        """What a section shows under its text. A part without rows is left out of the page."""

        TEXT = "text", "Only the text"
        DUTIES = "duties", "Duties"
        ROADMAP = "roadmap", "Roadmap and certifications"
        WORKPLACES = "workplaces", "Workplaces"
        COSTS = "costs", "Training costs"
        SKILLS = "skills", "Skills"
        OUTLOOK = "outlook", "National pay and outlook"
        FIT = "fit", "Great fit or maybe not, and the quiz"
        BENEFITS = "benefits", "Benefits and challenges"
        WAGES = "wages", "Wages by state"
        TRAINING = "training", "Start training: find programs"
        MEASURED = "measured", "What the work is like, measured"
        CORRECTIONS = "corrections", "Tell us what is wrong"

    guide = models.ForeignKey("careers.Guide", models.CASCADE, related_name="sections")
    part = models.CharField(max_length=20, choices=Shows, default=Shows.TEXT)
    anchor = models.SlugField(
        help_text="Part of links to this section. Links break when it changes."
    )
    heading = models.CharField(max_length=120)
    short_heading = models.CharField(
        max_length=40, blank=True, help_text="For the table of contents; empty takes the heading."
    )
    body = models.TextField(blank=True, help_text="Markdown.", validators=[validate_links])
    body_figures = create_figures_field()
    note = models.TextField(
        blank=True,
        help_text="Markdown. A caution or a tip, set apart below the section.",
        validators=[validate_links],
    )
    note_figures = create_figures_field()
    is_shown = models.BooleanField(
        "shown", default=True, help_text="Without it versions are published without the section."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who compares it with its sources.",
    )
    verified_on = models.DateField(
        "compared with its sources on",
        null=True,
        blank=True,
        help_text="Fixing a comma is no review. Empty: the day of the guide counts.",
    )
    review_every_months = models.PositiveSmallIntegerField(
        "to be compared every … months", default=12, validators=[MinValueValidator(1)]
    )

    # Set by `with_review`.
    compared_on: dt.date
    due_on: dt.date

    objects = GuideSectionQuerySet.as_manager()

    class Meta(CitingPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "anchor"],
                name="section_anchor_once",
                violation_error_message="Another section of this guide has this anchor.",
            ),
            models.CheckConstraint(
                name="section_review_every",
                condition=Q(review_every_months__gte=1) & Q(review_every_months__lte=120),
                violation_error_message="Give a number of months from 1 to 120.",
            ),
            models.CheckConstraint(
                name="section_part_known",
                condition=Q(
                    part__in=[
                        *("text", "duties", "roadmap", "workplaces", "costs", "skills", "outlook"),
                        *("fit", "benefits", "wages", "training", "measured", "corrections"),
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def contents_label(self) -> str:
        return self.short_heading or self.heading

    @property
    def note_is_caution(self) -> bool:
        """Whether the note warns. Under "start training" it does; elsewhere it is a tip."""
        return self.part == self.Shows.TRAINING
