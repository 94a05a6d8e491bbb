"""Pages of a description's versions: what each changed; publish, withdraw, return to one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.text import capfirst

from careers.descriptions import publishing
from careers.guides.comparison import FieldChange, compare_fields
from careers.models import Description
from careers.models.descriptions import WORDS
from common.admin import render_admin_page
from common.keys import key_of

PUBLISH_DESCRIPTION = "careers.publish_description"


def compare_versions(before: Description | None, after: Description) -> list[FieldChange]:
    """The words that differ, duties one on each line."""
    fields: list[Any] = [Description._meta.get_field(name) for name in WORDS]
    return compare_fields(fields, _as_row(before), _as_row(after))


def _as_row(version: Description | None) -> dict[str, Any]:
    if version is None:
        return {}
    return {name: getattr(version, name) for name in WORDS} | {"duties": "\n".join(version.duties)}


def describe_advice(version: Description) -> list[tuple[str, str]]:
    """What our texts do otherwise, by the names of fields as the form has them."""
    labels = {field.name: str(field.verbose_name) for field in Description._meta.concrete_fields}
    labels |= {"outlook": labels["outlook_reason"], "also": "other names of the career"}
    return [
        (capfirst(labels.get(mistake.field, f"{mistake.field} of the career")), mistake.message)
        for mistake in publishing.list_advice(version)
    ]


class WithdrawForm(forms.Form):
    """Whether visitors get the version before, or nothing; the choices are numbers of versions."""

    ALL = "all"

    what = forms.ChoiceField(label="Withdraw", widget=forms.RadioSelect)

    def __init__(self, *args: Any, public: list[Description], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(self.ALL, "All versions: visitors read no description")]
        if len(public) > 1:
            newest, before = public[:2]
            text = f"Version {newest.number}: visitors go back to version {before.number}"
            choices.insert(0, (str(newest.number), text))
        self.fields["what"].choices = choices if public else []  # type: ignore[attr-defined]


class DescriptionVersionPages(admin.ModelAdmin[Description]):
    """Pages beside the form of a description. Whoever may view descriptions may read them."""

    def get_extra_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("versions/<int:number>/", self.version_view, "version"),
            ("versions/<int:number>/publish/", self.publish_view, "publish"),
            ("versions/<int:number>/return/", self.return_view, "return"),
            ("withdraw/", self.withdraw_view, "withdraw"),
        ]
        wrap = self.admin_site.admin_view
        return [
            path(f"<int:pk>/{place}", wrap(view), name=f"careers_description_{name}")
            for place, view, name in pages
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The versions of a description, the newest first."""
        description = self._get_newest(request, key_of(object_id))
        versions = self._list_versions(description).select_related("created_by")
        return self._render(request, "history", description, title="Versions", versions=versions)

    def version_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What a version says and changed; the newest draft can be published from here."""
        description = self._get_newest(request, pk)
        version = self._get_version(description, number)
        earlier = self._list_versions(description).filter(number__lt=number)
        if version.published_at is not None:
            # Drafts that were never published, no visitor has read.
            earlier = earlier.filter(published_at__isnull=False)
        before = earlier.first()
        is_draft = version.pk == description.pk and version.published_at is None
        if is_draft:
            before = publishing.find_public_version(description.career_id, description.language)
        return self._render(
            request,
            "version",
            description,
            title=f"Version {number}",
            version=version,
            before=before,
            changes=compare_versions(before, version) if before else [],
            is_draft=is_draft,
            is_newest=version.pk == description.pk,
            advice=describe_advice(version) if is_draft else [],
            words=[
                (field.verbose_name, getattr(version, field.name))
                for field in Description._meta.concrete_fields
                if field.name in WORDS
            ],
            may_return=self._may_return(request, description),
        )

    def publish_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Show the newest draft to visitors."""
        description = self._get_newest(request, pk)
        if not request.user.has_perm(PUBLISH_DESCRIPTION):
            raise PermissionDenied
        version = self._get_version(description, number)
        if request.method == "POST":
            try:
                publishing.publish_newest(version)
            except publishing.StaleError as problem:
                messages.error(request, str(problem))
            else:
                self.log_change(request, version, f"Published version {number}.")
                messages.success(request, f"Version {number} is published.")
        return redirect("admin:careers_description_history", pk)

    def return_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Make a draft with the words of an earlier version."""
        description = self._get_newest(request, pk)
        if not self._may_return(request, description):
            raise PermissionDenied
        version = self._get_version(description, number)
        if request.method != "POST":
            return redirect("admin:careers_description_version", pk, number)
        draft = publishing.return_to_version(version, request.user.pk)
        self.log_change(request, draft, f"Returned to version {number}.")
        messages.success(request, f"Version {draft.number} is a draft with its words.")
        return redirect("admin:careers_description_version", draft.pk, draft.number)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what to withdraw, the newest version or the description, and do it."""
        description = self._get_newest(request, pk)
        if not request.user.has_perm(PUBLISH_DESCRIPTION):
            raise PermissionDenied
        versions = self._list_versions(description)
        form = WithdrawForm(request.POST or None, public=list(versions.public()[:2]))
        if request.method == "POST" and form.is_valid():
            what = form.cleaned_data["what"]
            if what != WithdrawForm.ALL:
                versions = versions.filter(number=what)
            publishing.withdraw_versions(versions, request.user.pk)
            text = "Withdrawn." if what == WithdrawForm.ALL else f"Version {what} is withdrawn."
            self.log_change(request, description, text)
            messages.success(request, text)
            return redirect("admin:careers_description_history", pk)
        return self._render(request, "withdraw", description, title="Withdraw", form=form)

    def _may_return(self, request: HttpRequest, description: Description) -> bool:
        """A publisher who finds a mistake need not wait for an editor."""
        may_publish = request.user.has_perm(PUBLISH_DESCRIPTION)
        return may_publish or self.has_change_permission(request, description)

    def _get_newest(self, request: HttpRequest, pk: int | None) -> Description:
        asked = get_object_or_404(Description, pk=pk)
        if not self.has_view_permission(request, asked):
            raise PermissionDenied
        newest = self._list_versions(asked).select_related("career__occupation").first()
        return newest or asked

    def _list_versions(self, version: Description) -> Any:
        return publishing.list_versions(version.career_id, version.language)

    def _get_version(self, description: Description, number: int) -> Description:
        versions = self._list_versions(description)
        version: Description = get_object_or_404(
            versions.select_related("career__occupation", "created_by"), number=number
        )
        return version

    def _render(
        self, request: HttpRequest, name: str, description: Description, **context: Any
    ) -> HttpResponse:
        return render_admin_page(
            self,
            request,
            f"admin/careers/description/{name}.html",
            newest=description,
            public=publishing.find_public_version(description.career_id, description.language),
            **context,
        )
