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

from careers.guides.published import CareerPage
from common.json_ld import render_json_ld
from salaries.rows import AreaWages
from salaries.summary import WageSummary

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
    """What the template of a guide's head has for machines, without further queries.

    `url` and `image` are absolute; a career without a drawn card has no image. `oembed` is the
    address at which another site asks for the guide's pay as a piece of HTML. `occupation` and
    `breadcrumbs` are JSON-LD.
    """
    url = request.build_absolute_uri(career.get_absolute_url())
    card = card_of(career.career.illustration)
    crumbs = [(_("Careers"), request.build_absolute_uri(reverse("home"))), (career.name, url)]
    return {
        "url": url,
        "image": request.build_absolute_uri(static(card)) if card else "",
        "oembed": f"{reverse('api:oembed')}?{urlencode({'url': url})}",
        "occupation": render_json_ld(_occupation(career, wages, url)),
        "breadcrumbs": render_json_ld(
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": position, "name": name, "item": address}
                    for position, (name, address) in enumerate(crumbs, start=1)
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
    data: dict[str, Any] = {
        "@type": "Occupation",
        "name": career.name,
        "description": career.summary,
        "mainEntityOfPage": url,
        "occupationalCategory": career.occupation.soc_code,
        "occupationLocation": {"@type": "Country", "name": "United States"},
        "responsibilities": career.guide.list_texts("duties", "title"),
        "skills": career.guide.list_texts("skills", "title"),
    }
    pay = _pay(wages.nation) if wages and wages.nation else {}
    if wages and wages.nation and pay:
        data["estimatedSalary"] = {
            "@type": "MonetaryAmountDistribution",
            "name": f"{wages.nation.release.source}, {wages.nation.release.label}",
            "currency": "USD",
            "duration": "P1Y",
            **pay,
        }
    return {name: value for name, value in data.items() if value}


def _pay(nation: AreaWages) -> dict[str, int]:
    """Percentiles of annual pay that the release gives; a missing one is left out."""
    amounts = {name: getattr(nation.annual, name).amount for name in PERCENTILES}
    return {PERCENTILES[name]: int(value) for name, value in amounts.items() if value is not None}
