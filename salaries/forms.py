"""The query parameters of the wage pages, with friendly notices about invalid ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salaries.models import Area
from salaries.models.releases import month
from salaries.table import DEFAULT_SORT, SORTS

# Areas in a comparison.
MIN_COMPARED, MAX_COMPARED = 2, 5
# Levels that a table can show; `metro` includes the nonmetropolitan areas.
LEVELS = (Area.Level.STATE, Area.Level.METRO)


def optional_choice(choices: Sequence[tuple[str, Any]], notice: Any) -> forms.ChoiceField:
    """A field with a notice for any other value."""
    return forms.ChoiceField(
        required=False, choices=choices, error_messages={"invalid_choice": notice}
    )


class TableForm(forms.Form):
    """The parameters of a table of areas. An invalid one falls back to its default."""

    OPTIONS: ClassVar[dict[str, list[tuple[str, Any]]]] = {
        "pay": [("year", _("By the year")), ("hour", _("By the hour"))],
        "columns": [("main", _("Main figures")), ("all", _("All percentiles"))],
        "prices": [("paid", _("As paid")), ("local", _("Adjusted for local prices"))],
    }

    sort = optional_choice(
        [(sort, sort) for sort in SORTS],
        _("The table cannot be sorted by “%(value)s”. It is sorted by the top 10%%."),
    )
    release = forms.CharField(required=False, max_length=40)
    state = forms.RegexField(
        r"^[A-Za-z]{2}$",
        required=False,
        error_messages={"invalid": _("Name a state by its abbreviation, as in CA.")},
    )
    level = optional_choice(
        [(level, level) for level in LEVELS],
        _("There is no level “%(value)s” of areas. These are the states."),
    )
    pay = optional_choice(OPTIONS["pay"], _("Pay is shown by the year or by the hour."))
    columns = optional_choice(
        OPTIONS["columns"], _("The table has main figures or all percentiles.")
    )
    prices = optional_choice(
        OPTIONS["prices"], _("Pay is shown as paid or adjusted for local prices.")
    )
    q = forms.CharField(required=False, max_length=60)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    def clean_release(self) -> str:
        key: str = self.cleaned_data["release"]
        if key:
            try:
                month(key)
            except ValueError:
                raise forms.ValidationError(
                    gettext("Name a release by its month, as in 2024-05. The latest is shown.")
                ) from None
        return key

    def clean_state(self) -> str:
        return str(self.cleaned_data["state"]).upper()


@dataclass
class TableRequest:
    """What a reader asked for; defaults replace invalid parameters, with a notice about each."""

    release: str = ""
    level: str = Area.Level.STATE.value
    pay: str = "year"
    columns: str = "main"
    prices: str = "paid"
    state: str = ""
    q: str = ""
    sort: str = DEFAULT_SORT
    page: int = 1
    compare: tuple[str, ...] = ()
    notices: list[str] = field(default_factory=list)

    @classmethod
    def from_query(cls, query: QueryDict) -> "TableRequest":
        """The request of an address."""
        if not query:
            return cls()
        form = TableForm(query)
        form.is_valid()
        values: dict[str, Any] = {k: v for k, v in form.cleaned_data.items() if v}
        notices = [str(error)[:200] for errors in form.errors.values() for error in errors]
        asked = cls(**values, notices=notices)
        asked._parse_compared(query)
        return asked

    def _parse_compared(self, query: QueryDict) -> None:
        """Areas to compare: `compare=CA,WA` in links, the parameter repeated from a form."""
        named = [
            name.strip()[:130] for part in query.getlist("compare") for name in part.split(",")
        ]
        wanted = list(dict.fromkeys(name for name in named if name and "\0" not in name))
        if not wanted:
            return
        if len(wanted) < MIN_COMPARED:
            self.notices.append(gettext("Choose at least two areas to compare."))
        elif len(wanted) > MAX_COMPARED:
            text = gettext("At most %(number)s areas are compared; these are the first of yours.")
            self.notices.append(text % {"number": MAX_COMPARED})
        self.compare = tuple(wanted[:MAX_COMPARED])

    @property
    def basis(self) -> str:
        """`annual` or `hourly`."""
        return "hourly" if self.pay == "hour" else "annual"

    def list_form_parameters(self) -> list[tuple[str, str]]:
        """Hidden fields for the forms of the page: the parameters without fields of their own."""
        names = ("release", "level", "pay", "columns", "prices", "sort")
        return [(n, str(v)) for n in names if (v := getattr(self, n)) != _DEFAULTS[n]]

    def query(self, **changes: Any) -> str:
        """The address of the same table with changes, defaults left out; `?` for all defaults."""
        values = {name: getattr(self, name) for name in _DEFAULTS if name != "page"} | changes
        return "?" + urlencode({k: v for k, v in values.items() if v and v != _DEFAULTS[k]})


# The parameters of an address with their defaults.
_DEFAULTS: dict[str, Any] = {
    item.name: item.default
    for item in fields(TableRequest)
    if item.name not in ("compare", "notices")
}
