"""Names of the conditions of work in our own words, and words for each step of their scales."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers.profile.scales import IMPORTANCE, Scale

FREQUENCY = Scale(
    _("never"),
    _("about once a year"),
    _("about once a month"),
    _("about once a week"),
    _("every day"),
)
TIME = Scale(
    pgettext_lazy("share of the time", "never"),
    _("less than half of the time"),
    _("about half of the time"),
    _("more than half of the time"),
    _("nearly all the time"),
)
CONTACT = Scale(
    pgettext_lazy("contact", "none"),
    _("now and then"),
    _("half of the time"),
    _("most of the time"),
    _("all the time"),
)
AMOUNT = Scale(
    pgettext_lazy("amount", "none"),
    pgettext_lazy("amount", "a little"),
    pgettext_lazy("amount", "some"),
    pgettext_lazy("amount", "much"),
    pgettext_lazy("amount", "very much"),
)
NEARNESS = Scale(
    _("far from others"),
    _("in a room of one’s own"),
    _("in the same room"),
    _("within reach"),
    _("close enough to touch"),
)
GRAVITY = Scale(
    _("hardly bad"),
    _("a little bad"),
    _("bad"),
    _("very bad"),
    _("as bad as can be"),
)
DEGREE = Scale(
    _("not at all"),
    _("slightly"),
    _("partly"),
    _("mostly"),
    _("fully"),
)
SCHEDULE = Scale(_("regular"), _("changing"), _("only in season"))
HOURS = Scale(_("under 40"), _("about 40"), _("over 40"))


class Condition(NamedTuple):
    """A condition: its name as within a sentence, and its scale."""

    name: str | Promise
    scale: Scale = FREQUENCY


# By the source's codes, in its order: people, place, dangers, body, pressure.
CONDITIONS: dict[str, Condition] = {
    "4.C.1.a.2.c": Condition(_("speaking to a group")),
    "4.C.1.a.2.f": Condition(_("phone calls")),
    "4.C.1.a.2.h": Condition(_("email")),
    "4.C.1.a.2.j": Condition(_("letters and memos")),
    "4.C.1.a.2.l": Condition(_("talking face to face")),
    "4.C.1.a.4": Condition(_("being with people"), CONTACT),
    "4.C.1.b.1.e": Condition(_("working in a team"), IMPORTANCE),
    "4.C.1.b.1.f": Condition(_("serving customers or the public"), IMPORTANCE),
    "4.C.1.b.1.g": Condition(_("leading or coordinating others"), IMPORTANCE),
    "4.C.1.c.1": Condition(_("answering for the safety of others"), AMOUNT),
    "4.C.1.c.2": Condition(_("answering for the work of others"), AMOUNT),
    "4.C.1.d.1": Condition(_("conflicts")),
    "4.C.1.d.2": Condition(_("angry or rude people")),
    "4.C.1.d.3": Condition(_("violent people")),
    "4.C.2.a.1.a": Condition(_("being indoors with heating or cooling")),
    "4.C.2.a.1.b": Condition(_("being indoors without heating or cooling")),
    "4.C.2.a.1.c": Condition(_("being outdoors in any weather")),
    "4.C.2.a.1.d": Condition(_("being outdoors under a roof")),
    "4.C.2.a.1.e": Condition(_("riding in an open vehicle or machine")),
    "4.C.2.a.1.f": Condition(_("riding in a closed vehicle or machine")),
    "4.C.2.a.3": Condition(_("closeness to others"), NEARNESS),
    "4.C.2.b.1.a": Condition(_("noise that distracts or hurts")),
    "4.C.2.b.1.b": Condition(_("great heat or cold")),
    "4.C.2.b.1.c": Condition(_("glaring or poor light")),
    "4.C.2.b.1.d": Condition(_("dirt, dust, fumes or odors")),
    "4.C.2.b.1.e": Condition(_("tight spaces and awkward positions")),
    "4.C.2.b.1.f": Condition(_("shaking of the whole body")),
    "4.C.2.c.1.a": Condition(_("radiation")),
    "4.C.2.c.1.b": Condition(_("disease or infection")),
    "4.C.2.c.1.c": Condition(_("heights")),
    "4.C.2.c.1.d": Condition(_("dangerous materials or electricity")),
    "4.C.2.c.1.e": Condition(_("dangerous machines")),
    "4.C.2.c.1.f": Condition(_("small burns, cuts or bites")),
    "4.C.2.d.1.a": Condition(_("sitting"), TIME),
    "4.C.2.d.1.b": Condition(_("standing"), TIME),
    "4.C.2.d.1.c": Condition(_("climbing ladders or poles"), TIME),
    "4.C.2.d.1.d": Condition(_("walking or running"), TIME),
    "4.C.2.d.1.e": Condition(_("kneeling or crouching"), TIME),
    "4.C.2.d.1.f": Condition(_("keeping one’s balance"), TIME),
    "4.C.2.d.1.g": Condition(_("working with one’s hands"), TIME),
    "4.C.2.d.1.h": Condition(_("bending or twisting"), TIME),
    "4.C.2.d.1.i": Condition(_("the same motion again and again"), TIME),
    "4.C.2.e.1.d": Condition(_("safety shoes, gloves, glasses or a hard hat")),
    "4.C.2.e.1.e": Condition(_("special protection, such as a breathing mask or a harness")),
    "4.C.3.a.1": Condition(_("harm from a mistake"), GRAVITY),
    "4.C.3.a.2.a": Condition(_("weight of one’s decisions"), AMOUNT),
    "4.C.3.a.2.b": Condition(_("decisions that matter to others")),
    "4.C.3.a.4": Condition(_("freedom to decide"), AMOUNT),
    "4.C.3.b.2": Condition(_("work that machines do by themselves"), DEGREE),
    "4.C.3.b.4": Condition(_("being exact"), IMPORTANCE),
    "4.C.3.b.7": Condition(_("repeating the same tasks"), IMPORTANCE),
    "4.C.3.b.8": Condition(_("freedom to set one’s own tasks and goals"), AMOUNT),
    "4.C.3.c.1": Condition(_("competition"), AMOUNT),
    "4.C.3.d.1": Condition(_("deadlines")),
    "4.C.3.d.3": Condition(_("keeping pace with a machine"), IMPORTANCE),
    "4.C.3.d.4": Condition(_("a changing or seasonal schedule"), SCHEDULE),
    "4.C.3.d.8": Condition(_("hours in a week"), HOURS),
}
