"""A base for the forms that ask for answers."""

from django import forms


class AnswersForm(forms.Form):
    """Answers to choose from; some may be missing."""

    @property
    def only_missing(self) -> bool:
        """Whether missing answers are all that is wrong."""
        return all(
            error.code == "required"
            for errors in self.errors.as_data().values()
            for error in errors
        )
