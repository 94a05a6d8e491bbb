"""A career: its address, names and codes. What its page says is in its descriptions and guides."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careers.models import Career, PreviousSlug
from careers.models.career import validate_cip_code
from careers.models.guides import LANGUAGES

PUBLISH_GUIDE = "careers.publish_guide"


class PreviousSlugs(admin.TabularInline[PreviousSlug, Career]):
    """Addresses that lead to the career. Without one, links to it end, and others may take it."""

    model = PreviousSlug
    fields = ["slug"]
    readonly_fields = ["slug"]
    verbose_name_plural = "previous addresses, which lead to the career"
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Career | None = None) -> bool:
        return False


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
    fields = [
        *("name_en", "plural_en", "name_es", "plural_es", "other_names", "slug", "occupation"),
        *("cip_codes", "illustration", "texts", "guides"),
    ]
    readonly_fields = ["texts", "guides"]
    inlines = [PreviousSlugs]

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

    @admin.display(description="descriptions")
    def texts(self, career: Career) -> SafeString | str:
        """Its descriptions, and a link to begin one in each other language."""
        newest = career.descriptions.order_by("language", "-number").distinct("language")
        return self._link_texts(career, "description", newest)

    @admin.display(description="guides")
    def guides(self, career: Career) -> SafeString | str:
        """Its guides, and a link to begin one in each other language."""
        return self._link_texts(career, "guide", career.guides.all())

    def _link_texts(self, career: Career, model: str, texts: Iterable[Any]) -> SafeString | str:
        if not career.pk:
            return "Save the career first."
        written = {text.language: text for text in texts}
        links = []
        for code, language in LANGUAGES:
            if code in written:
                url = reverse(f"admin:careers_{model}_change", args=[written[code].pk])
                links.append(format_html('<a href="{}">{}</a>', url, language))
            else:
                url = reverse(
                    f"admin:careers_{model}_add", query={"career": career.pk, "language": code}
                )
                links.append(format_html('<a href="{}">Write one in {}</a>', url, language))
        return SafeString(" · ".join(links))
