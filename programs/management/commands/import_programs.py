"""Imports a public file of programs or institutions from the command line."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from programs.importing.files import UnreadableFileError
from programs.importing.publish import CannotPublishError, publish
from programs.importing.run import check, draft
from programs.importing.stage import unstage
from programs.models import Dataset

WORDS = {
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "missing": "listed here and not in the file",
    "newly_suppressed": "with earnings no longer published",
    "new_institutions": "new institutions",
    "newly_placed": "known institutions with coordinates that were not known",
    "newly_closed": "institutions newly closed",
}


class Command(BaseCommand):
    help = (
        "Reads a College Scorecard file (field of study or institution) or an IPEDS directory "
        "(HD), tells what would change, and with --publish changes it. Without --publish the "
        "draft waits for an editor; with --dry-run nothing is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=".csv, .csv.gz, or the .zip that holds it")
        parser.add_argument(
            "--published-on",
            type=date.fromisoformat,
            required=True,
            metavar="YYYY-MM-DD",
            help="the day on which the publisher released the file",
        )
        parser.add_argument("--credit", default="", help="who compiled it, under which license")
        what_then = parser.add_mutually_exclusive_group()
        what_then.add_argument("--dry-run", action="store_true", help="keep nothing")
        what_then.add_argument("--publish", action="store_true", help="publish it at once")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            with transaction.atomic():
                dataset = draft(
                    path, published_on=options["published_on"], credit=options["credit"]
                )
                check(dataset, path)
                if dataset.status == Dataset.Status.FAILED:
                    raise CommandError(f"{path.name}: {dataset.failure}")
                self._tell(dataset)
                if options["publish"]:
                    publish(dataset)
                elif options["dry_run"]:
                    unstage(dataset)
                    dataset.delete()
        except (UnreadableFileError, CannotPublishError) as error:
            raise CommandError(f"{path.name}: {error} Nothing was changed.") from error
        if options["publish"]:
            self.stdout.write("Published.")
        elif not options["dry_run"]:
            self.stdout.write("The draft waits in admin to be published.")

    def _tell(self, dataset: Dataset) -> None:
        report = dataset.report
        self.stdout.write(f"{dataset.get_kind_display()}: {report['rows']:,} rows")
        for key, words in WORDS.items():
            if report["counts"].get(key):
                self.stdout.write(f"  {report['counts'][key]:,} {words}")
        for text in (*report["stops"], *report["looks"]):
            self.stdout.write(f"! {text}")
        for row, text in report["problems"][:10]:
            self.stdout.write(f"  row {row}: {text}")
        for kept in report["kept"][:10]:
            self.stdout.write(
                f"  kept: {kept['name']}, {kept['column']}: {kept['ours']} here, "
                f"{kept['theirs']} in the file"
            )
