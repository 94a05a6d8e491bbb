"""Institutions and programs for search engines, as JSON-LD in the vocabulary of schema.org."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from common.json_ld import render_json_ld
from programs.models import Institution, Program


def render_institution_markup(
    request: HttpRequest, institution: Institution, programs: Iterable[Program]
) -> SafeString:
    """The institution, and those of these programs that it offers now.

    They are those of one page, so that nobody reads hundreds. Unknown values are left out.
    """
    address = {
        "@type": "PostalAddress",
        "streetAddress": institution.address,
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
    offered = [build_program_markup(program, provider["@id"]) for program in listed]
    return render_json_ld({"@graph": [provider, *offered]})


def build_program_markup(program: Program, provider: str) -> dict[str, Any]:
    """A program in schema.org's terms; `provider` is the institution's `@id`."""
    data: dict[str, Any] = {
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
        data["educationalProgramMode"] = program.get_delivery_display()
    if program.months_low is not None:
        data["timeToComplete"] = f"P{program.months_low}M"
    if program.cost_low is not None:
        data["offers"] = {
            "@type": "AggregateOffer",
            "priceCurrency": "USD",
            "lowPrice": program.cost_low,
            "highPrice": program.cost_high,
        }
    if program.earnings is not None:
        data["salaryUponCompletion"] = {
            "@type": "MonetaryAmountDistribution",
            "currency": "USD",
            "duration": "P1Y",
            "median": program.earnings,
        }
    return data
