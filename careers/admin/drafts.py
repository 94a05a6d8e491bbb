"""A draft of a guide that visitors read already: made, edited, shown, published, dropped."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse

from careers.admin.history import HistoryPages
from careers.admin.publishing import PUBLISH_CAREER
from careers.history import record
from careers.history.difference import differences
from careers.history.snapshot import CannotReturnError, put_back, take
from careers.history.trial import tried_on
from careers.models import Career, GuideDraft
from careers.preview_links import GOOD_FOR, link_to


class DraftPages(HistoryPages):
    """Saving a guide's form as a draft, and the page on which the draft waits.

    `?draft=1` on the guide's form means: the draft's words, and saving keeps them in the draft.
    """

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/draft/", view(self.draft_view), name="careers_career_draft"),
            *super().get_urls(),
        ]

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
            with tried_on(career, content):
                response = super().changeform_view(request, object_id, form_url, context)
                if hasattr(response, "render"):
                    response.render()
                saved = request.method == "POST" and response.status_code == 302
                content = take(career) if saved else None
        except CannotReturnError as problem:
            messages.error(request, str(problem))
            return redirect("admin:careers_career_draft", career.pk)
        if content is None:
            return response
        return self._keep_draft(request, career, content)

    def _keep_draft(
        self, request: HttpRequest, career: Career, content: dict[str, Any]
    ) -> HttpResponse:
        # What the form said of its success is not true of the guide.
        list(messages.get_messages(request))
        values: dict[str, Any] = {"content": content, "changed_by_id": request.user.pk}
        if why := request.POST.get("why", "").strip():
            values["why"] = why[:300]
        GuideDraft.objects.update_or_create(career=career, defaults=values)
        messages.success(request, "Kept as a draft. Visitors read the guide as before.")
        if "_continue" in request.POST:
            return redirect(reverse("admin:careers_career_change", args=[career.pk]) + "?draft=1")
        return redirect("admin:careers_career_draft", career.pk)

    def draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the draft changes, the links that show it, and what may become of it."""
        career = self._career(request, pk)
        draft = GuideDraft.objects.select_related("changed_by").filter(career=career).first()
        may_publish = request.user.has_perm(PUBLISH_CAREER)
        may_change = self.has_change_permission(request, career)
        if request.method == "POST" and draft is not None:
            wanted = request.POST.get("what")
            if not (may_publish if wanted == "publish" else may_change):
                raise PermissionDenied
            return self._carry_out_draft(request, draft, wanted)
        return self._page(
            request,
            "draft",
            career,
            title=f"Draft and preview of “{career}”",
            draft=draft,
            changes=differences(take(career), draft.content) if draft else [],
            guide_link=request.build_absolute_uri(link_to(career)),
            draft_link=request.build_absolute_uri(link_to(career, draft)) if draft else "",
            days=GOOD_FOR.days,
            may_publish=may_publish,
            may_change=may_change,
        )

    def _carry_out_draft(
        self, request: HttpRequest, draft: GuideDraft, wanted: str | None
    ) -> HttpResponse:
        career = draft.career
        if wanted == "discard":
            draft.delete()
            messages.success(request, "The draft is dropped. The guide is as it was.")
        elif wanted == "publish":
            try:
                publish_draft(draft.pk, request.user.pk, request.POST.get("why", "").strip())
            except CannotReturnError as problem:
                messages.error(request, str(problem))
            else:
                self.log_change(request, career, "Published the draft.")
                messages.success(request, "The guide says what the draft said.")
        return redirect("admin:careers_career_draft", career.pk)


def publish_draft(pk: int, by_id: int | None, why: str) -> None:
    """Make the guide what its draft says, and keep both states; CannotReturnError if it cannot."""
    with transaction.atomic():
        draft = get_object_or_404(
            GuideDraft.objects.select_for_update(of=("self",)).select_related("career"), pk=pk
        )
        record.catch_up(draft.career)
        put_back(draft.career, draft.content)
        words = " ".join(filter(None, ["Published the draft.", draft.why, why]))
        record.record(draft.career, by_id, words, always=True)
        draft.delete()
