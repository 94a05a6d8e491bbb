"""A counselor's status and note for a student's result."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.form_layout import helper
from counselors.models import Note, TalkStatus


class StatusForm(forms.Form):
    """Whether the counselor wants to talk about a result, or has done so."""

    status = forms.ChoiceField(choices=TalkStatus, required=False)


class NoteForm(forms.Form):
    """A private note; saving an empty text deletes it."""

    text = forms.CharField(
        label=_("Your note"),
        required=False,
        max_length=Note._meta.get_field("text").max_length,
        help_text=_("Only you see it here: no student and no colleague."),
        widget=forms.Textarea(attrs={"rows": 7, "data-unsaved": ""}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, text: str = "") -> None:
        super().__init__(data, initial={"text": text})
        self.helper = helper("text", submit=gettext("Save the note"))
