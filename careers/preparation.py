"""What employers ask for and teach, and how long people prepare, in few words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from careers.facts.zones import FOUR, Zone
from careers.models.projections import Education, Experience, Training

Text = str | Promise

WAYS_IN: dict[str, Text] = {
    Education.NONE: gettext_lazy("No diploma needed"),
    Education.DIPLOMA: gettext_lazy("High school diploma"),
    Education.SOME_COLLEGE: gettext_lazy("Some college"),
    Education.NONDEGREE: gettext_lazy("Certificate after high school"),
    Education.ASSOCIATE: gettext_lazy("Associate degree"),
    Education.BACHELOR: gettext_lazy("Bachelor’s degree"),
    Education.MASTER: gettext_lazy("Master’s degree"),
    Education.DOCTORAL: gettext_lazy("Doctoral or professional degree"),
}
# What no school gives a certificate or a degree for.
WITHOUT_CREDENTIAL = (Education.NONE, Education.DIPLOMA, Education.SOME_COLLEGE)
EXPERIENCE: dict[str, Text] = {
    Experience.NONE: pgettext_lazy("experience", "None"),
    Experience.UNDER_FIVE: gettext_lazy("Less than 5 years"),
    Experience.FIVE: gettext_lazy("5 years or more"),
}
TRAINING: dict[str, Text] = {
    Training.NONE: pgettext_lazy("training", "None"),
    Training.SHORT: gettext_lazy("Up to a month"),
    Training.MODERATE: gettext_lazy("One month to a year"),
    Training.LONG: gettext_lazy("More than a year"),
    Training.INTERNSHIP: gettext_lazy("Internship or residency"),
    Training.APPRENTICESHIP: gettext_lazy("Apprenticeship"),
}
# By their numbers in the framework of five.
ZONES: dict[int, Text] = {
    1: gettext_lazy("Little or no preparation"),
    2: gettext_lazy("Some preparation"),
    3: gettext_lazy("One or two years of training"),
    4: gettext_lazy("Several years of preparation"),
    5: gettext_lazy("Many years of preparation"),
}


def name_zone(zone: Zone) -> str:
    """How much preparation a zone stands for."""
    return _("Some preparation at most") if zone.is_first_two else str(ZONES[zone.number])


def name_way_in(education: str, zone: Zone | None) -> str:
    """The usual way in, or how much preparation a zone stands for; empty if neither is known."""
    if education in WAYS_IN:
        return str(WAYS_IN[education])
    return name_zone(zone) if zone else ""


def number_zone(zone: Zone) -> str:
    """A zone's number and its framework, as in “zone 3 of 5”."""
    text = _("zone %(zone)s of 2 to 5") if zone.of == FOUR else _("zone %(zone)s of 5")
    return text % {"zone": zone.number}
