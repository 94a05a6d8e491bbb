"""Wages of a test's own making."""

import datetime as dt
from typing import Any

from django.utils import timezone

from salaries.models import Area, Occupation, Release, Wage

COMPLETE: dict[str, Any] = {
    "employment": 1200,
    "annual_mean": 45_000,
    "annual_p10": 30_000,
    "annual_p25": 38_000,
    "annual_median": 44_000,
    "annual_p75": 50_000,
    "annual_p90": 60_000,
    "hourly_mean": "21.63",
    "hourly_p10": "14.42",
    "hourly_p25": "18.27",
    "hourly_median": "21.15",
    "hourly_p75": "24.04",
    "hourly_p90": "28.85",
}


def occupation(code: str = "43-6013") -> Occupation:
    return Occupation.objects.get_or_create(
        soc_code=code, defaults={"title": f"Workers of {code}", "group": "detailed"}
    )[0]


def area(name: str = "Ohio", state: str = "OH", level: str = "state", code: str = "39") -> Area:
    return Area.objects.get_or_create(
        code=code,
        defaults={"name": name, "state": state, "level": level, "slug": name.lower()},
    )[0]


def release(key: str = "2025-05", status: str = "published") -> Release:
    return Release.objects.create(
        period=dt.date.fromisoformat(f"{key}-01"),
        status=status,
        published_at=timezone.now() if status != "draft" else None,
        withdrawn_at=timezone.now() if status == "withdrawn" else None,
        annual_top_code=239_200,
        hourly_top_code="115.00",
    )


def wage(**values: Any) -> Wage:
    """A complete row, saved; a figure given as None needs its group's reason."""
    places = {
        name: values.pop(name, None) or make()
        for name, make in (("area", area), ("occupation", occupation), ("release", release))
    }
    return Wage.objects.create(**places, **{**COMPLETE, **values})
