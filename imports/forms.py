"""The form by which an editor uploads a file; each kind of file adds its own fields."""

from typing import Any

from django import forms


class UploadForm(forms.Form):
    """Fields other than the file become fields of the import."""

    file = forms.FileField(label="File")
    even_if_known = forms.BooleanField(
        label="Load it even if it is known",
        required=False,
        help_text="A file that was loaded before is recognized by its content.",
    )

    def facts(self) -> dict[str, Any]:
        """What was entered beside the file, for the import."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}
