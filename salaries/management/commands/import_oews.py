"""Loads an official OEWS file: the same steps as in the editors' pages, at the command line."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from salaries.models import ImportFinding, WageImport
from salaries.models.releases import month
from salaries.oews import publish
from salaries.oews.run import run_import
from salaries.oews.trouble import FileError

State = WageImport.State


def month_argument(key: str) -> object:
    try:
        return month(key)
    except ValueError:
        raise argparse.ArgumentTypeError("write the month as in 2025-05") from None


class Command(BaseCommand):
    help = (
        "Reads an official OEWS file (.xlsx, .zip, .csv, .csv.gz), checks it, compares it with the "
        "published release and makes a draft of it. Nothing is public before it is published."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="check and compare; keep nothing"
        )
        parser.add_argument("--publish", action="store_true", help="publish the draft at once")
        parser.add_argument(
            "--period", type=month_argument, help="the month, where no name in the file tells it"
        )
        parser.add_argument("--again", action="store_true", help="load a file that is known")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        run = WageImport.objects.create(
            file_name=path.name,
            path=str(path.resolve()),
            size=path.stat().st_size,
            period=options["period"],
            even_if_known=options["again"],
        )
        try:
            run_import(run, build=not options["dry_run"], tell=self.tell)
            self.report(run)
            if options["dry_run"]:
                return
            if options["publish"] and run.release:
                publish.publish(run.release, None)
                self.stdout.write(f"{run.release.label} is published.")
            elif run.release:
                self.stdout.write("The draft waits in the editors' pages, under Imports.")
        except FileError as problem:
            run.delete()
            raise CommandError(str(problem)) from problem
        finally:
            if options["dry_run"] and run.pk:
                run.delete()

    def tell(self, run: WageImport) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{run.get_state_display()}: {run.percent} %  ", ending="")
            self.stdout.flush()

    def report(self, run: WageImport) -> None:
        """Print counts and findings; raise CommandError for a file that cannot be published."""
        if self.stdout.isatty():
            self.stdout.write("")
        if run.state in (State.FAILED, State.CANCELLED):
            raise CommandError(run.message)
        self.stdout.write(
            f"{run.period:%B %Y}: {run.rows_read:,} rows read, {run.rows_left_out:,} of single "
            f"industries left out, {run.rows_staged:,} staged."
        )
        against = (
            f"compared with {run.base}" if run.base else "no published release to compare with"
        )
        counted = ", ".join(
            f"{run.counts[key]:,} {key}" for key in ("new", "changed", "unchanged", "missing")
        )
        self.stdout.write(f"{against[0].upper()}{against[1:]}: {counted}.")
        for severity in (ImportFinding.Severity.BLOCK, ImportFinding.Severity.LOOK):
            for finding in run.findings.filter(severity=severity)[:10]:
                place = f"row {finding.row}: " if finding.row else ""
                about = ", ".join(filter(None, (finding.area, finding.occupation)))
                self.stdout.write(
                    f"  {severity.label}: {place}{finding.get_kind_display()}: {about}"
                )
            total = run.findings.filter(severity=severity).count()
            if total > 10:
                self.stdout.write(f"  … {total:,} in all.")
        if run.state == State.BLOCKED:
            raise CommandError(run.message)
