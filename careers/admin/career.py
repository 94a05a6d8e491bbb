"""A career with all its parts on one page, and a roadmap step with its subjects on another."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db import transaction
from django.db.models import Field, Model, QuerySet, TextField
from django.forms import CharField, ModelForm, Textarea
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import normalize_newlines

from careers.admin.history import RecordedAdmin
from careers.admin.publishing import PublishingPages
from careers.admin.sheets import SheetPages
from careers.history import versions
from careers.models import Career, GuideSection, Outlook, RoadmapStep, RoadmapSubject
from careers.models.tables import GUIDE_TABLES

FormFields = Mapping[type[Field[Any, Any]], Mapping[str, Any]]


class MultilineField(CharField):
    """Text of several lines, stored with plain line ends.

    Browsers send a carriage return with each, which would make unchanged texts look changed.
    """

    def to_python(self, value: Any) -> Any:
        return normalize_newlines(super().to_python(value) or "")


def text_area(rows: int, cols: int) -> FormFields:
    """Text fields as boxes of this size."""
    widget = Textarea(attrs={"rows": rows, "cols": cols})
    return {TextField: {"form_class": MultilineField, "widget": widget}}


SHORT_TEXT = text_area(2, 60)
LONG_TEXT = text_area(6, 90)

# A new guide starts with these, so that an editor need not invent a structure.
STANDARD_SECTIONS = [
    (GuideSection.Part.TEXT, "why", "Why the role matters"),
    (GuideSection.Part.DUTIES, "day", "What a day holds"),
    (GuideSection.Part.MEASURED, "measured", "What the work is like, measured"),
    (GuideSection.Part.ROADMAP, "roadmap", "The way in, step by step"),
    (GuideSection.Part.WORKPLACES, "workplaces", "Where they work"),
    (GuideSection.Part.COSTS, "costs", "What training costs"),
    (GuideSection.Part.SKILLS, "skills", "Skills for success"),
    (GuideSection.Part.OUTLOOK, "outlook", "Outlook and pay"),
    (GuideSection.Part.FIT, "fit", "Is it right for you?"),
    (GuideSection.Part.BENEFITS, "benefits", "Benefits and challenges"),
    (GuideSection.Part.WAGES, "wages", "Pay by state"),
    (GuideSection.Part.TRAINING, "training", "Start training"),
    (GuideSection.Part.CORRECTIONS, "corrections", "Keeping it true"),
]


class PartInline(admin.TabularInline[Model, Career]):
    extra = 0
    classes = ["collapse"]
    formfield_overrides = SHORT_TEXT


class SectionInline(admin.StackedInline[GuideSection, Career]):
    model = GuideSection
    extra = 0
    classes = ["collapse"]
    formfield_overrides = LONG_TEXT
    prepopulated_fields = {"anchor": ["heading"]}
    fields = [
        ("position", "part", "anchor"),
        ("heading", "short_heading"),
        "body",
        "note",
        ("is_published", "publish_at"),
        ("owner", "verified_on", "review_every_months"),
    ]


class OutlookInline(admin.StackedInline[Outlook, Career]):
    model = Outlook
    classes = ["collapse"]
    fields = [
        ("base_year", "target_year"),
        ("employment", "growth_percent", "openings_per_year"),
        "source",
    ]


class StepInline(PartInline):
    model = RoadmapStep
    show_change_link = True
    verbose_name_plural = "roadmap steps (save, then “Change” a step to edit its subjects)"


def create_inline(model: type[Model]) -> type[PartInline]:
    """An inline for one of the guide's plain tables."""
    return type(f"{model.__name__}Inline", (PartInline,), {"model": model})


SPECIAL_INLINES: dict[type[Model], type[InlineModelAdmin[Any, Career]]] = {
    GuideSection: SectionInline,
    RoadmapStep: StepInline,
    Outlook: OutlookInline,
}


