"""The life of a version: checked, published and so frozen; copied into the next draft."""

from django.db import transaction
from django.utils import timezone

from careers.guides.published import find_career_page
from careers.models import Career, MeasuredFact
from common.formatting import format_percent
from quiz import check
from quiz.content import VersionContent
from quiz.english import lower_first
from quiz.exchange import InvalidQuizFileError
from quiz.models import Condition, Quiz, QuizTranslation, QuizVersion, Statement
from quiz.translation_files import ParsedTranslation, parse_translation
from quiz.translations import list_texts
from quiz.versions import create_draft, load_content

DEFAULT_INTRODUCTION = "Say how far you agree with each statement. There are no right answers."


class NotPublishableError(Exception):
    """The version cannot be published; `problems` says why, for editors."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def find_problems(version: QuizVersion) -> list[str]:
    """Every reason why this version cannot be published; empty if it can."""
    keys = set(load_measured_facts(version.quiz.career))
    return check.find_problems(load_content(version), keys)


def find_advice(version: QuizVersion) -> list[str]:
    """What editors should read again before they publish this version."""
    return check.find_advice(load_content(version))


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


def load_measured_facts(career: Career) -> dict[str, MeasuredFact]:
    """The measured facts of a career's published guide, each with its source, by their keys."""
    page = find_career_page(career)
    return {fact.key: fact for fact in page.guide.measured_facts} if page else {}


def _store_measured_facts(version: QuizVersion) -> None:
    facts = load_measured_facts(version.quiz.career)
    rows: list[Statement | Condition] = [
        *Statement.objects.filter(trait__version=version).exclude(measured_fact=""),
        *version.conditions.exclude(measured_fact=""),
    ]
    for row in rows:
        fact = facts[row.measured_fact]
        row.fact_text = _describe_fact(fact)
        row.fact_source = str(fact.source)
        row.save(update_fields=["fact_text", "fact_source"])


def _describe_fact(fact: MeasuredFact) -> str:
    percent = format_percent(fact.percent)
    text = f"{percent} of workers {lower_first(fact.statement)}."
    if fact.comparison_percent is not None:
        group = lower_first(fact.comparison_group)
        text += f" In {group} it is {format_percent(fact.comparison_percent)}."
    return text


def list_english_texts(version: QuizVersion) -> dict[str, str]:
    """Every text to translate by its place; a draft's measured facts as of today."""
    if version.is_published:
        return list_texts(load_content(version))
    facts = load_measured_facts(version.quiz.career)
    described = {key: _describe_fact(fact) for key, fact in facts.items()}
    return list_texts(load_content(version), described)


@transaction.atomic
def import_translation(version: QuizVersion, data: bytes) -> ParsedTranslation:
    """Store a draft's texts in another language from a JSON file, in place of those it has.

    Raises InvalidQuizFileError with the problems, changing nothing, also for a published version.
    """
    locked = QuizVersion.objects.select_for_update().get(pk=version.pk)
    if locked.is_published:
        raise InvalidQuizFileError(["This version is published. Import it into a new draft."])
    parsed = parse_translation(data, list_english_texts(locked))
    locked.translations.update_or_create(language=parsed.language, defaults={"texts": parsed.texts})
    return parsed


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
            title=str(quiz.career), introduction=DEFAULT_INTRODUCTION, traits=(), bands=()
        )
        return create_draft(quiz, content)
    draft = create_draft(quiz, load_content(version))
    QuizTranslation.objects.bulk_create(
        QuizTranslation(version=draft, language=each.language, texts=each.texts)
        for each in version.translations.all()
    )
    return draft
