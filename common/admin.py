"""What admin pages of several rooms have in common."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def render_admin_page(
    model_admin: ModelAdmin[Any], request: HttpRequest, template: str, /, **context: Any
) -> HttpResponse:
    """A page of a model's admin beside Django's own; 422 where its `form` has errors."""
    form = context.get("form")
    shared = model_admin.admin_site.each_context(request)
    values = {**shared, "opts": model_admin.opts, **context}
    return render(request, template, values, status=422 if form and form.errors else 200)


class NoManualRows:
    """For an admin page of rows that the site itself writes: nobody adds or deletes one there."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RowForm(forms.ModelForm[Any]):
    """A row of a list that is edited in place; the label of each input names the row.

    Each input is sent with the value that the list showed. So only cells that were edited are
    saved, and one that a colleague changed meanwhile is refused once, with what it is now.

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
            field.show_hidden_initial = True
            if isinstance(field, forms.ModelChoiceField):
                field.widget = getattr(field.widget, "widget", field.widget)
                if name not in self.choices:
                    self.choices[name] = list(ModelChoiceIterator(field))
                field.widget.choices = self.choices[name]
            if self.instance.pk:
                field.widget.attrs["aria-label"] = f"{field.label}, {self.instance}"

    def clean(self) -> None:
        super().clean()
        if self.changed_data:
            try:
                self.lock_row()
            except ObjectDoesNotExist as error:
                raise ValidationError("Somebody deleted this row after you opened it.") from error
        for name, field in self.fields.items():
            if not field.show_hidden_initial:
                continue
            if name not in self.changed_data:
                # The list may be old: the row keeps what it has now.
                self.cleaned_data.pop(name, None)
            else:
                self._refuse_if_stale(name, field)

    def lock_row(self) -> None:
        """Read the row as it is now; nobody else changes it until the list is saved."""
        rows = self.instance.__class__._base_manager.select_for_update()
        self.instance.refresh_from_db(from_queryset=rows)

    def _refuse_if_stale(self, name: str, field: forms.Field) -> None:
        shown_name = self.add_initial_prefix(name)
        current = self.instance.serializable_value(name)
        is_same = not field.has_changed(current, self[name].data)
        if is_same or not field.has_changed(current, self.data.get(shown_name)):
            return
        now = getattr(self.instance, name)
        words = "empty" if now in (None, "") else f"“{now}”"
        self.add_error(
            name,
            f"Somebody else changed this after you opened the list: it is {words} now. Save again "
            "to replace it with yours.",
        )
        # The page that comes back shows it, so that saving once more replaces it.
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[shown_name] = "" if current is None else str(current)
        self.data = data


class EditedInPlace(ModelAdmin[Any]):
    """A list with `list_editable` in which nobody undoes what a colleague saved meanwhile."""

    row_form: type[RowForm] = RowForm

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, **{"form": self.row_form, **kwargs})

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # In one transaction, so that rows stay as they were compared until they are saved.
        with transaction.atomic():
            response = super().changelist_view(request, extra_context)
        changelist = (getattr(response, "context_data", None) or {}).get("cl")
        if changelist is None or not getattr(changelist.formset, "is_bound", False):
            return response
        # The list comes back with mistakes. What colleagues saved may have moved its rows or
        # filtered them out; Django would show the forms beside other rows.
        changelist.result_list = [form.instance for form in changelist.formset.forms]
        if all(row.pk for row in changelist.result_list):
            return response
        text = "Somebody deleted a row after you opened the list. Nothing of yours is saved."
        self.message_user(request, text, messages.ERROR)
        return redirect(request.get_full_path())
