"""The time zones of the United States, and the days of a group in its own."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TimeZone(models.TextChoices):
    """By the names of their rules; the labels end sentences about a group's days."""

    EASTERN = "America/New_York", _("Eastern time")
    CENTRAL = "America/Chicago", _("Central time")
    MOUNTAIN = "America/Denver", _("Mountain time")
    ARIZONA = "America/Phoenix", _("Arizona time")
    PACIFIC = "America/Los_Angeles", _("Pacific time")
    ALASKA = "America/Anchorage", _("Alaska time")
    HAWAII = "Pacific/Honolulu", _("Hawaii time")
    PUERTO_RICO = "America/Puerto_Rico", _("Puerto Rico time")
    GUAM = "Pacific/Guam", _("Guam time")
    SAMOA = "Pacific/Pago_Pago", _("American Samoa time")


def default_time_zone() -> str:
    return str(settings.GROUP_TIME_ZONE)


def today_in(field: str, after: timedelta = timedelta(0)) -> Cast:
    """Today's date, or that of a later moment, in the time zone that a field names."""
    moment = Value(timezone.now() + after, models.DateTimeField())
    there = Func(F(field), moment, function="timezone", output_field=models.DateTimeField())
    return Cast(there, models.DateField())
