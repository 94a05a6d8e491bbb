"""Releases of facts: where each is from, what it holds, and which of them visitors see."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from careers.admin.releases import LIFE, ReleaseAdmin
from careers.facts.differences import list_lines
from careers.facts.publishing import publish_facts
from careers.models import FactRelease, OccupationFact
from common.admin import NoManualRows
from salaries.models import Occupation


@admin.register(FactRelease)
class FactReleaseAdmin(ReleaseAdmin):
    """Imports create releases; they are withdrawn, never deleted."""

    list_display = ("__str__", "status", "period", "occupations", "rows")
    list_filter = ("status", "kind")
    search_fields = ("edition", "source", "file_name")
    fields = (
        *("kind", "period", "edition", "source", "source_url", "license", "credit"),
        *("released_on", "note", "file_name", *LIFE),
    )
    readonly_fields = ("kind", "period", "file_name", *LIFE)
    rows_page = "careers_occupationfact"
    publish_permission = "careers.publish_factrelease"

    def publish_release(self, release: Any, by_id: int | None) -> None:
        publish_facts(release, by_id)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return FactRelease.objects.annotate(occupation_count=Count("facts"))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """The page of an import leads to its releases."""
        return lookup == "imports" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    @admin.display(description="Occupations", ordering="occupation_count")
    def occupations(self, release: Any) -> int:
        count: int = release.occupation_count
        return count


@admin.register(OccupationFact)
class OccupationFactAdmin(NoManualRows, ModelAdmin[OccupationFact]):
    """Rows are read here, never changed: a correction is another release."""

    list_display = ("soc_code", "occupation", "release")
    list_filter = ("release__status", "release__kind", "release")
    list_select_related = ("release",)
    search_fields = ("soc_code", "title")
    fields = ("release", "soc_code", "occupation", "lines", "components")
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[OccupationFact]:
        named = Occupation.objects.filter(soc_code=OuterRef("soc_code"))
        return super().get_queryset(request).annotate(title=Subquery(named.values("title")[:1]))

    @admin.display(description="occupation", ordering="title")
    def occupation(self, fact: Any) -> str:
        return fact.title or "–"

    @admin.display(description="values")
    def lines(self, fact: OccupationFact) -> SafeString:
        rows = format_html_join(
            "", '<tr><th scope="row">{}</th><td>{}</td></tr>', list_lines(fact.values)
        )
        return format_html("<table>{}</table>", rows)
