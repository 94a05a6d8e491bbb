"""Institutions that offer programs, as federal directories list them and editors correct them."""

from typing import Self

from django.contrib.postgres.indexes import GistIndex
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from programs.geography import STATES, Point, calculate_chord
from programs.models.datasets import Dataset
from programs.models.position import CubeField, calculate_miles_from, position_on_sphere

ZIP_CODE = r"^\d{5}(-\d{4})?$"


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def with_sources(self) -> Self:
        """Institutions with the files that their listing and their address come from."""
        return self.select_related("source", "directory").defer("position")

    def read_distances(self, point: Point, miles: float) -> dict[int, float]:
        """The keys of those at most `miles` from a point, each with its miles. One query."""
        near = self.filter(position__within_chord=(point, calculate_chord(miles))).order_by()
        return dict(near.values_list("pk", calculate_miles_from("position", point)))


class Institution(models.Model):
    """A school or college. Later imports do not overwrite an editor's value of a column."""

    class Control(models.TextChoices):
        PUBLIC = "public", _("Public")
        NONPROFIT = "nonprofit", _("Private, nonprofit")
        FOR_PROFIT = "for-profit", _("Private, for-profit")
        UNKNOWN = "", _("Not reported")

    class Level(models.TextChoices):
        FOUR_YEAR = "4", _("4-year")
        TWO_YEAR = "2", _("2-year")
        SHORTER = "1", _("less than 2-year")
        UNKNOWN = "", _("Not reported")

    # Columns that an import writes and an editor may correct.
    IMPORTED = (
        "opeid",
        "name",
        "address",
        "city",
        "state",
        "zip_code",
        "latitude",
        "longitude",
        "website",
        "net_price_calculator",
        "control",
        "level",
        "accreditor",
        "is_distance_only",
        "is_closed",
        "closed_on",
        "successor_unitid",
    )

    unitid = models.PositiveIntegerField(
        "UNITID",
        null=True,
        blank=True,
        unique=True,
        help_text="The federal number of the institution. Empty for one that has none.",
    )
    opeid = models.CharField(
        "OPE ID",
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{6}(\d{2})?$", "An OPE ID has six or eight digits.")],
        help_text="The number under which federal aid is paid. Campuses may share one.",
    )
    name = models.CharField(max_length=160)
    slug = models.SlugField(
        max_length=120,
        unique=True,
        help_text="Part of the page's address. Links break when it changes.",
    )
    address = models.CharField("street", max_length=120, blank=True, db_default="")
    city = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True, choices=STATES.items())
    zip_code = models.CharField(
        "ZIP code",
        max_length=10,
        blank=True,
        validators=[RegexValidator(ZIP_CODE, "Write the ZIP code as in 98101 or 98101-1234.")],
    )
    latitude = models.FloatField(
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="Decimal degrees, north positive.",
    )
    longitude = models.FloatField(
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="Decimal degrees, west negative.",
    )
    position = models.GeneratedField(
        expression=position_on_sphere("latitude", "longitude"),
        output_field=CubeField(),
        db_persist=True,
    )
    website = models.URLField(blank=True)
    net_price_calculator = models.URLField(
        max_length=300,
        blank=True,
        db_default="",
        help_text="Where the institution calculates what a student would pay there.",
    )
    control = models.CharField(max_length=10, choices=Control, blank=True)
    level = models.CharField(max_length=1, choices=Level, blank=True)
    accreditor = models.CharField(max_length=160, blank=True)
    is_distance_only = models.BooleanField("teaches only at a distance", default=False)
    is_closed = models.BooleanField("closed", default=False)
    closed_on = models.DateField(null=True, blank=True)
    successor_unitid = models.PositiveIntegerField(
        "taken over by",
        null=True,
        blank=True,
        help_text="UNITID of the institution that it became part of.",
    )
    source = models.ForeignKey(
        Dataset,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The file that listed it first; empty for an editor's own entry.",
    )
    directory = models.ForeignKey(
        Dataset,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The file that its address is from.",
    )
    overridden = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="The columns that an editor corrected, with what the latest file says of each.",
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["name", "state", "city"]
        indexes = [
            models.Index(fields=["state", "name"], name="institution_state_name"),
            models.Index(
                fields=["opeid"], name="institution_opeid", opclasses=["varchar_pattern_ops"]
            ),
            GistIndex(fields=["position"], name="institution_position"),
            # The order by name in the finder, which takes the first institutions that have any.
            models.Index(Lower("name"), name="institution_lower_name"),
            # The few whose programs are not active: see programs/models/queries.py.
            models.Index(
                fields=["id"],
                name="institution_not_active",
                condition=Q(is_closed=True) | Q(state=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="institution_coordinates_both",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message="Latitude and longitude come together, in degrees.",
            ),
            models.CheckConstraint(
                name="institution_closed_before_dated",
                condition=Q(closed_on__isnull=True) | Q(is_closed=True),
                violation_error_message="An institution with a closing date is closed.",
            ),
            models.CheckConstraint(
                name="institution_control_known",
                condition=Q(control__in=["public", "nonprofit", "for-profit", ""]),
            ),
            models.CheckConstraint(
                name="institution_level_known", condition=Q(level__in=["4", "2", "1", ""])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.place})" if self.place else self.name

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.slug:
            self.slug = slug_for(self.name, self.unitid)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("institution", args=[self.slug])

    @property
    def place(self) -> str:
        """City and state, as far as they are known: “Seattle, WA”."""
        return ", ".join(part for part in (self.city, self.state) if part)

    @property
    def sector(self) -> str:
        """Who runs it and how long its programs are, as far as reported: “Public, 2-year”."""
        parts = []
        if self.control:
            parts.append(self.get_control_display())
        if self.level:
            parts.append(self.get_level_display())
        return ", ".join(parts)


def slug_for(name: str, unitid: int | None) -> str:
    """The last part of an institution's address; the UNITID distinguishes namesakes."""
    slug = slugify(name)[:100].strip("-") or "institution"
    return f"{slug}-{unitid}" if unitid else slug
