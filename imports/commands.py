"""The base of the commands that import a file: the same steps as in admin."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from imports.decisions import publish_import
from imports.errors import FileError
from imports.kinds import ImportKind, Severity
from imports.models import ImportRun
from imports.run import run_import

State = ImportRun.State
FINDINGS_SHOWN = 10


class ImportCommand(BaseCommand):
    """Reads a file, checks it, compares it, and publishes it if asked to."""

    import_kind: ClassVar[ImportKind]
    count_labels: ClassVar[tuple[tuple[str, str, str], ...]]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="as the publisher offers it")
        parser.add_argument("--again", action="store_true", help="load a file that is known")
        then = parser.add_mutually_exclusive_group()
        then.add_argument("--dry-run", action="store_true", help="check and compare; keep nothing")
        then.add_argument("--publish", action="store_true", help="publish it at once")
        parser.add_argument(
            "--in-spite-of-doubts",
            action="store_true",
            help="publish it although a finding asks for a second yes",
        )

    def facts(self, options: dict[str, Any]) -> dict[str, Any]:
        """Fields of the import that the kind's own arguments give."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        run = self.import_kind.model._default_manager.create(
            file_name=path.name[-200:],
            path=str(path.resolve()),
            size=path.stat().st_size,
            even_if_known=options["again"],
            **self.facts(options),
        )
        is_kept = False
        try:
            run_import(run, build=not options["dry_run"], on_progress=self._show_progress)
            self._report(run)
            if run.state != State.READY:
                raise FileError(run.message)
            if options["publish"]:
                self.stdout.write(
                    publish_import(run, None, in_spite_of_doubts=options["in_spite_of_doubts"])
                )
            is_kept = not options["dry_run"]
        except FileError as problem:
            raise CommandError(f"{path.name}: {problem} Nothing was changed.") from problem
        finally:
            if not is_kept:
                self.import_kind.drop_draft(run)
                run.delete()
        if not (options["publish"] or options["dry_run"]):
            self.stdout.write("The draft waits in admin, under Imports.")

    def _show_progress(self, run: ImportRun) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{run.get_state_display()}: {run.percent}%   ", ending="")

    def _report(self, run: ImportRun) -> None:
        if self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(
            f"{run.rows_read:,} rows read, {run.rows_left_out:,} left out, "
            f"{run.rows_staged:,} staged."
        )
        counted = [
            f"{run.counts[key]:,} {label.lower()}"
            for key, label, _ in self.count_labels
            if key in run.counts
        ]
        if counted:
            self.stdout.write(f"Compared with what is published: {', '.join(counted)}.")
        for severity in (Severity.BLOCK, Severity.ASK, Severity.LOOK):
            self._list_findings(run, severity)

    def _list_findings(self, run: ImportRun, severity: Severity) -> None:
        findings = run.findings.filter(severity=severity)
        for finding in findings[:FINDINGS_SHOWN]:
            label = self.import_kind.findings[finding.kind].label
            row = f"row {finding.row}: " if finding.row else ""
            about = ", ".join(
                filter(None, (finding.place, finding.subject, finding.column, finding.message))
            )
            self.stdout.write(f"  {severity.label}: {row}{label}: {about}")
        total = findings.count()
        if total > FINDINGS_SHOWN:
            self.stdout.write(f"  … {total:,} in all.")
