"""Publishes a guide, now or at a given time, and withdraws it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from careers.admin.history import HistoryPages
from careers.history import versions
from careers.models import Career

PUBLISH_CAREER = "careers.publish_career"


class PublishingForm(forms.Form):
    """Whether to publish a guide, when, and why."""

    NOW, LATER, WITHDRAW = "now", "later", "withdraw"

    what = forms.ChoiceField(
        label="What visitors see",
        choices=[
            (NOW, "Publish it now"),
            (LATER, "Publish it at the time below"),
            (WITHDRAW, "Keep it from visitors"),
        ],
        widget=forms.RadioSelect,
    )
    publish_at = forms.SplitDateTimeField(
        label="Time of publication (UTC)", required=False, widget=AdminSplitDateTime
    )
    why = forms.CharField(
        label="Why",
        required=False,
        max_length=200,
        help_text="A few words for the guide’s history.",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("what") != self.LATER:
            values["publish_at"] = None
        elif not self.errors:
            moment = values.get("publish_at")
            if moment is None:
                self.add_error("publish_at", "Give the day and the hour.")
            elif moment <= timezone.now():
                self.add_error("publish_at", "That time has passed. Publish it now instead.")
        return values


class PublishingPages(HistoryPages):
    """The page on which a publisher publishes or withdraws a guide."""

    @admin.display(description="visitors see it", ordering="is_published")
    def state(self, career: Career) -> str:
        if not career.is_published:
            return "no, a draft"
        if not career.is_public:
            return f"from {career.publish_at:%b %d, %Y, %H:%M} UTC"
        return "yes"

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what to do, and do it."""
        if not request.user.has_perm(PUBLISH_CAREER):
            raise PermissionDenied
        career = get_object_or_404(Career, pk=pk)
        # No action is selected at first: a stray Enter must neither publish nor withdraw.
        initial = {"publish_at": None if career.is_public else career.publish_at}
        form = PublishingForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            self._apply(request, career, form.cleaned_data)
            return redirect("admin:careers_career_change", pk)
        return self._render(
            request,
            "publish",
            career,
            title=f"What visitors see of “{career}”",
            state=self.state(career),
            form=form,
            media=self.media + form.media,
        )

    def _apply(self, request: HttpRequest, career: Career, values: dict[str, Any]) -> None:
        publish_at = values["publish_at"]
        career.is_published = values["what"] != PublishingForm.WITHDRAW
        career.publish_at = publish_at
        if publish_at:
            message = f"To be published on {publish_at:%b %d, %Y, %H:%M} UTC."
        else:
            message = "Published." if career.is_published else "Withdrawn."
        with transaction.atomic():
            versions.record_outside_changes(career)
            career.save(update_fields=["is_published", "publish_at", "updated_at"])
            reason = " ".join(filter(None, [message, values["why"]]))
            versions.record_change(career, request.user.pk, reason, always=True)
            self.log_change(request, career, reason)
        messages.success(request, message)
