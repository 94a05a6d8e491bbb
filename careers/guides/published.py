"""What visitors read: a career with its description, and the newest version of its guide."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Subquery, When
from django.db.models.functions import JSONObject
from django.http import Http404

from careers.guides.career_page import CareerPage, ShortText, active_language
from careers.guides.documents import GuideContent, build_instance
from careers.models import (
    Career,
    CareerField,
    Description,
    FactKind,
    FactRelease,
    Guide,
    GuideVersion,
    OccupationFact,
    Source,
)
from careers.models.career import is_public_career
from careers.models.descriptions import WORDS
from careers.models.guides import DEFAULT_LANGUAGE, has_public_guide
from careers.projections.outlook import select_projections
from common.prepared import PreparedQuery, parse_json, take_instance
from salaries.models import Occupation


def has_quiz(career: str) -> Exists:
    """Whether a career has a quiz to take; `career` is the path to the career's key.

    Its statements rest on the guide: without a public one there is no quiz.

    The app of quizzes, which is above this one, is known here by the names of its fields alone.
    """
    careers = Career.objects.with_guide().filter(quiz__versions__status="published")
    return Exists(careers.filter(pk=OuterRef(career)))


def has_conditions(soc_code: str) -> Exists:
    """Whether a published release has the conditions of an occupation's work.

    `soc_code` is the path to its code. Visitors can then compare those with what suits them.
    """
    facts = OccupationFact.objects.filter(
        soc_code=OuterRef(soc_code),
        release__kind=FactKind.CONDITIONS,
        release__status=FactRelease.Status.PUBLISHED,
    )
    return Exists(facts)


def select_fields(career: str) -> ArraySubquery:
    """Code and name of each field of study that leads to a career, as a column of another query.

    `career` is the path to the career's key. `CareerPage.fields` reads the column.
    """
    fields = CareerField.objects.filter(career=OuterRef(career)).order_by("code")
    return ArraySubquery(fields.values(row=JSONObject(code=F("code"), name=F("name"))))


def public_versions(language: str = "") -> Any:
    """Public versions with what a page needs, in a language first, newest first.

    The language is the visitor's unless another is given. Without `html`, which only the guide's
    own page shows.
    """
    language = language or active_language()
    versions = GuideVersion.objects.public().select_related("guide__career__occupation")
    versions = versions.annotate(
        has_quiz=has_quiz("guide__career"),
        has_conditions=has_conditions("guide__career__occupation__soc_code"),
        projections=select_projections("guide__career__occupation__soc_code"),
        fields_of_study=select_fields("guide__career"),
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
DESCRIPTION_COLUMNS = ("language", *WORDS)
CAREER_COLUMNS = [field.attname for field in Career._meta.concrete_fields]
OCCUPATION_COLUMNS = [field.attname for field in Occupation._meta.concrete_fields]
NO_GUIDE: dict[str, Any] = {"guide": {}, "parts": {}, "sources": {}}


def _select_version(language: str, *html: str) -> Any:
    """The newest public version of a career's guide, as one column of JSON."""
    versions = public_versions(language).filter(guide__career=OuterRef("pk"))
    columns = {name: F(name) for name in (*VERSION_COLUMNS, "document", *html)}
    row = JSONObject(language=F("guide__language"), **columns)
    return Subquery(versions.order_by(*versions.query.order_by[1:]).values(row=row)[:1])


def _select_description(language: str) -> Any:
    """The newest public description of a career, as one column of JSON."""
    languages = {language, DEFAULT_LANGUAGE}
    texts = Description.objects.public().filter(career=OuterRef("pk"), language__in=languages)
    is_default = Case(When(language=DEFAULT_LANGUAGE, then=1), default=0)
    order = ["-number"] if language == DEFAULT_LANGUAGE else [is_default, "-number"]
    columns = {name: F(name) for name in DESCRIPTION_COLUMNS}
    return Subquery(texts.order_by(*order).values(row=JSONObject(**columns))[:1])


def select_pages(*html: str, language: str = "") -> Any:
    """Public careers as the rows that `build_page` takes, in no order."""
    language = language or active_language()
    return (
        Career.objects.filter(is_public_career("pk"))
        .annotate(
            has_quiz=has_quiz("pk"),
            has_conditions=has_conditions("occupation__soc_code"),
            projections=select_projections("occupation__soc_code"),
            fields_of_study=select_fields("pk"),
            version=_select_version(language, *html),
            description=_select_description(language),
        )
        .values_list(
            *CAREER_COLUMNS,
            *(f"occupation__{name}" for name in OCCUPATION_COLUMNS),
            *("has_quiz", "has_conditions", "projections", "fields_of_study"),
            *("description", "version"),
        )
    )


def _prepare_page(*html: str) -> PreparedQuery:
    """A public career by slug, and by language where that is not the default one."""
    return PreparedQuery(
        lambda slug, language=DEFAULT_LANGUAGE: select_pages(*html, language=language).filter(
            slug=slug
        )
    )


PAGE = _prepare_page()
PAGE_WITH_HTML = _prepare_page("html")


def get_career_page(slug: str, *, with_html: bool = False) -> CareerPage:
    """The public career of an address; Http404 where visitors may read none. One query."""
    language = active_language()
    arguments = (slug,) if language == DEFAULT_LANGUAGE else (slug, language)
    rows = (PAGE_WITH_HTML if with_html else PAGE).rows(*arguments)
    if not rows:
        raise Http404("There is no career with this slug.")
    return build_page(rows[0])


def build_page(row: Sequence[Any]) -> CareerPage:
    """The career of a row of `select_pages`."""
    columns = iter(row)
    career = take_instance(columns, Career, CAREER_COLUMNS)
    career.occupation = take_instance(columns, Occupation, OCCUPATION_COLUMNS)
    quiz, conditions, projections, fields, *texts = columns
    description, guide = (parse_json(text) or {} for text in texts)
    version = None
    if guide:
        version = GuideVersion(
            pk=guide["id"],
            guide_id=guide["guide_id"],
            number=guide["number"],
            published_at=datetime.fromisoformat(guide["published_at"]),
        )
    return CareerPage(
        career=career,
        guide=GuideContent(guide.get("document", NO_GUIDE)),
        language=guide.get("language", DEFAULT_LANGUAGE),
        html=guide.get("html", {}),
        version=version,
        has_quiz=quiz,
        has_conditions=conditions,
        projections=projections,
        description=ShortText(**description) if description else None,
        fields_of_study=fields,
    )


def list_career_pages(
    careers: Iterable[int] | None = None, limit: int | None = None
) -> list[CareerPage]:
    """Careers with a public guide, all or those of these keys, by name. One query."""
    versions = public_versions().distinct("guide__career_id")
    if careers is not None:
        versions = versions.filter(guide__career__in=list(careers))
    pages = [CareerPage.from_version(version) for version in versions[:limit]]
    return sorted(pages, key=lambda page: page.name)


def find_career_page(career: Career) -> CareerPage | None:
    """A career with the newest public version of its guide; None where there is none."""
    return next(iter(list_career_pages([career.pk])), None)


def has_default_guide(guide: Guide) -> bool:
    """Whether the career of a guide has a public one in the default language.

    Visitors read guides in other languages only beside it.
    """
    return Career.objects.with_guide().filter(pk=guide.career_id).exists()


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
