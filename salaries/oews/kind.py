"""The survey's files as a kind of import: read, checked, compared, and made a draft release."""

import datetime as dt
from collections.abc import Collection
from functools import partial

from django.db import connection

from imports.errors import FileError
from imports.intake import Table
from imports.kinds import ImportKind, Report, User
from imports.staging import copy_lines
from salaries.models import SourceFile, StagedWage, WageImport
from salaries.oews import checks, publish
from salaries.oews.comparison import count_differences, find_base
from salaries.oews.layout import FIELDS, Layout
from salaries.oews.reader import WageReader, WageReading, find_months, find_top_codes

STAGED_COLUMNS = ("row", "area_code", "soc_code", *FIELDS)
COUNT_LABELS = (
    ("new", "New", "rows that the published release does not have"),
    ("changed", "Changed", "rows with at least one other figure"),
    ("unchanged", "Unchanged", "rows with the same figures"),
    ("missing", "Missing", "rows of the published release that the file lacks"),
    ("suppressed", "Newly suppressed", "pay that was released before and is not now"),
)


class OewsKind(ImportKind):
    """National, state, metropolitan and nonmetropolitan tables, of one month each."""

    key = WageImport.KIND
    model = WageImport
    findings = checks.FINDINGS
    header_hint = "OCC_CODE and OCC_TITLE"

    def is_header(self, names: Collection[str]) -> bool:
        return "OCC_CODE" in names and "OCC_TITLE" in names

    def stage(self, run: WageImport, tables: list[Table], report: Report) -> WageReading:
        _settle_month(run, find_months([name for table in tables for name in table.names]))
        reading = WageReading(is_excerpt=run.is_excerpt)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE salaries_stagedwage")
        for i, table in enumerate(tables):
            self._stage_table(table, reading, partial(_report, report, reading, tables, i))
        with connection.cursor() as cursor:
            # What the checks join by; a rough idea of it will do.
            cursor.execute("SET default_statistics_target = 10")
            cursor.execute("ANALYZE salaries_stagedwage (area_code, soc_code)")
            cursor.execute("RESET default_statistics_target")
        if not reading.staged and not reading.notes:
            single = f", {reading.left_out:,} rows of single industries" if reading.left_out else ""
            raise FileError(
                f"{run.file_name} has a header but no cross-industry rows below it{single}."
            )
        reading.top_codes = find_top_codes([note for table in tables for note in table.notes])
        run.levels = reading.levels
        return reading

    def _stage_table(self, table: Table, reading: WageReading, report: "partial[None]") -> None:
        number, header = table.find_header(self.is_header, self.header_hint)
        reader = WageReader(Layout(header, f"{table.place}, row {number}"), reading)
        copy_lines(StagedWage, STAGED_COLUMNS, reader.read_lines(table), report)

    def check(self, run: WageImport, reading: WageReading) -> None:
        # To look for rows that come twice costs as much as the other checks together.
        if reading.has_duplicates:
            self.select_findings(run, *checks.DUPLICATE)
        for check in checks.OWN_CHECKS:
            self.select_findings(run, *check)
        self.add_findings(run, checks.list_own_findings(reading))

    def compare(self, run: WageImport, reading: WageReading) -> None:
        run.base = base = find_base(run.month)
        run.counts = count_differences(base, reading.levels)
        if base is None:
            return
        with checks.joined_with_base(base):
            for check in checks.BASE_CHECKS:
                self.select_findings(run, *check, same_month=base.period == run.period)
        self.add_findings(run, checks.list_gone(reading, base))

    def build_draft(self, run: WageImport, reading: WageReading) -> None:
        run.release = publish.build_draft(run, reading)

    def drop_draft(self, run: WageImport) -> None:
        release, run.release = run.release, None
        if release:
            run.save(update_fields=["release"])
            publish.delete_draft(release)

    def publish(self, run: WageImport, user: User | None) -> str:
        if run.release is None:
            raise FileError("Its draft is gone. Compare the file again.")
        return publish.show_release(run.release, user)

    def find_known(self, sha256: str) -> str:
        known = SourceFile.objects.filter(sha256=sha256).select_related("release").last()
        if known is None:
            return ""
        return (
            f"it was loaded on {known.loaded_at:%B %-d, %Y} as {known.name}, and is part of "
            f"{known.release}"
        )


def _report(report: Report, reading: WageReading, tables: list[Table], i: int) -> None:
    report(reading, (i + tables[i].share_read()) / len(tables))


def _settle_month(run: WageImport, months: set[dt.date]) -> None:
    """Take the month from the names in the file; what the editor gave must not contradict them."""
    if len(months) > 1:
        named = " and ".join(f"{month:%B %Y}" for month in sorted(months))
        raise FileError(f"The file's names speak of more than one month: {named}.")
    named_month = next(iter(months), None)
    if run.period is None and named_month is None:
        raise FileError(
            "Neither the file's name nor its sheet says which month it is for. "
            "Upload it again and give the month."
        )
    if run.period and named_month and run.period != named_month:
        raise FileError(
            f"You gave {run.period:%B %Y}, but the file's name or sheet says {named_month:%B %Y}."
        )
    run.period = run.period or named_month
