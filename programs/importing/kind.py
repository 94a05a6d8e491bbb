"""Files of programs and institutions as a kind of import."""

from collections.abc import Collection
from functools import partial

from imports.errors import FileError
from imports.intake import Table
from imports.kinds import ImportKind, Report, User
from imports.staging import analyze, copy_lines
from programs.importing import comparison
from programs.importing.layouts import PROGRAM_KINDS, recognize_layout
from programs.importing.prices import (
    PRICE_HEADERS,
    PROGRAM_PRICE_COLUMNS,
    YEAR_PRICE_COLUMNS,
    open_prices,
)
from programs.importing.publish import publish_staged, unstage
from programs.importing.reader import (
    INSTITUTION_COLUMNS,
    PROGRAM_COLUMNS,
    ProgramReading,
    read_program_lines,
)
from programs.models import (
    Dataset,
    InstitutionPrice,
    ProgramImport,
    ProgramPrice,
    StagedInstitution,
    StagedProgram,
)

NAMES_AND_PRICES = PRICE_HEADERS | {"INSTNM", "INST_NAME"}


class ProgramKind(ImportKind):
    """College Scorecard files (field of study, institution), the IPEDS directory and prices."""

    key = ProgramImport.KIND
    model = ProgramImport
    findings = comparison.FINDINGS
    header_hint = "UNITID and INSTNM, INST_NAME or a price such as CHG2AY3, CIPTUIT1 or NPIST2"
    # The official directory is in this encoding.
    fallback_encoding = "latin-1"

    def is_header(self, names: Collection[str]) -> bool:
        return "UNITID" in names and not NAMES_AND_PRICES.isdisjoint(names)

    def stage(self, run: ProgramImport, tables: list[Table], report: Report) -> ProgramReading:
        tables = _leave_out_revised(tables)
        if len(tables) > 1:
            names = ", ".join(table.place for table in tables[:4])
            raise FileError(
                f"The file holds {len(tables)} tables ({names}). Upload the one you need."
            )
        (table,) = tables
        _, header = table.find_header(self.is_header, self.header_hint)
        layout, columns = recognize_layout(header)
        prices = None if layout.kind in PROGRAM_KINDS else open_prices(header, table.names, run)
        reading = ProgramReading(layout=layout, columns=columns, run_pk=run.pk, prices=prices)
        run.layout, run.columns = layout.kind, sorted(columns)
        if prices:
            run.year, run.columns = prices.year, sorted({*columns, *prices.columns})
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
        if prices:
            copy_lines(InstitutionPrice, YEAR_PRICE_COLUMNS, iter(prices.by_year), notify)
            copy_lines(ProgramPrice, PROGRAM_PRICE_COLUMNS, iter(prices.by_program), notify)
        analyze(StagedProgram, StagedInstitution, InstitutionPrice, ProgramPrice)
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


def _leave_out_revised(tables: list[Table]) -> list[Table]:
    """Without the tables that another one in the same zip revises, as IPEDS publishes them."""
    places = [table.place.lower() for table in tables]
    revised = {place.replace("_rv.", ".") for place in places if "_rv." in place}
    return [table for table, place in zip(tables, places, strict=True) if place not in revised]


def _report(report: Report, reading: ProgramReading, table: Table) -> None:
    report(reading, table.share_read())
