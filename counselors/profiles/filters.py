"""Filter and sort a board of profiles."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from careers.profile.interests import INTERESTS
from counselors.forms.board import BoardFilterForm
from counselors.models import Participation
from counselors.scored_results import NOT_CLEAR


def _sort_by_interest(row: Participation) -> tuple[int, int]:
    """By the strongest interest in the hexagon's order; what is not clear comes last."""
    order = list(INTERESTS)
    strongest = row.profile.strongest
    return order.index(strongest[0].key) if strongest else len(order), row.number or 0


def _sort_by_family(row: Participation) -> tuple[bool, str, int]:
    """By the name of the first group of careers; students without any come last."""
    families = row.profile.families
    return not families, families[0].name if families else "", row.number or 0


class ProfileFilterForm(BoardFilterForm):
    """Also by a strong interest, a group of careers, and what is ruled out."""

    SORTS: ClassVar[dict[str, str | Promise]] = {
        "-when": _("Newest first"),
        "when": _("Oldest first"),
        "name": _("Name"),
        "interest": _("Strongest interest"),
        "family": _("First group of careers"),
        "status": _("To talk first"),
    }
    SORT_KEYS: ClassVar[dict[str, Any]] = {
        **BoardFilterForm.SORT_KEYS,
        "interest": _sort_by_interest,
        "family": _sort_by_family,
    }

    interest = forms.ChoiceField(label=_("Strong interest"), required=False)
    family = forms.ChoiceField(label=_("Among the first groups"), required=False)
    rules_out = forms.ChoiceField(label=_("Rules out"), required=False)
    field_order = ("interest", "family", "rules_out", "status", "sort")

    def offer_choices(self) -> None:
        profiles = [row.profile for row in self.board.rows]
        families = {family.key: family.name for each in profiles for family in each.families}
        conditions = {key: name for each in profiles for key, name in each.rules_out}
        offered = {
            "interest": [
                *((key, name) for key, (name, _likes) in INTERESTS.items()),
                (NOT_CLEAR, _("Not clear")),
            ],
            "family": sorted(families.items(), key=lambda item: item[1]),
            "rules_out": sorted((key, capfirst(name)) for key, name in conditions.items()),
        }
        for field, choices in offered.items():
            self.fields[field].choices = [("", _("Any")), *choices]  # type: ignore[attr-defined]

    def fits(self, row: Participation, chosen: Mapping[str, str]) -> bool:
        profile = row.profile
        return (
            chosen.get("interest") in (None, *(_list_interest_keys(row)))
            and chosen.get("family") in (None, *(family.key for family in profile.families))
            and chosen.get("rules_out") in (None, *(each.key for each in profile.rules_out))
        )


def _list_interest_keys(row: Participation) -> list[str]:
    return [each.key for each in row.profile.strongest] or [NOT_CLEAR]
