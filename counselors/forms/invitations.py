"""The form of an invitation."""

from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.form_layout import helper
from counselors.models import Invitation


class InvitationForm(UserCreationForm[User]):
    """A new account. Only the user name and the password are required."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name", "email")
        labels = {"username": _("User name"), "email": _("Email")}
        help_texts = {
            "username": _("You sign in with it. Letters, digits and @ . + - _"),
            "email": _(
                "Optional. We use it to warn you before a group is deleted, and if you forget "
                "your password."
            ),
        }
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, invitation: Invitation, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"email": invitation.email})
        self.fields["password2"].label = _("Password again")
        self.fields["password2"].help_text = ""
        for name in ("first_name", "last_name"):
            self.fields[name].help_text = _("Optional. Colleagues see it.")
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.helper = helper(*self.fields, submit=gettext("Make the account"))
