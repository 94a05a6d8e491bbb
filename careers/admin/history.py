"""A guide's history: who changed what, when and why, and the return to an earlier state."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST

from careers.history import versions
from careers.history.comparison import compare_states
from careers.history.snapshot import RestoreError, snapshot_guide
from careers.models import Career
from common.admin import render_admin_page
from common.keys import key_of

VERSIONS_PER_PAGE = 50


def get_career(row: Any) -> Career:
    """The guide that a row belongs to, or the guide itself."""
    career: Career = row if isinstance(row, Career) else row.career
    return career


class WhyForm(forms.ModelForm[Any]):
    """A form that asks why, and notices when somebody else saved in the meantime.

    `opened_state` is the key of the guide's latest state when the form was opened.
    """

    why = forms.CharField(
        label="Why this change",
        required=False,
        max_length=200,
        help_text="A few words for the guide’s history.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    opened_state = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        career = self.career
        if career is not None:
            latest = career.versions.values_list("pk", flat=True).first()
            self.fields["opened_state"].initial = self.latest_state = latest or 0

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in ("why", "opened_state")]

    @property
    def career(self) -> Career | None:
        """The saved guide that the form is about or belongs to."""
        row = self.instance
        is_saved = row.pk if isinstance(row, Career) else row.career_id
        return get_career(row) if is_saved else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        opened = values.get("opened_state")
        if opened is None or self.career is None or opened == self.latest_state:
            return values
        # The first version is the state before any change.
        states = self.career.versions.select_related("made_by")[:2]
        if len(states) < 2:
            return values
        latest = states[0]
        who = latest.made_by or "Someone"
        # Sent again as it is now, the form counts the newer state as seen.
        again = QueryDict(mutable=True)
        again.update(self.data)
        again[self.add_prefix("opened_state")] = str(latest.pk)
        self.data = again
        raise ValidationError(
            f"{who} changed this guide at {latest.made_at:%H:%M} UTC, after you opened this form. "
            "Look at History in another window. What you save now replaces it: save again if that "
            "is what you want."
        )


class RowForm(forms.ModelForm[Any]):
    """A row of a list that is edited in place; the label of each input names the row.

    The choices of a field are queried once, and not for each row. The links of Django's related
    widget are left out.
    """

    choices: dict[str, list[Any]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Each request creates a class of its own.
        super().__init_subclass__(**kwargs)
        cls.choices = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.widget.is_hidden:
                continue
            if isinstance(field, forms.ModelChoiceField):
                field.widget = getattr(field.widget, "widget", field.widget)
                if name not in self.choices:
                    self.choices[name] = list(ModelChoiceIterator(field))
                field.widget.choices = self.choices[name]
            field.widget.attrs["aria-label"] = f"{field.label}, {self.instance}"


class RecordedAdmin(admin.ModelAdmin[Any]):
    """Pages whose changes are recorded in the guide's history."""

    form = WhyForm

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, **{"form": RowForm, **kwargs})

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method != "POST" or "_save" not in request.POST:
            return super().changelist_view(request, extra_context)
        # All rows that are saved together become one version of each guide.
        changed: set[Career] = set()
        request.changed_careers = changed  # type: ignore[attr-defined]
        with transaction.atomic():
            response = super().changelist_view(request, extra_context)
            for career in changed:
                versions.record_change(career, request.user.pk, "Several rows of a list.")
        return response

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        career = get_career(obj)
        is_new = career is obj and not change
        if not is_new and career not in getattr(request, "changed_careers", ()):
            versions.record_outside_changes(career)
        super().save_model(request, obj, form, change)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Called once everything of a form is saved, the parts included."""
        self.record(request, obj)
        return super().log_change(request, obj, message)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self.record(request, obj)
        return super().log_addition(request, obj, message)

    def record(self, request: HttpRequest, obj: Model) -> None:
        """Record the change of an object, at once or at the end of a list's "Save"."""
        career = get_career(obj)
        if hasattr(request, "changed_careers"):
            request.changed_careers.add(career)
        else:
            versions.record_change(career, request.user.pk, request.POST.get("why", "").strip())

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        if isinstance(obj, Career):
            super().delete_model(request, obj)
            return
        career = get_career(obj)
        with transaction.atomic():
            versions.record_outside_changes(career)
            super().delete_model(request, obj)
            versions.record_change(career, request.user.pk, "Deleted a row.")

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        with transaction.atomic():
            for row in queryset:
                self.delete_model(request, row)


class HistoryPages(RecordedAdmin):
    """The pages of a guide's versions, which editors call its states."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The versions of a guide, the latest first."""
        career = self._get_career(request, key_of(object_id))
        states = career.versions.select_related("made_by").defer("content")
        page = Paginator(states, VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
        return self._render(request, "history", career, title=f"History of “{career}”", page=page)

    def state_view(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        """What a change changed, or with `?with=now` what has changed since."""
        career = self._get_career(request, pk)
        state = get_object_or_404(career.versions.all(), pk=version)
        since = request.GET.get("with") == "now"
        earlier = career.versions.filter(pk__lt=state.pk).first()
        if since:
            changes = compare_states(state.content, snapshot_guide(career))
        else:
            changes = compare_states(earlier.content, state.content) if earlier else []
        return self._render(
            request,
            "state",
            career,
            title=f"{career}, {state.made_at:%b %d, %Y, %H:%M} UTC",
            state=state,
            is_first=earlier is None,
            since=since,
            changes=changes,
            may_return=self.has_change_permission(request, career),
        )

    @method_decorator(require_POST)
    def return_view(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        career = self._get_career(request, pk)
        if not self.has_change_permission(request, career):
            raise PermissionDenied
        state = get_object_or_404(career.versions.all(), pk=version)
        try:
            versions.return_to_version(state, request.user.pk, request.POST.get("why", "").strip())
        except RestoreError as problem:
            messages.error(request, str(problem))
            return redirect("admin:careers_career_state", pk, version)
        messages.success(
            request, "The guide is back in that state. The state before it is in the history, too."
        )
        return redirect("admin:careers_career_history", pk)

    def _get_career(self, request: HttpRequest, pk: int) -> Career:
        career = get_object_or_404(Career, pk=pk)
        if not self.has_view_permission(request, career):
            raise PermissionDenied
        return career

    def _render(
        self, request: HttpRequest, name: str, career: Career, **context: Any
    ) -> HttpResponse:
        template = f"admin/careers/career/{name}.html"
        return render_admin_page(self, request, template, career=career, **context)
