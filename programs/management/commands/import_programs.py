"""Imports a public file of programs, institutions or prices from the command line."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from imports.commands import ImportCommand
from imports.kinds import KINDS
from programs.importing.comparison import COUNT_LABELS
from programs.importing.prices import parse_academic_year
from programs.models import ProgramImport


class Command(ImportCommand):
    help = (
        "Reads a College Scorecard file (field of study or institution) or an IPEDS file "
        "(directory HD, charges IC_AY, IC_PY or COST1, net price SFA or COST2), shows what would "
        "change, and with --publish changes it. Without --publish the draft waits for an editor; "
        "with --dry-run nothing is kept."
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
        parser.add_argument(
            "--academic-year",
            type=parse_academic_year,
            metavar="2023-24",
            help="of the prices in the file, unless its name says it",
        )
        parser.add_argument("--credit", default="", help="who compiled it, under which license")

    def facts(self, options: dict[str, Any]) -> dict[str, Any]:
        return {
            "published_on": options["published_on"],
            "year": options["academic_year"],
            "credit": options["credit"],
        }
