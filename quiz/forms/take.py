"""The quiz page by page, and the last page with its yes-or-no questions and the state."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout, Submit
from django import forms

from quiz.answers import ANSWER_CHOICES, CONDITION_CHOICES
from quiz.areas import is_state, list_states
from quiz.content import ConditionContent, StatementContent, VersionContent
from quiz.forms.answers import AnswersForm
from quiz.models.results import FormLength


class NumberedField(Field):  # type: ignore[misc]
    """A statement with its number, which error messages refer to."""

    template = "quiz/_statement.html"

    def __init__(self, name: str, number: int) -> None:
        super().__init__(name)
        self.number = number

    def render(self, *args: Any, extra_context: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        return super().render(
            *args, extra_context={**(extra_context or {}), "number": self.number}, **kwargs
        )


def _build_helper(*fields: Any, submit: str, back: bool) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    # "Next" comes first in the page, so that Enter presses it; CSS puts "Back" to its left.
    buttons = [Submit("go", submit, css_class="btn btn-primary", css_id="go-next")]
    if back:
        buttons.append(
            HTML(
                '<button class="btn btn-outline-primary" name="back" value="1" formnovalidate>'
                "Back</button>"
            )
        )
    helper.layout = Layout(*fields, Div(*buttons, css_class="actions quiz-actions"))
    return helper


class StatementsForm(AnswersForm):
    """A page of statements, each answered with 1 to 5."""

    def __init__(
        self,
        statements: Sequence[StatementContent],
        data: Mapping[str, Any] | None = None,
        *,
        answers: Mapping[str, int] | None = None,
        first_number: int = 1,
        submit: str = "Next",
        back: bool = False,
    ) -> None:
        super().__init__(data, initial={key: str(value) for key, value in (answers or {}).items()})
        for number, statement in enumerate(statements, start=first_number):
            self.fields[statement.key] = forms.TypedChoiceField(
                label=statement.text,
                choices=ANSWER_CHOICES,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"Statement {number} has no answer yet. Choose one of the five.",
                    "invalid_choice": f"Statement {number}: choose one of the five answers.",
                },
            )
        self.helper = _build_helper(
            *(
                NumberedField(statement.key, number)
                for number, statement in enumerate(statements, start=first_number)
            ),
            submit=submit,
            back=back,
        )

    @property
    def answered(self) -> dict[str, int]:
        """The valid answers, whatever is wrong with the others."""
        self.full_clean()
        return {key: value for key, value in self.cleaned_data.items() if isinstance(value, int)}


class StateField(forms.ChoiceField):
    """A choice of states that checks an answer without listing all of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=lambda: [("", "No state"), *list_states()], **kwargs)

    def valid_value(self, value: str) -> bool:
        return is_state(value)


class LastPageForm(AnswersForm):
    """The yes-or-no questions and the state for the wages."""

    area = StateField(
        label="Which state’s pay do you want to see?",
        required=False,
        help_text="Optional. We use it only to show you pay; leave it empty for the nation.",
        error_messages={"invalid_choice": "Choose a state from the list, or leave it empty."},
    )

    def __init__(
        self, conditions: Sequence[ConditionContent], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        for number, condition in enumerate(conditions, start=1):
            self.fields[condition.key] = forms.ChoiceField(
                label=condition.question,
                choices=CONDITION_CHOICES,
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"Question {number} has no answer yet. Choose yes or no.",
                    "invalid_choice": f"Question {number}: choose yes or no.",
                },
            )

    @property
    def helper(self) -> FormHelper:
        keys = [key for key in self.fields if key != "area"]
        return _build_helper(
            *(NumberedField(key, number) for number, key in enumerate(keys, start=1)),
            Field("area", wrapper_class="quiz-state"),
            submit="See my result",
            back=True,
        )


class StartForm(forms.Form):
    """Which form of the quiz to start."""

    form = forms.ChoiceField(choices=FormLength, required=False)

    def length(self, content: VersionContent) -> str:
        """The chosen form; the full one if none is chosen or the quiz has no short one."""
        chosen = self.cleaned_data.get("form") if self.is_valid() else ""
        if chosen == FormLength.SHORT and content.has_short_form:
            return FormLength.SHORT
        return FormLength.FULL
