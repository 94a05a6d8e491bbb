"""The life of a version: checked, published and so frozen; copied into the next draft."""

from django.db import transaction
from django.utils import timezone

from common.formatting import format_percent
from quiz import check
from quiz.content import VersionContent
from quiz.models import Condition, Quiz, QuizVersion, Statement
from quiz.versions import create_draft, load_content

DEFAULT_INTRODUCTION = "Say how far each statement is true of you. There are no right answers."


class NotPublishableError(Exception):
    """The version cannot be published; `problems` says why, for editors."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def find_problems(version: QuizVersion) -> list[str]:
    """Every reason why this version cannot be published; empty if it can."""
    keys = set(version.quiz.career.measured_facts.values_list("key", flat=True))
    return check.find_problems(load_content(version), keys)


@transaction.atomic
def publish_version(version: QuizVersion) -> None:
    """Check a draft, store its measured facts as they are today, and freeze it.

    Visitors get it from the next request on. Raises NotPublishableError with the problems, changing
    nothing, for a version that has problems or is no longer a draft.
    """
    locked = QuizVersion.objects.select_for_update().get(pk=version.pk)
    if locked.is_published:
        raise NotPublishableError(["This version is published already."])
    problems = find_problems(locked)
    if problems:
        raise NotPublishableError(problems)
    _store_measured_facts(locked)
    locked.status = QuizVersion.Status.PUBLISHED
    locked.published_at = timezone.now()
    locked.save(update_fields=["status", "published_at"])
    version.refresh_from_db()


def _store_measured_facts(version: QuizVersion) -> None:
    facts = {fact.key: fact for fact in version.quiz.career.measured_facts.select_related("source")}
    rows: list[Statement | Condition] = [
        *Statement.objects.filter(trait__version=version).exclude(measured_fact=""),
        *version.conditions.exclude(measured_fact=""),
    ]
    for row in rows:
        fact = facts[row.measured_fact]
        percent = format_percent(fact.percent)
        row.fact_text = f"{percent} of workers {_lower_first(fact.statement)}."
        if fact.comparison_percent is not None:
            group = _lower_first(fact.comparison_group)
            row.fact_text += f" In {group} it is {format_percent(fact.comparison_percent)}."
        row.fact_source = str(fact.source)
        row.save(update_fields=["fact_text", "fact_source"])


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


@transaction.atomic
def open_draft(quiz: Quiz, version: QuizVersion | None) -> QuizVersion:
    """The quiz's draft: the one it has, else a copy of a version, or an empty one without any.

    Of two clicks at once the second gets the draft of the first.
    """
    Quiz.objects.select_for_update(no_key=True).get(pk=quiz.pk)
    existing = quiz.versions.drafts().first()
    if existing is not None:
        return existing
    if version is None:
        content = VersionContent(
            title=quiz.career.title, introduction=DEFAULT_INTRODUCTION, traits=(), bands=()
        )
        return create_draft(quiz, content)
    return create_draft(quiz, load_content(version))
