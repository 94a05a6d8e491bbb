"""Filter and sort a board of quiz results."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from counselors.forms.board import BoardFilterForm
from counselors.models import Participation
from counselors.scored_results import NOT_CLEAR, RULED_OUT


class QuizFilterForm(BoardFilterForm):
    """Also by career, and by what came out."""

    SORTS: ClassVar[dict[str, str | Promise]] = {
        "-when": _("Newest first"),
        "when": _("Oldest first"),
        "name": _("Name"),
        "-band": _("Closest fit first"),
        "band": _("Furthest from a fit first"),
        "status": _("To talk first"),
    }
    SORT_KEYS: ClassVar[dict[str, Any]] = {
        **BoardFilterForm.SORT_KEYS,
        "band": lambda row: (row.scored.closeness, -row.number),
    }

    career = forms.ChoiceField(label=_("Career"), required=False)
    band = forms.ChoiceField(label=_("Result"), required=False)
    field_order = ("career", "band", "status", "sort")

    def offer_choices(self) -> None:
        rows = self.board.rows
        careers = sorted({(row.career.name, row.career.slug) for row in rows})
        if len(careers) > 1:
            names = [(slug, capfirst(name)) for name, slug in careers]
            self.fields["career"].choices = [("", _("Any")), *names]  # type: ignore[attr-defined]
        else:
            del self.fields["career"]
        bands = {band.key: str(band.label) for row in rows for band in row.scored.content.bands}
        self.fields["band"].choices = [  # type: ignore[attr-defined]
            ("", _("Any")),
            *bands.items(),
            (NOT_CLEAR, _("Not clear")),
            (RULED_OUT, _("Ruled out by an answer")),
        ]

    @property
    def has_careers(self) -> bool:
        """Whether the board has results of several careers."""
        return "career" in self.fields

    def fits(self, row: Participation, chosen: Mapping[str, str]) -> bool:
        return chosen.get("career") in (None, row.quiz_career.slug) and chosen.get("band") in (
            None,
            row.scored.key,
        )
