"""The quiz page by page, and the last page with its yes-or-no questions and the state."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quiz.answers import ANSWER_CHOICES, CONDITION_CHOICES
from quiz.areas import list_states
from quiz.content import ConditionContent
from quiz.forms.answers import AnswersForm, QuestionsForm


class StatementsForm(QuestionsForm):
    """A page of statements, each answered with 1 to 5, or with 0 for “I don't know yet”."""

    choices = ANSWER_CHOICES
    missing = _(
        "Statement %(number)d has no answer yet. If you cannot tell, choose “I don’t know yet”."
    )
    invalid = _("Statement %(number)d: choose one of the six answers.")


class LastPageForm(AnswersForm):
    """The yes-or-no questions and the state for the wages."""

    area = forms.ChoiceField(
        label=_("Which state’s pay do you want to see?"),
        choices=lambda: [("", gettext("No state")), *list_states()],
        required=False,
        help_text=_("Optional. We use it only to show you pay; leave it empty for the nation."),
        error_messages={"invalid_choice": _("Choose a state from the list, or leave it empty.")},
    )

    def __init__(
        self, conditions: Sequence[ConditionContent], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.add_questions(
            ((condition.key, condition.question) for condition in conditions),
            CONDITION_CHOICES,
            missing=gettext("Question %(number)d has no answer yet. Choose yes or no."),
            invalid=gettext("Question %(number)d: choose yes or no."),
            coerce=str,
        )
