"""The name by which students and colleagues see a counselor."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.form_layout import helper
from common.names import NameFormField


class ShownNameField(NameFormField):
    """The whole name as people say it; a user has two columns for it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Your name, as students see it"),
            max_length=80,
            help_text=_(
                "As in “Ms. Ortega”. Students read it before they share a result with you."
            ),
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={
                "required": _("Write the name by which your students know you."),
                "max_length": _(
                    "At most %(limit_value)d characters; this has %(show_value)d. Shorten it."
                ),
            },
            **kwargs,
        )


def set_shown_name(user: User, name: str) -> None:
    """Split a name into the columns of a user; together they give it back. Does not save."""
    user.first_name, _, user.last_name = name.rpartition(" ")


class ShownNameForm(forms.Form):
    name = ShownNameField()

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"name": user.get_full_name()})
        self.helper = helper("name", submit=gettext("Save"))
