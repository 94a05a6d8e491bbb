"""What visitors read: a career with the newest public version of its guide."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.db.models import Case, Exists, OuterRef, When
from django.http import Http404
from django.utils.translation import get_language

from careers.guides.documents import GuideContent, build_instance
from careers.models import Career, Guide, GuideVersion, Source
from careers.models.guides import DEFAULT_LANGUAGE, has_public_guide
from careers.projections.outlook import Outlook, build_outlooks, select_projections
from common.prepared import PreparedQuery, take_instance
from salaries.models import Occupation


@dataclass(frozen=True)
class CareerPage:
    """A career as its pages show it, from one version of its guide or from its working tables.

    `language` is the guide's, which is the default one where the visitor's has no guide. `version`
    is None in a preview. `html` has the rendered sections (careers/guides/rendering.py), and is
    empty for pages other than the guide's own. `projections` is what `select_projections` selected.
    """

    career: Career
    guide: GuideContent
    language: str
    html: dict[str, Any]
    version: GuideVersion | None = None
    has_quiz: bool = False
    projections: Sequence[Any] = ()

    @classmethod
    def from_version(cls, version: GuideVersion) -> "CareerPage":
        """`version` comes from `public_versions`."""
        guide = version.guide
        # Asking for a deferred field would be a query.
        html = {} if "html" in version.get_deferred_fields() else version.html
        rows: Any = version
        content = GuideContent(version.document)
        return cls(
            guide.career, content, guide.language, html, version, rows.has_quiz, rows.projections
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

    @property
    def cip_codes(self) -> list[str]:
        return self.career.cip_codes

    @cached_property
    def illustration_url(self) -> str:
        return self.career.illustration_url

    @cached_property
    def title(self) -> str:
        return str(self.guide.title)

    @cached_property
    def summary(self) -> str:
        return str(self.guide.summary)

    @cached_property
    def occupation_includes(self) -> str:
        return str(self.guide.occupation_includes)

    @cached_property
    def occupation_excludes(self) -> str:
        return str(self.guide.occupation_excludes)

    @cached_property
    def reviewed_on(self) -> date:
        day: date = self.guide.reviewed_on
        return day

    @property
    def related_occupations(self) -> list[Any]:
        rows: list[Any] = self.guide.related_occupations
        return rows

    @cached_property
    def outlooks(self) -> list[Outlook]:
        """What each published release projects for the occupation, the newest first."""
        return build_outlooks(self.projections)

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


def active_language() -> str:
    """The language of the page that is being built: `en`, `es`."""
    return (get_language() or DEFAULT_LANGUAGE)[:2]


def has_quiz(career: str) -> Exists:
    """Whether a career has a quiz to take; `career` is the path to the career's key.

    The app of quizzes, which is above this one, is known here by the names of its fields alone.
    """
    careers = Career.objects.filter(quiz__versions__status="published")
    return Exists(careers.filter(pk=OuterRef(career)))


def public_versions(language: str = "") -> Any:
    """Public versions with what a page needs, in a language first, newest first.

    The language is the visitor's unless another is given. Without `html`, which only the guide's
    own page shows.
    """
    language = language or active_language()
    versions = GuideVersion.objects.public().select_related("guide__career__occupation")
    versions = versions.annotate(
        has_quiz=has_quiz("guide__career"),
        projections=select_projections("guide__career__occupation__soc_code"),
    ).defer("html")
    if language == DEFAULT_LANGUAGE:
        versions = versions.filter(guide__language=language)
        return versions.order_by("guide__career_id", "-number")
    # Without a guide in the default language a career is not public.
    versions = versions.filter(
        has_public_guide("guide__career"), guide__language__in=[language, DEFAULT_LANGUAGE]
    )
    is_default = Case(When(guide__language=DEFAULT_LANGUAGE, then=1), default=0)
    return versions.order_by("guide__career_id", is_default, "-number")


# What a page has of each table.
VERSION_COLUMNS = ("id", "guide_id", "number", "published_at")
CAREER_COLUMNS = [field.attname for field in Career._meta.concrete_fields]
OCCUPATION_COLUMNS = [field.attname for field in Occupation._meta.concrete_fields]


def _prepare_page(*html: str) -> PreparedQuery:
    """The newest version by slug, and by language where that is not the default one."""
    return PreparedQuery(
        lambda slug, language=DEFAULT_LANGUAGE: (
            public_versions(language)
            .filter(guide__career__slug=slug)
            .values_list(
                *VERSION_COLUMNS,
                *(f"guide__career__{name}" for name in CAREER_COLUMNS),
                *(f"guide__career__occupation__{name}" for name in OCCUPATION_COLUMNS),
                *("guide__language", "has_quiz", "projections", "document", *html),
            )[:1]
        )
    )


PAGE = _prepare_page()
PAGE_WITH_HTML = _prepare_page("html")


def get_career_page(slug: str, *, with_html: bool = False) -> CareerPage:
    """The published career of an address; Http404 where visitors may read none. One query."""
    language = active_language()
    arguments = (slug,) if language == DEFAULT_LANGUAGE else (slug, language)
    rows = (PAGE_WITH_HTML if with_html else PAGE).rows(*arguments)
    if not rows:
        raise Http404("There is no career with this slug.")
    columns = iter(rows[0])
    version = take_instance(columns, GuideVersion, VERSION_COLUMNS)
    career = take_instance(columns, Career, CAREER_COLUMNS)
    career.occupation = take_instance(columns, Occupation, OCCUPATION_COLUMNS)
    own_language, quiz, projections, *documents = columns
    # Without Django's models columns of JSON come as text.
    document, html = (*map(json.loads, documents), {})[:2]
    content = GuideContent(document)
    return CareerPage(career, content, own_language, html, version, quiz, projections)


def list_career_pages(careers: Iterable[int] | None = None) -> list[CareerPage]:
    """The published careers, or those of these keys, by name. One query."""
    versions = public_versions().distinct("guide__career_id")
    if careers is not None:
        versions = versions.filter(guide__career__in=list(careers))
    pages = [CareerPage.from_version(version) for version in versions]
    return sorted(pages, key=lambda page: page.name)


def find_career_page(career: Career) -> CareerPage | None:
    """A career with the newest public version of its guide; None where there is none."""
    return next(iter(list_career_pages([career.pk])), None)


def is_career_public(guide: Guide) -> bool:
    """Whether visitors may read the career of a guide in any language."""
    return Career.objects.published().filter(pk=guide.career_id).exists()


def list_cited_sources() -> list[Source]:
    """The sources that public guides name, each once, as the latest version has it. One query."""
    versions = public_versions().distinct("guide__career_id")
    named = versions.values_list("published_at", "document__sources")
    rows: dict[str, dict[str, Any]] = {}
    for _, sources in sorted(named, key=itemgetter(0)):
        rows |= sources
    cited = [build_instance(Source, {"id": int(key), **row}) for key, row in rows.items()]
    return sorted(cited, key=str)


def newest_version_id(career_id: int) -> int | None:
    """The key of the version that visitors of a career read now; None where there is none.

    Always of the guide in the default language, which the quiz and its results rest on.
    """
    versions = GuideVersion.objects.public().filter(
        guide__career=career_id, guide__language=DEFAULT_LANGUAGE
    )
    return versions.order_by("-number").values_list("pk", flat=True).first()
