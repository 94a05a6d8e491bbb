"""The walk of an import: upload, watch, look at what changes, publish or discard."""

from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import get_valid_filename

from common.keys import key_of
from common.spreadsheets import csv_download
from common.uploads import at_most, keep
from programs.importing.files import UnreadableFileError
from programs.importing.publish import CannotPublishError, publish
from programs.importing.run import draft
from programs.importing.stage import unstage
from programs.importing.uploads import drop
from programs.models import Dataset
from programs.tasks import check_dataset

Status = Dataset.Status
COUNTS = (
    ("new", "New", "not here yet"),
    ("changed", "Changed", "with at least one other value"),
    ("unchanged", "Unchanged", "with the same values"),
    ("missing", "Missing", "listed here, and not in the file"),
    ("newly_suppressed", "Newly suppressed", "earnings published before and not now"),
    ("new_institutions", "New institutions", "not here yet"),
    ("newly_placed", "Newly placed", "coordinates that were not known"),
    ("newly_closed", "Newly closed", "open here until now"),
    ("without_coordinates", "Without coordinates", "found by state only"),
)


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text=(
            "As the Department of Education publishes it: College Scorecard “field of study” or "
            "“institution”, or an IPEDS directory (HD); .csv, .csv.gz, or the .zip that holds it."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.csv,.gz"}),
        validators=[at_most(400, official=150)],
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

    def clean_published_on(self) -> Any:
        day = self.cleaned_data["published_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is yet to come.")
        return day


@admin.register(Dataset)
class DatasetAdmin(admin.ModelAdmin[Dataset]):
    list_display = ["title", "kind", "published_on", "status", "imported_at", "imported_by"]
    list_filter = ["status", "kind"]
    list_select_related = ["imported_by"]
    # The page of a file has buttons of its own.
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Dataset | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/report.csv", view(self.report_csv), name="programs_dataset_report"),
            path("<int:pk>/act/", view(self.act), name="programs_dataset_act"),
            *super().get_urls(),
        ]

    # -- Upload ------------------------------------------------------------------------------

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise Http404
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                dataset = self._queue(request, form.cleaned_data)
            except UnreadableFileError as error:
                form.add_error("file", str(error))
            else:
                return HttpResponseRedirect(page_of(dataset))
        return self._page(request, "upload", form=form, title="Import programs or institutions")

    def _queue(self, request: HttpRequest, values: dict[str, Any]) -> Dataset:
        file: UploadedFile = values["file"]
        place = keep(file, "programs")
        try:
            with transaction.atomic():
                dataset = draft(
                    place,
                    file_name=get_valid_filename(Path(file.name or "file").name)[-200:],
                    published_on=values["published_on"],
                    credit=values["credit"],
                    upload=str(place),
                )
                self.log_addition(request, dataset, "Uploaded.")
                transaction.on_commit(lambda: check_dataset.enqueue(dataset.pk))
        except UnreadableFileError:
            place.unlink()
            raise
        return dataset

    # -- Progress and preview ----------------------------------------------------------------

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        dataset = self._dataset(request, key_of(object_id))
        counts = dataset.report.get("counts", {})
        return self._page(
            request,
            "dataset",
            title=str(dataset),
            dataset=dataset,
            report=dataset.report,
            counts=[(label, counts[key], words) for key, label, words in COUNTS if key in counts],
            may_act=self.has_change_permission(request),
            may_publish=request.user.has_perm("programs.publish_dataset"),
        )

    def report_csv(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Everything that the preview lists, a line each."""
        dataset = self._dataset(request, pk)
        report = dataset.report
        lines: list[list[object]] = [
            ["row", "kind", "name", "column", "here", "in the file", "message"],
            *(
                [row, "unreadable", "", "", "", "", text]
                for row, text in report.get("problems", [])
            ),
            *(
                [
                    item["row"],
                    "earnings change",
                    item["institution"],
                    "earnings",
                    item["was"],
                    item["now"],
                    f"{item['percent']}%",
                ]
                for item in report.get("largest", [])
            ),
            *(
                [
                    item["row"],
                    "kept correction",
                    item["name"],
                    item["column"],
                    item["ours"],
                    item["theirs"],
                    "the editors' value stays",
                ]
                for item in report.get("kept", [])
            ),
            *(
                [item["row"], "newly closed", item["name"], "", "", "", item["state"]]
                for item in report.get("closed", [])
            ),
        ]
        return csv_download(f"import-{pk}.csv", lines)

    # -- Decisions ---------------------------------------------------------------------------

    def act(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish, discard or read again; publishing and discarding ask once more."""
        dataset = self._dataset(request, pk)
        what = request.POST.get("what", "")
        right = "programs.publish_dataset" if what == "publish" else "programs.change_dataset"
        if request.method != "POST" or not request.user.has_perm(right):
            raise Http404
        if what in ("publish", "discard") and request.POST.get("sure") != "yes":
            return self._page(request, "confirm", title=str(dataset), dataset=dataset, what=what)
        if what == "publish":
            self._publish(request, dataset)
        elif what == "discard":
            self._discard(request, dataset)
        elif what == "again" and Dataset.objects.read_again(pk):
            check_dataset.enqueue(pk)
        return HttpResponseRedirect(page_of(dataset))

    def _discard(self, request: HttpRequest, dataset: Dataset) -> None:
        with transaction.atomic():
            # As it stands now: somebody else may have published it meanwhile.
            locked = Dataset.objects.select_for_update().get(pk=dataset.pk)
            if not locked.can_be_discarded:
                words = f"Nothing was discarded. This file: {locked.get_status_display()}."
                self.message_user(request, words, messages.ERROR)
                return
            unstage(locked)
            locked.status = Status.DISCARDED
            locked.save(update_fields=["status"])
            self.log_change(request, locked, "Discarded.")
        drop(locked)
        self.message_user(request, "Discarded. What is published stays as it is.")

    def _publish(self, request: HttpRequest, dataset: Dataset) -> None:
        try:
            with transaction.atomic():
                publish(dataset, by=request.user)
                self.log_change(request, dataset, "Published.")
        except CannotPublishError as error:
            self.message_user(request, f"Nothing was published. {error}", messages.ERROR)
            return
        dataset.refresh_from_db()
        drop(dataset)
        self.message_user(request, "Published. Visitors see it now.", messages.SUCCESS)

    # -- Parts -------------------------------------------------------------------------------

    def _dataset(self, request: HttpRequest, pk: int) -> Dataset:
        if not self.has_view_permission(request):
            raise Http404
        return get_object_or_404(Dataset, pk=pk)

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return render(request, f"programs/admin/{name}.html", shared | context)


def page_of(dataset: Dataset) -> str:
    return reverse("admin:programs_dataset_change", args=[dataset.pk])
