"""The pages of an import: upload, progress, findings, and the decision."""

from pathlib import Path
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.text import get_valid_filename

from common.admin import render_admin_page
from common.keys import key_of
from common.spreadsheets import csv_download
from imports.background import PUBLICATION, find_publication
from imports.decisions import discard_import, list_doubts
from imports.errors import TOO_LATE, FileError
from imports.forms import UploadForm
from imports.kinds import ImportKind
from imports.models import ImportFinding, ImportRun
from imports.run import cancel_import, mark_if_dead, restart_import
from imports.tasks import import_file, publish_file
from imports.uploads import store_upload

FINDINGS_PER_PAGE = 50
NOT_STORED = (
    "The server could not store the file ({}). Nothing was uploaded. Tell the person who runs this "
    "site, and upload it again later."
)
CSV_COLUMNS = ("severity", "kind", "row", "place", "subject", "column", "before", "after")
LOOK = "Asks for a look"
STEPS = ("Choose the file", "It is read and checked", "Look at what changes", "Publish")


class ImportAdmin(admin.ModelAdmin[Any]):
    """Base of the pages of one kind of file."""

    import_kind: ClassVar[ImportKind]
    form_class: ClassVar[type[UploadForm]]
    upload_title: ClassVar[str]
    # Pages where the publishers offer the files: address and text.
    file_links: ClassVar[tuple[tuple[str, str], ...]]
    publish_permission: ClassVar[str]
    # Keys of `counts`, what they are called, and what they count.
    count_labels: ClassVar[tuple[tuple[str, str, str], ...]]
    # What the places and subjects of findings are.
    place_label: ClassVar[str]
    subject_label: ClassVar[str]
    left_out_label: ClassVar[str]

    list_select_related = ("created_by",)
    list_filter = ("state",)
    # The page of an import has buttons of its own.
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/findings.csv", view(self.findings_csv), name=f"{name}_findings"),
            path("<int:pk>/act/", view(self.act), name=f"{name}_act"),
            *super().get_urls(),
        ]

    # -- What a kind may say of a run -----------------------------------------------------------

    def describe_run(self, run: Any) -> str:
        """What a run's file is, for the top of its page."""
        return ""

    def describe_base(self, run: Any) -> str:
        """What a run's file was compared with; empty if nothing was published."""
        return ""

    def describe_publication(self, run: Any) -> str:
        """What publishing changes, for the page that asks once more."""
        return ""

    def publication_label(self, run: Any) -> str:
        """What is published, for the button and the title."""
        return "it"

    def published_page(self, run: Any) -> tuple[str, str] | None:
        """Address and name of the page of what was published."""
        return None

    # -- Upload ---------------------------------------------------------------------------------

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise Http404
        form = self.form_class(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                run = self._queue(request, form)
            except OSError as problem:
                form.add_error("file", NOT_STORED.format(problem.strerror))
            else:
                return HttpResponseRedirect(run.get_absolute_url())
        context = {"title": self.upload_title, "form": form, "file_links": self.file_links}
        return self._render(request, "upload", steps=STEPS, **context)

    def _queue(self, request: HttpRequest, form: UploadForm) -> ImportRun:
        file: UploadedFile = form.cleaned_data["file"]
        kind = self.import_kind
        stored = store_upload(file, kind.key)
        with transaction.atomic():
            run = kind.model._default_manager.create(
                file_name=get_valid_filename(Path(file.name or "file").name)[-200:],
                path=str(stored),
                size=file.size or 0,
                created_by_id=request.user.pk,
                **form.facts(),
            )
            self.log_addition(request, run, "Uploaded.")
            transaction.on_commit(lambda: import_file.enqueue(kind.key, run.pk))
        return run

    # -- Progress and preview -------------------------------------------------------------------

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of a run: its progress while it is at work, then the findings."""
        run = self._get_run(request, key_of(object_id))
        mark_if_dead(run)
        kind = self._chosen_kind(request)
        shown = run.findings.filter(kind=kind) if kind else run.findings.all()
        page = Paginator(shown, FINDINGS_PER_PAGE).get_page(request.GET.get("page"))
        for finding in page:
            finding.label = self.import_kind.findings[finding.kind].label
        groups = self._count_findings(run)
        return self._render(
            request,
            "run",
            title=run.file_name,
            run=run,
            steps=_list_steps(run),
            publication=find_publication(run),
            description=self.describe_run(run),
            base=self.describe_base(run),
            counts=[
                (label, run.counts[key], text)
                for key, label, text in self.count_labels
                if key in run.counts
            ],
            groups=groups,
            kind=kind,
            page=page,
            published_page=self.published_page(run),
            place_label=self.place_label,
            subject_label=self.subject_label,
            left_out_label=self.left_out_label,
            may_act=self.has_change_permission(request),
            may_publish=request.user.has_perm(self.publish_permission),
        )

    def _chosen_kind(self, request: HttpRequest) -> str:
        kind = request.GET.get("kind", "")
        return kind if kind in self.import_kind.findings else ""

    def _count_findings(self, run: ImportRun) -> list[tuple[str, list[dict[str, Any]]]]:
        """Findings of each kind with their number, apart by whether they forbid publishing."""
        block, ask = ImportFinding.Severity.BLOCK, ImportFinding.Severity.ASK
        groups: dict[str, list[dict[str, Any]]] = {block.label: [], ask.label: [], LOOK: []}
        counted = run.findings.values("kind", "severity").annotate(number=Count("pk"))
        for entry in counted.order_by("severity", "kind"):
            severity = ImportFinding.Severity(entry["severity"])
            label = self.import_kind.findings[entry["kind"]].label
            # Of what comes very often only the first are stored.
            number = max(entry["number"], run.counts.get(f"found_{entry['kind']}", 0))
            group = groups.get(severity.label, groups[LOOK])
            group.append({**entry, "label": label, "number": number})
        return [(label, entries) for label, entries in groups.items() if entries]

    def findings_csv(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All findings of a run, or those of one kind, for a spreadsheet."""
        run = self._get_run(request, pk)
        findings = run.findings.all()
        if kind := self._chosen_kind(request):
            findings = findings.filter(kind=kind)
        lines: list[tuple[Any, ...]] = [(*CSV_COLUMNS, "change_percent", "message")]
        for finding in findings.iterator():
            cells = [getattr(finding, name) for name in CSV_COLUMNS]
            cells[1] = self.import_kind.findings[finding.kind].label
            lines.append((*cells, finding.change, finding.message))
        return csv_download(f"import-{run.pk}-findings.csv", lines)

    # -- Buttons --------------------------------------------------------------------------------

    def act(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Cancel, restart, publish or discard; publishing and discarding ask once more."""
        run = self._get_run(request, pk)
        if request.method != "POST":
            return HttpResponseRedirect(run.get_absolute_url())
        action = request.POST.get("action", "")
        if not (
            request.user.has_perm(self.publish_permission)
            if action == "publish"
            else self.has_change_permission(request)
        ):
            raise PermissionDenied
        is_unsure = action == "publish" and "in_spite" not in request.POST and list_doubts(run)
        try:
            if PUBLICATION.is_at_work(run.pk):
                raise FileError("Not now: it is being published.")
            if action in ("publish", "discard") and ("sure" not in request.POST or is_unsure):
                return self._ask(request, run, action)
            if message := self._do(request, run, action):
                messages.success(request, message)
        except FileError as problem:
            messages.error(request, str(problem))
        return HttpResponseRedirect(run.get_absolute_url())

    def _do(self, request: HttpRequest, run: ImportRun, action: str) -> str:
        """Do what a button says; return a message where the page of the run does not tell all."""
        match action:
            case "cancel":
                return cancel_import(run)
            case "restart":
                restart_import(run)
                import_file.enqueue(run.kind, run.pk)
                return "Started again."
            case "publish":
                if run.state != ImportRun.State.READY:
                    raise FileError(TOO_LATE)
                more = (request.user.pk or 0, run.kind, "in_spite" in request.POST)
                PUBLICATION.enqueue(publish_file, run.pk, action, *more)
                return ""
            case "discard":
                discard_import(run, request.user)
                return "Discarded. What is published stays as it is."
        raise FileError(TOO_LATE)

    def _ask(self, request: HttpRequest, run: Any, action: str) -> HttpResponse:
        label = self.publication_label(run)
        return self._render(
            request,
            "confirm",
            title=f"Publish {label}?" if action == "publish" else "Discard this import?",
            run=run,
            action=action,
            label=label,
            doubts=list_doubts(run) if action == "publish" else [],
            description=self.describe_publication(run),
        )

    # -- Parts ----------------------------------------------------------------------------------

    def _get_run(self, request: HttpRequest, pk: int) -> Any:
        if not self.has_view_permission(request):
            raise Http404
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def _render(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        act_url_name = f"admin:{self.opts.app_label}_{self.opts.model_name}_act"
        return render_admin_page(
            self,
            request,
            f"imports/{name}.html",
            act_url_name=act_url_name,
            findings_url_name=act_url_name.replace("_act", "_findings"),
            add_url_name=act_url_name.replace("_act", "_add"),
            **context,
        )


def _list_steps(run: ImportRun) -> list[tuple[str, str]]:
    """The steps of a run with `done`, `now` or nothing, for the list of its progress."""
    order = list(ImportRun.AT_WORK)
    at = order.index(ImportRun.State(run.state)) if run.state in order else len(order)
    return [
        (state.label, "done" if i < at else "now" if i == at else "")
        for i, state in enumerate(order)
    ]
