"""The import of wages in admin: what is its own beside the walk that all kinds share."""

from typing import Any

from django import forms
from django.contrib import admin
from django.urls import reverse

from imports.admin import ImportAdmin
from imports.forms import UploadForm
from imports.kinds import KINDS
from imports.uploads import validate_size
from salaries.admin.releases import MAY_PUBLISH
from salaries.models import WageImport
from salaries.models.releases import month
from salaries.oews.kind import COUNT_LABELS


class WageUploadForm(UploadForm):
    file = forms.FileField(
        label="File",
        help_text=(
            "As the Bureau of Labor Statistics publishes it: .xlsx, the .zip that holds it, .csv, "
            ".csv.gz or .csv.xz; national, state, metropolitan (MSA), nonmetropolitan (BOS) or all "
            "data."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip,.csv,.gz,.xz"}),
        validators=[validate_size(400, official=100)],
    )
    period = forms.CharField(
        label="Month of the figures",
        required=False,
        max_length=7,
        help_text="As in 2025-05. Leave empty if the file's name or its sheet says it.",
    )
    released_on = forms.DateField(
        label="Released by the source on",
        required=False,
        help_text="As in 2026-05-15. Leave empty if you do not know it.",
    )
    field_order = ("file", "period", "released_on", "even_if_known")

    def clean_period(self) -> object:
        key = self.cleaned_data["period"]
        if not key:
            return None
        try:
            return month(key)
        except ValueError:
            raise forms.ValidationError("Write the month as in 2025-05.") from None


@admin.register(WageImport)
class WageImportAdmin(ImportAdmin):
    list_display = ("file_name", "month", "state", "rows_staged", "created_at", "created_by")
    list_select_related = ("created_by", "base", "release")  # type: ignore[assignment]

    import_kind = KINDS[WageImport.KIND]
    form_class = WageUploadForm
    upload_title = "Import wages"
    file_links = (
        (
            "https://www.bls.gov/oes/tables.htm",
            "Where the Bureau of Labor Statistics publishes the files",
        ),
    )
    publish_permission = MAY_PUBLISH
    count_labels = COUNT_LABELS
    place_label = "Area"
    subject_label = "Occupation"
    left_out_label = "of single industries left out"

    @admin.display(description="Month", ordering="period")
    def month(self, run: WageImport) -> str:
        return f"{run.period:%B %Y}" if run.period else "–"

    def describe_run(self, run: Any) -> str:
        return f"{run.period:%B %Y}" if run.period else ""

    def describe_base(self, run: Any) -> str:
        if run.base is None:
            return ""
        return f"{run.base} or, where it has no figures, the nearest release"

    def describe_publication(self, run: Any) -> str:
        if run.base is None or run.base.period != run.period:
            return ""
        return (
            f"The release of {run.base.label} that is shown now gives way to them. It returns if "
            "you withdraw the new one."
        )

    def publication_label(self, run: Any) -> str:
        return run.release.label if run.release else "it"

    def published_page(self, run: Any) -> tuple[str, str] | None:
        if run.release is None:
            return None
        address = reverse("admin:salaries_release_change", args=[run.release.pk])
        return address, f"{run.release}, where it can be withdrawn"
