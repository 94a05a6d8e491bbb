"""The walk of an import: upload, watch, look at what was found, publish or discard."""

from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils.text import get_valid_filename

from common.keys import key_of
from common.spreadsheets import csv_download
from common.uploads import at_most, keep
from salaries.admin.releases import MAY_PUBLISH
from salaries.models import ImportFinding, WageImport
from salaries.models.releases import month
from salaries.oews import publish
from salaries.oews.run import notice_death, restart
from salaries.oews.trouble import TOO_LATE, FileError
from salaries.tasks import import_wages

FINDINGS_ON_A_PAGE = 50
KINDS_OF_COUNT = (
    ("new", "New", "rows that the published release does not have"),
    ("changed", "Changed", "rows with at least one other figure"),
    ("unchanged", "Unchanged", "rows with the same figures"),
    ("missing", "Missing", "rows of the published release that the file lacks"),
    ("suppressed", "Newly suppressed", "pay that was released before and is not now"),
)


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text=(
            "As the Bureau of Labor Statistics publishes it: .xlsx, the .zip that holds it, .csv "
            "or .csv.gz; national, state, metropolitan (MSA), nonmetropolitan (BOS) or all data."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip,.csv,.gz"}),
        validators=[at_most(400, official=100)],
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
    even_if_known = forms.BooleanField(
        label="Load it even if it is known",
        required=False,
        help_text="A file that was loaded before is recognized by its content.",
    )

    def clean_period(self) -> object:
        key = self.cleaned_data["period"]
        if not key:
            return None
        try:
            return month(key)
        except ValueError:
            raise forms.ValidationError("Write the month as in 2025-05.") from None


@admin.register(WageImport)
class WageImportAdmin(admin.ModelAdmin[WageImport]):
    list_display = ("file_name", "month", "state", "rows_staged", "created_at", "created_by")
    list_select_related = ("created_by",)
    list_filter = ("state",)
    # The page of an import has buttons of its own.
    actions = None

    @admin.display(description="Month", ordering="period")
    def month(self, run: WageImport) -> str:
        return f"{run.period:%B %Y}" if run.period else "–"

    def has_delete_permission(self, request: HttpRequest, obj: WageImport | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        name = "salaries_wageimport"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/findings.csv", view(self.findings_csv), name=f"{name}_findings"),
            path("<int:pk>/act/", view(self.act), name=f"{name}_act"),
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
            run = self._queue(request, form.cleaned_data)
            return HttpResponseRedirect(run.get_absolute_url())
        context = {
            **self.admin_site.each_context(request),
            "title": "Import wages",
            "opts": self.opts,
            "form": form,
        }
        return render(request, "salaries/admin/upload.html", context)

    def _queue(self, request: HttpRequest, values: dict[str, Any]) -> WageImport:
        file: UploadedFile = values["file"]
        place = keep(file, "oews")
        with transaction.atomic():
            run = WageImport.objects.create(
                file_name=get_valid_filename(Path(file.name or "file").name)[-200:],
                path=str(place),
                size=file.size or 0,
                period=values["period"],
                released_on=values["released_on"],
                even_if_known=values["even_if_known"],
                created_by_id=request.user.pk,
            )
            transaction.on_commit(lambda: import_wages.enqueue(run.pk))
        return run

    # -- Progress and preview ----------------------------------------------------------------

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of a run: its progress while it is at work, then what was found."""
        run = self._run(request, key_of(object_id))
        notice_death(run)
        kind = request.GET.get("kind", "")
        findings = run.findings.all()
        kinds = [
            {**entry, "label": ImportFinding.Kind(entry["kind"]).label}
            for entry in findings.values("kind", "severity")
            .annotate(n=Count("pk"))
            .order_by("severity", "kind")
        ]
        chosen = findings.filter(kind=kind) if kind in ImportFinding.Kind else findings
        page = Paginator(chosen, FINDINGS_ON_A_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": run.file_name,
            "opts": self.opts,
            "run": run,
            "steps": _steps(run),
            "counts": [
                (label, run.counts.get(key, 0), words) for key, label, words in KINDS_OF_COUNT
            ],
            "blocking": [k for k in kinds if k["severity"] == ImportFinding.Severity.BLOCK],
            "to_look_at": [k for k in kinds if k["severity"] != ImportFinding.Severity.BLOCK],
            "kind": kind,
            "page": page,
            "may_act": self.has_change_permission(request),
            "may_publish": request.user.has_perm(MAY_PUBLISH),
        }
        return render(request, "salaries/admin/import.html", context)

    def findings_csv(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All findings of a run, or those of one kind, for a spreadsheet."""
        run = self._run(request, pk)
        findings = run.findings.all()
        kind = request.GET.get("kind", "")
        if kind in ImportFinding.Kind:
            findings = findings.filter(kind=kind)
        names = ("severity", "kind", "row", "area", "occupation", "column", "before", "after")
        lines = [(*names, "change_percent")]
        for finding in findings.iterator():
            cells = [getattr(finding, name) for name in names]
            cells[1] = finding.get_kind_display()
            lines.append((*cells, finding.change))
        return csv_download(f"import-{run.pk}-findings.csv", lines)

    # -- Buttons -----------------------------------------------------------------------------

    def act(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Cancel, restart, publish or discard; publishing and discarding ask once more."""
        run = self._run(request, pk)
        if request.method != "POST":
            return HttpResponseRedirect(run.get_absolute_url())
        what = request.POST.get("what", "")
        if not (
            request.user.has_perm(MAY_PUBLISH)
            if what == "publish"
            else self.has_change_permission(request)
        ):
            raise PermissionDenied
        if what in ("publish", "discard") and "sure" not in request.POST:
            return self._ask(request, run, what)
        try:
            message = self._do(request, run, what)
        except FileError as problem:
            messages.error(request, str(problem))
        else:
            if message:
                messages.success(request, message)
        return HttpResponseRedirect(run.get_absolute_url())

    def _do(self, request: HttpRequest, run: WageImport, what: str) -> str:
        if what == "cancel" and run.is_at_work:
            WageImport.objects.filter(pk=run.pk).update(cancel_requested=True)
            return "It stops at the next piece."
        if what == "restart" and run.can_restart:
            restart(run)
            import_wages.enqueue(run.pk)
            return "Started again."
        if what == "publish" and run.state == WageImport.State.READY and run.release:
            publish.publish(run.release, request.user)  # type: ignore[arg-type]
            return f"{run.release.label} is published: all pages show it from now on."
        if what == "discard" and run.can_discard:
            publish.discard(run)
            return "Discarded. Nothing of it was ever public."
        raise FileError(TOO_LATE)

    def _ask(self, request: HttpRequest, run: WageImport, what: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Publish {run.release}?" if what == "publish" else "Discard this import?",
            "opts": self.opts,
            "run": run,
            "what": what,
        }
        return render(request, "salaries/admin/confirm_import.html", context)

    def _run(self, request: HttpRequest, pk: int) -> WageImport:
        if not self.has_view_permission(request):
            raise Http404
        return get_object_or_404(
            WageImport.objects.select_related("base", "release", "created_by"), pk=pk
        )


def _steps(run: WageImport) -> list[tuple[str, str]]:
    """The steps of a run with `done`, `now` or nothing, for the list of its progress."""
    order: list[str] = list(WageImport.AT_WORK)
    at = order.index(run.state) if run.state in order else len(order)
    if run.state in (WageImport.State.FAILED, WageImport.State.CANCELLED):
        at = 0
    return [
        (WageImport.State(state).label, "done" if i < at else "now" if i == at else "")
        for i, state in enumerate(order)
    ]
