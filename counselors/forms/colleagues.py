"""With whom a counselor shares a group."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import Q

from accounts.roles import COUNSELORS
from common.form_layout import helper
from counselors.models import Group

# The same for who is not there and who is no counselor: nobody learns who has an account.
NOBODY = (
    "No counselor here goes by this user name or email. Ask your colleague how they sign in, or "
    "ask an administrator to invite them."
)


class ColleagueForm(forms.Form):
    who = forms.CharField(
        label="Your colleague’s user name or email",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the user name or email of your colleague."},
    )

    def __init__(self, group: Group, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.group = group
        self.helper = helper("who", submit="Share the group")

    def clean_who(self) -> User:
        """The counselor meant. An email that two counselors have names neither."""
        who = self.cleaned_data["who"].strip()
        counselors = User.objects.filter(is_active=True, groups__name=COUNSELORS)
        found = list(counselors.filter(Q(username=who) | Q(email__iexact=who))[:3])
        named = [user for user in found if user.username == who] or found
        if len(named) != 1:
            raise forms.ValidationError(NOBODY)
        colleague = named[0]
        if colleague.pk == self.group.counselor_id:
            raise forms.ValidationError("That is you: the group is yours already.")
        if self.group.colleagues.filter(user=colleague).exists():
            raise forms.ValidationError("You share the group with this colleague already.")
        return colleague
