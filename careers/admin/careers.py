"""A career: its address, names and codes. What its page says is in its guides."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careers.models import Career
from careers.models.career import validate_cip_code
from careers.models.guides import LANGUAGES

PUBLISH_GUIDE = "careers.publish_guide"


@admin.register(Career)
class CareerAdmin(admin.ModelAdmin[Career]):
    """Changes show at once on every page, so those of a published career are for publishers."""

    list_display = ["__str__", "occupation", "guides", "updated_at"]
    search_fields = [
        *("name_en__folded", "name_es__folded"),
        *("occupation__soc_code", "occupation__title__folded"),
    ]
    list_select_related = ["occupation"]
    autocomplete_fields = ["occupation"]
    prepopulated_fields = {"slug": ["name_en"]}
    fields = ["name_en", "name_es", "slug", "occupation", "cip_codes", "illustration", "guides"]
    readonly_fields = ["guides"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("guides")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Each code is checked by the form: Django drops what the model says is wrong with it."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "cip_codes":
            field.base_field.validators.append(validate_cip_code)
        return field

    def has_change_permission(self, request: HttpRequest, obj: Career | None = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or request.user.has_perm(PUBLISH_GUIDE):
            return True
        return not Career.objects.published().filter(pk=obj.pk).exists()

    @admin.display(description="guides")
    def guides(self, career: Career) -> SafeString | str:
        """Its guides, and a link to begin one in each other language."""
        if not career.pk:
            return "Save the career first."
        written = {guide.language: guide for guide in career.guides.all()}
        links = []
        for code, language in LANGUAGES:
            if code in written:
                url = reverse("admin:careers_guide_change", args=[written[code].pk])
                links.append(format_html('<a href="{}">{}</a>', url, language))
            else:
                url = reverse(
                    "admin:careers_guide_add", query={"career": career.pk, "language": code}
                )
                links.append(format_html('<a href="{}">Write one in {}</a>', url, language))
        return SafeString(" · ".join(links))
