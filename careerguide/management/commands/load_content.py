"""Loads the bundled guides, figures, programs and quizzes into the database, each once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

import careers.bundled
import careers.descriptions.bundled
import careers.facts.bundled
import careers.projections.bundled
import programs.bundled
import quiz.bundled
import salaries.bundled
from careers.errors import ContentError
from careers.guides.rendering import render_versions_again
from imports.errors import FileError

Load = Callable[[], list[str]]
# In this order: a career belongs to a survey occupation, and a quiz quotes the facts of its guide.
LOADERS: tuple[tuple[str, Load], ...] = (
    ("Wages", salaries.bundled.load),
    ("Projections", careers.projections.bundled.load),
    ("Facts", careers.facts.bundled.load),
    ("Guides", careers.bundled.load),
    ("Descriptions", careers.descriptions.bundled.load),
    ("Programs", programs.bundled.load),
    ("Quizzes", quiz.bundled.load_quizzes),
)

# Loaded beside the others, which need nothing of it: that is mostly the database's work.
BESIDE = "Programs"


class Command(BaseCommand):
    help = (
        "Loads what comes with the project: guides, wages, projections, programs and quizzes. What "
        "was loaded once is left as editors made it, even where they deleted it. Prints what was "
        "loaded."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--program-fields",
            nargs="*",
            default=(),
            metavar="CIP",
            help="fields of study such as 51.38: of a new database's programs, load only these",
        )

    def handle(self, *args: Any, program_fields: Sequence[str] = (), **options: Any) -> None:
        loaders = dict(LOADERS)
        with ThreadPoolExecutor(max_workers=1) as pool:
            if BESIDE in loaders:
                load_programs = partial(programs.bundled.load, program_fields)
                loaders[BESIDE] = pool.submit(_load_beside, load_programs).result
            for label, load in loaders.items():
                try:
                    loaded = load()
                except (ContentError, FileError) as error:
                    raise CommandError(f"{label} were not loaded.\n{error}") from error
                if options["verbosity"] >= (1 if loaded else 2):
                    self.stdout.write(f"{label}: {', '.join(loaded) or 'nothing new'}")
        # After an update of the site its templates and translations may be others.
        if number := render_versions_again():
            self.stdout.write(f"Versions of guides rendered again: {number}")


def _load_beside(load: Load) -> list[str]:
    """Load in a thread, which has a connection of its own."""
    try:
        return load()
    finally:
        connection.close()
