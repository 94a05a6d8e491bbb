"""The releases that come with the project, loaded once each.

May 2024: median and 90th percentile of one occupation by state, and national figures.
May 2025: every occupation and area of the official table, in `data/` as `oews.compact` packs it.
"""

import csv
import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from salaries.models import Area, Missing, Release, SourceFile, Wage
from salaries.models.releases import month
from salaries.oews import compact
from salaries.oews.cells import FIELDS, figures
from salaries.oews.places import LEVELS, add_areas, add_occupations

DATA = Path(__file__).parent / "data"
MAY_2024 = "oews_2024_05_states_43-6013.csv"
MAY_2025 = ("oews_2025_05_national_state.xz", "oews_2025_05_metro.xz")

# National figures of May 2024 for the same occupation, from the source's page of it.
NATION_2024 = {
    "annual_p25": 37_880,
    "annual_median": 44_640,
    "annual_p75": 49_720,
    "annual_p90": 60_050,
    "hourly_median": "21.46",
}
MEDICAL_SECRETARIES = ("43-6013", "Medical Secretaries and Administrative Assistants", "detailed")

# Any number of one's own: two processes that load at once wait for each other.
LOAD_LOCK = 4_360_132_024


def load() -> list[str]:
    """Load each bundled release that was never loaded; give what was loaded, in words.

    A release that an editor withdrew stays withdrawn: its files are known by their hash.
    """
    loaded = [load_may_2024(), load_packed(MAY_2025)]
    return [what for what in loaded if what]


def load_may_2024() -> str:
    """Load the May 2024 figures of one occupation; give them in words, empty if known already."""
    content = (DATA / MAY_2024).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        if _is_known(sha256):
            return ""
        release = _published(Release(period=month("2024-05")))
        release.note = (
            "Loaded for one occupation: median and 90th percentile of each state, and the "
            "national figures."
        )
        release.save()
        rows = list(csv.DictReader(content.decode().splitlines()))
        areas = [("99", "U.S.", "1", "US")]
        areas += [(row["fips"], row["state_name"], "2", row["state"]) for row in rows]
        area_keys = add_areas(areas)
        occupation = add_occupations([MEDICAL_SECRETARIES])[MEDICAL_SECRETARIES[0]]
        gap = dict.fromkeys(
            ("employment_missing", "annual_missing", "hourly_missing"), Missing.NOT_BUNDLED
        )
        common = {"release": release, "occupation_id": occupation, **gap}
        wages = [Wage(area_id=area_keys["99"], **common, **NATION_2024)]
        wages += [
            Wage(
                area_id=area_keys[row["fips"]],
                annual_median=int(row["annual_median"]),
                annual_p90=int(row["annual_p90"]),
                **common,
            )
            for row in rows
        ]
        Wage.objects.bulk_create(wages)
        SourceFile.objects.create(
            release=release,
            name=MAY_2024,
            sha256=sha256,
            levels=[Area.Level.NATION, Area.Level.STATE],
            rows=len(wages),
        )
    return f"{release.label} ({len(wages)} rows)"


def load_packed(names: Sequence[str]) -> str:
    """Load packed files of `data/` as one release; give it in words, empty if known already."""
    heads = [compact.contents(DATA / name) for name in names]
    first = heads[0]
    with transaction.atomic():
        if any(_is_known(head.sha256) for head in heads):
            return ""
        release = _published(
            Release(
                period=month(first.period),
                released_on=dt.date.fromisoformat(first.released_on) if first.released_on else None,
                annual_top_code=first.annual_top_code,
                hourly_top_code=first.hourly_top_code,
            )
        )
        release.save()
        for name in names:
            contents, rows = compact.unpack((DATA / name).read_bytes())
            areas = add_areas(contents.areas)
            occupations = add_occupations(contents.occupations)
            _copy(release, rows, areas, occupations)
            SourceFile.objects.create(
                release=release,
                name=contents.name,
                sha256=contents.sha256,
                levels=sorted({LEVELS[area[2]] for area in contents.areas}),
                rows=contents.rows,
            )
    with connection.cursor() as cursor:
        # Without it the first pages are planned for an empty table.
        cursor.execute("ANALYZE salaries_area, salaries_occupation, salaries_wage")
    total = sum(head.rows for head in heads)
    return f"{release.label} ({total:,} rows)"


def _is_known(sha256: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])
    return SourceFile.objects.filter(sha256=sha256).exists()


def _published(release: Release) -> Release:
    release.status = Release.Status.PUBLISHED
    release.published_at = timezone.now()
    return release


def _copy(
    release: Release,
    rows: Iterable[Sequence[str]],
    areas: dict[str, int],
    occupations: dict[str, int],
) -> None:
    """COPY rows in the order of `compact.COLUMNS` into the wages of a release."""
    columns = ", ".join(("release_id", "area_id", "occupation_id", *FIELDS))
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY salaries_wage ({columns}) FROM STDIN") as copy,
    ):
        lines = []
        for cells in rows:
            values = ["\\N" if value is None else value for value in figures(cells)]
            key = f"{release.pk}\t{areas[cells[0]]}\t{occupations[cells[1]]}\t"
            lines.append(key + "\t".join(values))
            if len(lines) == 2000:
                copy.write("\n".join(lines) + "\n")
                lines.clear()
        if lines:
            copy.write("\n".join(lines) + "\n")
