"""A guide with all its parts on one page: the working tables, which visitors never read."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils import timezone

from careers.admin.conflicts import Conflict, apply_choices, read_document, sign_document
from careers.admin.parts import SHORT_TEXT, create_inline
from careers.admin.rows import touch_guides
from careers.admin.sheets import SheetPages
from careers.guides.comparison import compare_documents
from careers.guides.documents import build_document
from careers.guides.parts import GUIDE_PARTS, guide_fields
from careers.guides.publishing import (
    find_newest_version,
    find_public_version,
    get_document,
    lock_guide,
)
from careers.guides.translation import copy_guide
from careers.models import Guide, GuideSection
from careers.models.guides import DEFAULT_LANGUAGE

# A new guide starts with these, so that an editor need not invent a structure.
STANDARD_SECTIONS = [
    (GuideSection.Shows.TEXT, "why", "Why the role matters"),
    (GuideSection.Shows.DUTIES, "day", "What a day holds"),
    (GuideSection.Shows.MEASURED, "measured", "What the work is like, measured"),
    (GuideSection.Shows.ROADMAP, "roadmap", "The way in, step by step"),
    (GuideSection.Shows.WORKPLACES, "workplaces", "Where they work"),
    (GuideSection.Shows.COSTS, "costs", "What training costs"),
    (GuideSection.Shows.SKILLS, "skills", "Skills for success"),
    (GuideSection.Shows.OUTLOOK, "outlook", "Outlook and pay"),
    (GuideSection.Shows.FIT, "fit", "Is it right for you?"),
    (GuideSection.Shows.BENEFITS, "benefits", "Benefits and challenges"),
    (GuideSection.Shows.WAGES, "wages", "Pay by state"),
    (GuideSection.Shows.TRAINING, "training", "Start training"),
    (GuideSection.Shows.CORRECTIONS, "corrections", "Keeping it true"),
]


class OpenedField(forms.CharField):
    """The guide as it was when its form was opened (careers/admin/conflicts.py)."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Never: it is no part of the guide."""
        return False


CONFLICTS = (
    "Somebody else saved this guide after you opened it. Nothing of yours is saved yet. Choose "
    "above what stays, and save again."
)
NOT_COMPARED = (
    "The form came without the state it was opened with, so nobody can tell what others saved "
    "meanwhile. Nothing of yours is saved yet. Check the form and save it again."
)


class GuideForm(forms.ModelForm[Guide]):
    opened = OpenedField(required=False)

    # Set on the class of a request whose form might undo what a colleague saved.
    refusal = ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.refusal:
            raise ValidationError(self.refusal)
        return values


@admin.register(Guide)
class GuideAdmin(SheetPages):
    form = GuideForm
    change_form_template = "admin/careers/guide/change_form.html"
    list_display = ["__str__", "language", "state", "reviewed_on", "updated_at"]
    list_filter = ["language"]
    list_select_related = ["career"]
    search_fields = [
        *("career__name_en__folded", "title__folded", "career__occupation__title__folded"),
    ]
    autocomplete_fields = ["career"]
    formfield_overrides = {**SHORT_TEXT}
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["career", "language", "title", "summary", "reviewed_on", "opened"]}),
        ("The survey occupation", {"fields": ["occupation_includes", "occupation_excludes"]}),
    ]
    inlines = [create_inline(part) for part in GUIDE_PARTS.values()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["career", "language"] if obj else []

    def get_urls(self) -> list[URLPattern]:
        return [*self.get_extra_urls(), *super().get_urls()]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; a guide is locked while it is saved, so that nobody saves in between."""
        guide = self.get_object(request, object_id) if object_id else None
        if guide is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        context: dict[str, Any] = {**(extra_context or {})}
        with transaction.atomic():
            if request.method == "POST":
                # Whoever held the lock until now has changed it.
                guide = lock_guide(guide)
                context["conflicts"] = self._find_conflicts(request, guide)
                context["saved_by"], context["saved_at"] = guide.updated_by, guide.updated_at
            else:
                document = request.opened = build_document(guide)  # type: ignore[attr-defined]
                newest = find_newest_version(guide)
                context["newest"] = newest
                context["unpublished"] = compare_documents(get_document(newest), document)
                context["state"] = self.state(guide)
            response = super().changeform_view(request, object_id, form_url, context)
            if hasattr(response, "render"):
                # Within the transaction: the form's rows are read as it is rendered.
                response.render()
        return response

    def _find_conflicts(self, request: HttpRequest, guide: Guide) -> list[Conflict]:
        """What is to be decided first; if nothing, write what colleagues saved into the form.

        Sets `request.refusal` where the form cannot be saved as it came.
        """
        current = build_document(guide)
        opened = read_document(request.POST.get("opened", ""))
        if opened == current:
            return []
        post = request.POST.copy()
        conflicts = [] if opened is None else apply_choices(post, opened, current)
        refusal = NOT_COMPARED if opened is None else CONFLICTS if conflicts else ""
        if not conflicts:
            # What was decided is not asked again, should the form come back with a mistake. Before
            # everything is decided, the form stays as it was typed.
            post["opened"] = sign_document(current)
            request.POST = post  # type: ignore[assignment]
        request.refusal = refusal  # type: ignore[attr-defined]
        return conflicts

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"reviewed_on": timezone.localdate(), **super().get_changeform_initial_data(request)}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        form = context["adminform"].form
        if form.instance.pk and not form.is_bound and "opened" in form.fields:
            form.initial["opened"] = sign_document(request.opened)  # type: ignore[attr-defined]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Guide, form: Any, change: bool) -> None:
        names = {field.name for field in guide_fields()}
        if not change or names & set(form.changed_data):
            obj.updated_by_id = request.user.pk
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        guide: Guide = form.instance
        if any(each.has_changed() for each in (form, *formsets)):
            # Without a change the guide stays as old as it was.
            touch_guides(request, [guide.pk])
        if not change and not guide.sections.exists():
            self._begin(request, guide)

    def _begin(self, request: HttpRequest, guide: Guide) -> None:
        """Fill a new guide: with a copy of the career's guide in English, else with sections."""
        english = guide.career.guides.filter(language=DEFAULT_LANGUAGE).exclude(pk=guide.pk).first()
        if english is not None:
            copy_guide(english, guide)
            text = "The new guide begins as a copy of the English one. Translate its texts."
        else:
            GuideSection.objects.bulk_create(
                GuideSection(guide=guide, position=place, part=part, anchor=anchor, heading=heading)
                for place, (part, anchor, heading) in enumerate(STANDARD_SECTIONS, start=1)
            )
            text = (
                "The new guide has the standard sections. A section shows once its part has rows."
            )
        self.message_user(request, text)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The guide's page; none where visitors cannot read it."""
        if obj is None or find_public_version(obj) is None:
            return None
        return str(obj.get_absolute_url())

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)
        if "_publish" in request.POST:
            return redirect("admin:careers_guide_publish", obj.pk)
        if find_public_version(obj) is None:
            messages.info(request, "Visitors do not see the guide until it is published.")
        else:
            messages.info(request, "Visitors read the guide as before until it is published.")
        return response
