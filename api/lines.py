"""Rows of the database as the API tells them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from api.embed import Piece
from careers.models import Career
from programs.models import Institution, Program
from quiz.models import QuizVersion
from salaries.models import Area, Occupation, Release, Wage
from salaries.models.wages import STEPS

Line = dict[str, Any]
# Seconds for which another site may keep what it embeds.
EMBEDDED_FOR = 24 * 3600


def career(request: HttpRequest, row: Career) -> Line:
    names = ("slug", "name", "title", "summary", "cip_codes", "reviewed_on")
    return {
        **{name: getattr(row, name) for name in names},
        "soc_code": row.occupation.soc_code,
        "url": request.build_absolute_uri(row.get_absolute_url()),
    }


def career_detail(request: HttpRequest, row: Career) -> Line:
    """Needs the outlook and its source in the same query."""
    outlook = getattr(row, "outlook", None)
    names = ("base_year", "target_year", "employment", "growth_percent", "openings_per_year")
    told = outlook and {
        **{name: getattr(outlook, name) for name in names},
        "source": str(outlook.source),
    }
    return {**career(request, row), "outlook": told}


def quiz_version(request: HttpRequest, row: QuizVersion, statements: int) -> Line:
    return {
        "career": row.quiz.career.slug,
        "number": row.number,
        "title": row.title,
        "statements": statements,
        "published_at": row.published_at,
        "url": request.build_absolute_uri(row.get_absolute_url()),
    }


def release(row: Release) -> Line:
    names = ("key", "label", "source", "source_url", "released_on")
    return {name: getattr(row, name) for name in names}


def area(row: Area) -> Line:
    return {name: getattr(row, name) for name in ("code", "level", "name", "slug", "state")}


def occupation(row: Occupation) -> Line:
    return {name: getattr(row, name) for name in ("soc_code", "title", "group")}


def wage(row: Wage, release: str, soc: str) -> Line:
    names = ("employment", "employment_missing", "annual_missing", "hourly_missing", "edited_at")
    return {
        "release": release,
        "soc_code": soc,
        "area": area(row.area),
        "annual": {step: getattr(row, f"annual_{step}") for step in STEPS},
        "hourly": {step: getattr(row, f"hourly_{step}") for step in STEPS},
        **{name: getattr(row, name) for name in names},
    }


def institution(request: HttpRequest, row: Institution) -> Line:
    names = ("unitid", "slug", "name", "city", "state", "zip_code", "website", "control", "level")
    return {
        **{name: getattr(row, name) for name in names},
        "is_closed": row.is_closed,
        "url": request.build_absolute_uri(row.get_absolute_url()),
    }


def program(request: HttpRequest, row: Program) -> Line:
    """Needs the institution, the field and the source in the same query."""
    names = (
        *("id", "credential", "delivery", "completers", "completers_missing"),
        *("earnings", "earnings_missing", "debt", "debt_missing"),
    )
    return {
        **{name: getattr(row, name) for name in names},
        "institution": institution(request, row.institution),
        "field_code": row.field.code,
        "field_name": row.field.name,
        "credential_name": row.get_credential_display(),
        "source": row.source.title if row.source else None,
        "published_on": row.source.published_on if row.source else None,
        "credit": row.source.credit if row.source else "",
    }


def embedded(request: HttpRequest, piece: Piece) -> Line:
    return {
        "provider_name": "careerguide",
        "provider_url": request.build_absolute_uri(reverse("home")),
        "title": piece.title,
        "html": piece.html,
        "width": None,
        "height": None,
        "cache_age": EMBEDDED_FOR,
    }
