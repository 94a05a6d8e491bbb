"""Files of programs and institutions as a kind of import."""

from collections.abc import Collection
from functools import partial

from imports.errors import FileError
from imports.intake import Table
from imports.kinds import ImportKind, Report, User
from imports.staging import analyze, copy_lines
from programs.importing import comparison
from programs.importing.layouts import recognize_layout
from programs.importing.publish import publish_staged, unstage
from programs.importing.reader import (
    INSTITUTION_COLUMNS,
    PROGRAM_COLUMNS,
    ProgramReading,
    read_program_lines,
)
from programs.models import Dataset, ProgramImport, StagedInstitution, StagedProgram


class ProgramKind(ImportKind):
    """College Scorecard files (field of study, institution) and the IPEDS directory."""

    key = ProgramImport.KIND
    model = ProgramImport
    findings = comparison.FINDINGS
    header_hint = "UNITID and INSTNM or INST_NAME"
    # The official directory is in this encoding.
    fallback_encoding = "latin-1"

    def is_header(self, names: Collection[str]) -> bool:
        return "UNITID" in names and ("INSTNM" in names or "INST_NAME" in names)

    def stage(self, run: ProgramImport, tables: list[Table], report: Report) -> ProgramReading:
        if len(tables) > 1:
            names = ", ".join(table.place for table in tables[:4])
            raise FileError(
                f"The file holds {len(tables)} tables ({names}). Upload the one you need."
            )
        (table,) = tables
        _, header = table.find_header(self.is_header, self.header_hint)
        layout, columns = recognize_layout(header)
        reading = ProgramReading(layout=layout, columns=columns, run_pk=run.pk)
        run.layout, run.columns = layout.kind, sorted(columns)
        unstage(run)
        notify = partial(_report, report, reading, table)
        copy_lines(StagedProgram, PROGRAM_COLUMNS, read_program_lines(table, reading), notify)
        if not reading.rows:
            raise FileError("The file has a header and no rows.")
        copy_lines(
            StagedInstitution,
            ("run_id", "row_number", "unitid", *INSTITUTION_COLUMNS),
            iter(reading.institutions.values()),
            notify,
        )
        analyze(StagedProgram, StagedInstitution)
        return reading

    def check(self, run: ProgramImport, reading: ProgramReading) -> None:
        """Single rows were checked as they were read."""

    def compare(self, run: ProgramImport, reading: ProgramReading) -> None:
        run.counts = comparison.count_differences(run)
        self.add_findings(run, comparison.judge(run, reading))
        for kind, select in comparison.list_queries(run):
            self.select_findings(run, kind, select)

    def drop_draft(self, run: ProgramImport) -> None:
        unstage(run)

    def find_known(self, sha256: str) -> str:
        known = Dataset.objects.published().filter(sha256=sha256).first()
        # A file that another one took the place of may come again.
        if known is None or Dataset.objects.shown_like(known).first() != known:
            return ""
        return f"it was published on {known.imported_at:%B %-d, %Y}, and is what visitors see"

    def publish(self, run: ProgramImport, user: User | None) -> str:
        publish_staged(run, user)
        return "Published. Visitors see it now."


def _report(report: Report, reading: ProgramReading, table: Table) -> None:
    report(reading, table.share_read())
