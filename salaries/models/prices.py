"""Price levels of areas. One year comes with the site; editors load others."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Subquery

from salaries.models.places import Area

# A table with other values does not contain price parities (the nation is 100).
MIN_INDEX, MAX_INDEX = 50, 200


class PriceLevelQuerySet(models.QuerySet["PriceLevel"]):
    def of_latest_year(self) -> Self:
        """Price levels of the latest loaded year."""
        latest = PriceLevel.objects.order_by("-year").values("year")[:1]
        return self.filter(year=Subquery(latest))


class PriceLevel(models.Model):
    """Regional price parity of an area in a year: prices in percent of the nation's."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="price_levels")
    year = models.PositiveSmallIntegerField()
    index = models.DecimalField(
        max_digits=6,
        decimal_places=3,
        validators=[MinValueValidator(MIN_INDEX), MaxValueValidator(MAX_INDEX)],
        help_text="All items; 100 is the nation.",
    )
    loaded_at = models.DateTimeField(auto_now=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PriceLevelQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "area"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="price_level_once"),
            models.CheckConstraint(
                name="price_level_plausible",
                condition=Q(index__gte=MIN_INDEX) & Q(index__lte=MAX_INDEX),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.year}: {self.index}"
