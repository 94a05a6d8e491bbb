"""The page of a career's pay: by state with a map, or by metropolitan area; and comparisons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salaries.careers import CareerPage
from salaries.choropleth import build_choropleth
from salaries.comparison import compare_areas
from salaries.forms import TableForm, TableRequest
from salaries.metros import build_metro_rows
from salaries.models import Area, Occupation, Release
from salaries.picker import build_picker
from salaries.prices import SOURCE, SOURCE_URL, get_price_levels, get_price_year
from salaries.rows import AreaWages, scale_bars
from salaries.summary import WageSummary, get_pay_in, wage_summary
from salaries.table import Column, build_columns, build_table

METROS_PER_PAGE = 50
# By the level of the areas and the pay that was asked for.
CAPTIONS: dict[tuple[str, str], str | Promise] = {
    ("state", "year"): _("Pay a year in the 50 states and the District of Columbia, %(release)s"),
    ("state", "hour"): _("Pay an hour in the 50 states and the District of Columbia, %(release)s"),
    ("metro", "year"): _("Pay a year in metropolitan and nonmetropolitan areas, %(release)s"),
    ("metro", "hour"): _("Pay an hour in metropolitan and nonmetropolitan areas, %(release)s"),
}


@dataclass(frozen=True)
class Choice:
    """A way of showing the table: its link, and whether it is the current one."""

    label: str
    query: str
    is_current: bool


def salaries(request: HttpRequest, career: CareerPage) -> HttpResponse:
    """The table of a release with the nation above it; invalid parameters get a notice."""
    asked = TableRequest.from_query(request.GET)
    price_year = get_price_year()
    prices = None
    if asked.prices == "local":
        if price_year:
            prices = get_price_levels(price_year)
        else:
            asked.notices.append(gettext("No price levels are loaded, so pay is shown as paid."))
    wages = asked_summary(career.occupation, asked, prices)
    if wages and wages.is_hourly_only:
        # Tables of pay a year would be empty.
        asked.pay = "hour"
        wages = wages.by_the_hour()
    context: dict[str, Any] = {
        "career": career,
        "career_tab": "salaries",
        "wages": wages,
        "asked": asked,
        "notices": asked.notices,
        # For the links to the career's other pages.
        "state_query": f"?state={asked.state}" if asked.state else "",
    }
    if wages:
        context |= _build_tables(asked, wages, prices)
        context |= _build_choices(asked, wages, price_year)
        related = career.related_occupations
        context["related_release"] = wages.nation.release if wages.nation else wages.release
        pay = get_pay_in(context["related_release"], [one.soc_code for one in related])
        context["related"] = [(one, pay[one.soc_code]) for one in related if one.soc_code in pay]
        comparison = None
        if asked.compare:
            comparison, unknown = compare_areas(wages, asked.compare, asked.basis)
            asked.notices += unknown
        shown = [row.area for row in context["table"].rows]
        context |= {
            "comparison": comparison,
            "picker": build_picker(asked, shown, comparison),
            "national_chart": wages.build_chart(comparison.shown if comparison else ()),
        }
    return render(request, "salaries/salaries.html", context)


def asked_summary(
    occupation: Occupation,
    asked: TableRequest,
    prices: Mapping[int, Decimal] | None = None,
    level: str = "",
) -> WageSummary | None:
    """The summary of the requested release; of the latest, with a notice, if there is none.

    The latest is that of the requested level, unless another is given.
    """
    wages = wage_summary(
        occupation,
        asked.release,
        sort=asked.sort,
        state=asked.state,
        basis=asked.basis,
        prices=prices,
        level=level or asked.level,
    )
    if wages and asked.release and wages.release.key != asked.release:
        asked.notices.append(
            gettext(
                "There is no release %(asked)s with this occupation. These are the figures of "
                "%(shown)s."
            )
            % {"asked": asked.release, "shown": wages.release.label}
        )
        asked.release = ""
    if wages and asked.state and wages.row(asked.state) is None:
        text = gettext("There are no figures for a state %(state)s.")
        asked.notices.append(text % {"state": asked.state})
        asked.state = ""
    return wages


def _build_tables(
    asked: TableRequest, wages: WageSummary, prices: Mapping[int, Decimal] | None
) -> dict[str, Any]:
    """The table of the requested level, and what belongs to it."""
    is_metro = asked.level == Area.Level.METRO

    def build_heads(rows: Iterable[AreaWages]) -> tuple[Column, ...]:
        """Without the column of changes if no row has one."""
        since = wages.previous if any(row.median_change is not None for row in rows) else None
        return build_columns(
            asked.sort,
            lambda sort: asked.query(sort=sort),
            all_figures=asked.columns == "all",
            change_since=since.label if since else "",
            is_metro=is_metro,
        )

    context: dict[str, Any] = {
        "states": sorted((row.area for row in wages.rows), key=attrgetter("name")),
        "is_metro": is_metro,
        "caption_text": _build_caption(asked, wages),
        "comparison_caption": _build_comparison_caption(asked, wages),
        "release_query": "" if wages.is_latest else f"?release={wages.release.key}",
        "form_parameters": asked.list_form_parameters(),
        "clear_query": asked.query(q="", state=""),
    }
    if is_metro:
        rows = build_metro_rows(
            wages,
            basis=asked.basis,
            sort=asked.sort,
            q=asked.q,
            state=asked.state,
            prices=prices,
        )
        # Of all pages of the table, and of the rows above it.
        scale_bars([*rows, wages.nation, wages.own])
        page = Paginator(rows, METROS_PER_PAGE).get_page(asked.page)
        context |= {
            "table": build_table(build_heads(rows), page.object_list, (wages.nation, wages.own)),
            "change_note": _explain_missing_changes(asked, wages, page.object_list),
            "page": page,
            "next_query": asked.query(page=page.number + 1) if page.has_next() else "",
            "back_query": asked.query(page=page.number - 1) if page.has_previous() else "",
        }
    else:
        context |= {
            "table": build_table(build_heads(wages.rows), wages.rows, (wages.nation, wages.own)),
            "change_note": _explain_missing_changes(asked, wages, wages.rows),
            "territories": build_table(build_heads(wages.territories), wages.territories),
            "territory_change_note": _explain_missing_changes(asked, wages, wages.territories),
            "map": build_choropleth(wages.rows),
        }
    return context


def _explain_missing_changes(
    asked: TableRequest, wages: WageSummary, rows: Iterable[AreaWages]
) -> str:
    """Why changes are missing in a table; empty if none is, or without a release before."""
    known = [row.median_change is not None for row in rows]
    if wages.previous is None or all(known):
        return ""
    if not any(known):
        text = (
            gettext(
                "No change is shown: none of these areas has a median an hour in both "
                "%(previous)s and %(release)s."
            )
            if asked.pay == "hour"
            else gettext(
                "No change is shown: none of these areas has a median a year in both "
                "%(previous)s and %(release)s."
            )
        )
    elif asked.pay == "hour":
        text = gettext(
            "Where a dash stands for the change, the area does not have a median an hour in both "
            "%(previous)s and %(release)s."
        )
    else:
        text = gettext(
            "Where a dash stands for the change, the area does not have a median a year in both "
            "%(previous)s and %(release)s."
        )
    return text % {"previous": wages.previous.label, "release": wages.release.label}


def _build_caption(asked: TableRequest, wages: WageSummary) -> str:
    """The caption of the table."""
    caption = str(CAPTIONS[asked.level, asked.pay]) % {"release": wages.release.label}
    if asked.prices == "local":
        return gettext("%(caption)s, adjusted for local prices") % {"caption": caption}
    return caption


def _build_comparison_caption(asked: TableRequest, wages: WageSummary) -> str:
    text = (
        gettext("Pay an hour, %(release)s")
        if asked.pay == "hour"
        else gettext("Pay a year, %(release)s")
    )
    return text % {"release": wages.release.label}


def _build_choices(
    asked: TableRequest, wages: WageSummary, price_year: int | None
) -> dict[str, Any]:
    """Links that show the same table in another way."""

    def choices(name: str) -> list[Choice]:
        return [
            Choice(str(label), asked.query(**{name: value}), getattr(asked, name) == value)
            for value, label in TableForm.OPTIONS[name]
        ]

    levels = [
        Choice(gettext("States"), asked.query(level="state", q=""), asked.level == "state"),
        Choice(gettext("Metro areas"), asked.query(level="metro"), asked.level == "metro"),
    ]
    table_choices = [
        (gettext("Level of areas"), levels),
        (gettext("Columns"), choices("columns")),
    ]
    if not wages.is_hourly_only:
        table_choices.insert(1, (gettext("Pay"), choices("pay")))
    if price_year:
        table_choices.append((gettext("Prices"), choices("prices")))
    return {
        "releases": [
            Choice(
                _label_latest(release) if release == wages.releases[0] else release.label,
                asked.query(release=release.key if release != wages.releases[0] else ""),
                release == wages.release,
            )
            for release in wages.releases
        ],
        "table_choices": table_choices,
        "files_query": asked.query(release=wages.release.key),
        "price_year": price_year,
        "price_source": SOURCE,
        "price_source_url": SOURCE_URL,
    }


def _label_latest(release: Release) -> str:
    return gettext("%(month)s, latest") % {"month": release.label}
