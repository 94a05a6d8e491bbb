"""Tables of a guide as CSV files: download, change in a spreadsheet, upload into the guide."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from careers.admin.rows import touch_guides
from careers.admin.versions import VersionPages
from careers.guides import sheets
from careers.guides.comparison import compare_documents
from careers.guides.documents import RestoreError, build_document, restore_document
from careers.guides.parts import GUIDE_PARTS
from careers.guides.publishing import keep_working_state, lock_guide
from careers.models import Guide, GuideVersion
from common.csv_tables import SheetError
from common.keys import key_of
from common.spreadsheets import csv_download

TABLE_CHOICES = [(name, GUIDE_PARTS[name].label) for name in sheets.SHEET_TABLES]


class SheetForm(forms.Form):
    table = forms.ChoiceField(label="Table", choices=TABLE_CHOICES)
    file = forms.FileField(
        label="CSV file",
        help_text="As it was downloaded here, with the same first line, and at most "
        f"{sheets.MAX_ROWS} lines below it. A row whose line is missing is deleted; a line without "
        "an id is a new row.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > sheets.MAX_BYTES:
            raise forms.ValidationError("The file is larger than 1 MB.")
        return file


class SheetPages(VersionPages):
    """Download and upload of a guide's tables."""

    def get_extra_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            *super().get_extra_urls(),
            path("<int:pk>/tables/", wrap(self.tables_view), name="careers_guide_tables"),
            path(
                "<int:pk>/tables/<slug:table>.csv",
                wrap(self.table_view),
                name="careers_guide_table",
            ),
        ]

    def table_view(self, request: HttpRequest, pk: int, table: str) -> HttpResponse:
        guide = self._get_guide(request, pk)
        if table not in sheets.SHEET_TABLES:
            raise Http404("No such table.")
        name = f"{guide.career.slug}-{guide.language}-{table.replace('_', '-')}.csv"
        return csv_download(name, sheets.build_sheet(table, build_document(guide)))

    def tables_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Upload a table into the guide; then the page shows what the file changed."""
        guide = self._get_guide(request, pk)
        may_change = self.has_change_permission(request, guide)
        form = SheetForm(request.POST or None, request.FILES or None)
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            if form.is_valid() and (before := self._apply_upload(request, guide, form)):
                query = {"before": before.number}
                return redirect(reverse("admin:careers_guide_tables", args=[pk], query=query))
        number = key_of(request.GET.get("before", ""))
        before = guide.versions.filter(number=number).first()
        return self._render(
            request,
            "tables",
            guide,
            title=f"Tables of “{guide}” as files",
            form=form,
            tables=TABLE_CHOICES,
            may_change=may_change,
            before=before,
            changes=before and compare_documents(before.document, build_document(guide)),
        )

    def _apply_upload(
        self, request: HttpRequest, guide: Guide, form: SheetForm
    ) -> GuideVersion | None:
        """Put a file's rows into the guide; returns the version with what it had before.

        None, with errors in the form, if that fails.
        """
        table = form.cleaned_data["table"]
        try:
            with transaction.atomic():
                before = self._replace_rows(request, guide, table, form.cleaned_data["file"].read())
        except SheetError as error:
            for problem in error.problems:
                form.add_error("file", problem)
            return None
        except (RestoreError, IntegrityError):
            form.add_error(
                "file",
                "Somebody deleted a source or an owner that the guide names. Download the table "
                "again to see what it has now.",
            )
            return None
        text = "The file is in the guide, and visitors do not see it yet."
        messages.success(request, text)
        return before

    def _replace_rows(
        self, request: HttpRequest, guide: Guide, table: str, data: bytes
    ) -> GuideVersion | None:
        locked = lock_guide(guide)
        content = build_document(locked)
        rows = sheets.parse_sheet(table, data, content)
        label = GUIDE_PARTS[table].label.lower()
        keep_working_state(locked, request.user.pk, f"Kept before a file of {label}.")
        # Just kept, or one with the same content.
        before = locked.versions.first()
        content["parts"][table] = rows
        restore_document(locked, content)
        touch_guides(request, [guide.pk])
        self.log_change(request, guide, f"Uploaded a file of {label}.")
        return before
