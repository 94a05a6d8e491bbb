"""What the same goods cost in different areas. An editor loads it; none comes with the site."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Subquery

from salaries.models.places import Area

# Outside these a file is surely not of price parities (the nation is 100).
LOWEST, HIGHEST = 50, 200


class PriceLevelQuerySet(models.QuerySet["PriceLevel"]):
    def of_latest_year(self) -> Self:
        """Price levels of the latest year that is loaded."""
        latest = PriceLevel.objects.order_by("-year").values("year")[:1]
        return self.filter(year=Subquery(latest))


class PriceLevel(models.Model):
    """Regional price parity of an area in a year: prices in percent of the nation's."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="price_levels")
    year = models.PositiveSmallIntegerField()
    index = models.DecimalField(
        max_digits=6,
        decimal_places=3,
        validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)],
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
                condition=Q(index__gte=LOWEST) & Q(index__lte=HIGHEST),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.year}: {self.index}"
