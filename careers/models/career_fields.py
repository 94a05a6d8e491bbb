"""Fields of study that lead to a career."""

from django.db import models

from careers.models.career import Career


class CareerField(models.Model):
    """A field of study, by its CIP code, that leads to a career.

    Those that editors chose (`Career.cip_codes`); else what the newest published release of facts
    matches to the occupation. Written by the database when either changes: see
    careers/migrations/0005_career_fields.py.
    """

    career = models.ForeignKey(Career, models.CASCADE, related_name="fields", db_index=False)
    code = models.CharField(max_length=7)
    name = models.CharField(max_length=160, help_text="Empty where no release names the code.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["career", "code"], name="career_field_once"),
        ]
        indexes = [models.Index("code", name="career_field_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
