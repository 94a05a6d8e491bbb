"""A draft of a published guide: create, edit, preview, publish and discard it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from careers.admin.history import HistoryPages
from careers.admin.publishing import PUBLISH_CAREER
from careers.history import versions
from careers.history.comparison import compare_states
from careers.history.snapshot import (
    RestoreError,
    applied_temporarily,
    restore_guide,
    snapshot_guide,
)
from careers.models import Career, GuideDraft
from careers.preview_links import LINK_LIFETIME, build_preview_link


class DraftPages(HistoryPages):
    """Saving a guide's form as a draft, and the page of the draft.

    `?draft=1` on the guide's form shows the draft, and saving changes the draft.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        editing = "draft" in request.GET
        career = self.get_object(request, object_id) if object_id else None
        if career is None or not (editing or "_draft" in request.POST):
            return super().changeform_view(request, object_id, form_url, extra_context)
        if not self.has_change_permission(request, career):
            raise PermissionDenied
        draft = GuideDraft.objects.filter(career=career).first()
        content = draft.content if draft and editing else None
        context = {**(extra_context or {}), "editing_draft": editing}
        try:
            with applied_temporarily(career, content):
                response = super().changeform_view(request, object_id, form_url, context)
                if hasattr(response, "render"):
                    response.render()
                saved = request.method == "POST" and response.status_code == 302
                content = snapshot_guide(career) if saved else None
        except RestoreError as problem:
            messages.error(request, str(problem))
            return redirect("admin:careers_career_draft", career.pk)
        if content is None:
            return response
        return self._save_draft(request, career, content)

    def _save_draft(
        self, request: HttpRequest, career: Career, content: dict[str, Any]
    ) -> HttpResponse:
        # The form's message says that the guide was changed, which is not so.
        list(messages.get_messages(request))
        values: dict[str, Any] = {"content": content, "changed_by_id": request.user.pk}
        if why := request.POST.get("why", "").strip():
            values["why"] = why[:300]
        GuideDraft.objects.update_or_create(career=career, defaults=values)
        messages.success(request, "Saved as a draft. Visitors read the guide as before.")
        if "_continue" in request.POST:
            return redirect(reverse("admin:careers_career_change", args=[career.pk]) + "?draft=1")
        return redirect("admin:careers_career_draft", career.pk)

    def draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the draft changes, links that show it, and buttons to publish or discard it."""
        career = self._get_career(request, pk)
        draft = GuideDraft.objects.select_related("changed_by").filter(career=career).first()
        draft_link = build_preview_link(career, draft) if draft else ""
        may_publish = request.user.has_perm(PUBLISH_CAREER)
        may_change = self.has_change_permission(request, career)
        if request.method == "POST" and draft is not None:
            action = request.POST.get("what")
            if not (may_publish if action == "publish" else may_change):
                raise PermissionDenied
            return self._apply_action(request, draft, action)
        return self._render(
            request,
            "draft",
            career,
            title=f"Draft and preview of “{career}”",
            draft=draft,
            changes=compare_states(snapshot_guide(career), draft.content) if draft else [],
            guide_link=request.build_absolute_uri(build_preview_link(career)),
            draft_link=draft_link and request.build_absolute_uri(draft_link),
            days=LINK_LIFETIME.days,
            may_publish=may_publish,
            may_change=may_change,
        )

    def _apply_action(
        self, request: HttpRequest, draft: GuideDraft, action: str | None
    ) -> HttpResponse:
        career = draft.career
        if action == "discard":
            draft.delete()
            messages.success(request, "The draft is discarded. The guide is as it was.")
        elif action == "publish":
            try:
                publish_draft(draft.pk, request.user.pk, request.POST.get("why", "").strip())
            except RestoreError as problem:
                messages.error(request, str(problem))
            else:
                self.log_change(request, career, "Published the draft.")
                messages.success(request, "The draft is published.")
        return redirect("admin:careers_career_draft", career.pk)


def publish_draft(pk: int, by_id: int | None, why: str) -> None:
    """Replace the guide by its draft, and record both states; RestoreError if it does not fit."""
    with transaction.atomic():
        draft = get_object_or_404(
            GuideDraft.objects.select_for_update(of=("self",)).select_related("career"), pk=pk
        )
        versions.record_outside_changes(draft.career)
        restore_guide(draft.career, draft.content)
        reason = " ".join(filter(None, ["Published the draft.", draft.why, why]))
        versions.record_change(draft.career, by_id, reason, always=True)
        draft.delete()
