"""Institutions and programs of a test's own making."""

import datetime as dt
from typing import Any

from programs.models import Dataset, FieldOfStudy, Institution, Program, ProgramImport
from programs.models.queries import ProgramQuerySet
from programs.models.summaries import rewrite_summaries

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
    made = Program.objects.create(institution=at or institution(), field=field, **facts)
    rewrite_summaries([code])
    return made


def programs_in(state: str) -> ProgramQuerySet[Program]:
    """The bundled programs of a state that `FINDER` finds."""
    return Program.objects.in_state(state).filter(field="51.07").active()


def price_file(title: str = "IPEDS charges", **values: Any) -> ProgramImport:
    """A published file of prices, without rows."""
    file = dataset(title=title, **{"kind": "year-charges"} | values)
    return ProgramImport.objects.create(
        file_name="prices.csv",
        path="/nowhere",
        size=1,
        published_on=file.published_on,
        layout=file.kind,
        dataset=file,
    )
