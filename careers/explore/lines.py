"""Careers as lines of the table and as cards: figures as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.explore.labels import Text
from careers.explore.request import ExploreRequest
from careers.explore.rows import HOURLY_ONLY, CareerRow, Pay
from careers.explore.sorting import SORTS
from careers.groups import GROUP_NAMES
from careers.preparation import WAYS_IN
from common.formatting import format_count, format_dollars, format_signed_percent
from salaries.figures import Figure

# Of the table; each sorts it.
COLUMNS: dict[str, Text] = {
    "name": gettext_lazy("Career"),
    "start": gettext_lazy("Starting pay"),
    "pay": gettext_lazy("Median pay"),
    "growth": gettext_lazy("Growth"),
    "openings": gettext_lazy("Openings a year"),
    "workers": gettext_lazy("Workers"),
    "education": gettext_lazy("Usual way in"),
}


@dataclass(frozen=True)
class Line:
    """A career with its figures as HTML; a missing one says why. `matched`: another name."""

    url: str
    name: str
    matched: str
    group: str
    group_code: str
    start: str
    median: str
    growth: str
    is_declining: bool
    openings: str
    workers: str
    way_in: str


@dataclass(frozen=True)
class Head:
    """A column's head: the link sorts by it, and `aria_sort` is the current direction."""

    label: str
    is_number: bool
    aria_sort: str
    query: str


def build_lines(rows: Iterable[CareerRow]) -> list[Line]:
    """The lines of some careers."""
    # Looking up an address takes longer than the rest of a line.
    address = reverse("career", args=["slug"])
    return [_build_line(row, address.replace("slug", row.slug)) for row in rows]


def _build_line(row: CareerRow, url: str) -> Line:
    outlook = row.outlook
    other_name = row.matched if row.matched.casefold() != row.name.casefold() else ""
    return Line(
        url=url,
        name=str(capfirst(row.name)),
        matched=other_name,
        group=str(GROUP_NAMES.get(row.group, "")),
        group_code=row.group,
        start=describe_pay(row.local, row.local.p10, row.local.hourly_p10),
        median=describe_pay(row.local, row.local.median, row.local.hourly_median),
        growth=format_signed_percent(outlook.growth) if outlook else "–",
        is_declining=bool(outlook and outlook.growth < 0),
        openings=format_count(outlook.openings) if outlook else "–",
        workers=Figure(row.local.workers, row.local.workers_missing, is_money=False).html
        if row.local.month
        else "–",
        way_in=str(WAYS_IN[outlook.education]) if outlook and outlook.education else "–",
    )


def describe_pay(pay: Pay, amount: int | None, hourly: Decimal | None) -> str:
    """An amount a year as HTML, by the hour where the survey has only that, or why it has none."""
    html = '<span class="missing" title="{}">{}</span>'
    if pay.month is None:
        title = _("The survey gives no figures of this work here.")
        return format_html(html, title, _("no figure"))
    figure = Figure(amount, pay.missing if amount is None else "", pay.median_at_least)
    if amount is None and pay.missing == HOURLY_ONLY and hourly is not None:
        text = _("%(amount)s an hour") % {"amount": format_dollars(hourly)}
        return format_html(html, figure.explanation, text)
    return figure.html


def build_heads(asked: ExploreRequest) -> list[Head]:
    """The heads of the table, each a link that sorts by it."""
    return [
        Head(
            label=str(label),
            is_number=key not in ("name", "education"),
            aria_sort=("descending" if SORTS[key][1] else "ascending")
            if key == asked.order
            else "",
            query=asked.query(sort=key) or "?",
        )
        for key, label in COLUMNS.items()
    ]
