"""A career as its pages show it: its description, and one version of its guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language

from careers.guides.documents import GuideContent
from careers.models import Career, GuideVersion
from careers.models.guides import DEFAULT_LANGUAGE
from careers.projections.outlook import Outlook, build_outlooks
from common.prepared import parse_json
from programs.careers import Field
from salaries.models import Occupation


def active_language() -> str:
    """The language of the page that is being built: `en`, `es`."""
    return (get_language() or DEFAULT_LANGUAGE)[:2]


@dataclass(frozen=True)
class ShortText:
    """The description of a career, which is in the default language where it has no other."""

    language: str
    summary: str
    duties: list[str]
    likes: str
    strains: str
    outlook_reason: str


@dataclass(frozen=True)
class CareerPage:
    """A career as its pages show it, from one version of its guide or from its working tables.

    A career without a guide has an empty one, and `has_guide` is False. `language` is the guide's,
    which is the default one where the visitor's has no guide. `version` is None in a preview, and
    without a guide. `html` has the rendered sections (careers/guides/rendering.py), and is empty
    for pages other than the guide's own. `has_conditions`: whether a release has the conditions of
    its work, so that there is a fit check of it. `projections` is what `select_projections`
    selected. `fields_of_study` is what `select_fields` selected.
    """

    career: Career
    guide: GuideContent
    language: str
    html: dict[str, Any]
    version: GuideVersion | None = None
    has_quiz: bool = False
    has_conditions: bool = False
    projections: Sequence[Any] = ()
    description: ShortText | None = None
    fields_of_study: Sequence[Any] = ()

    @classmethod
    def from_version(cls, version: GuideVersion) -> "CareerPage":
        """`version` comes from `public_versions`."""
        guide = version.guide
        # Asking for a deferred field would be a query.
        html = {} if "html" in version.get_deferred_fields() else version.html
        rows: Any = version
        content = GuideContent(version.document)
        return cls(
            guide.career,
            content,
            guide.language,
            html,
            version,
            rows.has_quiz,
            rows.has_conditions,
            rows.projections,
            fields_of_study=rows.fields_of_study,
        )

    @property
    def pk(self) -> int:
        return self.career.pk

    @property
    def slug(self) -> str:
        return self.career.slug

    @cached_property
    def name(self) -> str:
        name: str = self.career.name
        return name

    @property
    def occupation(self) -> Occupation:
        return self.career.occupation

    @cached_property
    def illustration_url(self) -> str:
        return self.career.illustration_url

    @property
    def has_guide(self) -> bool:
        return bool(self.guide.document["parts"])

    @property
    def guide_anchors(self) -> set[str]:
        """The anchors of the guide's sections; empty without the guide's `html`."""
        return {section["anchor"] for section in self.html.get("sections", ())}

    @cached_property
    def title(self) -> str:
        """The guide's title; the career's name where it has no guide."""
        return str(self.guide.title or capfirst(self.name))

    @cached_property
    def summary(self) -> str:
        return str(self.guide.summary or (self.description.summary if self.description else ""))

    @cached_property
    def plural(self) -> str:
        """As in a sentence; the singular where nobody wrote a plural."""
        return str(self.career.plural or self.name)

    @cached_property
    def occupation_includes(self) -> str:
        return str(self.guide.occupation_includes)

    @cached_property
    def occupation_excludes(self) -> str:
        return str(self.guide.occupation_excludes)

    @cached_property
    def reviewed_on(self) -> date | None:
        """When the guide was compared with its sources; None without a guide."""
        return self.guide.reviewed_on or None

    @property
    def related_occupations(self) -> list[Any]:
        rows: list[Any] = self.guide.related_occupations
        return rows

    @cached_property
    def outlooks(self) -> list[Outlook]:
        """What each published release projects for the occupation, the newest first."""
        return build_outlooks(self.projections)

    @cached_property
    def fields(self) -> list[Field]:
        """The fields of study that lead to the career (CareerField), by their codes."""
        return [Field(**parse_json(row)) for row in self.fields_of_study]

    @property
    def cip_codes(self) -> list[str]:
        return [field.code for field in self.fields]

    @property
    def outlook(self) -> Outlook | None:
        return next(iter(self.outlooks), None)

    @cached_property
    def is_in_default_language(self) -> bool:
        """Whether the visitor's language has no guide, so that they get the default one's."""
        return self.language == DEFAULT_LANGUAGE != active_language()

    def __str__(self) -> str:
        return str(self.career)

    @cached_property
    def _address(self) -> str:
        return self.career.get_absolute_url()

    def get_absolute_url(self) -> str:
        return self._address
