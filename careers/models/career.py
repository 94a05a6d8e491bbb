"""A career: an occupation as people call it."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

from careers.models.guides import has_public_guide
from common.languages import translated_property
from common.names import NameField
from salaries.models import Occupation

# A field of study as CIP writes it: family, series or program (51, 51.07, 51.0705).
CIP_CODE = r"^\d{2}(\.\d{2}(\d{2})?)?$"

validate_cip_code = RegexValidator(CIP_CODE, "Write the CIP code as in 51.07 or 51.0705.")


class CareerQuerySet(models.QuerySet["Career"]):
    def published(self) -> Self:
        """Careers that visitors may read: those with a public guide."""
        return self.filter(has_public_guide("pk")).select_related("occupation")


class Career(models.Model):
    """An occupation as people call it, tied to the survey occupation its figures are for.

    What its page says is in its guides (`Guide`), one for each language. These few fields choose
    addresses, wages and programs for all of them, and a change shows at once.
    """

    slug = models.SlugField(
        unique=True, help_text="Part of the page's address. Links break when it changes."
    )
    name_en = NameField(
        "name", max_length=80, help_text="As in a sentence: “medical office administrator”."
    )
    name_es = NameField(
        "name in Spanish", max_length=80, blank=True, help_text="Empty: the English name is shown."
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
    objects = CareerQuerySet.as_manager()

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return str(capfirst(self.name))

    def get_absolute_url(self) -> str:
        return reverse("career", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.illustration and not finders.find(f"img/careers/{self.illustration}"):
            raise ValidationError({"illustration": "There is no such file in static/img/careers/."})

    @property
    def illustration_url(self) -> str:
        """Address of the illustration; empty where there is none or its file has gone."""
        if not self.illustration:
            return ""
        try:
            return staticfiles_storage.url(f"img/careers/{self.illustration}")
        except ValueError:
            return ""
