"""Fields of study, by the codes of the Classification of Instructional Programs (CIP)."""

import re
from collections.abc import Iterable
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

# A series or a single program: 51.07, 51.0705. Figures are published for series.
CIP_CODE = r"^\d{2}\.\d{2}(\d{2})?$"


def build_code_pattern(cip_codes: Iterable[str]) -> str:
    """A regular expression for codes inside the given ones, and the four-digit series around them.

    Codes may have any length: 51, 51.07, 51.0705. Series are included because federal figures
    stop at four digits: a program in 51.0705 is listed under 51.07. Empty without codes.
    """
    parts = set()
    for code in cip_codes:
        parts.add(re.escape(code))
        if len(code) > len("51.07"):
            parts.add(f"{re.escape(code[:5])}$")
    return f"^({'|'.join(sorted(parts))})" if parts else ""


class FieldOfStudyQuerySet(models.QuerySet["FieldOfStudy"]):
    def matching(self, cip_codes: Iterable[str]) -> Self:
        """The fields that build_code_pattern() describes."""
        pattern = build_code_pattern(cip_codes)
        return self.filter(code__regex=pattern) if pattern else self.none()


class FieldOfStudy(models.Model):
    """What a program teaches, as the federal classification names it."""

    code = models.CharField(
        "CIP code",
        max_length=7,
        primary_key=True,
        validators=[RegexValidator(CIP_CODE, "Write the CIP code as in 51.07 or 51.0705.")],
    )
    name = models.CharField(max_length=160)

    objects = FieldOfStudyQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "fields of study"
        constraints = [
            models.CheckConstraint(name="field_code_form", condition=Q(code__regex=CIP_CODE)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
