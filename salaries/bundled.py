"""The releases and price levels that come with the project, loaded once each.

May 2024: median and 90th percentile of one occupation by state, and national figures.
May 2025: every occupation and area of the official tables.
2023: price levels of states and metropolitan areas. See data/README.md.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from imports.decisions import import_bundled, publish_import
from imports.filling import fill_quickly
from imports.locks import hold_import_lock
from imports.models import ImportRun
from salaries.models import PriceLevel, Release, SourceFile, StagedWage, Wage, WageImport
from salaries.prices_file import parse_price_levels, save_price_levels

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class BundledFile:
    """A file of `data/`. `facts` are the release's, which the file itself does not give.

    `sha256` is that of the table inside, so that a file is recognized without being read.
    """

    name: str
    sha256: str
    period: dt.date
    released_on: dt.date | None = None
    is_excerpt: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


MAY_2024 = BundledFile(
    name="oews_2024_05_43-6013.csv",
    sha256="2c2dbaf7578dd28c57c0250fec6f101074380ae012d68efb6168f4a409f7ca02",
    period=dt.date(2024, 5, 1),
    is_excerpt=True,
    facts={
        "note": "Loaded for one occupation: median and 90th percentile of each state, and the "
        "national figures."
    },
)
MAY_2025 = BundledFile(
    name="oews_2025_05.csv.xz",
    sha256="adbf5b614a3a8158d8e6c2199f8e1892e6cda3ff233f59bc0d4afa80c837f189",
    period=dt.date(2025, 5, 1),
    released_on=dt.date(2026, 5, 15),
    facts={"annual_top_code": 239_200, "hourly_top_code": Decimal("115.00")},
)

PRICES = "rpp_2023.csv"


def load() -> list[str]:
    """Load each bundled release that was never loaded; return what was loaded.

    A release that an editor withdrew stays withdrawn. Price levels come last: they are of areas
    that a release has.
    """
    # A second process waits here until the first is done, and then finds the files.
    with (
        hold_import_lock(WageImport.KIND, wait=True),
        transaction.atomic(),
        fill_quickly(StagedWage, Wage),
    ):
        loaded = [load_file(file) for file in (MAY_2024, MAY_2025)]
    loaded.append(load_price_levels())
    return [label for label in loaded if label]


def load_file(file: BundledFile) -> str:
    """Import and publish a file; return its release and rows, empty if it was here before."""
    # A second process waits here until the first is done, and then finds the file.
    with hold_import_lock(WageImport.KIND, wait=True), transaction.atomic():
        is_known = (
            SourceFile.objects.filter(sha256=file.sha256).exists()
            or ImportRun.objects.settled(WageImport.KIND, file.sha256).exists()
        )
        if is_known:
            return ""
        path = DATA / file.name
        run = WageImport.objects.create(
            file_name=file.name,
            path=str(path),
            size=path.stat().st_size,
            period=file.period,
            released_on=file.released_on,
            is_excerpt=file.is_excerpt,
        )
        import_bundled(run)
        Release.objects.filter(imports=run).update(**file.facts)
        publish_import(run, None, in_spite_of_doubts=True)
    return f"{file.period:%B %Y} ({run.rows_staged:,} rows)"


def load_price_levels() -> str:
    """Load the bundled price levels where there are none; return how many, empty if none."""
    path = DATA / PRICES
    with hold_import_lock(WageImport.KIND, wait=True):
        if PriceLevel.objects.exists():
            return ""
        with path.open("rb") as file:
            levels = parse_price_levels(file, path.name, path.stat().st_size)
        saved, _ = save_price_levels(levels)
    return f"{saved} price levels of {levels[0].year}"
