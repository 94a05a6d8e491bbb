"""The pages of a guide's versions: listed, compared, published, withdrawn and returned to."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from careers.admin.careers import PUBLISH_GUIDE
from careers.admin.publishing import HandOverForm, PublishForm, WithdrawForm, digest_document
from careers.guides import publishing
from careers.guides.comparison import compare_documents
from careers.guides.documents import RestoreError, build_document
from careers.guides.published import has_default_guide
from careers.guides.translation import list_untranslated
from careers.models import Guide, GuideVersion
from careers.models.guides import DEFAULT_LANGUAGE
from careers.previews import LINK_LIFETIME, build_preview_link
from common.admin import render_admin_page
from common.keys import key_of

VERSIONS_PER_PAGE = 50


class VersionPages(admin.ModelAdmin[Guide]):
    """Pages beside the form of a guide. Whoever may view guides may read them."""

    def get_extra_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("versions/<int:number>/", self.version_view, "version"),
            ("versions/<int:number>/return/", self.return_view, "return"),
            ("publish/", self.publish_view, "publish"),
            ("withdraw/", self.withdraw_view, "withdraw"),
        ]
        wrap = self.admin_site.admin_view
        return [
            path(f"<int:pk>/{place}", wrap(view), name=f"careers_guide_{name}")
            for place, view, name in pages
        ]

    @admin.display(description="visitors read")
    def state(self, guide: Guide) -> str:
        """What visitors read of a guide, in a few words."""
        newest = publishing.find_newest_version(guide)
        public = publishing.find_public_version(guide)
        parts = [f"version {public.number}"] if public else []
        if newest is not None and newest != public:
            when = f"{newest.published_at:%b %d, %Y, %H:%M} UTC"
            parts.append(f"version {newest.number} from {when} on")
        if guide.language != DEFAULT_LANGUAGE and not has_default_guide(guide):
            parts.append("once the English guide is published")
        return "; ".join(parts) if newest else "nothing"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The versions of a guide, the latest first."""
        guide = self._get_guide(request, key_of(object_id))
        versions = guide.versions.select_related("created_by").defer("document", "html")
        page = Paginator(versions, VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
        public = publishing.find_public_version(guide)
        return self._render(
            request, "history", guide, title=f"Versions of “{guide}”", page=page, public=public
        )

    def version_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What a version changed, or with `?with=now` how the working tables differ from it."""
        guide = self._get_guide(request, pk)
        version = get_object_or_404(guide.versions.select_related("created_by"), number=number)
        is_since = request.GET.get("with") == "now"
        earlier = guide.versions.filter(number__lt=number)
        if version.published_at is not None:
            # What was kept for editors, no visitor has read.
            earlier = earlier.filter(published_at__isnull=False)
        before = earlier.first()
        if is_since:
            changes = compare_documents(version.document, build_document(guide))
        else:
            changes = compare_documents(before.document, version.document) if before else []
        return self._render(
            request,
            "version",
            guide,
            title=f"{guide}, version {number}",
            version=version,
            is_public=version == publishing.find_public_version(guide),
            before=before,
            is_since=is_since,
            changes=changes,
            preview_link=request.build_absolute_uri(build_preview_link(guide, version)),
            days=LINK_LIFETIME.days,
            may_return=self._may_return(request, guide),
        )

    def return_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Ask before the working tables are replaced by a version, and do it."""
        guide = self._get_guide(request, pk)
        if not self._may_return(request, guide):
            raise PermissionDenied
        version = get_object_or_404(guide.versions.all(), number=number)
        if request.method == "POST":
            return self._return_to(request, guide, version)
        return self._render(
            request,
            "return",
            guide,
            title=f"Return to version {number} of “{guide}”",
            version=version,
            changes=compare_documents(build_document(guide), version.document),
        )

    def _may_return(self, request: HttpRequest, guide: Guide) -> bool:
        """A publisher who finds a mistake need not wait for an editor."""
        return request.user.has_perm(PUBLISH_GUIDE) or self.has_change_permission(request, guide)

    def _return_to(self, request: HttpRequest, guide: Guide, version: GuideVersion) -> HttpResponse:
        try:
            kept = publishing.return_to_version(version, request.user.pk)
        except RestoreError as problem:
            messages.error(request, str(problem))
            return redirect("admin:careers_guide_version", guide.pk, version.number)
        self.log_change(request, guide, f"Returned to version {version.number}.")
        text = f"The form has version {version.number} again. Publish it to show it to visitors."
        if kept is not None:
            text += f" What the form had before is kept as version {kept.number}."
        messages.success(request, text)
        return redirect("admin:careers_guide_change", guide.pk)

    @transaction.atomic
    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is not public yet; publishers publish it, other editors hand it over to them."""
        guide = self._get_guide(request, pk)
        may_publish = request.user.has_perm(PUBLISH_GUIDE)
        if not may_publish and not self.has_change_permission(request, guide):
            raise PermissionDenied
        if request.method == "POST":
            # What the page says will be published stays so until it is.
            publishing.lock_guide(guide)
        document = build_document(guide)
        newest = publishing.find_newest_version(guide)
        changes = compare_documents(publishing.get_document(newest), document)
        # Without a change, one that waits for its hour can be published at once.
        is_waiting = newest is not None and newest != publishing.find_public_version(guide)
        form_class = PublishForm if may_publish else HandOverForm
        form = form_class(request.POST or None, shown=digest_document(document))
        if request.method == "POST" and not (changes or is_waiting):
            messages.info(request, "Everything in the guide’s form is published already.")
            return redirect("admin:careers_guide_change", pk)
        if request.method == "POST" and form.is_valid():
            self._apply(request, guide, form)
            return redirect("admin:careers_guide_change", pk)
        return self._render(
            request,
            "publish",
            guide,
            title=f"Publish “{guide}”" if may_publish else f"Hand over “{guide}”",
            form=form,
            state=self.state(guide),
            changes=changes,
            newest=newest,
            is_waiting=is_waiting and may_publish,
            untranslated=list_untranslated(guide, document),
            preview_link=request.build_absolute_uri(build_preview_link(guide)),
            days=LINK_LIFETIME.days,
            may_publish=may_publish,
            media=self.media + form.media,
        )

    @transaction.atomic
    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what to withdraw, the newest version or the guide, and do it."""
        guide = self._get_guide(request, pk)
        if not request.user.has_perm(PUBLISH_GUIDE):
            raise PermissionDenied
        if request.method == "POST":
            publishing.lock_guide(guide)
        versions = list(guide.versions.published()[:2])
        form = WithdrawForm(request.POST or None, guide=guide, versions=versions)
        if request.method == "POST" and form.is_valid():
            self._apply(request, guide, form)
            return redirect("admin:careers_guide_history", pk)
        return self._render(
            request,
            "withdraw",
            guide,
            title=f"Withdraw “{guide}”",
            form=form,
            state=self.state(guide),
        )

    def _apply(
        self, request: HttpRequest, guide: Guide, form: PublishForm | HandOverForm | WithdrawForm
    ) -> None:
        form.apply(guide, request.user.pk)
        self.log_change(request, guide, form.message)
        messages.success(request, form.message)

    def _get_guide(self, request: HttpRequest, pk: int) -> Guide:
        guide = get_object_or_404(Guide.objects.select_related("career"), pk=pk)
        if not self.has_view_permission(request, guide):
            raise PermissionDenied
        return guide

    def _render(
        self, request: HttpRequest, name: str, guide: Guide, **context: Any
    ) -> HttpResponse:
        template = f"admin/careers/guide/{name}.html"
        return render_admin_page(self, request, template, guide=guide, **context)
