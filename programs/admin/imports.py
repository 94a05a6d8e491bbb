"""The import of programs in admin, and the files that were published."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from imports.admin import ImportAdmin
from imports.forms import UploadForm
from imports.kinds import KINDS
from imports.uploads import validate_size
from programs.importing.comparison import COUNT_LABELS
from programs.importing.layouts import PROGRAM_KINDS
from programs.models import Dataset, ProgramImport


class ProgramUploadForm(UploadForm):
    file = forms.FileField(
        label="File",
        help_text=(
            "As the Department of Education publishes it: College Scorecard “field of study” or "
            "“institution”, or an IPEDS directory (HD); .csv, .csv.gz, or the .zip that holds it."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.csv,.gz,.xz,.xlsx"}),
        validators=[validate_size(400, official=150)],
    )
    published_on = forms.DateField(
        label="Released by the publisher on",
        help_text="As in 2026-06-10. Readers see it beside every figure.",
    )
    credit = forms.CharField(
        label="Compiled by",
        required=False,
        max_length=200,
        help_text="Who compiled it and under which license, if not the publisher itself.",
    )
    field_order = ("file", "published_on", "credit", "even_if_known")

    def clean_published_on(self) -> Any:
        day = self.cleaned_data["published_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is yet to come.")
        return day


@admin.register(ProgramImport)
class ProgramImportAdmin(ImportAdmin):
    list_display = ("file_name", "layout", "published_on", "state", "created_at", "created_by")
    list_filter = ("state", "layout")  # type: ignore[assignment]

    import_kind = KINDS[ProgramImport.KIND]
    form_class = ProgramUploadForm
    upload_title = "Import programs or institutions"
    file_links = (
        (
            "https://collegescorecard.ed.gov/data/",
            "collegescorecard.ed.gov/data (field of study, institution)",
        ),
        (
            "https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx",
            "nces.ed.gov/ipeds (directory, HD)",
        ),
    )
    publish_permission = "programs.publish_dataset"
    count_labels = COUNT_LABELS
    place_label = "Institution"
    subject_label = "Field"
    left_out_label = "without a UNITID left out"

    def describe_run(self, run: Any) -> str:
        return run.get_layout_display() if run.layout else ""

    def describe_base(self, run: Any) -> str:
        return "what is here"

    def describe_publication(self, run: Any) -> str:
        counts = run.counts
        text = f"{counts.get('new', 0):,} are new, {counts.get('changed', 0):,} changed."
        if run.layout in PROGRAM_KINDS and counts.get("missing"):
            text += f" {counts['missing']:,} that the file lacks leave the finder."
        return f"{text} What editors corrected stays as they left it."

    def published_page(self, run: Any) -> tuple[str, str] | None:
        if run.dataset is None:
            return None
        address = reverse("admin:programs_dataset_change", args=[run.dataset.pk])
        return address, str(run.dataset)


@admin.register(Dataset)
class DatasetAdmin(admin.ModelAdmin[Dataset]):
    """The files that were published. Each came by an import, and stays as it was published."""

    list_display = ("title", "kind", "published_on", "imported_at", "imported_by")
    list_filter = ("kind",)
    list_select_related = ("imported_by",)
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Dataset | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Dataset | None = None) -> bool:
        return False
