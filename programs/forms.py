"""Forms of the finder and the payback, both sent by GET: their values stay in the address."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.formatting import format_count
from programs.form_fields import (
    MAX_SHOWN,
    ChoiceField,
    DollarsField,
    QueryForm,
    RadiusField,
    TypedChoiceField,
)
from programs.geography import STATES, Place
from programs.models import Institution, Program
from programs.models.fields import CIP_CODE
from programs.models.keys import is_program_key
from programs.offer import Offer
from programs.payback import Assumptions
from programs.places import find_place
from programs.search import DEFAULT_RADIUS, EVERY_FACT, MAX_CHOSEN, SORT_LABELS, Search

STATES_BY_NAME = sorted(STATES.items(), key=lambda item: item[1])


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
    FACT_NAMES: ClassVar[dict[str, str | Promise]] = {
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
    radius = RadiusField(label=_("Distance"), required=False)
    field = forms.CharField(label=_("Field of study"), required=False, widget=forms.Select)
    online = forms.BooleanField(label=_("Only online programs, from anywhere"), required=False)
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
        self.offer = offer
        self.known = offer.known if offer else EVERY_FACT
        for name, fact in self.FACTS.items():
            if fact not in self.known:
                del self.fields[name]
        if radius := cast("RadiusField | None", self.fields.get("radius")):
            asked = radius.read(self.data["radius"])
            self.data["radius"] = "any" if asked is None else str(asked)  # type: ignore[index]
            radius.widget.choices = radius.list_choices(self.data["radius"])
        else:
            self.fields["zip"].help_text = gettext("Finds the programs of its state.")
        if offer:
            credential = cast("forms.ChoiceField", self.fields["credential"])
            credential.choices = [
                pair for pair in Program.Credential.choices if pair[0] in offer.credentials
            ]

    def show_counts(self, fields: Mapping[str, int], credentials: Mapping[int, int]) -> None:
        """Offer the fields of study and the credentials that are found, with so many programs."""
        names = self.offer.names if self.offer else {}
        choices = [(code, names[code]) for code in names]
        self._offer_counted("field", gettext("All fields of study"), choices, fields)
        self._offer_counted(
            "credential", gettext("Any credential"), Program.Credential.choices, credentials
        )
        if len(names) < 2 and not self.data.get("field"):
            del self.fields["field"]

    def _offer_counted(
        self, name: str, every: str, choices: Iterable[tuple[Any, Any]], counts: Mapping[Any, int]
    ) -> None:
        asked = self.data.get(name, "")
        # Translators: as in “Associate degree (1,204)”.
        text = gettext("%(name)s (%(number)s)")
        counted = [
            (str(key), text % {"name": label, "number": format_count(counts.get(key, 0))})
            for key, label in choices
            if counts.get(key) or str(key) == asked
        ]
        if asked and asked not in dict(counted):
            counted.append((asked, asked[:MAX_SHOWN]))
        self.fields[name].widget.choices = [("", every), *counted]

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
    def has_unreadable_programs(self) -> bool:
        """Whether the address names, for comparison, what can be no program."""
        named = cast("QueryDict", self.data).getlist("program")
        return any(name and not is_program_key(name) for name in named)

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

    def clean_field(self) -> str:
        """A field of study with four digits; one with six is found in it."""
        text: str = self.cleaned_data["field"].strip()
        code = f"{text[:2]}.{text[2:4]}" if text.isdigit() else text[: len("51.07")]
        if text and not (code in self.offer.names if self.offer else re.match(CIP_CODE, code)):
            raise ValidationError(
                gettext(
                    "We list no programs in this field of study for this career. Choose one from "
                    "the list."
                )
            )
        return code

    def search(self) -> Search:
        """The search of the valid fields; invalid ones filter nothing."""
        self.is_valid()
        data: dict[str, Any] = {**self.cleaned_data}
        return Search(
            place=data.pop("zip", None),
            known=self.known,
            names=self.offer.names if self.offer else {},
            chosen=parse_chosen_programs(cast("QueryDict", self.data))[:MAX_CHOSEN],
            **data,
        )


def parse_chosen_programs(data: QueryDict) -> tuple[str, ...]:
    """What the parameters `program` could name, each once: keys of programs, or old numbers."""
    return tuple(dict.fromkeys(key for key in data.getlist("program") if is_program_key(key)))


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
