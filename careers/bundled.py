"""Loads the guides that come with the project into the database, each of them once.

A guide is one file, `content/<slug>.json`: `career` has the fields of Career, `guide` those of the
guide itself, and `sources` the sources that figures refer to by name. Everything else is a part of
the guide (careers/guides/parts.py) by its name: its rows in the order of the page. A long text may
be a list of paragraphs.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models, transaction

from careers.errors import ContentError
from careers.guides.documents import validate_instance
from careers.guides.parts import GUIDE_PARTS, GuidePart
from careers.guides.publishing import publish_guide
from careers.models import Career, Guide, LoadedContent, PreviousSlug, Source
from salaries.models import Occupation

CONTENT_DIR = Path(__file__).parent / "content"

NOTE = "Came with the project."
# Where the addresses of careers are, and those that they had.
SLUGS: tuple[type[Career | PreviousSlug], ...] = (Career, PreviousSlug)

Row = dict[str, Any]
ModelType = TypeVar("ModelType", bound=models.Model)


def load(folder: Path = CONTENT_DIR) -> list[str]:
    """Load and publish every guide in `folder` that was never loaded here; return their slugs.

    A guide is written whole or not at all. What editors changed or deleted stays as it is, and so
    does a career of their own with the same slug. Raises ContentError for a file with mistakes; the
    guides before it are loaded.
    """
    files = {f"career:{path.stem}": path for path in sorted(folder.glob("*.json"))}
    known = set(LoadedContent.objects.filter(key__in=files).values_list("key", flat=True))
    return [path.stem for key, path in files.items() if key not in known and _load_once(key, path)]


def _load_once(key: str, path: Path) -> bool:
    with transaction.atomic():
        # The unique key makes a second process wait here until the first is done.
        _, is_first = LoadedContent.objects.get_or_create(key=key)
        is_taken = any(model.objects.filter(slug=path.stem).exists() for model in SLUGS)
        if not is_first or is_taken:
            return False
        _GuideFile(path).write()
    return True


class _GuideFile:
    """Writes one file to the database; collects its mistakes and raises them together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mistakes: list[str] = []
        self.sources: dict[str, Source] = {}

    def write(self) -> None:
        content = self._parse()
        for name in content.keys() - {"career", "guide", "sources", *GUIDE_PARTS}:
            self._add_mistake(name, "A guide has no such part.")
        career = self._create(Career, "career", content.get("career", {}))
        guide = None
        if career is not None:
            if career.slug != self.path.stem:
                self._add_mistake("career, slug", f"The file's name says {self.path.stem}.")
            guide = self._create(Guide, "guide", content.get("guide", {}), career=career)
        if guide is not None:
            self._write_parts(guide, content)
        if self.mistakes:
            raise ContentError("\n".join(self.mistakes))
        if guide is not None:
            publish_guide(guide, None, NOTE)

    def _parse(self) -> Row:
        try:
            content = json.loads(self.path.read_text("utf-8"), parse_float=Decimal)
        except ValueError as error:
            raise ContentError(f"{self.path.name}: This is not JSON: {error}") from error
        if not isinstance(content, dict):
            raise ContentError(f"{self.path.name}: This is not a JSON object.")
        return content

    def _write_parts(self, guide: Guide, content: Row) -> None:
        for name, row in content.get("sources", {}).items():
            source = self._existing_source(row) or self._create(Source, f"sources, {name}", row)
            if source is not None:
                self.sources[name] = source
        # Facts first: other rows may cite them.
        for name, part in sorted(GUIDE_PARTS.items(), key=lambda item: item[0] != "measured_facts"):
            if name in content:
                self._write_rows(part, content[name], guide)

    def _write_rows(self, part: GuidePart, rows: list[Row], guide: Guide) -> None:
        for position, row in enumerate(rows, start=1):
            links = {"position": position, "guide": guide, **part.fixed}
            self._create(part.model, f"{part.name}, row {position}", row, **links)

    def _existing_source(self, row: Row) -> Source | None:
        """The source, if it exists: guides share sources, and editors may have changed it."""
        key = {field: row.get(field) for field in ("publisher", "title", "period")}
        return Source.objects.filter(**key).first()

    def _create(
        self, model: type[ModelType], place: str, row: object, **links: Any
    ) -> ModelType | None:
        """The saved object of a row; None where the row has mistakes."""
        if not isinstance(row, dict):
            self._add_mistake(place, "This is not a JSON object.")
            return None
        fields = {
            field.name: field
            for field in model._meta.concrete_fields
            if not field.primary_key and field.name not in links
        }
        created = model(**links)
        mistakes: dict[str, str] = {}
        for name, value in row.items():
            try:
                setattr(created, name, self._parse_value(fields.get(name), value))
            except ValueError as error:
                mistakes[name] = str(error)
        mistakes |= validate_instance(created, exclude=set(mistakes))
        for name, message in mistakes.items():
            self._add_mistake(place if name == NON_FIELD_ERRORS else f"{place}, {name}", message)
        if mistakes:
            return None
        created.save()
        return created

    def _parse_value(self, field: models.Field[Any, Any] | None, value: Any) -> Any:
        """A value of the file as its field accepts it; ValueError says what is wrong with it."""
        if field is None:
            raise ValueError("There is no such field.")
        if field.related_model is Occupation:
            occupation = Occupation.objects.filter(soc_code=str(value)).first()
            if occupation is None:
                raise ValueError(f"No release has an occupation {value}. Load its wages first.")
            return occupation
        if isinstance(field, models.ForeignKey):
            if value not in self.sources:
                raise ValueError(f"This file has no source “{value}”.")
            return self.sources[value]
        if value is None and not field.null:
            raise ValueError("Leave the field out where it is empty.")
        if isinstance(value, list) and isinstance(field, models.TextField):
            return "\n\n".join(value)
        if isinstance(value, list | dict) and not isinstance(field, ArrayField):
            raise ValueError("A single value belongs here.")
        return value

    def _add_mistake(self, place: str, message: str) -> None:
        self.mistakes.append(f"{self.path.name}: {place}: {message}")
