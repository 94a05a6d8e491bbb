"""Imports a public file of programs or institutions from the command line."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from imports.commands import ImportCommand
from imports.kinds import KINDS
from programs.importing.comparison import COUNT_LABELS
from programs.models import ProgramImport


class Command(ImportCommand):
    help = (
        "Reads a College Scorecard file (field of study or institution) or an IPEDS directory "
        "(HD), shows what would change, and with --publish changes it. Without --publish the "
        "draft waits for an editor; with --dry-run nothing is kept."
    )
    import_kind = KINDS[ProgramImport.KIND]
    count_labels = COUNT_LABELS

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--published-on",
            type=date.fromisoformat,
            required=True,
            metavar="YYYY-MM-DD",
            help="the day on which the publisher released the file",
        )
        parser.add_argument("--credit", default="", help="who compiled it, under which license")

    def facts(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"published_on": options["published_on"], "credit": options["credit"]}
