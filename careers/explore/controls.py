"""The controls of the filters: each choice with how many careers it would show."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from careers.explore.exploring import Explored
from careers.explore.filtering import (
    OPTIONS,
    SEVERAL,
    Limit,
    find_possible_choices,
    narrow_rows,
)
from careers.explore.labels import FILTERS, label_choice, label_limit
from careers.explore.request import ExploreRequest
from programs.geography import STATES


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Control:
    """A filter as a list, or as checkboxes where several choices may hold at once."""

    name: str
    label: str
    any_label: str
    choices: tuple[Choice, ...]

    @property
    def has_several(self) -> bool:
        return self.name in SEVERAL

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.is_chosen]


@dataclass(frozen=True)
class Chip:
    """A choice in force: its label, the address without it, and how many careers it costs."""

    label: str
    url: str
    cost: int


@dataclass(frozen=True)
class Wider:
    """Other limits for a reader to whom no career is left: how many careers they leave.

    `percent` is that number as a share of the largest one.
    """

    label: str
    url: str
    count: int
    percent: int


def build_controls(asked: ExploreRequest, explored: Explored) -> list[Control]:
    """The filters for which any career has a figure, and those in force."""
    possible = find_possible_choices(explored.everything.rows)
    controls = []
    for name, values in OPTIONS.items():
        chosen = [limit.value for limit in asked.limits if limit.name == name]
        offered = [value for value in values if Limit(name, value) in possible]
        offered += [value for value in chosen if value not in offered]
        if name in ("pay_from", "openings"):
            offered.sort(key=int)
        if offered:
            controls.append(_build_control(name, offered, asked, explored.narrowed.counts))
    return controls


def _build_control(
    name: str, values: list[str], asked: ExploreRequest, counts: Mapping[Limit, int]
) -> Control:
    limits = [Limit(name, value) for value in values]
    label = str(FILTERS[name])
    if name == "pay_from" and asked.state:
        label = _("Median pay a year in %(state)s") % {"state": STATES[asked.state]}
    choices = tuple(
        Choice(limit.value, label_choice(limit), counts.get(limit, 0), asked.has(limit))
        for limit in limits
    )
    return Control(name, label, _("Any"), choices)


def build_chips(asked: ExploreRequest, explored: Explored) -> list[Chip]:
    """The limits in force, and what each of them costs."""
    costs = explored.narrowed.costs
    return [
        Chip(label_limit(limit), asked.drop(limit) or "?", costs.get(limit, 0))
        for limit in asked.limits
    ]


def suggest_wider(asked: ExploreRequest, explored: Explored) -> list[Wider]:
    """The limits without one of them, those that leave most first; else each of them alone."""
    counts = dict(explored.narrowed.costs)
    label, address = _("Without “%(limit)s”"), asked.drop
    if not counts:
        label, address = _("Only “%(limit)s”"), asked.keep
        counts = {
            limit: number
            for limit in asked.limits
            if (number := len(narrow_rows(explored.among, [limit], ()).rows))
        }
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return [
        Wider(
            label % {"limit": label_limit(limit)},
            address(limit) or "?",
            count,
            round(100 * count / ranked[0][1]),
        )
        for limit, count in ranked
    ]
