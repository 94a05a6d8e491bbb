"""Areas of the United States, and occupations of the SOC."""

from typing import Any, Self, TypeVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

SOC_CODE = r"^\d{2}-\d{4}$"
validate_soc_code = RegexValidator(SOC_CODE, "Write the SOC code as in 43-6013.")


PlacesT = TypeVar("PlacesT", bound=models.QuerySet[Any])


def filter_published(places: PlacesT, relation: str) -> PlacesT:
    """Places that a published release is about; `relation` is that of rows with a release."""
    # By the relation: the models of these rows refer to this module.
    rows: Any = places.model._meta.get_field(relation)
    here = {rows.field.name: OuterRef("pk"), "release__status": "published"}
    return places.filter(Exists(rows.related_model.objects.filter(**here)))


class AreaQuerySet(models.QuerySet["Area"]):
    def published(self) -> Self:
        """Areas that a published release has wages of."""
        return filter_published(self, "wages")

    def ranked_states(self) -> Self:
        """The fifty states and the District of Columbia, which are ranked by pay."""
        return self.filter(level=Area.Level.STATE)

    def metros(self) -> Self:
        """Metropolitan and nonmetropolitan areas, which together cover every state."""
        return self.filter(level__in=[Area.Level.METRO, Area.Level.NONMETRO])


class Area(models.Model):
    """A place that the survey publishes wages for."""

    class Level(models.TextChoices):
        NATION = "nation", _("Nation")
        STATE = "state", _("State")
        TERRITORY = "territory", _("Territory")
        METRO = "metro", _("Metropolitan area")
        NONMETRO = "nonmetro", _("Nonmetropolitan area")

    code = models.CharField(
        max_length=7,
        unique=True,
        help_text="The survey's area code: 06 is California, 99 the nation.",
    )
    level = models.CharField(max_length=9, choices=Level)
    name = models.CharField(max_length=120)
    slug = models.SlugField(
        max_length=130,
        unique=True,
        help_text="Part of the page's address. Links break when it changes.",
    )
    state = models.CharField(
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$", "Two capital letters, as in CA.")],
        help_text="Postal abbreviation of its (first) state; US for the nation.",
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="area_level_known",
                condition=Q(level__in=["nation", "state", "territory", "metro", "nonmetro"]),
            ),
            models.CheckConstraint(
                name="area_state_form",
                condition=Q(state__regex=r"^[A-Z]{2}$"),
                violation_error_message="Write the state as two capital letters.",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(level__in=["nation", "state", "territory"]),
                name="area_one_per_state",
                violation_error_message="There is already an area for this state.",
            ),
        ]
        indexes = [models.Index(fields=["state", "level"], name="area_state_level")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_state(self) -> bool:
        """Whether it is a state, the District of Columbia or a territory."""
        return self.level in (self.Level.STATE, self.Level.TERRITORY)

    @property
    def compare_value(self) -> str:
        """Its value of the parameter `compare`: `CA` for a state, else the slug."""
        return self.state if self.is_state else self.slug


class OccupationQuerySet(models.QuerySet["Occupation"]):
    def published(self) -> Self:
        """Occupations that a published release has wages of."""
        return filter_published(self, "coverage")


class Occupation(models.Model):
    """A survey occupation, or a group of them, of the Standard Occupational Classification."""

    class Group(models.TextChoices):
        TOTAL = "total", "All occupations"
        MAJOR = "major", "Major group"
        MINOR = "minor", "Minor group"
        BROAD = "broad", "Broad occupation"
        DETAILED = "detailed", "Detailed occupation"

    soc_code = models.CharField(
        "SOC code",
        max_length=7,
        unique=True,
        validators=[validate_soc_code],
    )
    title = models.CharField(max_length=120)
    group = models.CharField(max_length=8, choices=Group)

    objects = OccupationQuerySet.as_manager()

    class Meta:
        ordering = ["soc_code"]
        constraints = [
            models.CheckConstraint(
                name="occupation_soc_code_form", condition=Q(soc_code__regex=SOC_CODE)
            ),
            models.CheckConstraint(
                name="occupation_group_known",
                condition=Q(group__in=["total", "major", "minor", "broad", "detailed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soc_code} {self.title}"
