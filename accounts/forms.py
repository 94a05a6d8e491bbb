"""Forms for sign-in, passwords and the second factor."""

from typing import Any

from crispy_forms.layout import Hidden
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    PasswordResetForm,
    SetPasswordForm,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from common.form_layout import helper

WRONG_PASSWORD = _("That is not your password.")
WRONG_CODE = _(
    "This code is not right. A code from the app works for about a minute, and each code once."
)
WRONG_NAME_OR_PASSWORD = _("The name or the password is not right. Both are case-sensitive.")


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": WRONG_NAME_OR_PASSWORD,
        "inactive": WRONG_NAME_OR_PASSWORD,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = gettext("User name")
        self.helper = helper("username", "password", submit=gettext("Sign in"))


class CodeForm(forms.Form):
    """The second step: a code from the app or a recovery code. The field accepts either."""

    code = forms.CharField(
        label=_("Code from your app"),
        max_length=40,
        help_text=_("Six digits. They change every half minute."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )

    def __init__(self, *args: Any, recovery: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if recovery:
            code = self.fields["code"]
            code.label = gettext("Recovery code")
            code.help_text = gettext("Ten characters, as in abcde-fghjk. Each works once.")
            code.widget = forms.TextInput(
                attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
            )
        self.helper = helper("code", submit=gettext("Continue"))


class ConfirmPasswordForm(forms.Form):
    """Asks for the password again: somebody else may be using an open session."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, submit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.helper = helper("password", submit=submit or gettext("Continue"))

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not check_own_password(self.request, password):
            raise ValidationError(WRONG_PASSWORD)
        return password


def check_own_password(request: HttpRequest, password: str) -> bool:
    """Check the signed-in user's password; a wrong one counts as a failed sign-in."""
    user = authenticate(request, username=request.user.get_username(), password=password)
    return user is not None and user.pk == request.user.pk


class SetUpSecondFactorForm(ConfirmPasswordForm):
    """Confirms that the app has the key. Once valid, `step` is the time step of the code."""

    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=10,
        help_text=_("Six digits."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    step: int

    def __init__(
        self, request: HttpRequest, key: str, next_url: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(request, *args, **kwargs)
        self.key = key
        fields = ["code", "password", Hidden("next", next_url)]
        self.helper = helper(*fields, submit=gettext("Turn on the second factor"))
        self.order_fields(["code", "password"])

    def clean_code(self) -> str:
        code = second_factor.normalize_code(self.cleaned_data["code"])
        step = second_factor.find_time_step(self.key, code)
        if step is None:
            raise ValidationError(
                gettext(
                    "This is not the right code. Wait for the next one, and check that the phone "
                    "sets its clock automatically."
                )
            )
        self.step = step
        return code


class ChangePasswordForm(PasswordChangeForm):
    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["old_password"].label = gettext("Current password")
        fields = ("old_password", "new_password1", "new_password2")
        self.helper = helper(*fields, submit=gettext("Change the password"))

    def clean_old_password(self) -> str:
        password: str = self.cleaned_data["old_password"]
        if not check_own_password(self.request, password):
            raise ValidationError(WRONG_PASSWORD)
        return password


class NewPasswordForm(SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("new_password1", "new_password2", submit=gettext("Set the password"))


class ResetRequestForm(PasswordResetForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("email", submit=gettext("Send the link"))
