"""The major groups of occupations: the first two digits of a SOC code, named in few words."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUP_NAMES: dict[str, Promise] = {
    "11": _("Management"),
    "13": _("Business and finance"),
    "15": _("Computers and math"),
    "17": _("Engineering and architecture"),
    "19": _("Science"),
    "21": _("Counseling and social services"),
    "23": _("Law"),
    "25": _("Education and libraries"),
    "27": _("Arts, media and sports"),
    "29": _("Health care"),
    "31": _("Health care support"),
    "33": _("Safety and protection"),
    "35": _("Food and cooking"),
    "37": _("Cleaning and grounds"),
    "39": _("Personal care and service"),
    "41": _("Sales"),
    "43": _("Office work"),
    "45": _("Farming, fishing and forestry"),
    "47": _("Building and mining"),
    "49": _("Installation and repair"),
    "51": _("Making things"),
    "53": _("Transport and moving"),
}


class Group(NamedTuple):
    """A major group; `code` is its two digits, `str` its name in the visitor's language."""

    code: str
    name: Promise

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        """Exploring, narrowed to the group."""
        return f"{reverse('careers')}?group={self.code}"


GROUPS = {code: Group(code, name) for code, name in GROUP_NAMES.items()}


def get_group(soc_code: str) -> Group | None:
    """The group of an occupation by its code, as in 43-6013; None for one that the survey lacks."""
    return GROUPS.get(soc_code[:2])
