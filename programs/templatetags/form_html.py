"""A tag for a field of a form sent by GET, in Bootstrap's markup.

A list of all states takes a hundred small templates where Django's widgets write it.
"""

from functools import lru_cache
from html import escape

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def form_field(field: BoundField) -> SafeString:
    """A field with its label, help and errors: a list of choices, a checkbox or a line of text."""
    widget = field.field.widget
    is_checkbox = isinstance(widget, forms.CheckboxInput)
    attributes = {"name": field.html_name, "id": field.id_for_label}
    notes = {}
    if field.help_text:
        notes[f"{field.id_for_label}_helptext"] = (
            f'class="form-text">{escape(str(field.help_text))}'
        )
    if field.errors:
        texts = escape(" ".join(map(str, field.errors)))
        notes[f"{field.id_for_label}_error"] = f'class="invalid-feedback">{texts}'
        attributes["aria-invalid"] = "true"
    if notes:
        attributes["aria-describedby"] = " ".join(notes)
    kind = "form-check-input" if is_checkbox else "form-control"
    if isinstance(widget, forms.Select):
        kind = "form-select"
    attributes["class"] = f"{kind} is-invalid" if field.errors else kind
    control = _render_control(field, attributes)
    label_kind = "form-check-label" if is_checkbox else "form-label"
    label = (
        f'<label for="{field.id_for_label}" class="{label_kind}">{escape(str(field.label))}</label>'
    )
    below = "".join(f'<div id="{key}" {note}</div>' for key, note in notes.items())
    inner = f"{control} {label}" if is_checkbox else f"{label}{control}"
    box = "mb-3 form-check" if is_checkbox else "mb-3"
    html = f'<div id="div_{field.id_for_label}" class="{box}">{inner}{below}</div>'
    return mark_safe(html)  # noqa: S308 - labels, notes, choices and values are escaped


def _render_control(field: BoundField, attributes: dict[str, str]) -> str:
    widget, value = field.field.widget, field.value()
    if isinstance(widget, forms.Select):
        chosen = "" if value is None else str(value)
        options = "".join(
            [
                _render_option(str(key), str(label), str(key) == chosen)
                for key, label in widget.choices
            ]
        )
        return f"<select{_render_attributes(attributes)}>{options}</select>"
    attributes = {**widget.attrs, **attributes, "type": widget.input_type}
    if isinstance(widget, forms.CheckboxInput):
        checked = " checked" if value and value not in ("false", "False", "0") else ""
        return f"<input{_render_attributes(attributes)}{checked}>"
    if value not in (None, ""):
        attributes["value"] = str(value)
    return f"<input{_render_attributes(attributes)}>"


@lru_cache(maxsize=512)
def _render_option(value: str, label: str, is_selected: bool) -> str:
    """An option; every page has the same."""
    selected = " selected" if is_selected else ""
    return f'<option value="{escape(value)}"{selected}>{escape(label)}</option>'


def _render_attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(str(value))}"' for name, value in attributes.items())
