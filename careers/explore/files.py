"""The careers that filters leave as a table for spreadsheets, with sources and dates."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from django.utils.translation import gettext as _

from careers.explore.filtering import ELEMENTS
from careers.explore.reading import AllCareers
from careers.explore.rows import AI_MEASURES, INTERESTS, CareerRow
from careers.groups import GROUP_NAMES
from salaries.figures import EXPLANATIONS, Figure
from salaries.models import Missing

# Units are in the names: dollars (usd), percent, scales as their sources have them. Names of
# conditions are O*NET's codes.
COLUMNS = (
    *("soc_code", "career", "address", "group", "pay_area", "pay_month"),
    *("annual_p10_usd", "annual_median_usd", "hourly_p10_usd", "hourly_median_usd", "pay_note"),
    *("workers", "workers_us", "projection_years", "growth_percent", "openings_per_year"),
    *("entry_education", "job_zone_1_to_5", "job_zones_in_all", "telework_percent"),
    *(f"interest_{letter}_1_to_7" for letter in INTERESTS),
    *(f"condition_{element}" for element in ELEMENTS),
    *AI_MEASURES,
    *(f"{measure}_percent_below" for measure in AI_MEASURES),
    "sources",
)


def build_file(
    rows: Iterable[CareerRow], everything: AllCareers, area: str, site: str
) -> Iterator[Iterable[object]]:
    """The head and a line for each career; `site` is what stands before a slug in addresses."""
    sources = describe_sources(everything)
    yield COLUMNS
    for row in rows:
        pay, outlook = row.local, row.outlook
        yield (
            *(row.soc_code, row.name, f"{site}{row.slug}/", str(GROUP_NAMES.get(row.group, ""))),
            *(area, pay.month and f"{pay.month:%Y-%m}", pay.p10, pay.median),
            *(_number(pay.hourly_p10), _number(pay.hourly_median), _explain_gap(row)),
            *(pay.workers, row.nation.workers, outlook and outlook.years),
            *(outlook and outlook.growth, row.openings, outlook and outlook.education),
            *(row.zone or (None, None)),
            row.telework,
            *(row.interests.get(letter) for letter in INTERESTS),
            *(row.conditions.get(element) for element in ELEMENTS),
            *(row.ai.get(measure) for measure in AI_MEASURES),
            *(row.places.get(measure) for measure in AI_MEASURES),
            sources,
        )


def _number(amount: object) -> float | None:
    return None if amount is None else float(str(amount))


def _explain_gap(row: CareerRow) -> str:
    """Why pay a year is missing; empty where it is there."""
    pay = row.local
    if pay.month is None:
        return _("The survey gives no figures of this work here.")
    if pay.median is not None:
        return ""
    if pay.missing == Missing.TOP_CODED:
        return Figure(None, pay.missing, pay.median_at_least).explanation
    return str(EXPLANATIONS.get(pay.missing, ""))


def describe_sources(everything: AllCareers) -> str:
    """Where the figures are from, each release once, with its date."""
    parts = [f"{release.source}, {release.label}" for release in everything.releases]
    parts += [f"{outlook.source}, {outlook.years}" for outlook in everything.outlooks]
    parts += [
        ", ".join(filter(None, (fact.source, fact.edition, f"{fact.period:%Y-%m}", fact.license)))
        for fact in sorted(everything.facts, key=attrgetter("kind"))
    ]
    return "; ".join(dict.fromkeys(parts))
