"""Tables of a guide as CSV files: download, change in a spreadsheet, upload into the draft."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from careers.admin.drafts import DraftPages
from careers.history import sheet
from careers.history.snapshot import (
    Content,
    RestoreError,
    applied_temporarily,
    snapshot_guide,
)
from careers.models import Career, GuideDraft
from common.spreadsheets import csv_download

TABLE_CHOICES = [(table, sheet.table_label(table)) for table in sheet.SHEET_TABLES]


class SheetForm(forms.Form):
    table = forms.ChoiceField(label="Table", choices=TABLE_CHOICES)
    file = forms.FileField(
        label="CSV file",
        help_text="As it was downloaded here, with the same first line. A row whose line is "
        "missing is deleted; a line without an id is a new row.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > sheet.MAX_BYTES:
            raise forms.ValidationError("The file is larger than 1 MB.")
        return file


class SheetPages(DraftPages):
    """Download and upload of a guide's tables."""

    def table_view(self, request: HttpRequest, pk: int, table: str) -> HttpResponse:
        career = self._get_career(request, pk)
        if table not in sheet.SHEET_TABLES:
            raise Http404("No such table.")
        name = f"{career.slug}-{table.replace('_', '-')}.csv"
        return csv_download(name, sheet.build_sheet(table, get_working_state(career)))

    def tables_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Upload a table into the guide's draft, which shows what the file changes."""
        career = self._get_career(request, pk)
        may_change = self.has_change_permission(request, career)
        form = SheetForm(request.POST or None, request.FILES or None)
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            if form.is_valid() and self._apply_upload(request, career, form):
                messages.success(request, "The file is in the draft. Check what it changes.")
                return redirect("admin:careers_career_draft", pk)
        return self._render(
            request,
            "tables",
            career,
            title=f"Tables of “{career}” as files",
            form=form,
            tables=TABLE_CHOICES,
            may_change=may_change,
        )

    def _apply_upload(self, request: HttpRequest, career: Career, form: SheetForm) -> bool:
        """Put a file's rows into the guide's draft; False, with errors in the form, if it fails."""
        content = get_working_state(career)
        table = form.cleaned_data["table"]
        try:
            rows = sheet.parse_sheet(table, form.cleaned_data["file"].read(), content)
            sheet.replace_rows(table, rows, content)
            # So new rows get their keys, and the database checks its constraints.
            with applied_temporarily(career, content):
                content = snapshot_guide(career)
        except sheet.SheetError as error:
            for problem in error.problems:
                form.add_error("file", problem)
            return False
        except (RestoreError, IntegrityError):
            form.add_error(
                "file", "Two lines have the same key, anchor or code, which has to be unique."
            )
            return False
        values = {"content": content, "changed_by_id": request.user.pk}
        GuideDraft.objects.update_or_create(career=career, defaults=values)
        return True


def get_working_state(career: Career) -> Content:
    """The state that an editor works on: the draft, if there is one, else the guide itself."""
    draft = GuideDraft.objects.filter(career=career).first()
    content: Content = draft.content if draft else snapshot_guide(career)
    return content
