"""Forms of the finder and the payback, both sent by GET: their values stay in the address."""

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.keys import key_of
from programs.geography import STATES, Place
from programs.models import Institution, Program
from programs.places import UnknownZipCodeError, find_zip_code
from programs.search import DEFAULT_RADIUS, MAX_CHOSEN, RADII, SORT_LABELS, Search

STATE_CHOICES = [("", "Any state"), *sorted(STATES.items(), key=lambda item: item[1])]
RADIUS_CHOICES = [*((str(radius), f"{radius} miles") for radius in RADII), ("any", "Any distance")]
# More than any program costs.
MAX_DOLLARS = 1_000_000


class StateSelect(forms.Select):
    """A list of states, rendered without templates.

    Django renders a template for every option; sixty of those take longer than the rest of a page.
    """

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SafeString(" selected") if str(key) in chosen else "", label)
                for key, label in self.choices
            ),
        )
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(attributes), options)


class DollarsField(forms.IntegerField):
    """Whole dollars as people write them: 42000, $42,000. Invalid input stays in the field."""

    # A browser's number field would silently drop input that it cannot parse.
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=MAX_DOLLARS,
            error_messages={"invalid": "Write whole dollars, as in 42000."},
        )

    def to_python(self, value: Any) -> int | None:
        text = value.strip().replace(",", "").removeprefix("$") if isinstance(value, str) else value
        return super().to_python(text)


class FinderForm(forms.Form):
    """A search for programs. Invalid fields get an error and are left out of the search."""

    use_required_attribute = False

    zip = forms.CharField(
        label="ZIP code",
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    radius = forms.ChoiceField(
        label="Distance", required=False, choices=RADIUS_CHOICES, initial=str(DEFAULT_RADIUS)
    )
    online = forms.BooleanField(label="Also online programs from anywhere", required=False)
    state = forms.ChoiceField(required=False, choices=STATE_CHOICES, widget=StateSelect)
    credential = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Any credential"), *Program.Credential.choices],
    )
    control = forms.ChoiceField(
        label="Public or private",
        required=False,
        choices=[("", "Any"), *(pair for pair in Institution.Control.choices if pair[0])],
    )
    delivery = forms.ChoiceField(
        required=False,
        choices=[("", "Any"), *(pair for pair in Program.Delivery.choices if pair[0])],
    )
    max_cost = DollarsField("Costs at most ($)")
    sort = forms.ChoiceField(label="Sort by", required=False, choices=list(SORT_LABELS.items()))

    def __init__(
        self, data: QueryDict, credentials: Collection[int] = (), has_coordinates: bool = True
    ) -> None:
        """`credentials` are those that have programs; empty offers all.

        Without `has_coordinates` (of any institution) the form has no field for the distance.
        """
        super().__init__(data)
        if not has_coordinates:
            del self.fields["radius"]
            self.fields["zip"].help_text = "Finds the programs of the ZIP code’s state."
        if credentials:
            field = cast("forms.ChoiceField", self.fields["credential"])
            field.choices = [
                ("", "Any credential"),
                *(pair for pair in Program.Credential.choices if pair[0] in credentials),
            ]

    def clean_zip(self) -> Place | None:
        text = self.cleaned_data["zip"]
        if not text:
            return None
        try:
            return find_zip_code(text)
        except UnknownZipCodeError as error:
            raise forms.ValidationError(str(error)) from error

    def search(self) -> Search:
        """The search of the valid fields; invalid ones filter nothing."""
        self.is_valid()
        data: dict[str, Any] = self.cleaned_data
        radius = data.get("radius") or str(DEFAULT_RADIUS)
        return Search(
            place=data.get("zip"),
            radius=None if radius == "any" else int(radius),
            online=bool(data.get("online") and data.get("zip")),
            state=data.get("state", ""),
            credential=data.get("credential"),
            control=data.get("control", ""),
            delivery=data.get("delivery", ""),
            max_cost=data.get("max_cost"),
            sort=data.get("sort", ""),
            chosen=self.chosen(),
        )

    def chosen(self) -> tuple[int, ...]:
        """The programs picked for comparison: the first four, each once."""
        return parse_chosen_programs(cast("QueryDict", self.data))[:MAX_CHOSEN]

    def show_defaults(self) -> None:
        """Show the default distance as selected where the address has none."""
        if not self.data.get("radius"):
            shown = cast("QueryDict", self.data).copy()
            shown["radius"] = str(DEFAULT_RADIUS)
            self.data = shown


def parse_chosen_programs(data: QueryDict) -> tuple[int, ...]:
    """The keys in the parameters `program`, each once; invalid ones are ignored."""
    keys = (key_of(text) for text in data.getlist("program"))
    return tuple(dict.fromkeys(key for key in keys if key))


class PaybackForm(forms.Form):
    """The assumptions behind a payback. For an empty field a public figure is used."""

    use_required_attribute = False

    pay_state = forms.ChoiceField(label="Where you would work", required=False, widget=StateSelect)
    pay_now = DollarsField("Pay without it, a year ($)")
    pay_start = DollarsField("Starting pay, a year ($)")
    pay_later = DollarsField("Later pay, a year ($)")
    given_up = forms.TypedChoiceField(
        label="Pay given up to study",
        required=False,
        coerce=int,
        choices=[
            ("0", "None: I keep my job"),
            ("25", "A quarter"),
            ("50", "Half: I work part time"),
            ("100", "All: I study full time"),
        ],
    )
    years = forms.TypedChoiceField(
        label="Compared after",
        required=False,
        coerce=int,
        choices=[(str(number), f"{number} years") for number in (3, 5, 10)],
    )

    def __init__(self, data: QueryDict, nation: str = "The whole U.S.") -> None:
        """`nation` is the label of the empty choice of state."""
        super().__init__(data)
        if not data.get("years"):
            shown = data.copy()
            shown["years"] = "5"
            self.data = shown
        field = cast("forms.ChoiceField", self.fields["pay_state"])
        field.choices = [("", nation), *STATE_CHOICES[1:]]
