"""A career: an occupation as people call it."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from careers.models.figures import MeasuredFact
from careers.models.parts import RoadmapStep
from careers.models.publishing import is_public
from careers.models.sections import GuideSection
from salaries.models import Occupation

# A field of study as CIP writes it: family, series or program (51, 51.07, 51.0705).
CIP_CODE = r"^\d{2}(\.\d{2}(\d{2})?)?$"

validate_cip_code = RegexValidator(CIP_CODE, "Write the CIP code as in 51.07 or 51.0705.")


class CareerQuerySet(models.QuerySet["Career"]):
    def published(self) -> Self:
        """Careers that visitors may read."""
        return self.filter(is_public()).select_related("occupation")

    def drafts(self) -> Self:
        """Careers that visitors may not read, or not yet."""
        return self.exclude(is_public())

    def with_parts(self) -> Self:
        """Careers with everything their guide page shows, in one query for each table."""
        return self.select_related("occupation", "outlook__source").prefetch_related(
            Prefetch("sections", GuideSection.objects.published()),
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
    """An occupation as people call it, tied to the survey occupation its figures are for."""

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
    occupation = models.ForeignKey(
        Occupation,
        models.PROTECT,
        related_name="careers",
        verbose_name="survey occupation",
        help_text="What its wages are for: search by SOC code or title, as in 43-6013.",
    )
    occupation_includes = models.TextField(
        blank=True, help_text="What the survey occupation includes, in a sentence or two."
    )
    occupation_excludes = models.TextField(
        blank=True, help_text="What it excludes, and where that is counted instead."
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
        help_text=(
            "When somebody last compared the guide with its sources. Fixing a comma is no review."
        )
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = CareerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        permissions = [("publish_career", "Can publish and withdraw guides")]

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
