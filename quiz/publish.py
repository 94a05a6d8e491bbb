"""The life of a version: checked, published and so frozen; copied into the next draft."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from quiz import check
from quiz.content import VersionContent, read, write
from quiz.models import Condition, Quiz, QuizVersion, Statement

# What an empty draft begins with.
INTRODUCTION = "Say how far each statement is true of you. There are no right answers."


class NotPublishableError(Exception):
    """The version has problems; `problems` says which, in words."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def problems_of(version: QuizVersion) -> list[str]:
    """Every reason why this version cannot be published; empty when it can."""
    keys = set(version.quiz.career.measured_facts.values_list("key", flat=True))
    return check.problems(read(version), keys)


@transaction.atomic
def publish(version: QuizVersion) -> None:
    """Check a draft, write its measured facts down as they stand today, and freeze it.

    Visitors get it from the next request on. Raises NotPublishableError with the problems, changing
    nothing, for a version that is not right or no longer a draft.
    """
    locked = QuizVersion.objects.select_for_update().get(pk=version.pk)
    if locked.is_published:
        raise NotPublishableError(["This version is published already."])
    problems = problems_of(locked)
    if problems:
        raise NotPublishableError(problems)
    _write_facts_down(locked)
    locked.status = QuizVersion.Status.PUBLISHED
    locked.published_at = timezone.now()
    locked.save(update_fields=["status", "published_at"])
    version.refresh_from_db()


def _write_facts_down(version: QuizVersion) -> None:
    facts = {fact.key: fact for fact in version.quiz.career.measured_facts.select_related("source")}
    rows: list[Statement | Condition] = [
        *Statement.objects.filter(trait__version=version).exclude(measured_fact=""),
        *version.conditions.exclude(measured_fact=""),
    ]
    for row in rows:
        fact = facts[row.measured_fact]
        row.fact_text = f"{_percent(fact.percent)} of workers {_lower(fact.statement)}."
        if fact.comparison_percent is not None:
            share, group = _percent(fact.comparison_percent), _lower(fact.comparison_group)
            row.fact_text += f" In {group} it is {share}."
        row.fact_source = str(fact.source)
        row.save(update_fields=["fact_text", "fact_source"])


def _percent(value: Decimal) -> str:
    return f"{value:.1f}".removesuffix(".0") + "%"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@transaction.atomic
def open_draft(quiz: Quiz, version: QuizVersion | None) -> QuizVersion:
    """The quiz's draft: the one it has, else a copy of a version, or an empty one without any.

    Of two clicks at once the second finds the draft of the first.
    """
    Quiz.objects.select_for_update(no_key=True).get(pk=quiz.pk)
    existing = quiz.versions.drafts().first()
    if existing is not None:
        return existing
    if version is None:
        return write(quiz, VersionContent(quiz.career.title, INTRODUCTION))
    return write(quiz, read(version))
