"""Share a group with a colleague."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import COUNSELORS
from common.form_layout import helper
from counselors.models import Group

# The same for unknown users and for users who are no counselors: it must not reveal accounts.
COLLEAGUE_NOT_FOUND = _(
    "No counselor has this user name or email. Ask your colleague how they sign in, or "
    "ask an administrator to invite them."
)


class ColleagueForm(forms.Form):
    who = forms.CharField(
        label=_("Your colleague’s user name or email"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the user name or email of your colleague.")},
    )

    def __init__(self, group: Group, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.group = group
        self.helper = helper("who", submit=gettext("Share the group"))

    def clean_who(self) -> User:
        """The counselor with this name or email; an email of two counselors is invalid."""
        who = self.cleaned_data["who"].strip()
        counselors = User.objects.filter(is_active=True, groups__name=COUNSELORS)
        matches = list(counselors.filter(Q(username=who) | Q(email__iexact=who))[:3])
        matches = [user for user in matches if user.username == who] or matches
        if len(matches) != 1:
            raise forms.ValidationError(COLLEAGUE_NOT_FOUND)
        colleague = matches[0]
        if colleague.pk == self.group.counselor_id:
            raise forms.ValidationError(_("That is you. The group is already yours."))
        if not colleague.get_full_name():
            raise forms.ValidationError(
                _(
                    "Your colleague has not yet said by which name students see them. Ask them to "
                    "sign in once; then share the group."
                )
            )
        if self.group.colleagues.filter(user=colleague).exists():
            raise forms.ValidationError(_("You share the group with this colleague already."))
        return colleague
