"""The settings of a group."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careers.models import Career
from common.form_layout import helper
from counselors.models import Group
from counselors.models.groups import MAX_KEEP_MONTHS
from quiz.models import QuizVersion

DEFAULT_OPEN_PERIOD = timedelta(weeks=6)
MAX_OPEN_PERIOD = timedelta(days=365)
# The fields that students read before they agree, and that stay as they are from then on.
AGREED = ("naming", "asks_profile")


def careers_with_quiz() -> QuerySet[Career]:
    """Careers with a quiz that visitors can take now."""
    return Career.objects.with_guide().filter(
        quiz__in=QuizVersion.objects.published().values("quiz")
    )


class GroupForm(forms.ModelForm[Group]):
    """Settings of a new or an existing group."""

    asks_profile = forms.TypedChoiceField(
        label=_("What students answer"),
        required=False,
        coerce=lambda value: str(value) == str(True),
        empty_value=False,  # type: ignore[arg-type]
        choices=[
            (False, _("The quiz of a career: is this right for you?")),
            (True, _("A profile, compared with all careers: what fits you?")),
        ],
        widget=forms.RadioSelect,
    )
    careers = forms.ModelMultipleChoiceField(
        label=_("Which quiz"),
        required=False,
        queryset=Career.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Not for a profile. With several, each student chooses."),
        error_messages={
            "invalid_choice": _("One of the careers no longer has a quiz. Choose again."),
            "invalid_pk_value": _("One of the careers no longer has a quiz. Choose again."),
        },
    )

    class Meta:
        model = Group
        fields = (
            *("name", "asks_profile", "careers", "naming", "time_zone", "closes_on"),
            "keep_months",
        )
        help_texts = {
            "naming": "",
            "time_zone": _("Where your students are. The days below end at midnight there."),
            "closes_on": _(
                "Until the end of this day students can share a result. "
                "At most a year from today; you can change it."
            ),
            "keep_months": format_lazy(
                _(
                    "The group and your notes are deleted this many months after its last day, "
                    "1 to {months}. We warn you 30 days before."
                ),
                months=MAX_KEEP_MONTHS,
            ),
        }
        widgets = {
            "naming": forms.RadioSelect,
            "closes_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "keep_months": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }
        error_messages = {
            "name": {"required": _("Give the group a name that you and your students know.")},
            "closes_on": {
                "required": _("Choose the last day."),
                "invalid": _("Write the day as in 2027-01-29."),
            },
            "keep_months": {
                "required": format_lazy(
                    _("Say how many months, 1 to {months}."), months=MAX_KEEP_MONTHS
                ),
                "invalid": format_lazy(
                    _("Write a whole number of months, 1 to {months}."), months=MAX_KEEP_MONTHS
                ),
                "min_value": _("At least 1 month."),
                "max_value": _("At most %(limit_value)s months."),
            },
        }

    def __init__(self, group: Group, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, instance=group)
        self.is_new = group.pk is None
        # Students agreed to a way of naming and to what is shared, so neither changes afterwards.
        self.has_students = not self.is_new and group.participations.exists()
        if self.is_new:
            self.initial["closes_on"] = group.today + DEFAULT_OPEN_PERIOD
        # Django compares a field whose default is a function with a hidden input of its own.
        self.fields["time_zone"].show_hidden_initial = False
        self._offer_careers(group)
        if self.has_students:
            for name in AGREED:
                field = self.fields[name]
                field.disabled, field.required = True, False
                field.help_text = _("A student has agreed to this, so it cannot change.")
            if group.asks_profile:
                del self.fields["careers"]
        submit, back = (
            (gettext("Make the group"), "")
            if self.is_new
            else (gettext("Save"), group.get_absolute_url())
        )
        self.helper = helper(*self.fields, submit=submit, back=back)

    def _offer_careers(self, group: Group) -> None:
        offered = Q(pk__in=careers_with_quiz())
        if not self.is_new:
            # Careers that are not published now stay selected until their box is cleared.
            offered |= Q(pk__in=group.careers.all())
        careers = self.fields["careers"]
        careers.queryset = Career.objects.filter(offered)  # type: ignore[attr-defined]
        if self.is_new and len(only := list(careers_with_quiz()[:2])) == 1:
            self.initial["careers"] = only
        if self.has_students:
            careers.help_text = _(
                "Shared results stay on the board, whatever you choose here. The link offers your "
                "choice from now on; students who started another quiz can still share it."
            )

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        # The field before this one says where; without it the group's own.
        zone = ZoneInfo(self.cleaned_data.get("time_zone", self.initial["time_zone"]))
        today = timezone.localdate(timezone=zone)
        if day == self.initial["closes_on"]:
            return day
        if day < today:
            raise forms.ValidationError(
                _("This day is over. Choose today or a later day.")
                if self.is_new
                else _("This day is over. To close the group at once, use “Close now” below.")
            )
        if day > today + MAX_OPEN_PERIOD:
            raise forms.ValidationError(_("At most a year from today. You can move it on later."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse what a page opened before the first student agreed would change of the terms.

        A group that asks for a profile has no careers, whatever was ticked.
        """
        data: dict[str, Any] = super().clean() or {}
        for name in AGREED if self.has_students else ():
            agreed = str(self.initial[name])
            if self.data.get(name, agreed) != agreed:
                self.add_error(
                    name, _("A student has already agreed to this, so it was not changed.")
                )
        if data.get("asks_profile"):
            data["careers"] = Career.objects.none()
            self.errors.pop("careers", None)
        elif "careers" in data and not data["careers"]:
            self.add_error("careers", _("Choose at least one career."))
        return data

    @property
    def changes(self) -> str:
        """The names of the changed settings, for the access log."""
        return " ".join(self.changed_data)
