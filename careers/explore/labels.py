"""What filters, choices and orders are called on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.explore.filtering import AVERAGE, Limit
from careers.groups import GROUP_NAMES
from careers.preparation import WAYS_IN, ZONES
from common.formatting import format_count, format_dollars

Text = str | Promise

INTERESTS: dict[str, Text] = {
    "R": gettext_lazy("Building and fixing things"),
    "I": gettext_lazy("Finding things out"),
    "A": gettext_lazy("Making and designing"),
    "S": gettext_lazy("Helping and teaching"),
    "E": gettext_lazy("Leading and persuading"),
    "C": gettext_lazy("Keeping things in order"),
}
CONDITIONS: dict[str, Text] = {
    "outdoors": gettext_lazy("Outdoors every week or more"),
    "indoors": gettext_lazy("Hardly ever outdoors"),
    "customers": gettext_lazy("With customers or the public"),
    "alone": gettext_lazy("Less contact with other people"),
    "close": gettext_lazy("Within arm’s reach of people"),
    "sitting": gettext_lazy("Mostly sitting"),
    "standing": gettext_lazy("Mostly standing"),
    "hands": gettext_lazy("Working with your hands"),
    "calm": gettext_lazy("Less time pressure"),
    "regular": gettext_lazy("Regular hours"),
    "short": gettext_lazy("Seldom over 40 hours a week"),
}
FILTERS: dict[str, Text] = {
    "pay_from": gettext_lazy("Median pay a year"),
    "education": gettext_lazy("Usual way in, at most"),
    "zone": gettext_lazy("Preparation, at most"),
    "growth": gettext_lazy("Growth in jobs"),
    "openings": gettext_lazy("Openings a year"),
    "group": gettext_lazy("Kind of work"),
    "interest": gettext_lazy("What you like: one or two"),
    "condition": gettext_lazy("What the work is like"),
    "telework": gettext_lazy("Workers who telework"),
}
SORT_LABELS: dict[str, Text] = {
    "relevance": gettext_lazy("Best match"),
    "openings": gettext_lazy("Most openings"),
    "pay": gettext_lazy("Highest median pay"),
    "start": gettext_lazy("Highest starting pay"),
    "growth": gettext_lazy("Fastest growth"),
    "workers": gettext_lazy("Most workers"),
    "education": gettext_lazy("Least schooling"),
    "name": gettext_lazy("Name"),
}
VIEW_LABELS: dict[str, Text] = {
    "table": gettext_lazy("Table"),
    "cards": gettext_lazy("Cards"),
    "chart": gettext_lazy("Chart of pay"),
    "map": gettext_lazy("Map of jobs"),
}
AXIS_LABELS: dict[str, Text] = {
    "education": gettext_lazy("Pay and preparation"),
    "growth": gettext_lazy("Pay and growth"),
}
COLOR_LABELS: dict[str, Text] = {
    "pay": gettext_lazy("Median pay"),
    "growth": gettext_lazy("Growth in jobs"),
    "education": gettext_lazy("Usual way in"),
    "ai": gettext_lazy("Tasks that AI could speed up"),
}
_NAMES: dict[str, Mapping[str, Text]] = {
    "education": WAYS_IN,
    "group": GROUP_NAMES,
    "interest": INTERESTS,
    "condition": CONDITIONS,
}


def label_choice(limit: Limit) -> str:
    """A choice as the form has it, below the label of its filter."""
    name, value = limit
    if name in _NAMES:
        return str(_NAMES[name][value])
    match name:
        case "zone":
            return str(ZONES[int(value)])
        case "pay_from":
            return _("%(amount)s or more") % {"amount": format_dollars(int(value))}
        case "openings":
            return _("%(number)s or more") % {"number": format_count(int(value))}
        case "telework":
            return _("%(percent)s%% or more") % {"percent": value}
    if value == AVERAGE:
        return _("Average or faster")
    return _("Not shrinking") if value == "0" else _("+%(percent)s%% or more") % {"percent": value}


def label_limit(limit: Limit) -> str:
    """A choice in force, understood without its filter: “Openings a year: 10,000 or more”."""
    if limit.name in ("group", "interest", "condition"):
        return label_choice(limit)
    return f"{FILTERS[limit.name]}: {label_choice(limit)}"
