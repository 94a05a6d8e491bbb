"""What a reader may ask of the wage pages in the address; kind words where it makes no sense."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from salaries.models.releases import month
from salaries.table import DEFAULT_SORT, SORTS

# Longest piece of a reader's input that a message quotes.
QUOTED = 20


class TableForm(forms.Form):
    """The parameters of the state table. Each falls back alone; none stops the page."""

    sort = forms.ChoiceField(
        required=False,
        choices=[(sort, sort) for sort in SORTS],
        error_messages={
            "invalid_choice": (
                "The table cannot be sorted by “%(value)s”. It is sorted by the top 10%%."
            )
        },
    )
    release = forms.CharField(required=False, max_length=40)
    state = forms.CharField(required=False, max_length=40)

    def clean_sort(self) -> str:
        return self.cleaned_data["sort"] or DEFAULT_SORT

    def clean_release(self) -> str:
        key: str = self.cleaned_data["release"]
        if key:
            try:
                month(key)
            except ValueError:
                raise forms.ValidationError(
                    "Name a release by its month, as in 2024-05. The latest is shown."
                ) from None
        return key

    def clean_state(self) -> str:
        state: str = self.cleaned_data["state"].upper()
        if state and not (len(state) == 2 and state.isascii() and state.isalpha()):
            raise forms.ValidationError("Name a state by its abbreviation, as in CA.")
        return state


@dataclass
class TableRequest:
    """What was asked, with defaults in the place of what was not understood, and words about it."""

    sort: str
    release: str
    state: str
    notices: list[str]

    @classmethod
    def of(cls, query: QueryDict) -> "TableRequest":
        form = TableForm(query)
        form.is_valid()
        values: dict[str, Any] = form.cleaned_data
        notices = [str(error) for errors in form.errors.values() for error in errors]
        return cls(
            sort=values.get("sort", DEFAULT_SORT),
            release=values.get("release", ""),
            state=values.get("state", ""),
            notices=[notice[:200] for notice in notices],
        )
