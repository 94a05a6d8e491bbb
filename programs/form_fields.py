"""Fields of forms sent by GET, which keep invalid input."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.search import DEFAULT_RADIUS, MAX_RADIUS, RADII

# Letters of an invalid value that a list of choices shows.
MAX_SHOWN = 40
# No program costs more.
MAX_DOLLARS = 1_000_000


class DollarsField(forms.IntegerField):
    """Whole dollars as people write them: 42000, $42,000. Invalid input stays in the field."""

    # A browser's number field would silently drop input that it cannot parse.
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=MAX_DOLLARS,
            error_messages={"invalid": _("Write whole dollars, as in 42000.")},
        )

    def to_python(self, value: Any) -> int | None:
        text = value.strip().replace(",", "").removeprefix("$") if isinstance(value, str) else value
        return super().to_python(text)


class ChoiceField(forms.ChoiceField):
    """A field whose choices are the same in every form, so that no form copies each of them."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "ChoiceField":
        memo[id(self.choices)] = self.choices
        copied: ChoiceField = super().__deepcopy__(memo)
        return copied


class TypedChoiceField(ChoiceField, forms.TypedChoiceField):
    """The same, with values of Python."""


class QueryForm(forms.Form):
    """A form sent by GET. `defaults` are shown as selected where the address has no value."""

    use_required_attribute = False
    defaults: ClassVar[dict[str, str]]

    def __init__(self, data: QueryDict) -> None:
        shown = data.copy()
        for name, value in self.defaults.items():
            if not shown.get(name):
                shown[name] = value
        super().__init__(shown)


class RadiusField(forms.CharField):
    """Any whole number of miles, or “any”; the form offers a few, and keeps what was asked for."""

    widget = forms.Select
    MILES = re.compile(r"0*(\d{1,3})(?:\.0*)?\s*(?:mi|miles?)?", re.ASCII | re.IGNORECASE)

    def to_python(self, value: Any) -> Any:
        """Miles; None for any distance."""
        if value in ("", None, "any"):
            return None if value == "any" else DEFAULT_RADIUS
        match = self.MILES.fullmatch(value.strip())
        if not match or not 1 <= int(match[1]) <= MAX_RADIUS:
            text = gettext("Write a distance from 1 to %(most)s miles, as in 25.")
            raise ValidationError(text % {"most": MAX_RADIUS})
        return int(match[1])

    def validate(self, value: Any) -> None:
        """Nothing: None is a distance too."""

    def run_validators(self, value: Any) -> None:
        """None: they are for texts, and this is a number by now."""

    def read(self, value: str) -> int | str | None:
        """The miles or None, or the text itself where it is neither."""
        try:
            miles: int | None = self.to_python(value)
        except ValidationError:
            return value
        return miles

    def list_choices(self, value: str) -> list[tuple[str, Any]]:
        """The usual distances and the one that was asked for, valid or not."""
        asked = self.read(value)
        invalid = [(asked, asked[:MAX_SHOWN])] if isinstance(asked, str) else []
        miles = sorted({*RADII, *([asked] if isinstance(asked, int) else [])})
        text = gettext("%(radius)s miles")
        labels = [(str(radius), text % {"radius": radius}) for radius in miles]
        return [*invalid, *labels, ("any", gettext("Any distance"))]
