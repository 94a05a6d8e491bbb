"""The imports of facts and of projections in admin: what is their own beside the shared walk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.urls import reverse

from careers.facts import importing as facts
from careers.models import FactImport, ProjectionImport
from careers.projections import importing as projections
from imports.admin import ImportAdmin
from imports.forms import UploadForm
from imports.kinds import KINDS
from imports.uploads import validate_size
from salaries.models.releases import month

FILES = forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip,.csv,.txt,.gz,.xz"})


class ReleasedForm(UploadForm):
    """What readers see beside the figures."""

    released_on = forms.DateField(
        label="Released by the source on",
        required=False,
        help_text="As in 2026-02-17. Leave empty if you do not know it.",
    )
    note = forms.CharField(
        label="Note for readers",
        required=False,
        max_length=300,
        help_text="Shown beside the source: what readers should know.",
    )


class FactUploadForm(ReleasedForm):
    file = forms.FileField(
        label="File",
        help_text=(
            "The O*NET database as text or Excel (the .zip, or single tables of it), or the "
            "crosswalk of fields of study to occupations (CIP–SOC) as .xlsx or .csv."
        ),
        widget=FILES,
        validators=[validate_size(200, official=60)],
    )
    period = forms.CharField(
        label="Month of the facts",
        max_length=7,
        help_text="As in 2026-02: the month of the release. The newest is shown.",
    )
    edition = forms.CharField(
        label="Edition",
        required=False,
        max_length=60,
        help_text="As in O*NET 30.2. Leave empty if the file's name says it.",
    )
    field_order = ("file", "period", "edition", "released_on", "note", "even_if_known")

    def clean_period(self) -> object:
        try:
            return month(self.cleaned_data["period"])
        except ValueError:
            raise forms.ValidationError("Write the month as in 2026-02.") from None


class ProjectionUploadForm(ReleasedForm):
    file = forms.FileField(
        label="File",
        help_text=(
            "Table 1.2, “Occupational projections”, as the Bureau of Labor Statistics publishes "
            "it: occupation.xlsx, or its sheet as .csv. The years are read from its columns."
        ),
        widget=FILES,
        validators=[validate_size(50, official=5)],
    )
    field_order = ("file", "released_on", "note", "even_if_known")


@admin.register(FactImport)
class FactImportAdmin(ImportAdmin):
    list_display = ("file_name", "edition", "period", "state", "created_at", "created_by")

    import_kind = KINDS[FactImport.KIND]
    form_class = FactUploadForm
    upload_title = "Import facts of occupations"
    file_links = (
        ("https://www.onetcenter.org/database.html", "onetcenter.org/database (O*NET)"),
        (
            "https://nces.ed.gov/ipeds/cipcode/resources.aspx?y=56",
            "nces.ed.gov/ipeds/cipcode (CIP–SOC crosswalk)",
        ),
    )
    publish_permission = "careers.publish_factrelease"
    count_labels = facts.COUNT_LABELS
    place_label = "Kind"
    subject_label = "Occupation"
    left_out_label = "left out"

    def describe_run(self, run: Any) -> str:
        editions = sorted({release.edition for release in run.releases.all()})
        return ", ".join([*(editions or filter(None, [run.edition])), f"{run.period:%B %Y}"])

    def describe_base(self, run: Any) -> str:
        return "what is published of each kind" if run.bases else ""

    def describe_publication(self, run: Any) -> str:
        kinds = ", ".join(release.get_kind_display() for release in run.releases.all())
        return (
            f"They are: {kinds}. An occupation that they lack keeps the facts that it has now. "
            "What is shown now returns if you withdraw them."
        )

    def publication_label(self, run: Any) -> str:
        number = run.releases.count()
        return "one kind of facts" if number == 1 else f"{number} kinds of facts"

    def published_page(self, run: Any) -> tuple[str, str] | None:
        releases = reverse("admin:careers_factrelease_changelist", query={"imports": run.pk})
        return releases, "these releases, where each can be withdrawn"


@admin.register(ProjectionImport)
class ProjectionImportAdmin(ImportAdmin):
    list_display = ("file_name", "release", "state", "created_at", "created_by")
    list_select_related = ("created_by", "base", "release")  # type: ignore[assignment]

    import_kind = KINDS[ProjectionImport.KIND]
    form_class = ProjectionUploadForm
    upload_title = "Import employment projections"
    file_links = (
        (
            "https://www.bls.gov/emp/tables/emp-by-detailed-occupation.htm",
            "bls.gov/emp (table 1.2, Occupational projections)",
        ),
    )
    publish_permission = "careers.publish_projectionrelease"
    count_labels = projections.COUNT_LABELS
    place_label = ""
    subject_label = "Occupation"
    left_out_label = "left out"

    def describe_run(self, run: Any) -> str:
        return run.release.years if run.release else ""

    def describe_base(self, run: Any) -> str:
        return f"the projections {run.base.years}" if run.base else ""

    def publication_label(self, run: Any) -> str:
        return f"the projections {run.release.years}" if run.release else "it"

    def published_page(self, run: Any) -> tuple[str, str] | None:
        if run.release is None:
            return None
        address = reverse("admin:careers_projectionrelease_change", args=[run.release.pk])
        return address, f"the projections {run.release}, which can be withdrawn in their list"
