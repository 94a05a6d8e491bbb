"""Which tables are content: what public pages show.

The page cache counts their changes; replicas answer for them.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

APPS = ("careers", "programs", "quiz", "salaries")

# Every other table of these apps is content, but for the tables of guides that editors work on
# (`is_part_of_guide`): visitors read versions. These change nothing that a public page shows:
NOT_CONTENT = {
    "careers.correction": "reports of readers; the page that tells them is never kept",
    "careers.correctionanswer": "letters to readers",
    "careers.factimport": "an import's progress",
    "careers.factimport_releases": "which drafts an import made",
    "careers.guide": "what editors work on, as its tables are",
    "careers.loadedcontent": "what was loaded, not what it says",
    "careers.projectionimport": "an import's progress",
    "programs.programimport": "an import's progress",
    "programs.stagedinstitution": "rows of imports; pages show what is made of them",
    "programs.stagedprogram": "rows of imports; pages show what is made of them",
    "quiz.attempt": "a visitor's answers",
    "quiz.desklink": "a visitor's links",
    "quiz.matchprofile": "a visitor's answers",
    "quiz.matchprofile_chosen": "a visitor's choices",
    "quiz.result": "a visitor's result",
    "salaries.stagedwage": "rows on their way into an import's preview",
    "salaries.wageimport": "an import's progress",
}


def content_models() -> Iterator[type[models.Model]]:
    """The models whose rows pages show: all of APPS but NOT_CONTENT and the tables of guides."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if not model._meta.managed or model._meta.label_lower in NOT_CONTENT:
                continue
            if not getattr(model, "is_part_of_guide", False):
                yield model
