"""How a career differs from another one, in a few words: pay, preparation, conditions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.models.projections import Education
from careers.profile.related_reading import Neighbor
from common.formatting import format_dollars

Text = str | Promise

# Pay that is nearer than this share is "about the same".
SAME_SHARE = 0.03
# On scales of 1 to 5: a smaller difference would hardly be felt.
FELT_DIFFERENCE = 0.75
MAX_CONDITIONS = 2

NEEDS: dict[str, Text] = {
    Education.NONE: gettext_lazy("no diploma needed"),
    Education.DIPLOMA: gettext_lazy("a high school diploma is usual"),
    Education.SOME_COLLEGE: gettext_lazy("some college is usual"),
    Education.NONDEGREE: gettext_lazy("a certificate after high school is usual"),
    Education.ASSOCIATE: gettext_lazy("an associate degree is usual"),
    Education.BACHELOR: gettext_lazy("a bachelor’s degree is usual"),
    Education.MASTER: gettext_lazy("a master’s degree is usual"),
    Education.DOCTORAL: gettext_lazy("a doctoral or professional degree is usual"),
}
# By O*NET's code of a condition: what more of it, and what less of it, means.
CONDITIONS: dict[str, tuple[Text, Text]] = {
    "4.C.2.a.1.c": (gettext_lazy("more time outdoors"), gettext_lazy("less time outdoors")),
    "4.C.2.d.1.a": (gettext_lazy("more sitting"), gettext_lazy("less sitting")),
    "4.C.2.d.1.b": (gettext_lazy("more standing"), gettext_lazy("less standing")),
    "4.C.2.d.1.d": (gettext_lazy("more walking"), gettext_lazy("less walking")),
    "4.C.2.d.1.h": (gettext_lazy("more bending and twisting"), gettext_lazy("less bending")),
    "4.C.2.d.1.g": (gettext_lazy("more work with the hands"), gettext_lazy("less work by hand")),
    "4.C.2.d.1.i": (gettext_lazy("more of the same motions"), gettext_lazy("more varied motions")),
    "4.C.2.b.1.a": (gettext_lazy("more noise"), gettext_lazy("less noise")),
    "4.C.2.b.1.b": (gettext_lazy("more heat or cold"), gettext_lazy("less heat or cold")),
    "4.C.2.b.1.d": (gettext_lazy("more dust, gas or odors"), gettext_lazy("cleaner air")),
    "4.C.2.c.1.b": (gettext_lazy("more illness around"), gettext_lazy("less illness around")),
    "4.C.2.c.1.c": (gettext_lazy("more work at heights"), gettext_lazy("less work at heights")),
    "4.C.2.c.1.e": (gettext_lazy("more risky machines"), gettext_lazy("fewer risky machines")),
    "4.C.2.a.1.f": (gettext_lazy("more time in vehicles"), gettext_lazy("less time in vehicles")),
    "4.C.2.e.1.d": (gettext_lazy("more safety gear"), gettext_lazy("less safety gear")),
    "4.C.1.b.1.f": (
        gettext_lazy("more contact with the public"),
        gettext_lazy("less contact with the public"),
    ),
    "4.C.1.a.2.f": (gettext_lazy("more time on the phone"), gettext_lazy("less time on the phone")),
    "4.C.1.a.2.c": (gettext_lazy("more public speaking"), gettext_lazy("less public speaking")),
    "4.C.1.d.2": (gettext_lazy("more angry people"), gettext_lazy("fewer angry people")),
    "4.C.1.c.1": (gettext_lazy("more duty for safety"), gettext_lazy("less duty for safety")),
    "4.C.3.d.1": (gettext_lazy("more time pressure"), gettext_lazy("less time pressure")),
    "4.C.3.a.4": (gettext_lazy("more freedom to decide"), gettext_lazy("less freedom to decide")),
}  # fmt: skip


def describe_differences(own: Neighbor | None, other: Neighbor) -> str:
    """As in “Earns $8,000 more a year; a bachelor’s degree is usual; less time outdoors”.

    Without `own` only what `other` earns and asks for.
    """
    if own is None:
        return _join([_describe_need(other.education)])
    pay = compare_pay(own.newest_pay, other.newest_pay)
    return _join(
        [
            pay,
            _compare_education(own.education, other.education),
            *compare_conditions(own.conditions, other.conditions),
        ]
    )


class MedianPay(Protocol):
    """Pay of an occupation in any area; where the median is None, `top_code` may be a bound."""

    @property
    def median(self) -> int | None: ...
    @property
    def hourly_median(self) -> Decimal | None: ...
    @property
    def top_code(self) -> int | None: ...
    @property
    def is_top_coded(self) -> bool: ...


def compare_pay(own: MedianPay | None, other: MedianPay | None) -> str:
    """What the median of another career is above or below; empty where it cannot be told."""
    if own is None or other is None:
        return ""
    if own.median is not None and other.median is not None:
        return _tell_yearly(other.median - own.median, own.median)
    if own.median is not None and other.is_top_coded and other.top_code:
        words = {"dollars": format_dollars(_round(other.top_code - own.median))}
        return _("earns at least %(dollars)s more a year") % words
    if own.is_top_coded and own.top_code and other.median is not None:
        words = {"dollars": format_dollars(_round(own.top_code - other.median))}
        return _("earns at least %(dollars)s less a year") % words
    if own.hourly_median is not None and other.hourly_median is not None:
        difference = other.hourly_median - own.hourly_median
        words = {"dollars": format_dollars(abs(round(difference)))}
        if round(difference) == 0:
            return _("earns about the same")
        if difference > 0:
            return _("earns %(dollars)s more an hour") % words
        return _("earns %(dollars)s less an hour") % words
    return ""


def _tell_yearly(difference: int, own: int) -> str:
    if abs(difference) < own * SAME_SHARE:
        return _("earns about the same")
    words = {"dollars": format_dollars(abs(_round(difference)))}
    if difference > 0:
        return _("earns %(dollars)s more a year") % words
    return _("earns %(dollars)s less a year") % words


def _round(amount: int) -> int:
    """To whole thousands, or hundreds of a small amount: medians are not more exact."""
    return round(amount, -3 if abs(amount) >= 2000 else -2)


def _compare_education(own: str, other: str) -> str:
    if own and own == other:
        return _("the same education is usual")
    return _describe_need(other)


def _describe_need(education: str) -> str:
    return str(NEEDS[education]) if education in NEEDS else ""


def compare_conditions(own: Mapping[str, float], other: Mapping[str, float]) -> list[str]:
    """The conditions that differ most, if they differ enough to be felt."""
    differences = {
        code: other[code] - own[code] for code in CONDITIONS if code in own and code in other
    }
    felt = [code for code, size in differences.items() if abs(size) >= FELT_DIFFERENCE]
    felt.sort(key=lambda code: -abs(differences[code]))
    return [str(CONDITIONS[code][differences[code] < 0]) for code in felt[:MAX_CONDITIONS]]


def _join(parts: list[str]) -> str:
    return str(capfirst("; ".join(part for part in parts if part)))
