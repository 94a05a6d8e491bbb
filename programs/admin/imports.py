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
from common.formatting import format_academic_year
from imports.admin import ImportAdmin
from imports.errors import FileError
from imports.forms import UploadForm
from imports.kinds import KINDS
from imports.uploads import validate_size
from programs.importing.comparison import COUNT_LABELS
from programs.importing.layouts import PRICE_KINDS, PROGRAM_KINDS
from programs.importing.prices import parse_academic_year
from programs.models import Dataset, ProgramImport
from programs.tasks import DATASET_CHANGE, change_dataset

MAY_PUBLISH = "programs.publish_dataset"


class ProgramUploadForm(UploadForm):
    file = forms.FileField(
        label="File",
        help_text=(
            "As the Department of Education publishes it: College Scorecard “field of study” or "
            "“institution”; of IPEDS the directory (HD), charges (IC_AY, IC_PY, COST1) or net "
            "price (SFA, COST2). As .csv, .csv.gz, .csv.xz, .xlsx, or the .zip that holds it. Its "
            "columns tell which of these it is."
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
    year = forms.CharField(
        label="Academic year of the prices",
        required=False,
        max_length=9,
        help_text=(
            "As in 2023-24. Leave it empty for files without prices, and where the file's name "
            "says it, as in ic2023_ay or sfa2223."
        ),
    )
    field_order = ("file", "published_on", "year", "credit", "even_if_known")

    def clean_year(self) -> int | None:
        if not (text := self.cleaned_data["year"]):
            return None
        try:
            year = parse_academic_year(text)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None
        if year > timezone.localdate().year:
            raise forms.ValidationError("This academic year is yet to come.")
        return year

    def clean_published_on(self) -> Any:
        day = self.cleaned_data["published_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is yet to come.")
        return day


@admin.register(ProgramImport)
class ProgramImportAdmin(ImportAdmin):
    list_display = (
        *("file_name", "layout", "academic_year", "published_on", "state"),
        *("created_at", "created_by"),
    )
    list_filter = ("state", "layout")  # type: ignore[assignment]

    import_kind = KINDS[ProgramImport.KIND]
    form_class = ProgramUploadForm
    upload_title = "Import programs, institutions or prices"
    file_links = (
        (
            "https://collegescorecard.ed.gov/data/",
            "collegescorecard.ed.gov/data (field of study, institution)",
        ),
        (
            "https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx",
            "nces.ed.gov/ipeds (directory HD; charges IC_AY, IC_PY, COST1; net price SFA, COST2)",
        ),
    )
    publish_permission = MAY_PUBLISH
    count_labels = COUNT_LABELS
    place_label = "Institution"
    subject_label = "Field"
    left_out_label = "without a UNITID, a credential or a price left out"

    @admin.display(description="Academic year", ordering="year")
    def academic_year(self, run: ProgramImport) -> str:
        return format_academic_year(run.year) if run.year else "–"

    def describe_run(self, run: Any) -> str:
        year = f", {format_academic_year(run.year)}" if run.year else ""
        return f"{run.get_layout_display()}{year}" if run.layout else ""

    def describe_base(self, run: Any) -> str:
        if run.layout in PRICE_KINDS:
            return "the prices of such files that are here"
        return "what is here"

    def describe_publication(self, run: Any) -> str:
        counts = run.counts
        text = f"{counts.get('new', 0):,} are new, {counts.get('changed', 0):,} changed."
        if run.layout in PRICE_KINDS:
            return f"{text} Where the file has no price, that of the year before stays."
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

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if dataset := context.get("original"):
            context["latest_change"] = DATASET_CHANGE.find_latest(dataset.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def act(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have a file withdrawn, or published again, after a confirmation.

        With all fields of study that takes longer than a request may.
        """
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
            DATASET_CHANGE.enqueue(change_dataset, pk, action, request.user.pk or 0)
        except FileError as problem:
            messages.warning(request, str(problem))
        return back
