"""The form of an invitation."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.form_layout import helper
from counselors.forms.names import ShownNameField, set_shown_name
from counselors.models import Invitation


class InvitationForm(UserCreationForm[User]):
    """A new account. All but the email is required."""

    name = ShownNameField()

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "email")
        labels = {"username": _("User name"), "email": _("Email")}
        help_texts = {
            "username": _("You sign in with it. Letters, digits and @ . + - _"),
            "email": _(
                "Optional. We use it to warn you before a group is deleted, and if you forget "
                "your password."
            ),
        }
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, invitation: Invitation, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"name": invitation.name, "email": invitation.email})
        self.order_fields(["name", "username", "email"])
        self.fields["password2"].label = _("Password again")
        self.fields["password2"].help_text = ""
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.helper = helper(*self.fields, submit=gettext("Make the account"))

    def clean(self) -> dict[str, Any]:
        # Before the password is compared with the name.
        set_shown_name(self.instance, self.cleaned_data.get("name", ""))
        return super().clean() or {}
