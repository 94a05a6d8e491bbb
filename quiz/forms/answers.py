"""A base for the forms that ask for answers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from quiz.attempts import Question
from quiz.scoring import UNSURE_ANSWER

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class QuestionField(forms.TypedChoiceField):
    """A question with its number, which messages about errors refer to.

    `has_unsure`: whether its last answer is “I don't know yet”, which is no step of a scale.
    """

    widget = forms.RadioSelect

    def __init__(self, number: int, *, has_unsure: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.number = number
        self.has_unsure = has_unsure


class AnswersForm(forms.Form):
    """Answers to choose from; some may be missing."""

    def add_questions(
        self,
        questions: Iterable[tuple[str, "_StrOrPromise"]],
        choices: Sequence[tuple[Any, "_StrOrPromise"]],
        *,
        missing: str,
        invalid: str,
        first_number: int = 1,
        coerce: Callable[[str], Any] = int,
    ) -> None:
        """Add a field for each key and text.

        `missing` and `invalid` are the messages about errors; `%(number)d` is the question's.
        """
        for number, (key, text) in enumerate(questions, start=first_number):
            self.fields[key] = QuestionField(
                number,
                has_unsure=choices[-1][0] == UNSURE_ANSWER,
                label=text,
                choices=choices,
                coerce=coerce,
                error_messages={
                    "required": missing % {"number": number},
                    "invalid_choice": invalid % {"number": number},
                },
            )

    @property
    def questions(self) -> list[BoundField]:
        return [self[key] for key in self.fields if isinstance(self.fields[key], QuestionField)]

    @property
    def error_links(self) -> list[tuple[str, object]]:
        """What is wrong, each with the HTML id of the control where it is fixed."""
        return [
            (self._find_first_control(self[key]), text)
            for key, texts in self.errors.items()
            for text in texts
        ]

    @staticmethod
    def _find_first_control(field: BoundField) -> str:
        is_group = isinstance(field.field.widget, forms.RadioSelect)
        return f"{field.auto_id}_0" if is_group else str(field.auto_id)

    @property
    def only_missing(self) -> bool:
        """Whether missing answers are all that is wrong."""
        return all(
            error.code == "required"
            for errors in self.errors.as_data().values()
            for error in errors
        )


class QuestionsForm(AnswersForm):
    """A page of questions with the same answers, stored as numbers.

    `missing` and `invalid` are the messages of `add_questions`.
    """

    choices: ClassVar[Sequence[tuple[Any, "_StrOrPromise"]]]
    missing: ClassVar["_StrOrPromise"]
    invalid: ClassVar["_StrOrPromise"]

    def __init__(
        self,
        questions: Sequence[Question],
        data: Mapping[str, Any] | None = None,
        *,
        answers: Mapping[str, int],
        first_number: int = 1,
    ) -> None:
        """Prefilled with `answers`."""
        super().__init__(data, initial=dict(answers))
        self.add_questions(
            ((question.key, str(question.text)) for question in questions),
            self.choices,
            missing=str(self.missing),
            invalid=str(self.invalid),
            first_number=first_number,
        )

    @property
    def answered(self) -> dict[str, int]:
        """The valid answers, whatever is wrong with the others."""
        self.full_clean()
        return {key: value for key, value in self.cleaned_data.items() if isinstance(value, int)}
