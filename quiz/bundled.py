"""Loads the quizzes that come with the project, each of them once."""

from pathlib import Path

from django.db import transaction

from careers.models import Career, LoadedContent
from quiz.content import write
from quiz.exchange import QUIZZES, parse
from quiz.models import Quiz
from quiz.publish import publish


def load(folder: Path = QUIZZES) -> list[str]:
    """Load and publish every bundled quiz whose career is there; return their careers' slugs.

    A quiz (`<career's slug>.json`) is written whole or not at all. One that was loaded before is
    left as editors made it, even where they deleted it, and so is a quiz of their own. One whose
    career is not there yet is loaded by a later call.
    """
    files = {f"quiz:{path.stem}": path for path in sorted(folder.glob("*.json"))}
    files.pop("quiz:schema", None)
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
    publish(write(quiz, parse(path.read_bytes())))
    return True
