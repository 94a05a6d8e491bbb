"""How forms with one button are laid out."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit


def helper(*fields: Any, submit: str, back: str = "") -> FormHelper:
    """Fields and a button, inside a `form` and with a token that the template brings.

    With `back`, a path, a link beside the button leaves the page as it is.
    """
    buttons: list[Any] = [Submit("go", submit)]
    if back:
        buttons.append(HTML(f'<a class="btn btn-link" href="{back}">Cancel</a>'))
    made = FormHelper()
    made.form_tag = False
    made.disable_csrf = True
    made.layout = Layout(*fields, Div(*buttons, css_class="actions"))
    return made
