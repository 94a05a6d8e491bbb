"""Short names of the families of fields of study: the first two digits of a CIP code."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FAMILIES: dict[str, str | Promise] = {
    "01": _("Farming and animals"),
    "03": _("Nature and conservation"),
    "04": _("Architecture"),
    "05": _("Cultures and regions"),
    "09": _("Journalism and communication"),
    "10": _("Media technology"),
    "11": _("Computing"),
    "12": _("Cooking, hair and personal services"),
    "13": _("Teaching and education"),
    "14": _("Engineering"),
    "15": _("Engineering technology"),
    "16": _("Languages"),
    "19": _("Family, food and child care"),
    "21": _("Technology education"),
    "22": _("Law"),
    "23": _("English and writing"),
    "24": _("Liberal arts and general studies"),
    "25": _("Libraries and archives"),
    "26": _("Biology"),
    "27": _("Mathematics and statistics"),
    "28": _("Military science and leadership"),
    "29": _("Military technology"),
    "30": _("Several fields together"),
    "31": _("Parks, sports and fitness"),
    "32": _("Basic skills"),
    "33": _("Citizenship"),
    "34": _("Knowledge for healthy living"),
    "35": _("Social skills"),
    "36": _("Leisure and recreation"),
    "37": _("Personal development"),
    "38": _("Philosophy and religion"),
    "39": _("Theology and ministry"),
    "40": _("Physics, chemistry and earth science"),
    "41": _("Science technicians"),
    "42": _("Psychology"),
    "43": _("Police, fire and security"),
    "44": _("Public service and social work"),
    "45": _("Social sciences"),
    "46": _("Construction"),
    "47": _("Mechanics and repair"),
    "48": _("Welding, machining and other production"),
    "49": _("Transportation"),
    "50": _("Visual and performing arts"),
    "51": _("Health"),
    "52": _("Business"),
    "53": _("High school diplomas"),
    "54": _("History"),
    "60": _("Residencies in dentistry and other health fields"),
    "61": _("Medical residencies"),
}


def name_family(code: str) -> str:
    """The name of the family that a code belongs to, as in “Health” for 51.38."""
    name = FAMILIES.get(code[:2])
    return str(name) if name else gettext("Family %(code)s") % {"code": code[:2]}
