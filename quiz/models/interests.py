"""The interest profile of a career, as somebody published it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from quiz.interests import SCALES

# The range in which O*NET publishes occupational interests.
LOWEST, HIGHEST = 1, 7
IN_RANGE = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]


def _scale(name: str) -> "models.DecimalField[float, float]":
    return models.DecimalField(name, max_digits=4, decimal_places=2, validators=IN_RANGE)


class InterestProfile(models.Model):
    """The six Holland scales of the occupation, 1 to 7. Without one, results ask no interests."""

    career = models.OneToOneField("careers.Career", models.CASCADE, related_name="interest_profile")
    realistic = _scale("realistic")
    investigative = _scale("investigative")
    artistic = _scale("artistic")
    social = _scale("social")
    enterprising = _scale("enterprising")
    conventional = _scale("conventional")
    source = models.CharField(
        max_length=200, help_text="Who published the figures, in what, and when."
    )
    source_url = models.URLField("source's web address", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="interest_profile_range",
                condition=Q(
                    *(
                        Q(**{f"{name}__gte": LOWEST, f"{name}__lte": HIGHEST})
                        for name in (
                            *("realistic", "investigative", "artistic"),
                            *("social", "enterprising", "conventional"),
                        )
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Interests: {self.career}"

    @property
    def scales(self) -> dict[str, float]:
        """The six by their letters."""
        values = (
            *(self.realistic, self.investigative, self.artistic),
            *(self.social, self.enterprising, self.conventional),
        )
        return {key: float(value) for key, value in zip(SCALES, values, strict=True)}
