"""Institutions and programs of a test's own making."""

import datetime as dt
from typing import Any

from programs.models import Dataset, FieldOfStudy, Institution, Program

FINDER = "/careers/medical-office-administrator/programs/"


def dataset(published_on: dt.date = dt.date(2026, 6, 10), **values: Any) -> Dataset:
    facts = {
        "kind": "field-of-study",
        "title": "College Scorecard, field of study",
        "publisher": "U.S. Department of Education",
    }
    return Dataset.objects.create(published_on=published_on, **facts | values)


def institution(name: str = "Harbor College", **values: Any) -> Institution:
    facts = {"unitid": 900000 + Institution.objects.count(), "state": "WA", "control": "public"}
    return Institution.objects.create(name=name, **facts | values)


def program(at: Institution | None = None, code: str = "51.07", **values: Any) -> Program:
    field = FieldOfStudy.objects.get_or_create(code=code, defaults={"name": f"Field {code}"})[0]
    facts: dict[str, Any] = {"credential": 1, "completers": 20, "earnings": 41000, "debt": 9000}
    facts |= values
    for figure in ("completers", "earnings", "debt"):
        if facts[figure] is None:
            facts.setdefault(f"{figure}_missing", "suppressed")
    return Program.objects.create(institution=at or institution(), field=field, **facts)
