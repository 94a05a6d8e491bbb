"""What a kind of file has to bring, and the kinds that there are.

A new kind is one package: a model that inherits from ImportRun, a staging table, and a class that
inherits from ImportKind, registered when its app is ready.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import connection
from django.db.models import CharField

from imports.errors import FileError
from imports.intake import Table
from imports.models import ImportFinding, ImportRun

# Findings of one kind that are stored one by one; beyond, they are only counted.
MAX_FINDINGS_OF_A_KIND = 500

Severity = ImportFinding.Severity
User = AbstractBaseUser | AnonymousUser


class FindingKind(NamedTuple):
    """How a kind of finding is called, and whether it forbids publishing."""

    label: str
    severity: Severity = Severity.LOOK


class Note(NamedTuple):
    """A finding that is not stored yet."""

    kind: str
    row: int | None = None
    place: str = ""
    subject: str = ""
    column: str = ""
    before: str = ""
    after: str = ""
    change: float | None = None
    message: str = ""


@dataclass
class Reading:
    """What was met while a file was read: rows counted, and findings about single rows."""

    rows: int = 0
    staged: int = 0
    left_out: int = 0
    notes: list[Note] = field(default_factory=list)
    note_counts: dict[str, int] = field(default_factory=dict)

    def note(self, note: Note) -> None:
        """Store a finding, or only count it if there are too many of its kind."""
        count = self.note_counts.get(note.kind, 0) + 1
        self.note_counts[note.kind] = count
        if count <= MAX_FINDINGS_OF_A_KIND:
            self.notes.append(note)


Report = Callable[[Reading, float], None]


class ImportKind(ABC):
    """A kind of file. The methods raise FileError for what an editor should know."""

    key: ClassVar[str]
    model: ClassVar[type[ImportRun]]
    findings: ClassVar[Mapping[str, FindingKind]]
    # Columns that the error for a file without a header names.
    header_hint: ClassVar[str]
    # For lines that are not UTF-8; empty refuses them.
    fallback_encoding: ClassVar[str] = ""
    # Whether columns of a text file may be separated by tabs.
    has_tabs: ClassVar[bool] = False

    @abstractmethod
    def is_header(self, names: Collection[str]) -> bool:
        """Tell whether a row of names (capitals, underscores) is the header of a table."""

    @abstractmethod
    def stage(self, run: Any, tables: list[Table], report: Report) -> Reading:
        """Write the rows of the tables into the staging table; `report` wants the share read."""

    @abstractmethod
    def check(self, run: Any, reading: Any) -> None:
        """Add findings about the staged rows by themselves."""

    @abstractmethod
    def compare(self, run: Any, reading: Any) -> None:
        """Set `run.counts`, and add findings about how the rows differ from what is published."""

    def build_draft(self, run: Any, reading: Any) -> None:  # noqa: B027 (not every kind has one)
        """Make what publishing will show, where that takes long."""

    def drop_draft(self, run: Any) -> None:  # noqa: B027
        """Remove the draft or the staged rows of a run that will not be published."""

    @abstractmethod
    def publish(self, run: Any, user: User | None) -> str:
        """Show the rows to visitors, within the caller's transaction; return a message."""

    def find_known(self, sha256: str) -> str:
        """Describe what was made of this very file before; empty if nothing was."""
        run = ImportRun.objects.filter(
            kind=self.key, sha256=sha256, state=ImportRun.State.PUBLISHED
        ).first()
        if run is None or run.finished_at is None:
            return ""
        return f"it was published on {run.finished_at:%B %-d, %Y}, as {run.file_name}"

    def add_findings(self, run: ImportRun, notes: Iterable[Note]) -> None:
        """Store findings of a run, texts cut to what their columns hold."""
        sizes = {
            field.name: field.max_length
            for field in ImportFinding._meta.concrete_fields
            if isinstance(field, CharField)
        }
        ImportFinding.objects.bulk_create(
            ImportFinding(
                run_id=run.pk,
                severity=self.findings[note.kind].severity,
                **{
                    name: value[: sizes[name]] if name in sizes else value
                    for name, value in note._asdict().items()
                },
            )
            for note in notes
        )

    def select_findings(self, run: ImportRun, kind: str, select: str, **values: Any) -> None:
        """Store what a query finds: row, place, subject, column, before, after and change."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO imports_importfinding (run_id, kind, severity, message,
                    row, place, subject, "column", before, after, change)
                SELECT %(run)s, %(kind)s, %(severity)s, '', chosen.* FROM ({select}) chosen
                """,
                {"run": run.pk, "kind": kind, "severity": self.findings[kind].severity, **values},
            )


KINDS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Add a kind; apps do so when they are ready."""
    KINDS[kind.key] = kind


def kind_of(run: ImportRun) -> ImportKind:
    """The kind of a run's file. Raises FileError if the app that knew it is gone."""
    if run.kind not in KINDS:
        raise FileError(f"Files of the kind “{run.kind}” are no longer imported.")
    return KINDS[run.kind]
