"""Forms of a result: settings, plan, an answer to try, and the spoken code."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.names import NameFormField
from quiz.answers import ANSWER_CHOICES, CONDITION_CHOICES, CONDITION_LABELS
from quiz.areas import list_metros, list_states
from quiz.desk import parse_code
from quiz.models import Result
from quiz.models.results import Delivery

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Larger numbers than these are typing mistakes.
MAX_DOLLARS = 1_000_000
MAX_MONTHS = 120


class SettingsForm(forms.Form):
    """What a result's owner can set about it."""

    nickname = NameFormField(
        label=_("A name for it"),
        required=False,
        max_length=40,
        help_text=_("Optional, as in “After the open day”. Anyone who has the link can read it."),
        error_messages={
            "max_length": _(
                "At most %(limit_value)d characters; this has %(show_value)d. Shorten it."
            )
        },
    )
    keep_months = forms.TypedChoiceField(
        label=_("When to delete it"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Leave the date as it is")),
            ("1", _("In 1 month")),
            ("3", _("In 3 months")),
            ("6", _("In 6 months")),
            ("12", _("In 12 months")),
        ],
    )


class CodeForm(forms.Form):
    """The spoken code, as a counselor types it."""

    code = forms.CharField(
        label=pgettext_lazy("spoken code", "Code"),
        max_length=40,
        help_text=_("Nine digits, as in 482 917 305."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Enter the code.")},
    )

    def clean_code(self) -> str:
        code = parse_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(
                gettext("A code has nine digits, and no letters or other signs.")
            )
        return code


class TryForm(forms.Form):
    """One answer, to a statement or to a yes-or-no question, as it might have been."""

    key = forms.CharField()
    answer = forms.ChoiceField(choices=[*ANSWER_CHOICES, *CONDITION_CHOICES])

    def __init__(self, data: Mapping[str, Any], result: Result) -> None:
        super().__init__(data)
        self.result = result

    def clean(self) -> dict[str, Any]:
        """Check that the answer fits the question."""
        data: dict[str, Any] = super().clean() or {}
        asked = self.result.conditions if self.is_condition else self.result.answers
        if data.get("key") not in asked:
            raise forms.ValidationError(gettext("There is no such question with such an answer."))
        return data

    @property
    def is_condition(self) -> bool:
        return self.cleaned_data.get("answer") in CONDITION_LABELS

    def apply_answer(self) -> tuple[dict[str, int], dict[str, str]]:
        """The result's answers and those to its conditions with this one changed; saves nothing."""
        answers, conditions = dict(self.result.answers), dict(self.result.conditions)
        if self.is_condition:
            conditions[self.cleaned_data["key"]] = self.cleaned_data["answer"]
        else:
            answers[self.cleaned_data["key"]] = int(self.cleaned_data["answer"])
        return answers, conditions


def _build_number_field(
    label: "_StrPromise", hint: "_StrPromise", max_value: int
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=max_value,
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], hint),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "any"}),
    )


class PlanForm(forms.ModelForm[Result]):
    """Where the owner wants to work and study, how long and for how much."""

    area_code = forms.ChoiceField(
        label=_("State"),
        required=False,
        error_messages={"invalid_choice": _("Choose a state from the list, or leave it empty.")},
    )
    metro_code = forms.ChoiceField(
        label=_("Area within it"),
        required=False,
        error_messages={"invalid_choice": _("Choose an area from the list, or leave it empty.")},
    )
    budget = _build_number_field(
        _("Training may cost ($)"),
        _("Give whole dollars from 0 to 1,000,000 in digits, or leave it empty."),
        MAX_DOLLARS,
    )
    months = _build_number_field(
        _("It may take (months)"),
        _("Give whole months from 0 to 120 in digits, or leave it empty."),
        MAX_MONTHS,
    )
    delivery = forms.ChoiceField(
        label=_("How you want to study"),
        choices=[("", _("Any way")), *Delivery.choices],
        required=False,
    )

    class Meta:
        model = Result
        fields = ("area_code", "metro_code", "budget", "months", "delivery")

    def __init__(self, result: Result, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, instance=result)
        self.saved_area = result.area_code
        # A page with errors shows the state that was sent, and so its areas.
        state = str((data or {}).get("area_code", "")) if self.is_bound else self.saved_area
        states = list_states()
        name = dict(states).get(state)
        self.fields["area_code"].choices = [("", gettext("No state")), *states]  # type: ignore[attr-defined]
        metro = self.fields["metro_code"]
        metro.choices = [("", gettext("Choose a state first"))]  # type: ignore[attr-defined]
        if name:
            metro.choices = [("", gettext("The whole state")), *list_metros(state)]  # type: ignore[attr-defined]
            metro.label = gettext("Area within %(state)s") % {"state": name}
            metro.help_text = gettext(
                "For another state, choose the state first. Its areas are offered the next time."
            )

    def clean(self) -> dict[str, Any]:
        """Drop the area of the saved state if another state was chosen."""
        data: dict[str, Any] = super().clean() or {}
        is_new_state = data.get("area_code", self.saved_area) != self.saved_area
        if "metro_code" in self.errors and is_new_state:
            saved_metros = dict(list_metros(self.saved_area))
            if self.data.get("metro_code") in saved_metros:
                del self.errors["metro_code"]
                data["metro_code"] = ""
        return data
