"""The layout of forms with one button."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django.utils.translation import gettext


def helper(*fields: Any, submit: str, back: str = "") -> FormHelper:
    """Fields and a button; the template has the `form` element and its token.

    `back` is a path: a link beside the button leads there and sends nothing.
    """
    buttons: list[Any] = [Submit("go", submit)]
    if back:
        cancel = gettext("Cancel")
        buttons.append(HTML(f'<a class="btn btn-link" href="{back}">{cancel}</a>'))
    form_helper = FormHelper()
    form_helper.form_tag = False
    form_helper.disable_csrf = True
    form_helper.layout = Layout(*fields, Div(*buttons, css_class="actions"))
    return form_helper
