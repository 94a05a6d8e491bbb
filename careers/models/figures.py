"""The guide's own figures, each with the source it comes from."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from careers.models.parts import Part
from programs.models import Program
from programs.payback import Route

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Source(models.Model):
    """Who published a figure, in what, and for which period."""

    publisher = models.CharField(max_length=120)
    title = models.CharField(max_length=160)
    period = models.CharField(
        max_length=40, help_text="What the figures are for: “2024–34”, “2025”."
    )
    url = models.URLField("web address", blank=True)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["publisher", "title", "period"]
        constraints = [
            models.UniqueConstraint(fields=["publisher", "title", "period"], name="source_once"),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}, {self.title}, {self.period}"


class TrainingCost(Part):
    """What a kind of program typically costs and takes, in dollars and months."""

    guide = models.ForeignKey("careers.Guide", models.CASCADE, related_name="training_costs")
    program_type = models.CharField(max_length=60)
    credential = models.PositiveSmallIntegerField(
        choices=Program.Credential,
        null=True,
        blank=True,
        help_text="Programs with it that name no length take as long in a payback.",
    )
    cost_low = models.PositiveIntegerField(help_text="Dollars for the whole program.")
    cost_high = models.PositiveIntegerField(help_text="Dollars for the whole program.")
    months_low = models.PositiveSmallIntegerField()
    months_high = models.PositiveSmallIntegerField()

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                name="training_cost_in_order",
                condition=Q(cost_low__lte=F("cost_high")),
                violation_error_message="The lower cost is above the higher one.",
            ),
            models.CheckConstraint(
                name="training_months_in_order",
                condition=Q(months_low__lte=F("months_high")),
                violation_error_message="The shorter time is above the longer one.",
            ),
            models.CheckConstraint(
                name="training_cost_credential_known",
                condition=Q(credential__gte=1) & Q(credential__lte=8),
            ),
        ]

    def __str__(self) -> str:
        return self.program_type

    @property
    def route(self) -> Route:
        return Route(
            self.program_type, self.cost_low, self.cost_high, self.months_low, self.months_high
        )

    @property
    def duration(self) -> str:
        return self.route.duration


class MeasuredFact(Part):
    """A share of workers for whom something holds, as a survey measured it."""

    guide = models.ForeignKey("careers.Guide", models.CASCADE, related_name="measured_facts")
    key = models.SlugField(help_text="A short name that the quiz refers to.")
    statement = models.CharField(
        max_length=160,
        help_text="What holds for these workers: “Talk with people … every few minutes”.",
    )
    percent = models.DecimalField(
        max_digits=4, decimal_places=1, validators=PERCENT, help_text="Percent of workers."
    )
    comparison_percent = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=PERCENT,
        help_text="The same in the comparison group; empty where it was not published.",
    )
    comparison_group = models.CharField(max_length=120, blank=True)
    meaning = models.CharField(
        max_length=200, blank=True, help_text="What that means for a day at work."
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["guide", "key"], name="measured_fact_key_once"),
            models.CheckConstraint(
                name="measured_fact_percent", condition=Q(percent__gte=0) & Q(percent__lte=100)
            ),
            models.CheckConstraint(
                name="measured_fact_comparison",
                condition=Q(comparison_percent__isnull=True)
                | Q(comparison_percent__gte=0) & Q(comparison_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %: {self.statement}"
