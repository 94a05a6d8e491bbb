"""What a quiz version asks: traits with their statements, conditions, and the bands of the fit."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from quiz.models.quiz import QuizVersion


class GuidePart(models.TextChoices):
    """The part of the career's guide that a fact is in (as `GuideSection.Part` names them)."""

    DUTIES = "duties", "Duties"
    ROADMAP = "roadmap", "Roadmap and certifications"
    COSTS = "costs", "Training costs"
    WORKPLACES = "workplaces", "Workplaces"
    SKILLS = "skills", "Skills"
    FIT = "fit", "Great fit or maybe not"
    BENEFITS = "benefits", "Benefits and challenges"
    MEASURED = "measured", "What the work is like, measured"


class GuideReference(models.Model):
    """Something that the career's guide describes."""

    guide_part = models.CharField(
        "part of the guide",
        max_length=20,
        choices=GuidePart,
        help_text="Where the guide describes it. The result links there.",
    )

    class Meta:
        abstract = True
        constraints = [
            # Results link to each part of the guide; an unknown part would break their page.
            models.CheckConstraint(
                name="%(class)s_guide_part_known", condition=Q(guide_part__in=GuidePart.values)
            )
        ]


class Fact(GuideReference):
    """The fact that a question comes from: a measured figure, or a part of the guide."""

    measured_fact = models.SlugField(
        "measured fact",
        blank=True,
        help_text="Key of one of the career's measured facts, for the part “measured”; else empty.",
    )
    fact_text = models.TextField(
        "fact",
        max_length=400,
        blank=True,
        help_text="The fact in a sentence. For a measured fact leave it empty: publishing writes "
        "it from the figure.",
    )
    fact_source = models.CharField(
        "source of the fact",
        max_length=300,
        blank=True,
        help_text="Empty for the guide's own words; publishing fills it for a measured fact.",
    )

    class Meta(GuideReference.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if (self.guide_part == GuidePart.MEASURED) != bool(self.measured_fact):
            raise ValidationError(
                {"measured_fact": "A measured fact goes with the part “measured” only."}
            )


class VersionPart(models.Model):
    """A part of a version. The database refuses to change one of a published version."""

    version = models.ForeignKey(QuizVersion, models.CASCADE, related_name="%(class)ss")
    key = models.SlugField(max_length=40, help_text="A short name that results refer to.")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"],
                name="%(class)s_key_once",
                violation_error_message="This key is used twice in this version.",
            )
        ]


class Trait(VersionPart, GuideReference):
    """Something that the work asks of a person, on which a visitor gets a score."""

    position = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first.")
    name = models.CharField(max_length=80, help_text="As in “Working with people”.")
    description = models.CharField(max_length=300, help_text="What the work asks, in a sentence.")
    weight = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Percent of the fit. The weights of all traits add up to 100.",
    )
    is_core = models.BooleanField(
        "core of the work",
        default=False,
        help_text="While it is low, the result is not in the top band, whatever the other answers "
        "are. If no trait is marked, those with at least an equal share of the weight count as "
        "core (20 percent of five traits).",
    )
    high_text = models.TextField(max_length=600, help_text="For a visitor with a high score.")
    middle_text = models.TextField(max_length=600, help_text="For a score in the middle.")
    low_text = models.TextField(max_length=600, help_text="For a visitor with a low score.")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            *VersionPart.Meta.constraints,
            *GuideReference.Meta.constraints,
            models.CheckConstraint(
                name="trait_weight_percent", condition=Q(weight__gte=1) & Q(weight__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Statement(Fact):
    """A situation of the work; a visitor agrees or disagrees with it in five steps."""

    trait = models.ForeignKey(Trait, models.CASCADE, related_name="statements")
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Place among all statements of the quiz. Lower comes first."
    )
    key = models.SlugField(max_length=40, help_text="A short name that results refer to.")
    text = models.CharField(
        max_length=240,
        help_text="One thought about a real situation of this work, in the first person, that "
        "honest people can disagree with.",
    )
    reverse = models.BooleanField(
        "reverse-keyed", default=False, help_text="Agreeing speaks against the fit."
    )
    weight = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text="Against the other statements of this trait; 1 unless there is a reason.",
    )
    mirror = models.SlugField(
        "opposite of",
        max_length=40,
        blank=True,
        help_text="Key of the statement of this trait that says the opposite. Agreeing with both "
        "makes the result unclear.",
    )
    in_short_form = models.BooleanField("in the short form", default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trait", "key"],
                name="statement_key_once",
                violation_error_message="Another statement of this trait has this key.",
            ),
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="statement_weight", condition=Q(weight__gte=1) & Q(weight__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Condition(VersionPart, Fact):
    """A yes-or-no question where one answer rules the work out, whatever the other answers are."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"

    position = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first.")
    question = models.CharField(max_length=240, help_text="Answered with yes or no.")
    conflict_when = models.CharField(
        "rules it out", max_length=3, choices=Answer, help_text="The answer that does."
    )
    conflict_text = models.TextField(
        max_length=600, help_text="What that answer means, and what the visitor can do."
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            *VersionPart.Meta.constraints,
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="condition_answer_known", condition=Q(conflict_when__in=["yes", "no"])
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Band(VersionPart):
    """A part of the fit's scale, from its threshold up to the next band's."""

    class Tone(models.TextChoices):
        """Color and pattern of the band on the result page."""

        GREAT = "great", "Great"
        FAIR = "fair", "Fair"
        POOR = "poor", "Poor"

    threshold = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(100)],
        help_text="Lowest fit, 0 to 100, that belongs to this band. The lowest band starts at 0.",
    )
    label = models.CharField(max_length=60, help_text="As in “A great fit”.")
    text = models.TextField(max_length=600, help_text="What it means, in two or three sentences.")
    tone = models.CharField(max_length=10, choices=Tone)

    class Meta:
        ordering = ["-threshold"]
        constraints = [
            *VersionPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "threshold"],
                name="band_threshold_once",
                violation_error_message="Another band of this version starts there.",
            ),
            models.CheckConstraint(name="band_threshold", condition=Q(threshold__lte=100)),
            models.CheckConstraint(
                name="band_tone_known", condition=Q(tone__in=["great", "fair", "poor"])
            ),
        ]

    def __str__(self) -> str:
        return self.label
