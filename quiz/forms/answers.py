"""A base for the forms that ask for answers."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class QuestionField(forms.TypedChoiceField):
    """A question with its number, which messages about errors refer to."""

    widget = forms.RadioSelect

    def __init__(self, number: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.number = number


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
        first_controls = {field.name: f"{field.auto_id}_0" for field in self.questions}
        return [
            (first_controls.get(key, self[key].auto_id), text)
            for key, texts in self.errors.items()
            for text in texts
        ]

    @property
    def only_missing(self) -> bool:
        """Whether missing answers are all that is wrong."""
        return all(
            error.code == "required"
            for errors in self.errors.as_data().values()
            for error in errors
        )
