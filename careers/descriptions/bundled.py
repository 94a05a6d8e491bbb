"""Loads a career with a description for every occupation that the files have, each of them once."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from careers.descriptions.files import FOLDER, OccupationText, read_texts
from careers.errors import ContentError
from careers.models import Career, Description, LoadedContent, PreviousSlug
from careers.models.guides import DEFAULT_LANGUAGE
from salaries.models import Occupation

NOTE = "Came with the project."
PREFIX = "occupation:"
LOCK = "occupations"

# What the files call the fields of a career and of a description.
NAMES = {"name_en": "name", "plural_en": "plural", "other_names": "also", "slug": "name"}
WORDS = {"outlook_reason": "outlook"}


@transaction.atomic
def load(folder: Path = FOLDER) -> list[str]:
    """Create and publish what was never loaded here; return how many in words.

    All or nothing: raises ContentError with a line for each mistake. A career that an editor made
    for the occupation, or the guide's, gets the description. What editors changed or deleted stays
    as it is. An occupation that no wages were loaded for waits.
    """
    every = read_texts(folder=folder)
    # A second process waits here until the first is done.
    LoadedContent.objects.get_or_create(key=LOCK)
    LoadedContent.objects.select_for_update().get(key=LOCK)
    occupations = {one.soc_code: one for one in Occupation.objects.all()}
    known = set(LoadedContent.objects.filter(key__startswith=PREFIX).values_list("key", flat=True))
    texts = [
        text
        for text in every
        if text.soc_code in occupations and PREFIX + text.soc_code not in known
    ]
    if not texts:
        return []
    careers = _create_careers(texts, occupations)
    _publish([(careers[text.soc_code], text) for text in texts])
    LoadedContent.objects.bulk_create(LoadedContent(key=PREFIX + text.soc_code) for text in texts)
    return [f"{len(texts)} occupations"]


def _create_careers(
    texts: list[OccupationText], occupations: dict[str, Occupation]
) -> dict[str, Career]:
    """The career of each text, by its code; those that exist keep what editors wrote."""
    careers = {
        career.occupation.soc_code: career
        for career in Career.objects.select_related("occupation").order_by("-pk")
    }
    slugs = {
        *Career.objects.values_list("slug", flat=True),
        *PreviousSlug.objects.values_list("slug", flat=True),
    }
    new = []
    for text in texts:
        if text.soc_code in careers:
            _add_names(careers[text.soc_code], text)
            continue
        slug = slugify(text.name)
        if slug in slugs:
            slug = f"{slug}-{text.soc_code}"
        slugs.add(slug)
        career = Career(
            slug=slug,
            name_en=text.name,
            plural_en=text.plural,
            other_names=text.also,
            occupation=occupations[text.soc_code],
        )
        careers[text.soc_code] = career
        new.append((career, text))
    _validate(new, NAMES)
    Career.objects.bulk_create(career for career, _ in new)
    return careers


def _add_names(career: Career, text: OccupationText) -> None:
    """Fill in the names that an editor left empty."""
    career.plural_en = career.plural_en or text.plural
    career.other_names = career.other_names or text.also
    career.save(update_fields=["plural_en", "other_names"])


def _publish(pairs: list[tuple[Career, OccupationText]]) -> None:
    now = timezone.now()
    written = set(
        Description.objects.filter(language=DEFAULT_LANGUAGE).values_list("career_id", flat=True)
    )
    new = [
        (
            Description(
                career=career,
                number=1,
                summary=text.summary,
                duties=text.duties,
                likes=text.likes,
                strains=text.strains,
                outlook_reason=text.outlook,
                note=NOTE,
                published_at=now,
            ),
            text,
        )
        for career, text in pairs
        if career.pk not in written
    ]
    _validate(new, WORDS)
    Description.objects.bulk_create(description for description, _ in new)


def _validate(rows: list[tuple[Any, OccupationText]], names: dict[str, str]) -> None:
    """Raise ContentError for values that their columns do not hold."""
    mistakes = []
    for row, text in rows:
        try:
            row.clean_fields(exclude=["career", "occupation"])
        except ValidationError as error:
            mistakes += [
                f"{text.soc_code[:2]}.toml: {text.soc_code}, {names.get(name, name)}: "
                f"{' '.join(problems)}"
                for name, problems in error.message_dict.items()
            ]
    if mistakes:
        raise ContentError("\n".join(mistakes))
