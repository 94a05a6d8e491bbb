"""Lists of rows of all guides: which sections are due to be compared with their sources."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from careers.guides.publishing import lock_guide
from careers.models import Guide, GuideSection
from common.admin import EditedInPlace, RowForm


class SectionRowForm(RowForm):
    def lock_row(self) -> None:
        # The guide first, as its own form does.
        lock_guide(self.instance.guide)
        super().lock_row()


@admin.register(GuideSection)
class SectionAdmin(EditedInPlace):
    """The sections of all guides; each is edited on its guide's form."""

    list_display = [
        *("heading", "guide", "owner", "review_every_months", "compared_on", "due_on", "is_shown")
    ]
    list_editable = ["owner", "review_every_months"]
    list_filter = ["guide", "owner", "part"]
    list_select_related = ["guide__career", "owner"]
    search_fields = ["heading", "body", "note"]
    actions = ["compared_today"]
    row_form = SectionRowForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[GuideSection]:
        return GuideSection.objects.with_review()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Sections are deleted on their guide's form, or with their guide."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def change_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        section = self.get_object(request, object_id)
        if section is None or not self.has_view_permission(request, section):
            return super().change_view(request, object_id, *args)
        return redirect("admin:careers_guide_change", section.guide_id)

    def save_model(self, request: HttpRequest, obj: GuideSection, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # Visitors see nothing of what this list edits, so nothing waits to be published.
        Guide.objects.filter(pk=obj.guide_id).update(updated_by=request.user.pk)

    @admin.display(description="compared on", ordering="compared_on")
    def compared_on(self, section: Any) -> dt.date:
        day: dt.date = section.compared_on
        return day

    @admin.display(description="due on", ordering="due_on")
    def due_on(self, section: Any) -> dt.date:
        day: dt.date = section.due_on
        return day

    @admin.action(description="Compared with their sources today", permissions=["change"])
    def compared_today(self, request: HttpRequest, chosen: QuerySet[GuideSection]) -> None:
        keys = list(chosen.values_list("pk", flat=True))
        sections = GuideSection.objects.filter(pk__in=keys)
        with transaction.atomic():
            for guide in Guide.objects.filter(sections__in=keys).distinct():
                lock_guide(guide)
            sections.update(verified_on=timezone.localdate())
            touch_guides(request, sections.values_list("guide", flat=True))
        self.message_user(
            request,
            f"Sections compared with their sources today: {len(keys)}. Visitors see the date once "
            "the guide is published.",
        )


def touch_guides(request: HttpRequest, keys: Any) -> None:
    """Note who changed rows of guides, and when."""
    Guide.objects.filter(pk__in=list(keys)).update(
        updated_at=timezone.now(), updated_by=request.user.pk
    )
