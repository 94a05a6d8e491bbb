"""The life of a description's versions: drafts, published, withdrawn, returned to."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from careers.descriptions.checks import Mistake, check_text, find_alike
from careers.descriptions.files import OccupationText
from careers.models import Career, Description
from careers.models.descriptions import WORDS, DescriptionQuerySet
from careers.models.guides import DEFAULT_LANGUAGE


class StaleError(Exception):
    """Somebody saved another version meanwhile; the text says what to do."""


def list_versions(career_id: int, language: str) -> DescriptionQuerySet:
    """The versions of a career's description in a language, the newest first."""
    versions: DescriptionQuerySet = Description.objects.filter(
        career_id=career_id, language=language
    )
    return versions.order_by("-number")


def find_public_version(career_id: int, language: str) -> Description | None:
    """What visitors read."""
    return list_versions(career_id, language).public().first()


def lock_descriptions(career_id: int) -> Career:
    """The career; until the transaction ends, nobody else writes or publishes its descriptions."""
    return Career.objects.select_for_update().get(pk=career_id)


def create_version(
    career_id: int, language: str, words: dict[str, Any], by_id: int | None, note: str = ""
) -> Description:
    """The next version, a draft that visitors do not read. Wants the lock of the descriptions."""
    newest = list_versions(career_id, language).first()
    return Description.objects.create(
        career_id=career_id,
        language=language,
        number=newest.number + 1 if newest else 1,
        note=note,
        created_by_id=by_id,
        **words,
    )


def publish_newest(version: Description) -> None:
    """Show a draft to visitors. Raises StaleError unless it is the newest version, and a draft."""
    with transaction.atomic():
        lock_descriptions(version.career_id)
        newest = list_versions(version.career_id, version.language).first()
        if newest is None or newest.pk != version.pk:
            raise StaleError("There is a newer version by now. Look at it before you publish it.")
        if newest.published_at is not None:
            raise StaleError("This version was published already.")
        newest.published_at = timezone.now()
        newest.save(update_fields=["published_at"])


def withdraw_versions(versions: DescriptionQuerySet, by_id: int | None) -> int:
    """Withdraw those that are public; visitors read the one before, if there is one."""
    return versions.public().update(withdrawn_at=timezone.now(), withdrawn_by=by_id)


def return_to_version(version: Description, by_id: int | None) -> Description:
    """A draft with the words of an earlier version."""
    with transaction.atomic():
        lock_descriptions(version.career_id)
        return create_version(
            version.career_id,
            version.language,
            {name: getattr(version, name) for name in WORDS},
            by_id,
            f"As in version {version.number}.",
        )


def list_advice(version: Description) -> list[Mistake]:
    """What our texts do otherwise; only English ones can be checked."""
    if version.language != DEFAULT_LANGUAGE:
        return []
    text = _as_text(version)
    public = Description.objects.public().filter(language=version.language)
    others = public.exclude(career=version.career_id).select_related("career__occupation")
    newest = others.order_by("career_id", "-number").distinct("career_id")
    return [*check_text(text), *find_alike(text, map(_as_text, newest))]


def _as_text(version: Description) -> OccupationText:
    career = version.career
    return OccupationText(
        soc_code=career.occupation.soc_code,
        name=career.name_en,
        plural=career.plural_en or career.name_en,
        summary=version.summary,
        duties=version.duties,
        likes=version.likes,
        strains=version.strains,
        outlook=version.outlook_reason,
        also=career.other_names,
    )
