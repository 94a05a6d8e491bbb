"""Brings the bundled guides, wages, programs and quiz into the database, each of them once."""

import importlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from careerguide.bundled import ContentError

# In this order: a quiz belongs to a guide and quotes its facts.
LOADERS = (
    ("Guides", "careerguide.bundled"),
    ("Wages", "salaries.bundled"),
    ("Programs", "programs.bundled"),
    ("Quizzes", "quiz.bundled"),
)


class Command(BaseCommand):
    help = (
        "Loads what comes with the project: guides, wages, programs and quizzes. What was loaded "
        "once is left as editors made it, even where they deleted it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for label, module in LOADERS:
            try:
                loaded = importlib.import_module(module).load()
            except ContentError as error:
                raise CommandError(str(error)) from error
            except ModuleNotFoundError as error:
                if error.name != module:
                    raise
                continue
            self.stdout.write(f"{label}: {', '.join(loaded) if loaded else 'nothing new'}")
