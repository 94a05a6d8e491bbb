"""Pages told to search engines in the words of schema.org, as JSON-LD."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from programs.models import Institution, Program

# What could end the element, or begin a comment or an entity in it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_json_ld(data: dict[str, Any]) -> SafeString:
    """JSON that cannot end the script element that it stands in."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 (escaped in this line)


def institution_markup(
    request: HttpRequest, institution: Institution, programs: Iterable[Program]
) -> SafeString:
    """The institution with the programs that it offers now. Only what is known is told."""
    address = {
        "@type": "PostalAddress",
        "addressLocality": institution.city,
        "addressRegion": institution.state,
        "postalCode": institution.zip_code,
        "addressCountry": "US",
    }
    provider: dict[str, Any] = {
        "@type": "EducationalOrganization",
        "@id": request.build_absolute_uri(institution.get_absolute_url()),
        "name": institution.name,
        "address": {name: value for name, value in address.items() if value},
    }
    if institution.website:
        provider["url"] = institution.website
    if institution.unitid:
        provider["identifier"] = {
            "@type": "PropertyValue",
            "propertyID": "UNITID",
            "value": str(institution.unitid),
        }
    listed = [p for p in programs if p.is_current and not institution.is_closed]
    offered = [program_markup(program, provider["@id"]) for program in listed]
    return as_json_ld({"@graph": [provider, *offered]})


def program_markup(program: Program, provider: str) -> dict[str, Any]:
    """A program as schema.org tells it."""
    told: dict[str, Any] = {
        "@type": "EducationalOccupationalProgram",
        "name": program.name,
        "provider": {"@id": provider},
        "educationalCredentialAwarded": program.get_credential_display(),
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "CIP",
            "value": program.field_id,
        },
    }
    if program.delivery:
        told["educationalProgramMode"] = program.get_delivery_display()
    if program.months_low is not None:
        told["timeToComplete"] = f"P{program.months_low}M"
    if program.cost_low is not None:
        told["offers"] = {
            "@type": "AggregateOffer",
            "priceCurrency": "USD",
            "lowPrice": program.cost_low,
            "highPrice": program.cost_high,
        }
    if program.earnings is not None:
        told["salaryUponCompletion"] = {
            "@type": "MonetaryAmountDistribution",
            "currency": "USD",
            "duration": "P1Y",
            "median": program.earnings,
        }
    return told
