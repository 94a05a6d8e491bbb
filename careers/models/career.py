"""A career and the sections of its guide."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Func, Prefetch, Q, Value
from django.db.models.expressions import Combinable, CombinedExpression
from django.db.models.functions import Cast, Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

SOC_CODE = r"^\d{2}-\d{4}$"
# A field of study as CIP writes it: family, series or program (51, 51.07, 51.0705).
CIP_CODE = r"^\d{2}(\.\d{2}(\d{2})?)?$"

validate_soc_code = RegexValidator(SOC_CODE, "Write the SOC code as in 43-6013.")
validate_cip_code = RegexValidator(CIP_CODE, "Write the CIP code as in 51.07 or 51.0705.")


def is_public(prefix: str = "") -> Q:
    """The rows that are published, and whose hour has come; nothing has to run at that hour.

    `prefix` leads to the row from another table, as in `quiz__career__`.
    """
    hour_has_come = Q(**{f"{prefix}publish_at": None}) | Q(**{f"{prefix}publish_at__lte": Now()})
    return Q(**{f"{prefix}is_published": True}) & hour_has_come


class CareerQuerySet(models.QuerySet["Career"]):
    def published(self) -> Self:
        """Careers that visitors may read."""
        return self.filter(is_public())

    def drafts(self) -> Self:
        """Careers that visitors may not read, or not yet."""
        return self.exclude(is_public())

    def with_parts(self, *, drafts: bool = False) -> Self:
        """Careers with everything their guide page shows: one query a table, however many rows.

        Sections that are drafts are left out, unless `drafts` are asked for.
        """
        from careers.models.figures import MeasuredFact
        from careers.models.parts import RoadmapStep

        sections = GuideSection.objects.all() if drafts else GuideSection.objects.published()
        return self.select_related("outlook__source").prefetch_related(
            Prefetch("sections", sections),
            "duties",
            Prefetch("roadmap_steps", RoadmapStep.objects.prefetch_related("subjects")),
            "certifications",
            "workplaces",
            "training_costs",
            "skills",
            "fit_statements",
            "benefits",
            "challenges",
            Prefetch("measured_facts", MeasuredFact.objects.select_related("source")),
        )


class Career(models.Model):
    """An occupation as people speak of it, tied to the survey occupation its figures are for."""

    slug = models.SlugField(
        unique=True, help_text="Part of the page's address. Links break when it changes."
    )
    name = models.CharField(
        max_length=80, help_text="As in a sentence: “medical office administrator”."
    )
    title = models.CharField(max_length=120, help_text="The guide's heading: “How to become a …”.")
    summary = models.TextField(
        max_length=400,
        help_text="One or two sentences, shown on the home page and to search engines.",
    )
    soc_code = models.CharField(
        "SOC code",
        max_length=7,
        validators=[validate_soc_code],
        help_text="The survey occupation that the wages are for, as in 43-6013.",
    )
    occupation_includes = models.TextField(
        blank=True, help_text="What the survey occupation counts in, in a sentence or two."
    )
    occupation_excludes = models.TextField(
        blank=True, help_text="What it leaves out and where that is counted instead."
    )
    cip_codes = ArrayField(
        models.CharField(max_length=7, validators=[validate_cip_code]),
        verbose_name="fields of study (CIP codes)",
        default=list,
        blank=True,
        help_text="Separated by commas, as in 51.07, 51.0705. They choose the training programs.",
    )
    illustration = models.CharField(
        max_length=100,
        blank=True,
        help_text="A file in static/img/careers/. Leave empty for none.",
    )
    is_published = models.BooleanField(
        "published", default=False, help_text="Visitors see only published careers."
    )
    publish_at = models.DateTimeField(
        "not before", null=True, blank=True, help_text="Visitors see it from then on, UTC."
    )
    reviewed_on = models.DateField(
        help_text="When somebody last compared the guide with its sources. A comma is no review."
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = CareerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        permissions = [("publish_career", "Can publish and withdraw guides")]
        constraints = [
            models.CheckConstraint(
                name="career_soc_code_form", condition=Q(soc_code__regex=SOC_CODE)
            ),
        ]

    def __str__(self) -> str:
        return capfirst(self.name)

    def get_absolute_url(self) -> str:
        return reverse("career", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.illustration and not finders.find(f"img/careers/{self.illustration}"):
            raise ValidationError({"illustration": "There is no such file in static/img/careers/."})

    @property
    def is_public(self) -> bool:
        """Whether visitors may read it now."""
        return self.is_published and (self.publish_at is None or self.publish_at <= timezone.now())

    @property
    def illustration_url(self) -> str:
        """Address of the illustration; empty where there is none or its file has gone."""
        if not self.illustration:
            return ""
        try:
            return staticfiles_storage.url(f"img/careers/{self.illustration}")
        except ValueError:
            return ""


class GuideSectionQuerySet(models.QuerySet["GuideSection"]):
    def published(self) -> Self:
        """Sections that visitors may read."""
        return self.filter(is_public())

    def with_review(self) -> Self:
        """Sections with `compared_on`, their own day or the guide's, and `due_on`, the next one."""
        compared_on = Coalesce("verified_on", "career__reviewed_on")
        months = Func(Value(0), "review_every_months", function="make_interval")
        return self.annotate(
            compared_on=compared_on,
            due_on=Cast(
                CombinedExpression(compared_on, Combinable.ADD, months, models.DateTimeField()),
                models.DateField(),
            ),
        )

    def overdue(self, today: dt.date) -> Self:
        """Published sections that were due to be compared with their sources, the oldest first."""
        public = is_public() & is_public("career__")
        return self.with_review().filter(public, due_on__lt=today).order_by("due_on", "pk")


class GuideSection(models.Model):
    """A heading of the guide with its text, and the table that stands below it, if any."""

    class Part(models.TextChoices):
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

    career = models.ForeignKey(Career, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first.")
    part = models.CharField(max_length=20, choices=Part, default=Part.TEXT)
    anchor = models.SlugField(
        help_text="Part of links to this section. Links break when it changes."
    )
    heading = models.CharField(max_length=120)
    short_heading = models.CharField(
        max_length=40, blank=True, help_text="For the table of contents; empty takes the heading."
    )
    body = models.TextField(blank=True, help_text="Markdown.")
    note = models.TextField(
        blank=True, help_text="Markdown. A caution or a tip, set apart below the section."
    )
    is_published = models.BooleanField(
        "published", default=True, help_text="Without it the section is a draft: editors see it."
    )
    publish_at = models.DateTimeField(
        "not before", null=True, blank=True, help_text="Visitors see it from then on, UTC."
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
        help_text="A comma is no review. Empty: on the day on which the guide was.",
    )
    review_every_months = models.PositiveSmallIntegerField(
        "to be compared every … months", default=12, validators=[MinValueValidator(1)]
    )

    # Given by `with_review` alone.
    compared_on: dt.date
    due_on: dt.date

    objects = GuideSectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["career", "anchor"],
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


class LoadedContent(models.Model):
    """Bundled content that was loaded once, so that what an editor deletes stays deleted."""

    key = models.CharField(max_length=100, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "loaded content"

    def __str__(self) -> str:
        return self.key
