"""Filter and sort the board."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counselors.board import Board
from counselors.models import Participation, TalkStatus

STATUS_ORDER = (TalkStatus.TO_TALK, TalkStatus.NONE, TalkStatus.TALKED)


class BoardFilterForm(forms.Form):
    """Filter and order of the board; invalid values are ignored.

    Forms for one kind of results add their fields, orders and `fits`.
    """

    SORTS: ClassVar[dict[str, str | Promise]] = {
        "-when": _("Newest first"),
        "when": _("Oldest first"),
        "name": _("Name"),
        "status": _("To talk first"),
    }
    SORT_KEYS: ClassVar[dict[str, Any]] = {
        "when": lambda row: (row.shared_at, row.number),
        # Students without a nickname come last, by number.
        "name": lambda row: (not row.shown_nickname, row.shown_nickname.casefold(), row.number),
        "status": lambda row: (STATUS_ORDER.index(row.status), row.number),
    }

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
    sort = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(self, data: Mapping[str, Any], board: Board) -> None:
        super().__init__(data, label_suffix="")
        self.board = board
        self.fields["sort"].choices = list(self.SORTS.items())  # type: ignore[attr-defined]
        self.offer_choices()
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
        self.is_valid()

    def offer_choices(self) -> None:
        """Fill the fields that depend on what is on the board."""

    def fits(self, row: Participation, chosen: Mapping[str, str]) -> bool:
        """Whether a result is what was chosen, apart from its status."""
        return True

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
            if chosen.get("status") in (None, row.status or "none") and self.fits(row, chosen)
        ]
        key = self.order.removeprefix("-")
        return sorted(rows, key=self.SORT_KEYS[key], reverse=self.order.startswith("-"))
