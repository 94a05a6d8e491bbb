"""Imports an official OEWS file from the command line."""

import argparse
from typing import Any

from django.core.management.base import CommandParser

from imports.commands import ImportCommand
from imports.kinds import KINDS
from salaries.models import WageImport
from salaries.models.releases import month
from salaries.oews.kind import COUNT_LABELS


def month_argument(key: str) -> object:
    try:
        return month(key)
    except ValueError:
        raise argparse.ArgumentTypeError("write the month as in 2025-05") from None


class Command(ImportCommand):
    help = (
        "Reads an official OEWS file (.xlsx, .zip, .csv, .csv.gz, .csv.xz), checks it, compares it "
        "with the published release and makes a draft of it. Nothing is public before it is "
        "published."
    )
    import_kind = KINDS[WageImport.KIND]
    count_labels = COUNT_LABELS

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--period", type=month_argument, help="the month, if no name in the file gives it"
        )

    def facts(self, options: dict[str, Any]) -> dict[str, Any]:
        return {"period": options["period"]}
