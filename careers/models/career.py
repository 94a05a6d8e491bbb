"""A career: an occupation as people call it."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.text import capfirst

from careers.models.descriptions import has_public_description
from careers.models.guides import has_public_guide
from common.languages import translated_property
from common.names import NameField
from salaries.models import Occupation

# A field of study as CIP writes it: family, series or program (51, 51.07, 51.0705).
CIP_CODE = r"^\d{2}(\.\d{2}(\d{2})?)?$"

validate_cip_code = RegexValidator(CIP_CODE, "Write the CIP code as in 51.07 or 51.0705.")


def is_public_career(career: str) -> Q:
    """Whether visitors may read a career; `career` is the path to its key, as in `quiz__career`."""
    return Q(has_public_guide(career)) | Q(has_public_description(career))


SLUG_TAKEN = (
    "Links to this address lead to “%(career)s”, which had it before. Choose another one, or "
    "delete it from that career’s previous addresses."
)


# What stands at /careers/<slug>/ and is no career.
RESERVED_SLUGS = ["compare"]


class CareerQuerySet(models.QuerySet["Career"]):
    def published(self) -> Self:
        """Careers that visitors may read: those with a public description or guide."""
        return self.filter(is_public_career("pk")).select_related("occupation")

    def with_guide(self) -> Self:
        """Careers with a public guide."""
        return self.filter(has_public_guide("pk")).select_related("occupation")

    def count_by_group(self) -> dict[str, int]:
        """How many careers visitors may read of each major group, by its code. One query."""
        codes = self.filter(is_public_career("pk")).values_list(Left("occupation__soc_code", 2))
        return dict(codes.annotate(models.Count("pk")).order_by())


class Career(models.Model):
    """An occupation as people call it, tied to the survey occupation its figures are for.

    What its page says is in its guides (`Guide`), one for each language. These few fields choose
    addresses, wages and programs for all of them, and a change shows at once.
    """

    slug = models.SlugField(
        max_length=80,
        unique=True,
        help_text="Part of the page's address. The old one leads to a new one.",
    )
    name_en = NameField(
        "name", max_length=80, help_text="As in a sentence: “medical office administrator”."
    )
    name_es = NameField(
        "name in Spanish", max_length=80, blank=True, help_text="Empty: the English name is shown."
    )
    plural_en = NameField(
        "plural",
        max_length=80,
        blank=True,
        db_default="",
        help_text="As in “medical office administrators”.",
    )
    plural_es = NameField("plural in Spanish", max_length=80, blank=True, db_default="")
    other_names = ArrayField(
        models.CharField(max_length=60),
        default=list,
        db_default=[],
        blank=True,
        help_text="Separated by commas: abbreviations and everyday words that people search by.",
    )
    occupation = models.ForeignKey(
        Occupation,
        models.PROTECT,
        related_name="careers",
        verbose_name="survey occupation",
        help_text="What its wages are for: search by SOC code or title, as in 43-6013.",
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
    updated_at = models.DateTimeField(auto_now=True)

    name = translated_property("name")
    plural = translated_property("plural")
    objects = CareerQuerySet.as_manager()

    class Meta:
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(
                name="career_slug_free",
                condition=~Q(slug__in=RESERVED_SLUGS),
                violation_error_message="This address is another page of the site. Choose another.",
            )
        ]

    def __str__(self) -> str:
        return str(capfirst(self.name))

    def get_absolute_url(self) -> str:
        return reverse("career", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.illustration and not finders.find(f"img/careers/{self.illustration}"):
            raise ValidationError({"illustration": "There is no such file in static/img/careers/."})
        previous = PreviousSlug.objects.filter(slug=self.slug).exclude(career=self.pk)
        if owner := previous.select_related("career").first():
            raise ValidationError({"slug": SLUG_TAKEN % {"career": owner.career}})

    @property
    def illustration_url(self) -> str:
        """Address of the illustration; empty where there is none or its file has gone."""
        if not self.illustration:
            return ""
        try:
            return staticfiles_storage.url(f"img/careers/{self.illustration}")
        except ValueError:
            return ""


class PreviousSlug(models.Model):
    """An address that a career had before: it leads to the one that it has now."""

    slug = models.SlugField(max_length=80, unique=True)
    career = models.ForeignKey(Career, models.CASCADE, related_name="previous_slugs")

    def __str__(self) -> str:
        return self.slug
