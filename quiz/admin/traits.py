"""A trait with its statements."""

from typing import Any

from django.contrib import admin
from django.db.models import TextField
from django.forms import Textarea
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from quiz.admin.frozen import FrozenAdmin
from quiz.models import Statement, Trait

SHORT_TEXTS: Any = {TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 90})}}


class StatementInline(admin.StackedInline[Statement, Trait]):
    model = Statement
    extra = 0
    formfield_overrides = SHORT_TEXTS
    fields = (
        ("key", "position"),
        "text",
        ("reverse", "weight", "in_short_form"),
        "mirror",
        ("guide_part", "measured_fact"),
        "fact_text",
        "fact_source",
    )


@admin.register(Trait)
class TraitAdmin(FrozenAdmin):
    formfield_overrides = SHORT_TEXTS
    fields = (
        "version",
        ("key", "position"),
        "name",
        "description",
        ("guide_part", "weight", "is_core"),
        "high_text",
        "middle_text",
        "low_text",
    )
    readonly_fields = ("version",)
    inlines = (StatementInline,)
    list_select_related = ("version__quiz__career",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Traits are reached from their version, not from the list of tables."""
        return False

    def view_on_site(self, trait: Trait) -> str:
        return trait.version.get_absolute_url()

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the version, where the next trait is chosen."""
        response = super().response_change(request, obj)
        if not {"_continue", "_addanother"} & set(request.POST):
            response["Location"] = reverse("admin:quiz_quizversion_change", args=[obj.version_id])
        return response
