"""Loads the bundled guides, figures, programs and quizzes into the database, each once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

import careers.bundled
import careers.descriptions.bundled
import careers.facts.bundled
import careers.projections.bundled
import programs.bundled
import quiz.bundled
import salaries.bundled
from careers.errors import ContentError
from careers.guides.rendering import render_versions_again

# In this order: a career belongs to a survey occupation, and a quiz quotes the facts of its guide.
LOADERS = (
    ("Wages", salaries.bundled.load),
    ("Projections", careers.projections.bundled.load),
    ("Facts", careers.facts.bundled.load),
    ("Guides", careers.bundled.load),
    ("Descriptions", careers.descriptions.bundled.load),
    ("Programs", programs.bundled.load),
    ("Quizzes", quiz.bundled.load_quizzes),
)


class Command(BaseCommand):
    help = (
        "Loads what comes with the project: guides, wages, projections, programs and quizzes. What "
        "was loaded once is left as editors made it, even where they deleted it. Prints what was "
        "loaded."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for label, load in LOADERS:
            try:
                loaded = load()
            except ContentError as error:
                raise CommandError(f"{label} were not loaded.\n{error}") from error
            if options["verbosity"] >= (1 if loaded else 2):
                self.stdout.write(f"{label}: {', '.join(loaded) or 'nothing new'}")
        # After an update of the site its templates and translations may be others.
        if number := render_versions_again():
            self.stdout.write(f"Versions of guides rendered again: {number}")