@admin.register(Career)
class CareerAdmin(PublishingPages, SheetPages):
    list_display = ["__str__", "occupation", "state", "reviewed_on", "updated_at"]
    list_filter = ["is_published"]
    search_fields = ["name", "title", "occupation__soc_code", "occupation__title"]
    list_select_related = ["occupation"]
    autocomplete_fields = ["occupation"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = SHORT_TEXT
    save_on_top = True
    readonly_fields = ["is_published", "publish_at"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "title", "summary", "illustration"]}),
        ("What visitors see", {"fields": ["reviewed_on", ("is_published", "publish_at")]}),
        (
            "Codes that choose wages and programs",
            {"fields": ["occupation", "occupation_includes", "occupation_excludes", "cip_codes"]},
        ),
        ("History", {"fields": ["why", "opened_state"]}),
    ]
    inlines = [
        SPECIAL_INLINES.get(model) or create_inline(model)
        for model in GUIDE_TABLES.values()
        if model is not RoadmapSubject
    ]

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("states/<int:version>/", self.state_view, "state"),
            ("states/<int:version>/return/", self.return_view, "return"),
            ("publish/", self.publish_view, "publish"),
            ("draft/", self.draft_view, "draft"),
            ("tables/", self.tables_view, "tables"),
            ("tables/<slug:table>.csv", self.table_view, "table"),
        ]
        wrap = self.admin_site.admin_view
        return [
            *(
                path(f"<int:pk>/{place}", wrap(view), name=f"careers_career_{name}")
                for place, view, name in pages
            ),
            *super().get_urls(),
        ]

    def save_related(
        self, request: HttpRequest, form: ModelForm[Career], formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if not change and not form.instance.sections.exists():
            GuideSection.objects.bulk_create(
                GuideSection(
                    career=form.instance, position=place, part=part, anchor=anchor, heading=heading
                )
                for place, (part, anchor, heading) in enumerate(STANDARD_SECTIONS, start=1)
            )
            self.message_user(
                request,
                "The new guide has the standard sections. A section shows once its part has rows.",
            )


@admin.register(GuideSection)
class SectionAdmin(RecordedAdmin):
    """The sections of all guides: which are due, and which were compared with their sources."""

    list_display = [
        *("heading", "career", "position", "owner", "review_every_months"),
        *("compared_on", "due_on", "is_published"),
    ]
    list_editable = ["position", "owner", "review_every_months", "is_published"]
    list_filter = ["career", "owner", "part"]
    list_select_related = ["career", "owner"]
    search_fields = ["heading", "body", "note"]
    formfield_overrides = LONG_TEXT
    fields = [
        "career",
        *SectionInline.fields,
        "why",
        "opened_state",
    ]
    readonly_fields = ["career"]
    actions = ["compared_today"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[GuideSection]:
        return GuideSection.objects.with_review()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A section is added on its guide's form."""
        return False

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
        with transaction.atomic():
            for career in Career.objects.filter(sections__in=keys).distinct():
                versions.record_outside_changes(career)
                career.sections.filter(pk__in=keys).update(verified_on=timezone.localdate())
                versions.record_change(career, request.user.pk, "Compared with the sources.")
        self.message_user(request, f"Sections compared with their sources today: {len(keys)}.")

    def view_on_site(self, section: GuideSection) -> str:
        return f"{section.career.get_absolute_url()}#{section.anchor}"


class SubjectInline(admin.TabularInline[RoadmapSubject, RoadmapStep]):
    model = RoadmapSubject
    extra = 0


@admin.register(RoadmapStep)
class RoadmapStepAdmin(RecordedAdmin):
    list_display = ["title", "career", "position", "duration"]
    list_editable = ["position", "duration"]
    list_filter = ["career"]
    list_select_related = ["career"]
    search_fields = ["title", "body"]
    inlines = [SubjectInline]

    def view_on_site(self, step: RoadmapStep) -> str:
        return f"{step.career.get_absolute_url()}#{step.anchor}"
