"""The interests that go with an occupation's work, as published."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from salaries.models import Occupation

# The range in which O*NET publishes occupational interests.
MIN_SCORE, MAX_SCORE = 1, 7
# The six Holland types, in the hexagon's order.
TYPES = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")


def _score_field(name: str) -> "models.DecimalField[float, float]":
    in_range = [MinValueValidator(MIN_SCORE), MaxValueValidator(MAX_SCORE)]
    return models.DecimalField(name, max_digits=4, decimal_places=2, validators=in_range)


class OccupationInterests(models.Model):
    """The six Holland scales of an occupation, 1 to 7. Without them, results skip interests."""

    occupation = models.OneToOneField(Occupation, models.CASCADE, related_name="interests")
    realistic = _score_field("realistic")
    investigative = _score_field("investigative")
    artistic = _score_field("artistic")
    social = _score_field("social")
    enterprising = _score_field("enterprising")
    conventional = _score_field("conventional")
    source = models.CharField(
        max_length=200, help_text="Who published the figures, in what, and when."
    )
    source_url = models.URLField("source's web address", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "interests of an occupation"
        constraints = [
            models.CheckConstraint(
                name="occupation_interests_range",
                condition=Q(*(Q(**{f"{name}__range": (MIN_SCORE, MAX_SCORE)}) for name in TYPES)),
            ),
        ]

    def __str__(self) -> str:
        return f"Interests: {self.occupation}"

    @property
    def scales(self) -> dict[str, float]:
        """The six scores by the first letters of their types: R, I, A, S, E, C."""
        return {name[0].upper(): float(getattr(self, name)) for name in TYPES}
