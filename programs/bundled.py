"""The figures that come with the site: programs of all fields, and places of institutions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from imports.decisions import publish_import
from imports.filling import fill_quickly
from imports.locks import hold_import_lock
from imports.models import ImportRun
from programs.importing.compact import stage_compact_file
from programs.importing.publish import apply_rows, renew_derived
from programs.importing.withdraw import withdraw_dataset
from programs.models import Dataset, FieldSummary, Program, ProgramImport, StagedProgram
from programs.models.summaries import rewrite_summaries

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class BundledFile:
    """A compact file of `data/`.

    `sha256` is that of the official file's table, so that either is recognized when it comes again.
    """

    name: str
    sha256: str
    published_on: date
    credit: str = ""
    credit_url: str = ""


PLACES = BundledFile(
    name="ipeds_hd2024.columns.xz",
    sha256="38882925bb791ca290fc64f632d2dc0c2a2e091c508285b48d2438e02378ee36",
    published_on=date(2025, 9, 1),
)
PROGRAMS = BundledFile(
    name="scorecard_2026-06_all_fields.columns.xz",
    sha256="4b06061189cdd9856bb3eeb9f467a993e31a2e545320560611c701219e31b6a9",
    published_on=date(2026, 6, 10),
    credit="Compiled by Truewise, CC BY 4.0",
    credit_url="https://creativecommons.org/licenses/by/4.0/",
)

# What was bundled before: one field of study, of the same release.
ONE_FIELD = "be67284d53ac304426622150d11e9e6f0a6a43489c6c3b89c6ecbb2ff78d9a98"


def load(fields: Collection[str] = ()) -> list[str]:
    """Publish each bundled file unless it was here before; return what was published.

    What editors changed or discarded since stays as it is. With `fields`, a part only, as tests
    want it.
    """
    loaded = [label for file in (PLACES, PROGRAMS) if (label := load_file(file, fields))]
    # A site that had these files before there were summaries has none yet.
    if not loaded and not FieldSummary.objects.exists():
        rewrite_summaries()
    return loaded


def load_file(file: BundledFile, fields: Collection[str] = ()) -> str:
    """Publish a file; return what was published, empty if it was here before."""
    # A second process waits here until the first is done, and then finds the file.
    with hold_import_lock(ProgramImport.KIND, wait=True), transaction.atomic():
        if ImportRun.objects.settled(ProgramImport.KIND, file.sha256).exists():
            return ""
        with fill_quickly(StagedProgram, Program):
            run = _publish_file(file, fields)
        _order_among_published(Dataset.objects.get(run=run))
    return f"{run.dataset} ({run.rows_staged:,} rows)"


def _publish_file(file: BundledFile, fields: Collection[str]) -> ProgramImport:
    path = DATA / file.name
    run = ProgramImport.objects.create(
        file_name=file.name,
        path=str(path),
        size=path.stat().st_size,
        published_on=file.published_on,
        credit=file.credit,
        credit_url=file.credit_url,
    )
    stage_compact_file(run, path, fields)
    publish_import(run, None, in_spite_of_doubts=True)
    return run


def _order_among_published(dataset: Dataset) -> None:
    """Where editors published the same release or a later one, that stays over the bundled one.

    Where they withdrew what was bundled before, the new file is withdrawn too: they may publish it.
    """
    like = Dataset.objects.shown_like(dataset).exclude(pk=dataset.pk)
    over = like.filter(published_on__gte=dataset.published_on).exclude(sha256=ONE_FIELD)
    if first := over.order_by("imported_at").first():
        dataset.imported_at = first.imported_at - timedelta(microseconds=1)
        dataset.save(update_fields=["imported_at"])
        for run in ProgramImport.objects.filter(dataset__in=over).order_by("dataset__imported_at"):
            apply_rows(run)
        renew_derived()
    before = Dataset.objects.filter(kind=dataset.kind, sha256=ONE_FIELD)
    if before.filter(withdrawn_at__isnull=False).exists():
        withdraw_dataset(dataset, None)
