"""The tables of a guide that an editor fills: each row belongs to one career, in an order."""

from django.db import models
from django.db.models import Q

from salaries.models.places import SOC_CODE, validate_soc_code


class Part(models.Model):
    """A row of one of the guide's tables, in the order of `position`."""

    position = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first.")

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class TitledPart(Part):
    title = models.CharField(max_length=120)
    detail = models.TextField(blank=True, help_text="A sentence or two.")

    class Meta(Part.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title


class Duty(TitledPart):
    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="duties")

    class Meta(TitledPart.Meta):
        verbose_name_plural = "duties"


class Skill(TitledPart):
    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="skills")


class Benefit(TitledPart):
    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="benefits")


class Challenge(TitledPart):
    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="challenges")


class Workplace(TitledPart):
    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="workplaces")


class FitStatement(Part):
    """A pair of opposites: who does well in this work, and who may not."""

    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="fit_statements")
    great_fit = models.CharField(
        max_length=160, help_text="Ends the sentence “A great fit if you …”."
    )
    maybe_not = models.CharField(
        max_length=160, help_text="Ends the sentence “Maybe not if you …”."
    )

    def __str__(self) -> str:
        return self.great_fit


class Certification(Part):
    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="certifications")
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

    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="roadmap_steps")
    anchor = models.SlugField(help_text="Part of links to this step. Links break when it changes.")
    title = models.CharField(max_length=80)
    body = models.TextField(help_text="Markdown.")
    duration = models.CharField(max_length=60, blank=True, help_text="As in “6 to 18 months”.")
    shows_certifications = models.BooleanField(
        default=False, help_text="List the career's certifications below this step."
    )

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["career", "anchor"],
                name="roadmap_anchor_once",
                violation_error_message="Another step of this career has this anchor.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RoadmapSubject(Part):
    """A subject taught at a step."""

    step = models.ForeignKey(RoadmapStep, models.CASCADE, related_name="subjects")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class RelatedOccupation(Part):
    """A survey occupation whose pay the career's wage page shows for comparison."""

    class Relation(models.TextChoices):
        NEIGHBOR = "neighbor", "Similar work"
        NEXT_STEP = "next", "Next step up"

    career = models.ForeignKey("careers.Career", models.CASCADE, related_name="related_occupations")
    soc_code = models.CharField("SOC code", max_length=7, validators=[validate_soc_code])
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.NEIGHBOR)
    difference = models.CharField(max_length=200, help_text="How the work differs, in a few words.")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["career", "soc_code"], name="related_occupation_once"),
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
