"""Official files with facts of occupations as a kind of import: a draft release of each kind."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from careers.facts import layouts
from careers.facts.bundled import read_releases
from careers.facts.collecting import Collected, Row
from careers.facts.differences import SHOWN_CHANGES, Difference, compare_rows
from careers.facts.layouts import FactTable
from careers.facts.publishing import create_draft, publish_facts
from careers.facts.zones import FIVE, Zone
from careers.models import FactImport, FactKind, FactRelease
from imports.decisions import log_change
from imports.errors import FileError
from imports.intake import Table
from imports.kinds import FindingKind, ImportKind, Note, Reading, Report, Severity, User
from salaries.models import Occupation

# Rows between two reports of progress, at which an import is also cancelled.
PIECE_ROWS = 20_000
SOURCE_FIELDS = ("source", "source_url", "license", "credit")

FINDINGS = {
    "few": FindingKind("Occupations are missing", Severity.ASK),
    "much_changed": FindingKind("Much has changed", Severity.ASK),
    "other_zones": FindingKind("Zones are other ones", Severity.ASK),
    "older": FindingKind("Older than what is published", Severity.ASK),
    "gives_way": FindingKind("Takes a release's place", Severity.NOTE),
    "no_source": FindingKind("Source unknown"),
    "big_change": FindingKind("Changed most"),
    "gone": FindingKind("Not in the file"),
    "new": FindingKind("New here", Severity.NOTE),
    "hidden_sheet": FindingKind("Hidden sheet"),
}
COUNT_LABELS = (
    ("kinds", "Kinds", "kinds of facts, each of which becomes a release"),
    ("new", "New", "facts of occupations that no published release has"),
    ("changed", "Changed", "that differ"),
    ("unchanged", "Unchanged", "that are the same"),
    ("missing", "Missing", "that a published release has and the file lacks"),
)


@dataclass
class FactReading(Reading):
    """The tables that were read, which are few enough to be kept until the drafts are made."""

    tables: list[FactTable] = field(default_factory=list)


class FactImportKind(ImportKind):
    """O*NET databases, the CIP–SOC crosswalk, and what else careers/facts/layouts.py knows."""

    key = FactImport.KIND
    model = FactImport
    findings = FINDINGS
    header_hint = "a code of occupations, as O*NET-SOC Code,"
    has_tabs = True

    def is_header(self, names: Collection[str]) -> bool:
        return layouts.is_header(names)

    def stage(self, run: FactImport, tables: list[Table], report: Report) -> FactReading:
        reading = FactReading()
        collected = Collected()
        for place, table in enumerate(tables):
            read, rows = layouts.open_rows(table)
            if read is not None and read not in layouts.REFERENCES:
                collected.edition = layouts.find_edition(table.names) or run.edition
                read(collected, _count(rows, reading, place / len(tables), report))
        reading.tables = layouts.make_tables(collected)
        if not reading.tables:
            raise FileError(
                f"{run.file_name} holds no facts of occupations. Upload an O*NET database or one "
                "of its tables, or the crosswalk of fields of study to occupations."
            )
        for fact_table in reading.tables:
            _check_edition(run, fact_table)
        reading.staged = sum(len(fact_table.rows) for fact_table in reading.tables)
        return reading

    def check(self, run: FactImport, reading: FactReading) -> None:
        """Single rows were checked as they were read."""

    def compare(self, run: FactImport, reading: FactReading) -> None:
        titles = dict(Occupation.objects.values_list("soc_code", "title"))
        counts = dict.fromkeys(("new", "changed", "unchanged", "missing"), 0)
        bases = find_bases()
        run.bases = {}
        stored = len(reading.notes)
        for table in reading.tables:
            base = bases.get(table.kind)
            before: dict[str, Any] = {}
            if base is not None:
                run.bases[table.kind] = base.pk
                before = dict(base.facts.values_list("soc_code", "values"))
            difference = compare_rows(before, table.rows)
            counts["new"] += len(difference.new)
            counts["changed"] += len(difference.changed)
            counts["unchanged"] += difference.unchanged
            counts["missing"] += len(difference.gone)
            for note in _list_notes(run, table, base, before, difference, titles):
                reading.note(note)
        run.counts = {"kinds": len(reading.tables), **counts}
        self.add_findings(run, reading.notes[stored:])

    def build_draft(self, run: FactImport, reading: FactReading) -> None:
        bases = find_bases()
        with transaction.atomic():
            for table in reading.tables:
                about = describe_source(table, bases.get(table.kind))
                draft = create_draft(
                    table,
                    run.file_name,
                    **about,
                    edition=table.edition or run.edition,
                    period=run.period,
                    released_on=run.released_on,
                    note=run.note,
                    created_by_id=run.created_by_id,
                )
                run.releases.add(draft)

    def drop_draft(self, run: FactImport) -> None:
        run.releases.filter(status=FactRelease.Status.DRAFT).delete()
        run.releases.clear()

    def publish(self, run: FactImport, user: User | None) -> str:
        drafts = list(run.releases.all())
        if not drafts:
            raise FileError("Its drafts are gone. Compare the file again.")
        bases = find_bases()
        now = {draft.kind: bases[draft.kind].pk for draft in drafts if draft.kind in bases}
        if now != run.bases:
            raise FileError(
                "Other facts were published or withdrawn since the file was compared. Compare it "
                "again."
            )
        for draft in drafts:
            publish_facts(draft, user.pk if user else None)
            draft.refresh_from_db()
            log_change(draft, user, "Published.")
        return f"Published: {len(drafts)} kinds of facts. Visitors see them now."


def find_bases() -> dict[str, FactRelease]:
    """By kind the newest published release."""
    bases: dict[str, FactRelease] = {}
    for release in FactRelease.objects.published():
        bases.setdefault(release.kind, release)
    return bases


def describe_source(table: FactTable, base: FactRelease | None) -> dict[str, str]:
    """Who published a table, as of the release before it: with its own edition in every text.

    Of a kind that was never published, as of the release that comes with the project.
    """
    before: dict[str, Any] = read_releases().get(table.kind, {})
    if base is not None:
        before = {name: getattr(base, name) for name in (*SOURCE_FIELDS, "edition")}
    about = {name: str(before.get(name, "")) for name in SOURCE_FIELDS}
    old, new = _shorten(str(before.get("edition", ""))), _shorten(table.edition)
    return {name: text.replace(old, new) if old and new else text for name, text in about.items()}


def _shorten(edition: str) -> str:
    """An edition as texts name it: without what stands behind a comma or “and”."""
    return edition.partition(",")[0].partition(" and ")[0]


def _count(
    rows: Iterable[Row], reading: FactReading, share: float, report: Report
) -> Iterator[Row]:
    for row in rows:
        reading.rows += 1
        if reading.rows % PIECE_ROWS == 0:
            report(reading, share)
        yield row


def _check_edition(run: FactImport, table: FactTable) -> None:
    if not table.edition and not run.edition:
        raise FileError(
            "Neither the file nor its name says which edition it is. Upload it again and give the "
            "edition, as in O*NET 30.2."
        )
    if run.edition and table.edition and run.edition != table.edition:
        raise FileError(f"You gave “{run.edition}”, but the file's name says “{table.edition}”.")


def _list_notes(
    run: FactImport,
    table: FactTable,
    base: FactRelease | None,
    before: dict[str, Any],
    difference: Difference,
    titles: dict[str, str],
) -> Iterator[Note]:
    kind = str(FactKind(table.kind).label)
    yield from _list_doubts(run, table, base, before, difference)
    if base is None and table.kind not in read_releases():
        text = f"{kind}: write source and license on the page of the draft before you publish it."
        yield Note("no_source", place=kind, message=text)
    for change in difference.changes[:SHOWN_CHANGES]:
        yield Note(
            "big_change",
            place=kind,
            subject=_name(change.soc_code, titles),
            column=change.key,
            before=str(change.before),
            after=str(change.after),
            change=change.percent,
        )
    for code in difference.gone:
        yield Note("gone", place=kind, subject=_name(code, titles))
    for code in difference.new if base is not None else ():
        yield Note("new", place=kind, subject=_name(code, titles))


def _list_doubts(
    run: FactImport,
    table: FactTable,
    base: FactRelease | None,
    before: dict[str, Any],
    difference: Difference,
) -> Iterator[Note]:
    if base is None:
        return
    kind = str(FactKind(table.kind).label)
    if difference.has_large_drop:
        text = (
            f"{kind}: the file lacks {len(difference.gone):,} of the {difference.known:,} "
            f"occupations that “{base}” has. Their pages go on showing that release."
        )
        yield Note("few", place=kind, message=text)
    if difference.has_many_big_changes:
        text = (
            f"{kind}: {difference.big_changes:,} of {difference.figures:,} figures change by a "
            "quarter or more."
        )
        yield Note("much_changed", place=kind, message=text)
    if table.kind == FactKind.JOB_ZONE and _count_zones(before) != _count_zones(table.rows):
        text = (
            f"{kind}: “{base}” has {_count_zones(before)} zones and the file "
            f"{_count_zones(table.rows)}. They cannot be compared with each other."
        )
        yield Note("other_zones", place=kind, message=text)
    if run.period < base.period:
        text = f"{kind}: “{base}” is newer, and visitors go on seeing it."
        yield Note("older", place=kind, message=text)
    elif run.period == base.period:
        text = f"{kind}: “{base}” is for the same month and gives way. It returns if you withdraw."
        yield Note("gives_way", place=kind, message=text)


def _count_zones(rows: dict[str, Any]) -> int:
    return next((Zone.from_values(values).of for values in rows.values()), FIVE)


def _name(code: str, titles: dict[str, str]) -> str:
    return f"{titles.get(code, '')} ({code})".strip()
