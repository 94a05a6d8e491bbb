"""The tables of a guide that an editor fills: each row belongs to one guide, in an order."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from common.markdown import validate_links
from salaries.models.places import SOC_CODE, validate_soc_code


class GuideRow(models.Model):
    """A row of one of the tables that make up a guide."""

    # Editors may change every table of guides (accounts/roles.py).
    is_part_of_guide = True

    class Meta:
        abstract = True


class Part(GuideRow):
    """A row in the order of `position`."""

    position = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first.")

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


# Figures that a text may cite besides the guide's measured facts. They follow the newest release.
LIVE_FIGURES = ("growth", "top-pay")
# The columns with the keys of figures.
FIGURE_COLUMNS = {"figures", "body_figures", "note_figures"}


def create_figures_field() -> "models.CharField[str, str]":
    """The figures that are printed beside a text, which stays as the editors wrote it."""
    return models.CharField(
        max_length=120,
        blank=True,
        validators=[RegexValidator(r"^[-\w]+(, ?[-\w]+)*$", "Separate the keys by commas.")],
        help_text=(
            "Printed beside it: keys of measured facts; growth (of jobs, as projected); top-pay "
            "(what the top 10% earn, and who is left out). Separated by commas."
        ),
    )


def split_figures(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


class CitingPart(Part):
    """A row whose texts may have figures beside them."""

    class Meta(Part.Meta):
        abstract = True

    def clean(self) -> None:
        """Refuse the key of a figure that the guide does not have."""
        super().clean()
        guide: Any = getattr(self, "guide", None) if getattr(self, "guide_id", None) else None
        texts = [getattr(self, name, "") for name in FIGURE_COLUMNS]
        cited = {key for text in texts for key in split_figures(text)}
        if guide is None or not (cited := cited.difference(LIVE_FIGURES)):
            return
        known = guide.measured_facts.filter(key__in=cited).values_list("key", flat=True)
        if unknown := cited.difference(known):
            raise ValidationError(
                f"No measured fact of this guide has the key “{min(unknown)}”. Save a new fact "
                "first, and cite it then."
            )


class Point(CitingPart):
    """A title with a sentence: a duty, a skill, a workplace, a benefit or a challenge."""

    class Kind(models.TextChoices):
        DUTY = "duty", "Duty"
        SKILL = "skill", "Skill"
        WORKPLACE = "workplace", "Workplace"
        BENEFIT = "benefit", "Benefit"
        CHALLENGE = "challenge", "Challenge"

    guide = models.ForeignKey("careers.Guide", models.CASCADE, related_name="points")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    detail = models.TextField(blank=True, help_text="A sentence or two.")
    figures = create_figures_field()

    class Meta(CitingPart.Meta):
        constraints = [
            models.CheckConstraint(
                name="point_kind_known",
                condition=Q(kind__in=["duty", "skill", "workplace", "benefit", "challenge"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FitStatement(Part):
    """A pair of opposites: who does well in this work, and who may not."""

    guide = models.ForeignKey("careers.Guide", models.CASCADE, related_name="fit_statements")
    great_fit = models.CharField(
        max_length=160, help_text="Ends the sentence “A great fit if you …”."
    )
    maybe_not = models.CharField(
        max_length=160, help_text="Ends the sentence “Maybe not if you …”."
    )

    def __str__(self) -> str:
        return self.great_fit


class Certification(Part):
    guide = models.ForeignKey("careers.Guide", models.CASCADE, related_name="certifications")
    name = models.CharField(max_length=120)
    abbreviation = models.CharField(max_length=20)
    awarding_body = models.CharField(max_length=120)
    awarding_body_abbreviation = models.CharField(max_length=20, blank=True)
    url = models.URLField("web address", help_text="The awarding body's own page.")
    detail = models.TextField(blank=True, help_text="What it shows an employer, in a sentence.")

    def __str__(self) -> str:
        return f"{self.abbreviation}, {self.name}"


class RoadmapStep(Part):
    """One stop on the way into the career."""

    guide = models.ForeignKey("careers.Guide", models.CASCADE, related_name="roadmap_steps")
    anchor = models.SlugField(help_text="Part of links to this step. Links break when it changes.")
    title = models.CharField(max_length=80)
    body = models.TextField(help_text="Markdown.", validators=[validate_links])
    duration = models.CharField(max_length=60, blank=True, help_text="As in “6 to 18 months”.")
    subjects = models.TextField(
        "what you study",
        blank=True,
        help_text="The subjects taught at this step, one on each line.",
    )
    shows_certifications = models.BooleanField(
        default=False, help_text="List the career's certifications below this step."
    )

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "anchor"],
                name="roadmap_anchor_once",
                violation_error_message="Another step of this guide has this anchor.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject_names(self) -> list[str]:
        return [line.strip() for line in self.subjects.splitlines() if line.strip()]


class RelatedOccupation(Part):
    """A survey occupation whose pay the career's wage page shows for comparison."""

    class Relation(models.TextChoices):
        NEIGHBOR = "neighbor", "Similar work"
        NEXT_STEP = "next", "Next step up"

    guide = models.ForeignKey("careers.Guide", models.CASCADE, related_name="related_occupations")
    soc_code = models.CharField("SOC code", max_length=7, validators=[validate_soc_code])
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.NEIGHBOR)
    difference = models.CharField(max_length=200, help_text="How the work differs, in a few words.")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["guide", "soc_code"], name="related_occupation_once"),
            models.CheckConstraint(
                name="related_soc_code_form", condition=Q(soc_code__regex=SOC_CODE)
            ),
            models.CheckConstraint(
                name="relation_known", condition=Q(relation__in=["neighbor", "next"])
            ),
        ]

    def __str__(self) -> str:
        return self.soc_code

    @property
    def is_next_step(self) -> bool:
        return self.relation == self.Relation.NEXT_STEP
