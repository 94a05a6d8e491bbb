"""Descriptions of careers: a form whose every saving is a new version, which visitors do not read
before it is published."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.postgres.forms import SimpleArrayField
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join

from careers.admin.description_versions import (
    DescriptionVersionPages,
    compare_versions,
    describe_advice,
)
from careers.descriptions import publishing
from careers.descriptions.checks import DUTIES
from careers.guides.comparison import FieldChange
from careers.models import Description
from careers.models.descriptions import WORDS
from careers.models.guides import DEFAULT_LANGUAGE
from common.keys import key_of

STALE = (
    "Somebody else saved this description after you opened it; what they changed is shown above. "
    "Take over what you want to keep, then save again: yours becomes the newest version."
)
ADVICE = "It can be published so. Our other texts are different here:"


class LinesField(SimpleArrayField):
    """A list of texts, one on each line."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(forms.CharField(max_length=120), delimiter="\n", **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "\n".join(line.strip() for line in value.splitlines() if line.strip())
        return super().to_python(value)


class DescriptionForm(forms.ModelForm[Description]):
    """The words of the newest version; `opened` is its number when the form was opened."""

    duties = LinesField(
        min_length=DUTIES[0],
        max_length=DUTIES[1],
        help_text="Four to six, one on each line, each beginning with a verb: “Check how patients "
        "are doing”.",
    )
    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)

    # What a colleague saved meanwhile.
    theirs: list[FieldChange]

    class Meta:
        model = Description
        fields = ("career", "language", *WORDS, "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theirs = []
        # A version has a note of its own.
        self.initial["note"] = ""
        self.initial["opened"] = self.instance.number
        for name in ("summary", "likes", "strains", "outlook_reason", "duties"):
            if name in self.fields:
                self.fields[name].widget.attrs.update(rows=7 if name == "duties" else 3, cols=80)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.instance.pk:
            self._refuse_second(values)
        elif values.get("opened") != self.instance.number:
            self._refuse_stale(values.get("opened"))
        return values

    def _refuse_second(self, values: dict[str, Any]) -> None:
        career, language = values.get("career"), values.get("language")
        if career is None or not language:
            return
        publishing.lock_descriptions(career.pk)
        if publishing.list_versions(career.pk, language).exists():
            self.add_error("career", "It has a description in this language. Open that instead.")

    def _refuse_stale(self, opened: int | None) -> None:
        newest = self.instance
        versions = publishing.list_versions(newest.career_id, newest.language)
        before = versions.filter(number=opened or 0)
        # Not the instance itself: by now it has the words of the form.
        saved = Description.objects.get(pk=newest.pk)
        self.theirs = compare_versions(before.first(), saved)
        self.add_error(None, STALE)
        # The page that comes back shows them, so that saving once more replaces them.
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("opened")] = str(newest.number)
        self.data = data

    def has_new_words(self) -> bool:
        return any(name in self.changed_data for name in WORDS)


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("draft", "Waits to be published"), ("withdrawn", "Withdrawn")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "draft":
                return queryset.filter(published_at=None)
            case "withdrawn":
                return queryset.exclude(withdrawn_at=None)
        return queryset


@admin.register(Description)
class DescriptionAdmin(DescriptionVersionPages):
    """The newest version of each career's description in each language."""

    form = DescriptionForm
    change_form_template = "admin/careers/description/change_form.html"
    list_display = ["career", "language", "visitors_read", "created_at", "created_by"]
    list_filter = ["language", StateFilter]
    list_select_related = ["career", "created_by"]
    search_fields = [
        *("career__name_en__folded", "career__name_es__folded"),
        *("career__occupation__soc_code", "career__occupation__title__folded", "summary"),
    ]
    ordering = ["career__name_en", "language"]
    autocomplete_fields = ["career"]
    fields = ["career", "language", *WORDS, "note", "opened"]
    actions = None

    def get_urls(self) -> list[URLPattern]:
        return [*self.get_extra_urls(), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Description]:
        public = Description.objects.public().filter(
            career=OuterRef("career"), language=OuterRef("language")
        )
        return Description.objects.newest().annotate(
            public_number=Subquery(public.order_by("-number").values("number")[:1])
        )

    @admin.display(description="visitors read")
    def visitors_read(self, description: Any) -> str:
        public = description.public_number
        parts = [f"version {public}" if public else "nothing"]
        if description.published_at is None:
            parts.append(f"version {description.number} is a draft")
        return "; ".join(parts)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Description | None:
        """The newest version, whichever is asked for."""
        asked = Description.objects.filter(pk=key_of(object_id)).first()
        if asked is None:
            return None
        versions = self.get_queryset(request).select_related("career__occupation", "created_by")
        return versions.filter(career=asked.career_id, language=asked.language).first()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["career", "language"] if obj else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new language begins with the English words, to be translated."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        career = key_of(initial.get("career", ""))
        english = publishing.list_versions(career, DEFAULT_LANGUAGE).first() if career else None
        if english is not None:
            initial = {**{name: getattr(english, name) for name in WORDS}, **initial}
        return initial

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {**(extra_context or {}), "show_save_and_add_another": False}
        with transaction.atomic():
            current = self.get_object(request, object_id) if object_id else None
            if current is not None:
                if request.method == "POST":
                    # Whoever held the lock until now may have saved a newer one.
                    publishing.lock_descriptions(current.career_id)
                    current = self.get_object(request, str(current.pk))
                context["newest"] = current
            return super().changeform_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Another version, unless nothing of the words was changed."""
        if change and not form.has_new_words():
            return
        words = {name: getattr(obj, name) for name in WORDS}
        created = publishing.create_version(
            obj.career_id, obj.language, words, request.user.pk, obj.note
        )
        obj.pk, obj.number = created.pk, created.number

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        newest = publishing.list_versions(obj.career_id, obj.language)[0]
        if newest.published_at is None:
            text = f"Saved as version {newest.number}. Visitors read it once it is published."
            messages.success(request, text)
            advice = [] if "_publish" in request.POST else describe_advice(newest)
            if advice:
                items = format_html_join("", "<br>{}: {}", advice)
                messages.warning(request, format_html("{}{}", ADVICE, items))
        else:
            messages.info(request, "You changed nothing.")
        if "_publish" in request.POST:
            return redirect("admin:careers_description_version", newest.pk, newest.number)
        if "_continue" in request.POST:
            return redirect("admin:careers_description_change", newest.pk)
        return redirect("admin:careers_description_changelist")
