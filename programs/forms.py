"""Forms of the finder and the payback, both sent by GET: their values stay in the address."""

from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.keys import key_of
from programs.geography import STATES, Place
from programs.models import Institution, Program
from programs.offer import Offer
from programs.payback import Assumptions
from programs.places import find_place
from programs.search import DEFAULT_RADIUS, EVERY_FACT, MAX_CHOSEN, RADII, SORT_LABELS, Search

STATES_BY_NAME = sorted(STATES.items(), key=lambda item: item[1])
RADIUS_CHOICES = [
    *((str(radius), format_lazy(_("{radius} miles"), radius=radius)) for radius in RADII),
    ("any", _("Any distance")),
]
# More than any program costs.
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


def parse_radius(value: str) -> int | None:
    return None if value == "any" else int(value)


class FinderForm(QueryForm):
    """A search for programs. Invalid fields get an error and are left out of the search.

    A field is there only if any program has the fact that it asks about.
    """

    defaults: ClassVar[dict[str, str]] = {"radius": str(DEFAULT_RADIUS)}
    FACTS: ClassVar[dict[str, str]] = {
        "radius": "coordinates",
        "control": "control",
        "delivery": "delivery",
        "max_cost": "cost",
        "online": "online",
    }
    # Facts in words, for who asks about one that no program has.
    FACT_NAMES: ClassVar[dict[str, Any]] = {
        "control": _("who runs the school"),
        "delivery": _("how a program is taught"),
        "cost": _("what a program costs"),
    }

    zip = forms.CharField(
        label=_("ZIP code, or city and state"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    radius = TypedChoiceField(
        label=_("Distance"), required=False, choices=RADIUS_CHOICES, coerce=parse_radius
    )
    online = forms.BooleanField(label=_("Also online programs from anywhere"), required=False)
    state = ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any state")), *STATES_BY_NAME]
    )
    credential = TypedChoiceField(
        label=_("Credential"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any credential")), *Program.Credential.choices],
    )
    control = ChoiceField(
        label=_("Public or private"),
        required=False,
        choices=[("", _("Any")), *(pair for pair in Institution.Control.choices if pair[0])],
    )
    delivery = ChoiceField(
        label=_("Delivery"),
        required=False,
        choices=[("", _("Any")), *(pair for pair in Program.Delivery.choices if pair[0])],
    )
    max_cost = DollarsField(_("Costs at most ($)"))
    inactive = forms.BooleanField(required=False)
    sort = ChoiceField(label=_("Sort by"), required=False, choices=list(SORT_LABELS.items()))

    def __init__(self, data: QueryDict, offer: Offer | None = None) -> None:
        """Without an offer the form has every field and every credential."""
        super().__init__(data)
        self.known = offer.known if offer else EVERY_FACT
        for name, fact in self.FACTS.items():
            if fact not in self.known:
                del self.fields[name]
        if "radius" not in self.fields:
            self.fields["zip"].help_text = gettext("Finds the programs of its state.")
        if offer and offer.credentials:
            field = cast("forms.ChoiceField", self.fields["credential"])
            field.choices = [
                ("", _("Any credential")),
                *(pair for pair in Program.Credential.choices if pair[0] in offer.credentials),
            ]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """What is asked under “More filters”."""
        names = ("control", "delivery", "max_cost", "online")
        return [self[name] for name in names if name in self.fields]

    @property
    def more_open(self) -> bool:
        """Whether any of them is used, or has an error."""
        return any(field.value() or field.errors for field in self.more_fields)

    @property
    def unknown_facts(self) -> list[str]:
        """What the address asks about and no program has."""
        data = self.data
        asked = {
            "control": data.get("control"),
            "delivery": data.get("delivery") or data.get("online"),
            "cost": data.get("max_cost") or data.get("sort") == "cost",
        }
        return [
            str(name)
            for fact, name in self.FACT_NAMES.items()
            if asked[fact] and fact not in self.known
        ]

    def clean_zip(self) -> Place | None:
        text = self.cleaned_data["zip"]
        return find_place(text) if text else None

    def search(self) -> Search:
        """The search of the valid fields; invalid ones filter nothing."""
        self.is_valid()
        data: dict[str, Any] = {**self.cleaned_data}
        place = data.pop("zip", None)
        online = data.pop("online", False) and place is not None
        return Search(
            place=place,
            known=self.known,
            online=online,
            chosen=parse_chosen_programs(cast("QueryDict", self.data))[:MAX_CHOSEN],
            **data,
        )


def parse_chosen_programs(data: QueryDict) -> tuple[int, ...]:
    """The keys in the parameters `program`, each once; invalid ones are ignored."""
    keys = (key_of(text) for text in data.getlist("program"))
    return tuple(dict.fromkeys(key for key in keys if key))


class PaybackForm(QueryForm):
    """The assumptions behind a payback. For an empty field a public figure is used."""

    # The careful case: who can keep a job while studying says so.
    defaults: ClassVar[dict[str, str]] = {
        "given_up": str(Assumptions.pay_given_up_percent),
        "years": str(Assumptions.horizon_years),
    }

    pay_state = ChoiceField(label=_("Where you would work"), required=False)
    pay_now = DollarsField(_("Pay without it, a year ($)"))
    pay_start = DollarsField(_("Early pay, a year ($)"))
    pay_later = DollarsField(_("Later pay, a year ($)"))
    given_up = TypedChoiceField(
        label=_("Pay given up to study"),
        required=False,
        coerce=int,
        choices=[
            ("100", _("All: I study full time")),
            ("50", _("Half: I work part time")),
            ("25", _("A quarter")),
            ("0", _("None: I keep my job")),
        ],
    )
    years = TypedChoiceField(
        label=_("Compared after"),
        required=False,
        coerce=int,
        choices=[
            (str(number), format_lazy(_("{number} years"), number=number)) for number in (3, 5, 10)
        ],
    )

    def __init__(self, data: QueryDict, nation: str = "") -> None:
        """`nation` is the label of the empty choice of state, in place of “The whole U.S.”."""
        super().__init__(data)
        field = cast("forms.ChoiceField", self.fields["pay_state"])
        field.choices = [("", nation or _("The whole U.S.")), *STATES_BY_NAME]
