"""The forms of a guide's parts, one for each entry of GUIDE_PARTS."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Field, Max, Model, QuerySet, TextField, UniqueConstraint
from django.forms import BaseInlineFormSet, CharField, Textarea
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import normalize_newlines

from careers.guides.parts import GuidePart
from careers.models import Guide, GuideSection
from common.keys import key_of
from common.markdown import MarkdownFormField, validate_links

FormFields = Mapping[type[Field[Any, Any]], Mapping[str, Any]]


class MultilineField(CharField):
    """Text of several lines, stored with plain line ends.

    Browsers send a carriage return with each, which would make unchanged texts look changed.
    """

    def to_python(self, value: Any) -> Any:
        return normalize_newlines(super().to_python(value) or "")


def text_area(rows: int, cols: int) -> FormFields:
    """Text fields as boxes of this size."""
    widget = Textarea(attrs={"rows": rows, "cols": cols})
    return {TextField: {"form_class": MultilineField, "widget": widget}}


# Rows are written one after the other, and two must not have the same even in between.
TAKEN_UNTIL_SAVED = (
    "“%(row)s” has this %(label)s until the guide is saved. Give this row another %(label)s for "
    "now and save. Then give it this one and save again."
)
SHORT_TEXT = text_area(2, 60)
LONG_TEXT = text_area(6, 90)


class PartFormSet(BaseInlineFormSet[Any, Guide, Any]):
    """The rows of one part, under its name in the form's data."""

    part: GuidePart
    model: type[Model]

    @classmethod
    def get_default_prefix(cls) -> str:
        return cls.part.name

    def get_queryset(self) -> Any:
        """The rows in the order of the form that was sent, where colleagues' rows are left out.

        One that a colleague removed meanwhile is there as an unsaved row, so that the form can
        still show what was typed into it.
        """
        rows = super().get_queryset()
        if not self.is_bound:
            return rows
        stored = {str(row.pk): row for row in rows}
        keys = [
            self.data.get(f"{self.add_prefix(index)}-id", "")
            for index in range(self.initial_form_count())
        ]
        return [stored.get(key) or self.part.model(pk=key_of(key)) for key in keys if key_of(key)]

    def clean(self) -> None:
        """Refuse what has to be unique in a guide where the database has it already.

        Django compares the rows of the form alone; a colleague may have added others.
        """
        super().clean()
        if self.instance._state.adding:
            return
        deleted = [form.instance.pk for form in self.deleted_forms]
        rows = {form.instance.pk: form.instance for form in self.forms}
        unique = [
            each for each in self.model._meta.constraints if isinstance(each, UniqueConstraint)
        ]
        for form in self.forms:
            if form in self.deleted_forms or form.errors or not form.has_changed():
                continue
            for constraint in unique:
                [name] = set(constraint.fields) - {"guide"}
                value = getattr(form.instance, name)
                others = self.model._default_manager.exclude(pk__in=[form.instance.pk, *deleted])
                other = others.filter(guide=self.instance, **{name: value}).first()
                if other is None:
                    continue
                if getattr(rows.get(other.pk), name, value) != value:
                    column: Any = self.model._meta.get_field(name)
                    words = {"row": other, "label": column.verbose_name}
                    form.add_error(name, TAKEN_UNTIL_SAVED % words)
                else:
                    form.add_error(name, form.instance.unique_error_message(self.model, (name,)))

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """A new row goes to the end."""
        kwargs = super().get_form_kwargs(index)
        if index is None or index >= self.initial_form_count():
            kwargs["initial"] = {"position": self._next_position, **kwargs.get("initial", {})}
        return kwargs

    @cached_property
    def _next_position(self) -> int:
        if not self.instance.pk:
            return 1
        last = self.part.get_rows(self.instance).aggregate(last=Max("position"))["last"]
        return (last or 0) + 1

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name, value in self.part.fixed.items():
            setattr(form.instance, name, value)


class PartInline(InlineModelAdmin[Any, Guide]):
    """What the forms of all parts have in common."""

    part: GuidePart
    extra = 0
    classes = ["collapse"]
    formfield_overrides = SHORT_TEXT

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(**self.part.fixed)

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """A box for Markdown turns lists pasted from a word processor into lists."""
        if validate_links in db_field.validators:
            kwargs["form_class"] = MarkdownFormField
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class RowsPart(PartInline, admin.StackedInline[Any, Guide]):
    """Short fields stand side by side, and below each other on a phone."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        lines: list[Any] = [[]]
        for field in self.part.fields:
            if isinstance(field, TextField):
                lines += [field.name, []]
            else:
                lines[-1].append(field.name)
        return [tuple(line) if isinstance(line, list) else line for line in lines if line]


class SectionsPart(PartInline, admin.StackedInline[GuideSection, Guide]):
    formfield_overrides = LONG_TEXT
    prepopulated_fields = {"anchor": ["heading"]}
    fields = [
        ("position", "part", "anchor"),
        ("heading", "short_heading", "is_shown"),
        "body",
        "body_figures",
        "note",
        "note_figures",
        ("owner", "verified_on", "review_every_months"),
    ]


FORMS: dict[type[Model], type[PartInline]] = {GuideSection: SectionsPart}


def create_inline(part: GuidePart) -> type[InlineModelAdmin[Any, Guide]]:
    """The form of a part within that of its guide."""
    formset = type("FormSet", (PartFormSet,), {"part": part})
    attributes: dict[str, Any] = {
        "part": part,
        "model": part.model,
        "formset": formset,
        "exclude": tuple(part.fixed),
        "verbose_name_plural": part.label,
    }
    if part.plural:
        attributes["verbose_name"] = part.fixed["kind"]
    return type(f"{part.name}_inline", (FORMS.get(part.model, RowsPart),), attributes)
