"""Loads the quizzes that come with the project, each of them once."""

from pathlib import Path

from django.db import transaction

from careers.models import Career, LoadedContent
from quiz.exchange import QUIZ_FOLDER, parse_quiz
from quiz.models import Quiz
from quiz.publish import publish_version
from quiz.versions import create_draft


def load_quizzes(folder: Path = QUIZ_FOLDER) -> list[str]:
    """Load and publish each bundled quiz whose career exists; returns the slugs of the careers.

    A quiz (`<career's slug>.json`) is stored whole or not at all. One that was loaded before is
    left as editors made it, even if they deleted it, and so is a quiz of their own. One whose
    career does not exist yet is loaded by a later call.
    """
    files = {f"quiz:{path.stem}": path for path in sorted(folder.glob("*.json"))}
    known = set(LoadedContent.objects.filter(key__in=files).values_list("key", flat=True))
    return [path.stem for key, path in files.items() if key not in known and _load_once(key, path)]


@transaction.atomic
def _load_once(key: str, path: Path) -> bool:
    career = Career.objects.filter(slug=path.stem).first()
    if career is None:
        return False
    # The unique key makes a second process wait here until the first is done.
    _, is_first = LoadedContent.objects.get_or_create(key=key)
    if not is_first or Quiz.objects.filter(career=career).exists():
        return False
    quiz = Quiz.objects.create(career=career)
    publish_version(create_draft(quiz, parse_quiz(path.read_bytes())))
    return True
