"""What every form of the quiz can say about its errors."""

from django import forms


class AnswersForm(forms.Form):
    """Answers to choose, of which some may be missing."""

    @property
    def only_missing(self) -> bool:
        """Whether nothing is wrong but that answers are missing."""
        return all(
            error.code == "required"
            for errors in self.errors.as_data().values()
            for error in errors
        )
