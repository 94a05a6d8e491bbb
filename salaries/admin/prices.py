"""Price levels: an editor loads the official file, so that readers can see adjusted pay."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from common.admin import render_admin_page
from salaries.models import PriceLevel
from salaries.prices_file import ParsedLevel, parse_price_levels, save_price_levels


class PricesForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text=(
            "Table SARPP (states) or MARPP (metropolitan areas) from bea.gov: .csv, the .zip that "
            "holds it, or .xlsx. Years that are loaded already are replaced."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.zip,.xlsx"}),
    )

    def clean_file(self) -> list[ParsedLevel]:
        file = self.cleaned_data["file"]
        return parse_price_levels(file.file, file.name, file.size)


@admin.register(PriceLevel)
class PriceLevelAdmin(admin.ModelAdmin[PriceLevel]):
    list_display = ("area", "year", "index", "loaded_at", "loaded_by")
    list_select_related = ("area", "loaded_by")
    list_filter = ("year", "area__level")
    search_fields = ("area__name__folded",)
    readonly_fields = ("area", "year", "loaded_at", "loaded_by")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise Http404
        form = PricesForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            saved, total = save_price_levels(form.cleaned_data["file"], request.user.pk)
            messages.success(
                request,
                f"{saved:,} price levels of {total:,} are loaded; others are of areas "
                "that no wage release has.",
            )
            return HttpResponseRedirect(reverse("admin:salaries_pricelevel_changelist"))
        template = "salaries/admin/prices.html"
        return render_admin_page(self, request, template, title="Load price levels", form=form)
