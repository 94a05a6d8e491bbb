"""Metadata of a career for search engines (schema.org) and for link cards on other sites."""

from functools import cache
from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.groups import get_group
from careers.guides.career_page import CareerPage
from careers.models.projections import Education, Experience
from common.json_ld import render_json_ld
from salaries.rows import AreaWages
from salaries.summary import WageSummary

# What search engines call the education that is typical for new workers.
CREDENTIALS: dict[str, dict[str, str]] = {
    level: {"@type": "EducationalOccupationalCredential", "credentialCategory": category}
    for level, category in {
        Education.DIPLOMA: "high school",
        Education.NONDEGREE: "professional certificate",
        Education.ASSOCIATE: "associate degree",
        Education.BACHELOR: "bachelor degree",
        Education.MASTER: "postgraduate degree",
        Education.DOCTORAL: "postgraduate degree",
    }.items()
}
# At least as many months of experience as employers commonly ask for.
MONTHS: dict[str, dict[str, Any]] = {
    Experience.FIVE: {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 60},
}
PERCENTILES = {
    "p10": "percentile10",
    "p25": "percentile25",
    "median": "median",
    "p75": "percentile75",
    "p90": "percentile90",
}


def build_discovery(
    request: HttpRequest, career: CareerPage, wages: WageSummary | None
) -> dict[str, str]:
    """What the template of a page's head has for machines, without further queries.

    `url` and `image` are absolute; a career without a drawn card has no image. `oembed` is the
    address at which another site asks for the career's pay as a piece of HTML. `occupation` and
    `breadcrumbs` are JSON-LD.
    """
    url = request.build_absolute_uri(career.get_absolute_url())
    card = card_of(career.career.illustration)
    site = f"{request.scheme}://{request.get_host()}"
    crumbs = [(_("Careers"), reverse("careers")), (career.name, career.get_absolute_url())]
    if group := get_group(career.occupation.soc_code):
        crumbs.insert(1, (str(group), group.get_absolute_url()))
    return {
        "url": url,
        "image": request.build_absolute_uri(static(card)) if card else "",
        "oembed": f"{reverse('api:oembed')}?{urlencode({'url': url})}",
        "occupation": render_json_ld(_occupation(career, wages, url)),
        "breadcrumbs": render_json_ld(
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": position, "name": name, "item": site + path}
                    for position, (name, path) in enumerate(crumbs, start=1)
                ],
            }
        ),
    }


@cache
def card_of(illustration: str) -> str:
    """The static file of the card drawn from an illustration (tests/cards.py), if there is one."""
    name = f"img/careers/{PurePath(illustration).stem}-card.png" if illustration else ""
    return name if name and finders.find(name) else ""


def _occupation(career: CareerPage, wages: WageSummary | None, url: str) -> dict[str, Any]:
    text = career.description
    duties = career.guide.list_texts("duties", "title") or (text.duties if text else [])
    data: dict[str, Any] = {
        "@type": "Occupation",
        "name": career.name,
        "alternateName": career.career.other_names,
        "description": career.summary,
        "mainEntityOfPage": url,
        "occupationalCategory": career.occupation.soc_code,
        "occupationLocation": {"@type": "Country", "name": "United States"},
        "responsibilities": duties,
        "skills": career.guide.list_texts("skills", "title"),
        "educationRequirements": CREDENTIALS.get(_find_newest(career, "entry_education")),
        "experienceRequirements": MONTHS.get(_find_newest(career, "experience")),
    }
    pay = _pay(wages.nation) if wages and wages.nation else {}
    if wages and wages.nation and len(pay) > 1:
        data["estimatedSalary"] = {
            "@type": "MonetaryAmountDistribution",
            "name": f"{wages.nation.release.source}, {wages.nation.release.label}",
            "currency": "USD",
            **pay,
        }
    return {name: value for name, value in data.items() if value}


def _find_newest(career: CareerPage, name: str) -> str:
    """A kind of preparation in the newest projections that give it."""
    return next((value for each in career.outlooks if (value := getattr(each, name))), "")


def _pay(nation: AreaWages) -> dict[str, Any]:
    """Percentiles of pay that the release gives, with the time they are for.

    By the hour where it gives no pay a year; a missing one is left out.
    """
    is_hourly = nation.is_hourly_only
    pay = nation.hourly if is_hourly else nation.annual
    amounts = {name: getattr(pay, name).amount for name in PERCENTILES}
    known = {
        PERCENTILES[name]: value if isinstance(value, int) else float(value)
        for name, value in amounts.items()
        if value is not None
    }
    return {"duration": "PT1H" if is_hourly else "P1Y", **known}
