"""Tables of a guide as CSV files: download, change in a spreadsheet, upload into the draft."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from careers.admin.drafts import DraftPages
from careers.history import sheet
from careers.history.snapshot import CannotReturnError, Content, take
from careers.history.trial import tried_on
from careers.models import Career, GuideDraft
from common.spreadsheets import csv_download


class SheetForm(forms.Form):
    table = forms.ChoiceField(label="Table")
    file = forms.FileField(
        label="CSV file",
        help_text="As it was downloaded here, with the same first line. Lines that are gone are "
        "rows to delete; a line without an id is a new row.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"] = forms.ChoiceField(
            label="Table", choices=[(table, sheet.label(table)) for table in sheet.SHEETS]
        )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > sheet.MOST_BYTES:
            raise forms.ValidationError("The file is larger than 1 MB.")
        return file


class SheetPages(DraftPages):
    """Download and upload of a guide's tables."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/tables/", view(self.tables_view), name="careers_career_tables"),
            path(
                "<int:pk>/tables/<slug:table>.csv",
                view(self.table_csv),
                name="careers_career_table",
            ),
            *super().get_urls(),
        ]

    def table_csv(self, request: HttpRequest, pk: int, table: str) -> HttpResponse:
        career = self._career(request, pk)
        if table not in sheet.SHEETS:
            raise Http404("No such table.")
        name = f"{career.slug}-{table.replace('_', '-')}.csv"
        return csv_download(name, sheet.lines_of(table, _latest(career)))

    def tables_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Upload a table; what it changes is looked at as a draft before it counts."""
        career = self._career(request, pk)
        may_change = self.has_change_permission(request, career)
        form = SheetForm(request.POST or None, request.FILES or None)
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            if form.is_valid() and self._take(request, career, form):
                messages.success(request, "The file is in the draft. Look at what it changes.")
                return redirect("admin:careers_career_draft", pk)
        response = self._page(
            request,
            "tables",
            career,
            title=f"Tables of “{career}” as files",
            form=form,
            tables=[(table, sheet.label(table)) for table in sheet.SHEETS],
            may_change=may_change,
        )
        response.status_code = 422 if form.errors else 200
        return response

    def _take(self, request: HttpRequest, career: Career, form: SheetForm) -> bool:
        """Put a file's rows into the guide's draft; False, with the reasons in the form, if not."""
        content = _latest(career)
        table = form.cleaned_data["table"]
        try:
            rows = sheet.read(table, form.cleaned_data["file"].read(), content)
            sheet.put(table, rows, content)
            # Tried on, new rows get their keys, and the database says what it does not allow.
            with tried_on(career, content):
                content = take(career)
        except sheet.SheetError as wrong:
            for problem in wrong.problems:
                form.add_error("file", problem)
            return False
        except (CannotReturnError, IntegrityError):
            form.add_error(
                "file", "Two lines have the same key, anchor or code, which has to be unique."
            )
            return False
        values = {"content": content, "changed_by_id": request.user.pk}
        GuideDraft.objects.update_or_create(career=career, defaults=values)
        return True


def _latest(career: Career) -> Content:
    """The state that an editor works on: the draft, if there is one, else the guide."""
    draft = GuideDraft.objects.filter(career=career).first()
    content: Content = draft.content if draft else take(career)
    return content
