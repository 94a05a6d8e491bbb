"""Filter and sort the board."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from counselors.board import Board
from counselors.models import Participation, TalkStatus
from counselors.scored_results import NOT_CLEAR, RULED_OUT


class BoardFilterForm(forms.Form):
    """Filter and order of the board; invalid values are ignored."""

    SORTS: ClassVar[dict[str, str | Promise]] = {
        "-when": _("Newest first"),
        "when": _("Oldest first"),
        "name": _("Name"),
        "-band": _("Closest fit first"),
        "band": _("Furthest from a fit first"),
        "status": _("To talk first"),
    }

    career = forms.ChoiceField(label=_("Career"), required=False)
    band = forms.ChoiceField(label=_("Result"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("Any")),
            ("to_talk", _("To talk")),
            ("talked", _("Talked")),
            ("none", _("Not marked")),
        ],
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=list(SORTS.items()))

    def __init__(self, data: Mapping[str, Any], board: Board) -> None:
        super().__init__(data, label_suffix="")
        self.board = board
        careers = sorted(board.careers.items(), key=lambda item: item[1])
        if len(careers) > 1:
            names = [(slug, capfirst(name)) for slug, name in careers]
            self.fields["career"].choices = [("", _("Any")), *names]  # type: ignore[attr-defined]
        else:
            del self.fields["career"]
        self.fields["band"].choices = [  # type: ignore[attr-defined]
            ("", _("Any")),
            *board.bands.items(),
            (NOT_CLEAR, _("Not clear")),
            (RULED_OUT, _("Ruled out by an answer")),
        ]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
        self.is_valid()

    @property
    def chosen(self) -> dict[str, str]:
        """The valid choices, for an address."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen.keys() - {"sort"})

    @property
    def order(self) -> str:
        """One of `SORTS`."""
        return self.cleaned_data.get("sort") or "-when"

    def rows(self) -> list[Participation]:
        """The students that match the filter, in the chosen order."""
        chosen = self.chosen
        rows = [
            row
            for row in self.board.rows
            if chosen.get("career") in (None, row.career.slug)
            and chosen.get("band") in (None, row.scored.key)
            and chosen.get("status") in (None, row.status or "none")
        ]
        key = self.order.removeprefix("-")
        return sorted(rows, key=_SORT_KEYS[key], reverse=self.order.startswith("-"))


_STATUS_ORDER = (TalkStatus.TO_TALK, TalkStatus.NONE, TalkStatus.TALKED)
_SORT_KEYS: dict[str, Any] = {
    "when": lambda row: (row.shared_at, row.number),
    # Students without a nickname come last, by number.
    "name": lambda row: (not row.shown_nickname, row.shown_nickname.casefold(), row.number),
    "band": lambda row: (row.scored.closeness, -row.number),
    "status": lambda row: (_STATUS_ORDER.index(row.status), row.number),
}
