"""Which tables are content: what public pages show.

The page cache counts their changes; replicas answer for them.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

APPS = ("careers", "programs", "quiz", "salaries")

# Every other table of these apps is content. These change nothing that a public page shows:
NOT_CONTENT = {
    "careers.correction": "reports of readers; the page that tells them is never kept",
    "careers.correctionanswer": "letters to readers",
    "careers.guidedraft": "an editor's draft",
    "careers.guideversion": "earlier states of a guide",
    "careers.loadedcontent": "what was loaded, not what it says",
    "programs.programimport": "an import's progress",
    "programs.stagedinstitution": "rows on their way into an import's preview",
    "programs.stagedprogram": "rows on their way into an import's preview",
    "quiz.attempt": "a visitor's answers",
    "quiz.desklink": "a visitor's links",
    "quiz.result": "a visitor's result",
    "salaries.stagedwage": "rows on their way into an import's preview",
    "salaries.wageimport": "an import's progress",
}


def content_models() -> Iterator[type[models.Model]]:
    """The models whose rows pages show: all of APPS but those of NOT_CONTENT."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.managed and model._meta.label_lower not in NOT_CONTENT:
                yield model
