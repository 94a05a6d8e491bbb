"""Institutions and programs: later imports do not overwrite what editors correct."""

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from psycopg.errors import LockNotAvailable

from programs.admin.prices import list_price_lines
from programs.corrections import list_corrections, record_corrections, restore_file_values
from programs.models import FieldOfStudy, Institution, Program
from programs.models.summaries import rewrite_summaries

Item = TypeVar("Item", Institution, Program)


class CorrectedListFilter(admin.SimpleListFilter):
    title = "corrected by editors"
    parameter_name = "corrected"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return queryset.exclude(overridden={})
            case "no":
                return queryset.filter(overridden={})
        return queryset


class ListingForm(ModelForm[Item]):
    """A row that is being imported can not be saved just now; what was typed stays in the form."""

    # The database compares the two, and takes one alone: nothing is known of the other.
    PAIRS = (("cost_low", "cost_high"), ("months_low", "months_high"), ("latitude", "longitude"))

    def clean(self) -> dict[str, Any] | None:
        for pair in self.PAIRS:
            empty = [name for name in pair if self.cleaned_data.get(name, "") is None]
            if len(empty) == 1 and not self.has_error(pair[0]) and not self.has_error(pair[1]):
                self.add_error(empty[0], "Give both, or neither.")
        rows = self._meta.model._default_manager.filter(pk=self.instance.pk)
        try:
            with transaction.atomic():
                rows.select_for_update(nowait=True).values_list("pk").first()
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            raise ValidationError(
                "A file is being published or withdrawn just now. Nothing was saved; save again "
                "in a minute."
            ) from error
        return super().clean()


class ListingAdmin(admin.ModelAdmin[Item]):
    """An imported row that editors may correct."""

    form: type[ModelForm[Item]] = ListingForm
    actions = ["return_to_file"]
    save_on_top = True

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if change and obj.source_id:
            before = self.model._default_manager.get(pk=obj.pk)
            record_corrections(obj, before, form.changed_data)
        fields = list_fields(self.model, [obj.pk]) if change else set()
        super().save_model(request, obj, form, change)
        rewrite_summaries(fields | list_fields(self.model, [obj.pk]))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        fields = list_fields(self.model, [obj.pk])
        super().delete_model(request, obj)
        rewrite_summaries(fields)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Item]) -> None:
        fields = list_fields(self.model, list(queryset.values_list("pk", flat=True)))
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            rewrite_summaries(fields)

    @admin.display(description="Your corrections")
    def corrections(self, obj: Item) -> SafeString | str:
        corrections = list_corrections(obj) if obj.pk else []
        if not corrections:
            return "None. A later import may change every imported value."
        return format_html_join(
            "",
            "<p><b>{}</b>: {} here; the latest file says {}</p>",
            (
                (name, _format_value(ours), _format_value(theirs))
                for name, ours, theirs in corrections
            ),
        )

    @admin.action(description="Restore the latest file's values")
    def return_to_file(self, request: HttpRequest, queryset: QuerySet[Item]) -> None:
        # A separate query, because the list's query joins tables and cannot lock rows.
        keys = list(queryset.values_list("pk", flat=True))
        chosen = self.model._default_manager.filter(pk__in=keys).exclude(overridden={})
        with transaction.atomic():
            corrected = list(chosen.select_for_update())
            for item in corrected:
                columns = restore_file_values(item)
                item.save()
                self.log_change(request, item, f"Restored the file's values: {', '.join(columns)}.")
            rewrite_summaries(list_fields(self.model, keys))
        self.message_user(
            request, f"{len(corrected)} restored to the file's values.", messages.SUCCESS
        )


def list_fields(model: type[Institution | Program], keys: list[int]) -> set[str]:
    """The fields of study in whose numbers these institutions or programs count."""
    column = "pk" if model is Program else "institution"
    programs = Program.objects.filter(**{f"{column}__in": keys})
    return set(programs.values_list("field", flat=True))


def _format_value(value: object) -> object:
    return "nothing" if value in (None, "") else value


@admin.register(Institution)
class InstitutionAdmin(ListingAdmin[Institution]):
    list_display = ["name", "city", "state", "control", "level", "is_closed", "unitid"]
    list_filter = ["is_closed", CorrectedListFilter, "control", "level", "state"]
    search_fields = ["name__folded", "unitid", "opeid", "city__folded"]
    search_help_text = "Name, city, UNITID or OPE ID"
    readonly_fields = ["prices", "source", "directory", "corrections", "updated_at"]
    prepopulated_fields = {"slug": ["name"]}
    list_select_related = ["source"]
    fieldsets = [
        (None, {"fields": ["name", "slug", ("unitid", "opeid")]}),
        (
            "Where it is",
            {"fields": ["address", ("city", "state", "zip_code"), ("latitude", "longitude")]},
        ),
        (
            "What it is",
            {"fields": [("control", "level"), "accreditor", "website", "is_distance_only"]},
        ),
        ("What it costs", {"fields": ["net_price_calculator", "prices"]}),
        ("Is it open?", {"fields": [("is_closed", "closed_on"), "successor_unitid"]}),
        (
            "Where this is from",
            {"fields": ["source", "directory", "corrections", "updated_at"]},
        ),
    ]

    @admin.display(description="Published prices")
    def prices(self, obj: Institution) -> SafeString | str:
        if obj.unitid is None or not (lines := list_price_lines(obj.unitid)):
            return "None. They come with files of prices."
        return format_html_join("", "<p><b>{}</b>: {}. <a href='{}'>{}</a></p>", lines)

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Institution | None = None
    ) -> dict[str, Any]:
        # The address of an existing page does not change with its name.
        return {} if obj else super().get_prepopulated_fields(request, obj)


@admin.register(Program)
class ProgramAdmin(ListingAdmin[Program]):
    list_display = [
        *("institution", "credential", "title", "completers", "earnings", "first_year_earnings"),
        *("debt", "is_current"),
    ]
    list_display_links = ["institution", "title"]
    list_filter = ["credential", "is_current", CorrectedListFilter, "delivery"]
    search_fields = [
        "institution__name__folded",
        "title__folded",
        "field__code",
        "institution__unitid",
    ]
    search_help_text = "Institution, title, CIP code or UNITID"
    autocomplete_fields = ["institution", "field"]
    readonly_fields = ["source", "corrections", "updated_at"]
    list_select_related = ["institution", "field"]
    fieldsets = [
        (None, {"fields": ["institution", ("field", "credential"), "title", "is_current"]}),
        (
            "Figures",
            {
                "description": "Leave a figure empty where there is none, and give the reason.",
                "fields": [
                    ("completers", "completers_missing"),
                    ("earnings", "earnings_missing"),
                    "first_year_earnings",
                    ("debt", "debt_missing"),
                    "high_school_earnings",
                ],
            },
        ),
        (
            "Details",
            {
                "description": "From the catalog or website of the institution: say which, when.",
                "fields": [
                    "delivery",
                    ("cost_low", "cost_high"),
                    ("months_low", "months_high"),
                    ("has_externship", "certifications"),
                    ("details_from", "details_on"),
                ],
            },
        ),
        ("Where this is from", {"fields": ["source", "corrections", "updated_at"]}),
    ]


@admin.register(FieldOfStudy)
class FieldOfStudyAdmin(admin.ModelAdmin[FieldOfStudy]):
    list_display = ["code", "name"]
    search_fields = ["code", "name__folded"]
