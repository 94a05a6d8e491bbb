"""Forms that publish a guide, hand it over to those who publish, and withdraw it."""

import hashlib
import json
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone

from careers.guides import publishing
from careers.guides.documents import Content
from careers.models import Guide, GuideVersion
from careers.models.guides import DEFAULT_LANGUAGE


def digest_document(document: Content) -> str:
    """A short code that two documents share only if they are the same."""
    text = json.dumps(document, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


class NoteForm(forms.Form):
    """A note for colleagues; `shown` is a code of what the page says will be published."""

    note = forms.CharField(
        required=False,
        max_length=publishing.MAX_NOTE_LENGTH,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    message: str

    def __init__(self, *args: Any, shown: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._current = shown
        self.fields["shown"].initial = shown
        if self.is_bound:
            # The page that comes back shows what is there now.
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            self._sent, data["shown"] = data.get("shown"), shown
            self.data = data

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self._sent != self._current:
            raise forms.ValidationError(
                "The guide was changed after you opened this page. Read below what would be "
                "published now."
            )
        return values


class PublishForm(NoteForm):
    """When visitors read the working tables, and what is new in them."""

    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label="When",
        choices=[(NOW, "Publish it now"), (LATER, "Publish it at the time below")],
        widget=forms.RadioSelect,
    )
    publish_at = forms.SplitDateTimeField(
        label="Time of publication (UTC)", required=False, widget=AdminSplitDateTime
    )
    field_order = ("when", "publish_at", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "What is new"
        self.fields["note"].help_text = "A few words for the list of versions."

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("when") != self.LATER:
            values["publish_at"] = None
        elif "publish_at" in values:
            moment = values["publish_at"]
            if moment is None:
                self.add_error("publish_at", "Give the day and the hour.")
            elif moment <= timezone.now():
                self.add_error("publish_at", "That time has passed. Publish it now instead.")
        return values

    def apply(self, guide: Guide, by_id: int | None) -> None:
        values = self.cleaned_data
        at = values["publish_at"]
        version = publishing.publish_guide(guide, by_id, values["note"], at)
        if at:
            when = f"{at:%b %d, %Y, %H:%M} UTC"
            self.message = f"Version {version.number} waits: visitors read it from {when} on."
        else:
            self.message = f"Version {version.number} is published."


class HandOverForm(NoteForm):
    """A note to the publishers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "Note to the publishers"

    def apply(self, guide: Guide, by_id: int | None) -> None:
        publishing.hand_over(guide, by_id, self.cleaned_data["note"])
        self.message = "Handed over. Publishers see it on their first page."


class WithdrawForm(forms.Form):
    """Whether visitors get the version before, or nothing.

    The choice of a version is its number, so that a form sent twice withdraws one version.
    """

    ALL = "all"

    what = forms.ChoiceField(label="Withdraw", widget=forms.RadioSelect)

    message: str

    def __init__(
        self, *args: Any, guide: Guide, versions: list[GuideVersion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._versions = versions
        is_default = guide.language == DEFAULT_LANGUAGE
        left = "cannot read it any more" if is_default else "read the English guide instead"
        self._left = f"visitors {left}"
        choices = [(self.ALL, f"The guide: {self._left}")]
        if len(versions) == 2:
            newest, before = versions
            text = f"Version {newest.number}: visitors {self._go_back()} version {before.number}"
            choices.insert(0, (str(newest.number), text))
        self.fields["what"].choices = choices if versions else []  # type: ignore[attr-defined]

    def _go_back(self) -> str:
        """What visitors do with the older of two versions, if the newer is withdrawn."""
        published_at = self._versions[0].published_at
        is_waiting = published_at is not None and published_at > timezone.now()
        return "go on reading" if is_waiting else "go back to"

    def apply(self, guide: Guide, by_id: int | None) -> None:
        if self.cleaned_data["what"] == self.ALL:
            publishing.withdraw_guide(guide, by_id)
            self.message = f"The guide is withdrawn: {self._left}."
        else:
            publishing.withdraw_version(self._versions[0], by_id)
            number = self._versions[1].number
            self.message = f"Withdrawn: visitors {self._go_back()} version {number}."
