"""Letting a guide out to visitors, now or later, and taking it back."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone

from careers.history import record
from careers.models import Career

PUBLISH_CAREER = "careers.publish_career"


class PublishingForm(forms.Form):
    """What is to happen with a guide, when, and why."""

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


class PublishingPages(admin.ModelAdmin[Any]):
    """The part of the guide's pages in these pages that is a publisher's."""

    @admin.display(description="visitors see it", ordering="is_published")
    def state(self, career: Career) -> str:
        if not career.is_published:
            return "no, a draft"
        if not career.is_public:
            return f"from {career.publish_at:%b %d, %Y, %H:%M} UTC"
        return "yes"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.publish)
        return [
            path("<int:pk>/publish/", view, name="careers_career_publish"),
            *super().get_urls(),
        ]

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what is to happen, and do it."""
        if not request.user.has_perm(PUBLISH_CAREER):
            raise PermissionDenied
        career = get_object_or_404(Career, pk=pk)
        form = PublishingForm(request.POST or None, initial=self._as_it_is(career))
        if request.method == "POST" and form.is_valid():
            self._carry_out(request, career, form.cleaned_data)
            return redirect("admin:careers_career_change", pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"What visitors see of “{career}”",
            "career": career,
            "state": self.state(career),
            "form": form,
            "media": self.media + form.media,
        }
        status = 422 if form.errors else 200
        return render(request, "admin/careers/career/publish.html", context, status=status)

    def _as_it_is(self, career: Career) -> dict[str, Any]:
        """Nothing is chosen beforehand: a stray Enter must let no guide out, and take none back."""
        return {"publish_at": None if career.is_public else career.publish_at}

    def _carry_out(self, request: HttpRequest, career: Career, asked: dict[str, Any]) -> None:
        career.is_published = asked["what"] != PublishingForm.WITHDRAW
        career.publish_at = asked["publish_at"]
        done = {
            PublishingForm.NOW: "Published.",
            PublishingForm.LATER: f"To be published on {asked['publish_at']:%b %d, %Y, %H:%M} UTC."
            if asked["publish_at"]
            else "",
            PublishingForm.WITHDRAW: "Withdrawn.",
        }[asked["what"]]
        with transaction.atomic():
            record.catch_up(career)
            career.save(update_fields=["is_published", "publish_at", "updated_at"])
            words = " ".join(filter(None, [done, asked["why"]]))
            record.record(career, request.user.pk, words, always=True)
            self.log_change(request, career, words)
        messages.success(request, done)
