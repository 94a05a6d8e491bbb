"""Forms for students: a group's code, and the consent to sharing."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careers.models import Career
from common.form_layout import helper
from common.names import NameFormField
from counselors.codes import parse_code
from counselors.group_lookup import TooManyWrongCodesError, find_group
from counselors.models import Group, Naming, Participation


class CodeForm(forms.Form):
    """A group's code; the cleaned value is the group."""

    code = forms.CharField(
        label=_("Code"),
        # A pasted link is understood, too.
        max_length=200,
        help_text=_(
            "Ten letters and digits, as in 7KQ4M-2XP3F. Capitals, spaces and dashes do not matter."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter the code that your counselor gave you.")},
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        self.request = request
        self.helper = helper("code", submit=gettext("Continue"))

    def clean_code(self) -> Group:
        text: str = self.cleaned_data["code"]
        if parse_code(text) is None:
            raise forms.ValidationError(
                _("A code has ten letters and digits. Compare it with what your counselor wrote.")
            )
        try:
            group = find_group(self.request, text)
        except TooManyWrongCodesError:
            message = _(
                "No group has this code, and many wrong codes came from your network. Ask your "
                "counselor for the link: it works at once, and so does the right code."
            )
            raise forms.ValidationError(message, code="limited") from None
        if group is None:
            raise forms.ValidationError(
                _(
                    "No group has this code. It may be mistyped, or the group is deleted. Compare "
                    "it with what your counselor wrote."
                )
            )
        return group

    @property
    def status(self) -> HTTPStatus:
        """The status of a response with this form."""
        if self.has_error("code", "limited"):
            return HTTPStatus.TOO_MANY_REQUESTS
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK


class ConsentForm(forms.Form):
    """The career, a nickname, and whether another student used this browser before."""

    career = forms.ModelChoiceField(
        queryset=Career.objects.none(),
        to_field_name="slug",
        empty_label=None,
        label=_("Which career’s quiz do you take?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a career first."),
            "invalid_choice": _("Choose one of these careers."),
        },
    )
    nickname = NameFormField(
        label=_("Nickname"),
        required=False,
        max_length=40,
        help_text=_(
            "Optional. Not your real name, unless your counselor asks for it. "
            "Left empty, you appear as a number."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": _(
                "At most %(limit_value)d characters; this has %(show_value)d. Shorten it."
            )
        },
    )
    somebody_else = forms.BooleanField(
        label=_("Somebody else used this browser before me"),
        required=False,
        help_text=_("Tick this on a shared computer, if that was not you."),
    )

    def __init__(
        self,
        group: Group,
        careers: Sequence[Career],
        earlier: Participation | None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """`careers` to choose from; a single one is not asked about, nor is any for a profile.

        `earlier`: this browser's participation in the group, if it has one.
        """
        super().__init__(data, initial={"nickname": earlier.nickname if earlier else ""})
        self.single = careers[0] if len(careers) == 1 else None
        if self.single or group.asks_profile:
            del self.fields["career"]
        else:
            self.fields["career"].queryset = Career.objects.filter(  # type: ignore[attr-defined]
                pk__in=[career.pk for career in careers]
            )
        if group.naming != Naming.NICKNAME:
            del self.fields["nickname"]
        if earlier is None:
            del self.fields["somebody_else"]

    @property
    def chosen(self) -> Career | None:
        """The chosen career, or the only one; None for a profile, or if the form is not valid."""
        return self.single or self.cleaned_data.get("career")
