"""The import of programs in admin, and the files that were published."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from common.admin import render_admin_page
from imports.admin import ImportAdmin
from imports.errors import FileError
from imports.forms import UploadForm
from imports.kinds import KINDS
from imports.uploads import validate_size
from programs.importing.comparison import COUNT_LABELS
from programs.importing.layouts import PROGRAM_KINDS
from programs.importing.withdraw import publish_dataset, withdraw_dataset
from programs.models import Dataset, ProgramImport

MAY_PUBLISH = "programs.publish_dataset"


class ProgramUploadForm(UploadForm):
    file = forms.FileField(
        label="File",
        help_text=(
            "As the Department of Education publishes it: College Scorecard “field of study” or "
            "“institution”, or an IPEDS directory (HD); .csv, .csv.gz, .xlsx, or the .zip that "
            "holds it."
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
    publish_permission = MAY_PUBLISH
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
        return address, f"{run.dataset}, where it can be withdrawn"


@admin.register(Dataset)
class DatasetAdmin(admin.ModelAdmin[Dataset]):
    """The files that were published. Each came by an import; it is withdrawn, never changed."""

    list_display = ("title", "standing", "kind", "published_on", "imported_at", "imported_by")
    list_filter = ("kind", ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("imported_by",)
    actions = None
    change_form_template = "programs/admin/dataset.html"

    @admin.display(description="Standing", ordering="withdrawn_at")
    def standing(self, dataset: Dataset) -> str:
        return (
            "Published" if dataset.is_published else f"Withdrawn {dataset.withdrawn_at:%b %-d, %Y}"
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Dataset | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Dataset | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/act/", view(self.act), name="programs_dataset_act"),
            *super().get_urls(),
        ]

    def act(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw a file, or publish it again, after a confirmation."""
        dataset = get_object_or_404(Dataset, pk=pk)
        back = HttpResponseRedirect(reverse("admin:programs_dataset_change", args=[pk]))
        action = request.POST.get("action")
        if action not in ("publish", "withdraw"):
            return back
        if not request.user.has_perm(MAY_PUBLISH):
            raise PermissionDenied
        if "sure" not in request.POST:
            others = Dataset.objects.shown_like(dataset).exclude(pk=pk)
            return render_admin_page(
                self,
                request,
                "programs/admin/confirm_dataset.html",
                title=f"{action.capitalize()} {dataset}?",
                dataset=dataset,
                action=action,
                other=others.first(),
            )
        try:
            if action == "publish":
                publish_dataset(dataset, request.user)
                messages.success(request, f"{dataset} is published: visitors see it now.")
            else:
                shown = withdraw_dataset(dataset, request.user)
                then = f"Visitors see {shown} again." if shown else "No such file is shown now."
                messages.success(request, f"{dataset} is withdrawn. {then}")
        except FileError as problem:
            messages.error(request, str(problem))
        return back
