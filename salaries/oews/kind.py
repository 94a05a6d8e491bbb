"""The survey's files as a kind of import: read, checked, compared, and made a draft release."""

import datetime as dt
from collections.abc import Collection
from functools import partial

from django.db import connection

from imports.errors import FileError
from imports.intake import Table
from imports.kinds import ImportKind, Note, Report, User
from imports.staging import copy_lines
from salaries.models import Release, SourceFile, StagedWage, WageImport
from salaries.oews import checks, publish
from salaries.oews.comparison import (
    choose_bases,
    compared_with,
    count_differences,
    list_bases,
)
from salaries.oews.layout import FIELDS, Layout
from salaries.oews.reader import WageReader, WageReading, find_months, find_top_codes

STAGED_COLUMNS = ("row", "area_code", "soc_code", *FIELDS)
COUNT_LABELS = (
    ("new", "New", "rows that no published release has"),
    ("changed", "Changed", "rows with at least one other figure"),
    ("unchanged", "Unchanged", "rows with the same figures"),
    ("missing", "Missing", "rows of the newest release of these areas that the file lacks"),
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
        headers = [table.find_header(self.is_header, self.header_hint) for table in tables]
        _settle_month(run, find_months([name for table in tables for name in table.names]))
        reading = WageReading(is_excerpt=run.is_excerpt)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE salaries_stagedwage")
        for i, (table, header) in enumerate(zip(tables, headers, strict=True)):
            _stage_table(table, header, reading, partial(_report, report, reading, tables, i))
        if reading.in_both:
            _merge_groups(reading)
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

    def check(self, run: WageImport, reading: WageReading) -> None:
        # To look for rows that come twice costs as much as the other checks together.
        if reading.has_duplicates:
            self.select_findings(run, *checks.DUPLICATE)
        for check in checks.OWN_CHECKS:
            self.select_findings(run, *check)
        self.add_findings(run, checks.list_own_findings(reading))

    def compare(self, run: WageImport, reading: WageReading) -> None:
        bases = list_bases(run.month)
        run.base = base = next(iter(bases), None)
        by_level = choose_bases(bases, reading.levels)
        with compared_with(bases):
            run.counts = count_differences(by_level)
            self.add_findings(run, checks.list_doubts(run.counts))
            same_month = base.pk if base and base.period == run.period else None
            for check in checks.BASE_CHECKS:
                self.select_findings(run, *check, same_month=same_month)
        big_changes = run.findings.filter(kind="big_change").count()
        self.add_findings(run, checks.list_doubtful_changes(run.counts, big_changes))
        self.add_findings(run, checks.list_gone(reading, by_level))
        if base and base.period != run.period and base.annual_top_code and not reading.top_codes:
            self.add_findings(run, checks.list_beyond_top_code(base))

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
        # A file whose release was withdrawn or replaced may come again.
        files = SourceFile.objects.filter(sha256=sha256).defer("names")
        known = (
            files.exclude(release__status=Release.Status.WITHDRAWN).select_related("release").last()
        )
        if known is None:
            return ""
        return (
            f"it was loaded on {known.loaded_at:%B %-d, %Y} as {known.name}, and is part of "
            f"{known.release}"
        )


def _stage_table(
    table: Table,
    header: tuple[int, list[str]],
    reading: WageReading,
    report: "partial[None]",
) -> None:
    number, names = header
    reader = WageReader(Layout(names, f"{table.place}, row {number}"), reading)
    copy_lines(StagedWage, STAGED_COLUMNS, reader.read_lines(table), report)


def _report(report: Report, reading: WageReading, tables: list[Table], i: int) -> None:
    report(reading, (i + tables[i].share_read()) / len(tables))


def _merge_groups(reading: WageReading) -> None:
    """Keep one of two equal rows of a code that is a broad and a detailed occupation.

    Some tables have a broad occupation of a single detailed one in both groups, under one code.
    """
    figures = ", ".join(f"{{0}}.{name}" for name in FIELDS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""DELETE FROM salaries_stagedwage s USING salaries_stagedwage t
            WHERE s.soc_code = ANY(%s) AND t.soc_code = s.soc_code AND t.area_code = s.area_code
                AND t.row < s.row
                AND ({figures.format("s")}) IS NOT DISTINCT FROM ({figures.format("t")})""",
            [list(reading.in_both)],
        )
        merged = cursor.rowcount
    if merged:
        reading.staged -= merged
        reading.note(
            Note(
                "merged",
                message=f"{merged:,} rows have the code and the figures of another one: a broad "
                "occupation that is a single detailed one. Each is kept once, as detailed.",
            )
        )


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
