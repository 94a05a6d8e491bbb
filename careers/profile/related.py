"""Careers near this one, each with how it differs, and where to go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.facts.reading import Fact
from careers.models import FactKind
from careers.profile.differences import describe_differences
from careers.profile.related_reading import NationalPay, Surroundings
from careers.profile.sections import ProfileInputs, ProfileSection
from common.formatting import format_dollars


@dataclass(frozen=True)
class RelatedCareer:
    """A career near another one; `pay` as text with its unit, empty where none is published."""

    slug: str
    name: str
    soc_code: str
    url: str
    pay: str
    difference: str
    pays_more: bool


@dataclass(frozen=True)
class RelatedSection:
    """Careers, the closest first; `fact` is who found them related."""

    careers: tuple[RelatedCareer, ...]
    is_group: bool
    fact: Fact | None


def build(inputs: ProfileInputs) -> ProfileSection | None:
    """None where no other career of the group is public."""
    surroundings = inputs.surroundings
    careers = compare_all(surroundings)
    if not careers:
        return None
    fact = inputs.facts.get(FactKind.RELATED)
    return ProfileSection(
        "related",
        _("Related careers"),
        _write_heading(careers, surroundings.is_group),
        "careers/profile/related.html",
        RelatedSection(
            careers,
            surroundings.is_group,
            None if surroundings.is_group else fact,
        ),
    )


def compare_all(surroundings: Surroundings) -> tuple[RelatedCareer, ...]:
    """Each of the careers near another one with how it differs from it."""
    own = surroundings.own
    return tuple(
        RelatedCareer(
            other.slug,
            str(capfirst(other.name)),
            other.soc_code,
            other.url,
            _format_pay(other.newest_pay),
            describe_differences(own, other),
            _earns_more(own.newest_pay if own else None, other.newest_pay),
        )
        for other in surroundings.others
    )


def _earns_more(own: NationalPay | None, other: NationalPay | None) -> bool:
    amounts = [
        (pay.top_code if pay.is_top_coded else pay.median) if pay else None for pay in (own, other)
    ]
    before, after = amounts
    return before is not None and after is not None and after > before


def _format_pay(pay: NationalPay | None) -> str:
    if pay is None:
        return ""
    if pay.median is not None:
        return _("%(dollars)s a year") % {"dollars": format_dollars(pay.median)}
    if pay.is_top_coded and pay.top_code:
        return _("%(dollars)s or more a year") % {"dollars": format_dollars(pay.top_code)}
    if pay.hourly_median is not None:
        return _("%(dollars)s an hour") % {"dollars": format_dollars(pay.hourly_median)}
    return ""


def _write_heading(careers: Sequence[RelatedCareer], is_group: bool) -> str:
    if is_group:
        return _("Careers of the same group")
    count = ngettext("%(count)s related career", "%(count)s related careers", len(careers))
    count %= {"count": len(careers)}
    better = sum(career.pays_more for career in careers)
    if not better:
        return count
    text = ngettext("%(careers)s: %(better)s pays more", "%(careers)s: %(better)s pay more", better)
    return text % {"careers": count, "better": better}
