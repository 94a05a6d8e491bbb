"""Loads the guides that come with the project into the database, each of them once.

A guide is one file, `content/<slug>.json`: `career` has the fields of Career, `sources` the sources
that figures refer to by name, and `outlook` the projection. Each list is a table of the guide under
its related name, with its rows in the order of the page. A long text may be a list of paragraphs.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models, transaction

from careers.history.snapshot import content_fields, validate_instance
from careers.models import Career, LoadedContent, Outlook, RoadmapStep, RoadmapSubject, Source
from careers.models.tables import GUIDE_TABLES
from salaries.models import Occupation

CONTENT_DIR = Path(__file__).parent / "content"

# Tables whose rows a file lists; subjects belong to their step, and the outlook is one row.
TABLES = {name: GUIDE_TABLES[name] for name in GUIDE_TABLES if name not in ("subjects", "outlook")}

Row = dict[str, Any]
ModelType = TypeVar("ModelType", bound=models.Model)


class ContentError(Exception):
    """A bundled guide that cannot be loaded; one line for each mistake: file, row, field."""


def load(folder: Path = CONTENT_DIR) -> list[str]:
    """Load every guide in `folder` that was never loaded into this database; return their slugs.

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
        if not is_first or Career.objects.filter(slug=path.stem).exists():
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
        for name in content.keys() - {"career", "sources", "outlook", *TABLES}:
            self._add_mistake(name, "A guide has no such part.")
        career = self._create(Career, "career", content.get("career", {}))
        if career is not None:
            if career.slug != self.path.stem:
                self._add_mistake("career, slug", f"The file's name says {self.path.stem}.")
            self._write_parts(career, content)
        if self.mistakes:
            raise ContentError("\n".join(self.mistakes))

    def _parse(self) -> Row:
        try:
            content = json.loads(self.path.read_text("utf-8"), parse_float=Decimal)
        except ValueError as error:
            raise ContentError(f"{self.path.name}: This is not JSON: {error}") from error
        if not isinstance(content, dict):
            raise ContentError(f"{self.path.name}: This is not a JSON object.")
        return content

    def _write_parts(self, career: Career, content: Row) -> None:
        for name, row in content.get("sources", {}).items():
            source = self._existing_source(row) or self._create(Source, f"sources, {name}", row)
            if source is not None:
                self.sources[name] = source
        if "outlook" in content:
            self._create(Outlook, "outlook", content["outlook"], career=career)
        for table, model in TABLES.items():
            self._write_rows(model, table, content.get(table, []), career=career)

    def _write_rows(
        self, model: type[models.Model], table: str, rows: list[Row], **parent: models.Model
    ) -> None:
        for position, row in enumerate(rows, start=1):
            place = f"{table}, row {position}"
            has_subjects = model is RoadmapStep and isinstance(row, dict)
            subjects = row.pop("subjects", []) if has_subjects else []
            made = self._create(model, place, row, position=position, **parent)
            if made is not None:
                self._write_rows(RoadmapSubject, f"{place}, subjects", subjects, step=made)

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
        fields = {f.name: f for f in content_fields(model) if f.name not in links}
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
