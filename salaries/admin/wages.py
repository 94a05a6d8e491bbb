"""Wages of a release: searched by occupation and area, edited in the list or one by one."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import Truncator

from common.admin import EditedInPlace, NoManualRows
from salaries.models import Area, Wage

MAX_TITLE_CHARACTERS = 28
MIN_ESTIMATED_ROWS = 100_000
PROVENANCE = ("release", "occupation", "area", "edited_at", "edited_by", "source_says")


class EstimatedPaginator(Paginator[Wage]):
    """Uses the planner's estimate for the unfiltered list: counting millions takes seconds."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        if not isinstance(rows, QuerySet) or rows.query.where:
            return super().count
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reltuples::bigint FROM pg_class WHERE oid = 'salaries_wage'::regclass"
            )
            (estimate,) = cursor.fetchone() or (0,)
        # Small tables, and those that were never analyzed (-1), are counted.
        return int(estimate) if estimate > MIN_ESTIMATED_ROWS else super().count


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        areas = Area.objects.exclude(level__in=[Area.Level.METRO, Area.Level.NONMETRO])
        return [(area.state, area.name) for area in areas]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Wage]) -> QuerySet[Wage]:
        return queryset.filter(area__state=self.value()) if self.value() else queryset


@admin.register(Wage)
class WageAdmin(NoManualRows, EditedInPlace):
    list_display = (
        *("area", "short_occupation", "release", "annual_median", "annual_p90", "edited_at"),
    )
    list_editable = ("annual_median", "annual_p90")
    list_filter = ("release", "area__level", StateFilter, "annual_missing", "employment_missing")
    list_per_page = 60
    search_fields = ("^occupation__soc_code", "occupation__title", "area__name")
    search_help_text = "Part of an occupation's title, its SOC code (43-6013), or an area's name."
    readonly_fields = PROVENANCE
    show_full_result_count = False
    paginator = EstimatedPaginator
    ordering = ("-release", "occupation", "area")
    fieldsets = (
        (None, {"fields": PROVENANCE}),
        (
            "Pay a year, in dollars",
            {
                "description": (
                    "Percentiles rise from the 10th to the 90th. Leave a figure empty only with a "
                    "reason. What you change is marked on the page as changed by the editors."
                ),
                "fields": (
                    *("annual_p10", "annual_p25", "annual_median", "annual_p75", "annual_p90"),
                    *("annual_mean", "annual_missing"),
                ),
            },
        ),
        (
            "Pay an hour, in dollars and cents",
            {
                "fields": (
                    *("hourly_p10", "hourly_p25", "hourly_median", "hourly_p75", "hourly_p90"),
                    *("hourly_mean", "hourly_missing", "mean_rse"),
                )
            },
        ),
        (
            "Employment",
            {
                "fields": (
                    *("employment", "employment_missing", "employment_rse"),
                    *("jobs_per_1000", "location_quotient"),
                )
            },
        ),
    )

    @admin.display(description="Occupation", ordering="occupation")
    def short_occupation(self, wage: Wage) -> str:
        """The code and a shortened title, to leave room for the figures."""
        occupation = wage.occupation
        title = Truncator(occupation.title).chars(MAX_TITLE_CHARACTERS)
        html = '<span title="{}">{} {}</span>'
        return format_html(html, occupation.title, occupation.soc_code, title)

    @admin.display(description="The source says")
    def source_says(self, wage: Wage) -> str:
        """What an editor changed, as the source has it."""
        figures = (wage.source_figures or {}).items()
        parts = [f"{name.replace('_', ' ')}: {value}" for name, value in figures]
        return "; ".join(parts) or "the same"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wage]:
        return super().get_queryset(request).select_related("area", "occupation", "release")

    def save_model(
        self, request: HttpRequest, obj: Wage, form: forms.ModelForm[Wage], change: bool
    ) -> None:
        """Mark rows that differ from the source's, so that pages distinguish them."""
        if form.changed_data:
            obj.mark_edited(Wage.objects.get(pk=obj.pk), form.changed_data, request.user.pk)
        super().save_model(request, obj, form, change)

    def view_on_site(self, wage: Wage) -> str | None:
        """The wage page of the career with this occupation, in the wage's release."""
        if not wage.release.is_published:
            return None
        return (
            reverse("occupation-pay", args=[wage.occupation.soc_code])
            + f"?release={wage.release.key}"
        )
