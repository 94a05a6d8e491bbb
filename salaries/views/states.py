"""The page of a career's pay: by state with a map, or by metropolitan area; and comparisons."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from salaries.careers import CareerPage
from salaries.choropleth import build_choropleth
from salaries.comparison import compare_areas
from salaries.forms import TableForm, TableRequest
from salaries.metros import build_metro_rows
from salaries.models import Area, Occupation
from salaries.picker import build_picker
from salaries.prices import SOURCE, SOURCE_URL, get_price_levels
from salaries.rows import AreaWages
from salaries.summary import WageSummary, get_national_pay_in, wage_summary
from salaries.table import Column, build_columns, build_table

METROS_PER_PAGE = 50


@dataclass(frozen=True)
class Choice:
    """A way of showing the table: its link, and whether it is the current one."""

    label: str
    query: str
    is_current: bool


def salaries(request: HttpRequest, career: CareerPage) -> HttpResponse:
    """The table of a release with the nation above it; invalid parameters get a notice."""
    asked = TableRequest.from_query(request.GET)
    loaded = get_price_levels()
    prices = loaded[1] if loaded and asked.prices == "local" else None
    wages = asked_summary(career.occupation, asked, prices)
    context: dict[str, Any] = {
        "career": career,
        "career_tab": "salaries",
        "wages": wages,
        "asked": asked,
        "notices": asked.notices,
    }
    if wages:
        if asked.prices == "local" and not loaded:
            asked.notices.append("No price levels are loaded, so pay is shown as paid.")
        context |= _build_tables(asked, wages, prices)
        context |= _build_choices(asked, wages, prices_of=loaded[0] if loaded else None)
        related = list(career.related_occupations.all())
        pay = get_national_pay_in(wages.release, [one.soc_code for one in related])
        context["related"] = [(one, pay[one.soc_code]) for one in related if one.soc_code in pay]
        comparison = None
        if asked.compare:
            comparison, unknown = compare_areas(wages, asked.compare, asked.basis)
            asked.notices += unknown
        shown = [line.row.area for line in context["table"].lines]
        context |= {"comparison": comparison, "picker": build_picker(asked, shown, comparison)}
    return render(request, "salaries/salaries.html", context)


def asked_summary(
    occupation: Occupation, asked: TableRequest, prices: Any = None
) -> WageSummary | None:
    """The summary of the requested release; of the latest, with a notice, if there is none."""
    wages = wage_summary(
        occupation,
        asked.release,
        sort=asked.sort,
        state=asked.state,
        basis=asked.basis,
        prices=prices,
    )
    if wages and asked.release and wages.release.key != asked.release:
        asked.notices.append(
            f"There is no release {asked.release} with this occupation. "
            f"These are the figures of {wages.release.label}."
        )
        asked.release = ""
    if wages and asked.state and wages.row(asked.state) is None:
        asked.notices.append(f"There are no figures for a state {asked.state}.")
        asked.state = ""
    return wages


def _build_tables(asked: TableRequest, wages: WageSummary, prices: Any) -> dict[str, Any]:
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
            name="Area" if is_metro else "State",
        )

    context: dict[str, Any] = {
        "states": sorted((row.area for row in wages.rows), key=str),
        "is_metro": is_metro,
        "caption_text": _build_caption(asked, wages),
        "pay_unit": "an hour" if asked.pay == "hour" else "a year",
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
    pay = "an hour" if asked.pay == "hour" else "a year"
    both = f"a median {pay} in both {wages.previous.label} and {wages.release.label}"
    if not any(known):
        return f"No change is shown: none of these areas has {both}."
    return f"Where a dash stands for the change, the area does not have {both}."


def _build_caption(asked: TableRequest, wages: WageSummary) -> str:
    """The caption of the table."""
    where = (
        "metropolitan and nonmetropolitan areas"
        if asked.level == Area.Level.METRO
        else "the 50 states and the District of Columbia"
    )
    pay = "an hour" if asked.pay == "hour" else "a year"
    prices = ", adjusted for local prices" if asked.prices == "local" else ""
    return f"Pay {pay} in {where}, {wages.release.label}{prices}"


def _build_choices(
    asked: TableRequest, wages: WageSummary, prices_of: int | None
) -> dict[str, Any]:
    """Links that show the same table in another way."""

    def choices(name: str) -> list[Choice]:
        return [
            Choice(label, asked.query(**{name: value}), getattr(asked, name) == value)
            for value, label in TableForm.OPTIONS[name]
        ]

    latest = wages.releases[0]
    context: dict[str, Any] = {
        "releases": [
            Choice(
                f"{release.label}, latest" if release == latest else release.label,
                asked.query(release=release.key if release != latest else ""),
                release == wages.release,
            )
            for release in wages.releases
        ],
        "levels": [
            Choice("States", asked.query(level="state", q=""), asked.level == "state"),
            Choice("Metro areas", asked.query(level="metro"), asked.level == "metro"),
        ],
        "pays": choices("pay"),
        "widths": choices("columns"),
        "files_query": asked.query(release=wages.release.key),
    }
    if prices_of:
        context["prices"] = choices("prices")
        context["prices_source"] = (SOURCE, SOURCE_URL, prices_of)
    return context
