"""Facts of occupations as their sources released them: interests, conditions, skills and others."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careers.models.releases import ReplaceableRelease
from salaries.models.places import SOC_CODE


class FactKind(models.TextChoices):
    """What a release is about. `careers/facts/kinds.py` has the form of each kind's values."""

    INTERESTS = "interests", _("Interests")
    JOB_ZONE = "job_zone", _("Preparation")
    EDUCATION = "education", _("Education, experience and training that workers report")
    CONDITIONS = "conditions", _("Work conditions")
    ACTIVITIES = "activities", _("Work activities")
    SKILLS = "skills", _("Skills")
    KNOWLEDGE = "knowledge", _("Knowledge")
    TECHNOLOGY = "technology", _("Software and tools")
    TITLES = "titles", _("Other names")
    RELATED = "related", _("Related occupations")
    INDUSTRIES = "industries", _("Industries")
    PAY_HISTORY = "pay_history", _("Pay in earlier years")
    TELEWORK = "telework", _("Telework")
    APPRENTICESHIPS = "apprenticeships", _("Apprenticeships")
    FIELDS = "fields", _("Fields of study")
    AI_TASKS = "ai_tasks", _("AI: tasks that language models could speed up")
    AI_ABILITIES = "ai_abilities", _("AI: abilities that it shares")
    AI_USE = "ai_use", _("AI: what an assistant was used for")


class FactReleaseQuerySet(models.QuerySet["FactRelease"]):
    def published(self) -> Self:
        """Releases that visitors see, by kind, the newest first."""
        return self.filter(status=FactRelease.Status.PUBLISHED).order_by("kind", "-period")


class FactRelease(ReplaceableRelease):
    """Facts of one kind about all occupations, as one edition of a source has them.

    Pages take each occupation's facts from the newest published release of a kind that has the
    occupation, so withdrawing a release shows the one before again.
    """

    subject = ("kind", "period")

    kind = models.CharField(max_length=16, choices=FactKind)
    edition = models.CharField(
        max_length=60, help_text="The source's own name of the release, as in O*NET 30.2."
    )
    period = models.DateField(
        help_text="First day of the month that the facts are for; the newest is shown."
    )
    source = models.CharField(max_length=200, help_text="Who published it, and in what.")
    source_url = models.URLField("source's web address", blank=True)
    license = models.CharField(max_length=60, blank=True, help_text="As in CC BY 4.0.")
    credit = models.TextField(
        blank=True, help_text="The sentence that the license wants beside the figures."
    )
    statistics = models.JSONField(
        default=dict,
        blank=True,
        help_text="Of all occupations together, by the key of a figure: median, sd, lowest, "
        "highest, count.",
    )

    objects = FactReleaseQuerySet.as_manager()

    class Meta(ReplaceableRelease.Meta):
        verbose_name = "release of facts"
        verbose_name_plural = "releases of facts"
        ordering = ["kind", "-period", "-pk"]
        permissions = [("publish_factrelease", "Can publish and withdraw facts")]
        constraints = [
            *ReplaceableRelease.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "period"],
                condition=Q(status="published"),
                name="facts_published_once",
            ),
            models.CheckConstraint(
                name="factrelease_kind_known", condition=Q(kind__in=FactKind.values)
            ),
        ]

    def __str__(self) -> str:
        name = f"{self.get_kind_display()}, {self.edition}"
        return name if self.is_published else f"{name} ({self.status})"


class OccupationFact(models.Model):
    """What a release says of one occupation; `values` as careers/facts/kinds.py describes them."""

    release = models.ForeignKey(FactRelease, models.CASCADE, related_name="facts", db_index=False)
    # No key of `Occupation`: a source may have occupations that no wages were loaded for.
    soc_code = models.CharField("SOC code", max_length=7, db_index=True)
    values = models.JSONField()
    components = ArrayField(
        models.CharField(max_length=10),
        default=list,
        blank=True,
        help_text="Codes of which the values are the mean, where the source has no own ones.",
    )

    class Meta:
        verbose_name = "facts of an occupation"
        verbose_name_plural = "facts of occupations"
        ordering = ["release", "soc_code"]
        constraints = [
            models.UniqueConstraint(fields=["release", "soc_code"], name="fact_once"),
            models.CheckConstraint(
                name="fact_soc_code_form", condition=Q(soc_code__regex=SOC_CODE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soc_code}, {self.release}"
