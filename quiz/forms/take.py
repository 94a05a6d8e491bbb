"""The quiz page by page, and the last page with its yes-or-no questions and the state."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout, Submit
from django import forms

from quiz.areas import states
from quiz.content import ConditionContent, StatementContent, VersionContent
from quiz.forms.answers import AnswersForm
from quiz.models.results import FormLength

ANSWERS = (
    (1, "Strongly disagree"),
    (2, "Disagree"),
    (3, "Neither"),
    (4, "Agree"),
    (5, "Strongly agree"),
)
ANSWER_WORDS = dict(ANSWERS)
CONDITION_ANSWERS = (("yes", "Yes"), ("no", "No"))
CONDITION_WORDS = dict(CONDITION_ANSWERS)
STATEMENTS_A_PAGE = 4


def pages(statements: Sequence[StatementContent]) -> list[Sequence[StatementContent]]:
    """Statements in groups as even as they can be, of four at most.

    >>> [len(page) for page in pages(range(10))], [len(page) for page in pages(range(16))]
    ([4, 3, 3], [4, 4, 4, 4])
    """
    number = -(-len(statements) // STATEMENTS_A_PAGE)
    size, longer = divmod(len(statements), number)
    ends = [size * page + min(page, longer) for page in range(number + 1)]
    return [statements[start:end] for start, end in pairwise(ends)]


class NumberedField(Field):  # type: ignore[misc]
    """A statement with its number, by which error messages call it."""

    template = "quiz/_statement.html"

    def __init__(self, name: str, number: int) -> None:
        super().__init__(name)
        self.number = number

    def render(self, *args: Any, extra_context: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        return super().render(
            *args, extra_context={**(extra_context or {}), "number": self.number}, **kwargs
        )


def _helper(*fields: Any, submit: str, back: bool) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    # In the page "next" comes first, so that Enter means it; the style puts "back" to its left.
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
    """A page of statements, each to be answered with 1 to 5."""

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
            missing = f"Statement {number} has no answer yet. Choose one of the five."
            self.fields[statement.key] = forms.TypedChoiceField(
                label=statement.text,
                choices=ANSWERS,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={
                    "required": missing,
                    "invalid_choice": f"Statement {number}: choose one of the five answers.",
                },
            )
        self.helper = _helper(
            *(
                NumberedField(statement.key, number)
                for number, statement in enumerate(statements, start=first_number)
            ),
            submit=submit,
            back=back,
        )

    @property
    def answered(self) -> dict[str, int]:
        """The answers that are all right, whatever is wrong with the others."""
        self.full_clean()
        return {key: value for key, value in self.cleaned_data.items() if isinstance(value, int)}


class LastPageForm(AnswersForm):
    """The yes-or-no questions that a mean never outvotes, and the state for the wages."""

    area = forms.ChoiceField(
        choices=lambda: [("", "No state"), *states()],
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
                choices=CONDITION_ANSWERS,
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"Question {number} has no answer yet. Choose yes or no.",
                    "invalid_choice": f"Question {number}: choose yes or no.",
                },
            )
        self.helper = _helper(
            *(
                NumberedField(condition.key, number)
                for number, condition in enumerate(conditions, start=1)
            ),
            Field("area", wrapper_class="quiz-state"),
            submit="See my result",
            back=True,
        )


class StartForm(forms.Form):
    """Which form of the quiz to begin."""

    form = forms.ChoiceField(choices=FormLength, required=False)

    def length(self, content: VersionContent) -> str:
        """The form chosen; the full one where none is chosen or the quiz has no short one."""
        chosen = self.cleaned_data.get("form") if self.is_valid() else ""
        if chosen == FormLength.SHORT and content.has_short_form:
            return FormLength.SHORT
        return FormLength.FULL
