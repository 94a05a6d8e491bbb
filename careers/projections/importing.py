"""Tables of the Employment Projections as a kind of import: a draft release."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from careers.models import Projection, ProjectionImport, ProjectionRelease
from careers.models.projections import TOTAL, format_years
from careers.projections.publishing import create_draft
from careers.projections.table import ProjectionTable, is_header, read_rows
from careers.releases import publish_release
from imports.decisions import log_change
from imports.errors import FileError
from imports.intake import Table
from imports.kinds import FindingKind, ImportKind, Note, Reading, Report, Severity, User

# Of the rows that a published release has, the share that a file may lack.
MAX_SHARE_GONE = 0.05
# Percent by which all jobs together may differ from those of the release before.
MAX_TOTAL_CHANGE = 10
SHOWN_CHANGES = 40

FINDINGS = {
    "few": FindingKind("Occupations are missing", Severity.ASK),
    "other_total": FindingKind("All jobs together differ", Severity.ASK),
    "older": FindingKind("Older than what is published", Severity.ASK),
    "gives_way": FindingKind("Takes a release's place", Severity.NOTE),
    "big_change": FindingKind("Jobs changed most"),
    "gone": FindingKind("Not in the file"),
    "new": FindingKind("New here", Severity.NOTE),
    "hidden_sheet": FindingKind("Hidden sheet"),
}
COUNT_LABELS = (
    ("new", "New", "occupations and groups that the release before does not have"),
    ("changed", "Changed", "with at least one other figure"),
    ("unchanged", "Unchanged", "with the same figures"),
    ("missing", "Missing", "that the release before has and the file lacks"),
)
FIGURES = (
    *("employment", "employment_projected", "growth_percent", "openings_per_year"),
    *("self_employed_percent", "entry_education", "experience", "training"),
)


@dataclass
class ProjectionReading(Reading):
    """The table that was read, which is small enough to be kept until the draft is made."""

    table: ProjectionTable | None = None

    @property
    def read_table(self) -> ProjectionTable:
        if self.table is None:
            raise ValueError("the file has not been read")
        return self.table


class ProjectionImportKind(ImportKind):
    """Table 1.2 of the Employment Projections."""

    key = ProjectionImport.KIND
    model = ProjectionImport
    findings = FINDINGS
    header_hint = "code, type, employment and openings"

    def is_header(self, names: Collection[str]) -> bool:
        return is_header(names)

    def stage(
        self, run: ProjectionImport, tables: list[Table], report: Report
    ) -> ProjectionReading:
        if len(tables) > 1:
            raise FileError(f"The file holds {len(tables)} tables. Upload the one you need.")
        table = read_rows(tables[0])
        return ProjectionReading(rows=len(table.rows), staged=len(table.rows), table=table)

    def check(self, run: ProjectionImport, reading: ProjectionReading) -> None:
        """Rows and their sums were checked as they were read."""

    def compare(self, run: ProjectionImport, reading: ProjectionReading) -> None:
        table = reading.read_table
        run.base = base = find_base(table.base_year)
        before = {row.soc_code: row for row in base.projections.all()} if base else {}
        after = {row.soc_code: row for row in table.rows}
        both = before.keys() & after.keys()
        changed = [code for code in both if _figures(before[code]) != _figures(after[code])]
        run.counts = {
            "new": len(after.keys() - before.keys()),
            "changed": len(changed),
            "unchanged": len(both) - len(changed),
            "missing": len(before.keys() - after.keys()),
        }
        stored = len(reading.notes)
        if base is not None:
            for note in (
                *_list_doubts(table, base, before, after),
                *_list_changes(before, after),
            ):
                reading.note(note)
        self.add_findings(run, reading.notes[stored:])

    def build_draft(self, run: ProjectionImport, reading: ProjectionReading) -> None:
        run.release = create_draft(
            reading.read_table,
            run.file_name,
            released_on=run.released_on,
            note=run.note,
            created_by_id=run.created_by_id,
        )

    def drop_draft(self, run: ProjectionImport) -> None:
        release, run.release = run.release, None
        if release is not None and release.status == ProjectionRelease.Status.DRAFT:
            run.save(update_fields=["release"])
            release.delete()

    def publish(self, run: ProjectionImport, user: User | None) -> str:
        if run.release is None:
            raise FileError("Its draft is gone. Compare the file again.")
        if find_base(run.release.base_year) != run.base:
            raise FileError(
                "Other projections were published or withdrawn since the file was compared. "
                "Compare it again."
            )
        publish_release(run.release, user.pk if user else None)
        run.release.refresh_from_db()
        log_change(run.release, user, "Published.")
        return f"The projections {run.release.years} are published. Visitors see them now."


def find_base(base_year: int) -> ProjectionRelease | None:
    """The release that visitors see of these years, or the newest of others."""
    published = ProjectionRelease.objects.published()
    return published.filter(base_year=base_year).first() or published.first()


def _figures(row: Projection) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in FIGURES)


def _list_doubts(
    table: ProjectionTable,
    base: ProjectionRelease,
    before: dict[str, Projection],
    after: dict[str, Projection],
) -> Iterator[Note]:
    gone = before.keys() - after.keys()
    if len(gone) > MAX_SHARE_GONE * len(before):
        text = (
            f"The file lacks {len(gone):,} of the {len(before):,} occupations and groups that the "
            f"projections {base.years} have."
        )
        yield Note("few", message=text)
    change = _change(before[TOTAL], after[TOTAL]) if TOTAL in before else 0
    if abs(change) > MAX_TOTAL_CHANGE:
        text = (
            f"All jobs together are {after[TOTAL].employment:,} in the file and "
            f"{before[TOTAL].employment:,} in the projections {base.years}."
        )
        yield Note("other_total", message=text)
    years = format_years(table.base_year, table.target_year)
    if base.base_year == table.base_year:
        text = f"The projections {years} that are shown now give way. They return if you withdraw."
        yield Note("gives_way", message=text)
    elif base.base_year > table.base_year:
        text = f"The projections {base.years} are newer: pages go on showing them first."
        yield Note("older", message=text)


def _list_changes(before: dict[str, Projection], after: dict[str, Projection]) -> Iterator[Note]:
    both = before.keys() & after.keys()
    largest = sorted(both, key=lambda code: (-abs(_change(before[code], after[code])), code))
    for code in largest[:SHOWN_CHANGES]:
        if change := _change(before[code], after[code]):
            yield Note(
                "big_change",
                subject=str(after[code]),
                column="jobs in the first year",
                before=f"{before[code].employment:,}",
                after=f"{after[code].employment:,}",
                change=change,
            )
    for code in sorted(before.keys() - both):
        yield Note("gone", subject=str(before[code]))
    for code in sorted(after.keys() - both):
        yield Note("new", subject=str(after[code]))


def _change(before: Projection, after: Projection) -> float:
    """The change of the jobs in the first year, in percent."""
    if not before.employment:
        return 0
    return round(100 * (after.employment / before.employment - 1), 1)
