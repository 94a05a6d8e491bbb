"""For search engines: the sitemap in sections, and which pages not to crawl."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, Left
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.guides.published import has_conditions, has_quiz
from careers.models import Career, CareerField, Description, GuideVersion
from common.languages import path_in_language
from programs.models import FieldOfStudy, Institution, Program
from salaries.models import Area, Coverage, Release, Wage

Item = TypeVar("Item")
# Results are not listed here: a crawler has to read them to see their “noindex”. Of exploring there
# and of searches for programs there are more addresses than anybody can read, and the sitemap has
# every career and institution.
CLOSED = (
    *("/careers/?", "/careers/compare/?"),
    *("/careers/*/programs/?", "/careers/*/programs.csv"),
    *("/careers/*/programs/compare/?", "/careers/*/programs/questions/?"),
)


class InLanguages(Sequence[tuple[Any, str]]):
    """Rows, each once for every language; only the asked ones of a query are read."""

    def __init__(self, rows: Any, codes: Sequence[str]) -> None:
        self._rows, self._codes = rows, codes

    def __len__(self) -> int:
        return Paginator(self._rows, 1).count * len(self._codes)

    def __getitem__(self, asked: Any) -> Any:
        start, stop = (place // len(self._codes) for place in (asked.start, asked.stop))
        return [(row, code) for row in self._rows[start:stop] for code in self._codes]


class PagesInLanguages(Sitemap[Item]):
    """Pages of the site, each in its languages."""

    alternates = x_default = True
    # A file has at most 50,000 addresses; these have a whole number of pages, and load in a second.
    limit = 2_000

    @property
    def i18n(self) -> bool:  # type: ignore[override]
        return len(settings.LANGUAGES) > 1

    def _items(self) -> Any:
        rows = self.items()
        return InLanguages(rows, [code for code, _ in settings.LANGUAGES]) if self.i18n else rows


class Pages(PagesInLanguages[str]):
    """The pages that are there once."""

    def items(self) -> list[str]:
        return ["home", "careers", "match", "sources", "corrections-made", "privacy"]

    def location(self, item: str) -> str:
        return reverse(item)


class CareerPages(PagesInLanguages[Any]):
    """One page of each published career that has it; a row is the arguments of its address."""

    url_name = "career"

    def select_careers(self) -> Any:
        return Career.objects.published()

    def items(self) -> Any:
        return self.select_careers().order_by("slug").values_list("slug")

    def location(self, item: Any) -> str:
        return reverse(self.url_name, args=item[:1])


class Overviews(CareerPages):
    """The careers' own pages, with the day of their newest text."""

    def items(self) -> Any:
        texts = [
            model.objects.public().filter(**{career: OuterRef("pk")}).order_by("-published_at")
            for model, career in ((Description, "career"), (GuideVersion, "guide__career"))
        ]
        days = [Subquery(text.values("published_at")[:1]) for text in texts]
        careers = self.select_careers().annotate(changed_at=Greatest(*days))
        return careers.order_by("slug").values_list("slug", "changed_at")

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        return item[1]


class Pay(CareerPages):
    """Pages of pay, with the day of the newest release."""

    url_name = "salaries"

    def select_careers(self) -> Any:
        published = Release.objects.published().values("pk")
        covered = Coverage.objects.filter(occupation=OuterRef("occupation"), release__in=published)
        return super().select_careers().filter(Exists(covered))

    @cached_property
    def lastmod(self) -> datetime | None:
        days = Release.objects.published().order_by("-published_at")
        return days.values_list("published_at", flat=True).first()


class StatePay(Pay):
    """Pay in each state that has figures of the occupation."""

    url_name = "area"

    def items(self) -> Any:
        published = Release.objects.published().values("pk")
        wages = Wage.objects.filter(
            release__in=published,
            area__in=Area.objects.ranked_states(),
            occupation__careers__in=Career.objects.published().values("pk"),
        )
        pairs = wages.values_list("occupation__careers__slug", "area__slug")
        return pairs.distinct().order_by("occupation__careers__slug", "area__slug")

    def location(self, item: Any) -> str:
        return reverse(self.url_name, args=item)


class Programs(CareerPages):
    """Training for careers with programs; the others' pages say only how people get in."""

    url_name = "programs"

    def select_careers(self) -> Any:
        current = Program.objects.filter(is_current=True, field=OuterRef("pk"))
        offered = FieldOfStudy.objects.filter(Exists(current))
        # Federal figures stop at four digits; editors may name two.
        series, wide = (offered.values_list(Left("code", length)) for length in (5, 2))
        fields = CareerField.objects.annotate(series=Left("code", 5))
        leading = fields.filter(Q(series__in=series) | Q(series__in=wide))
        return super().select_careers().filter(pk__in=leading.values("career"))


class Quizzes(CareerPages):
    url_name = "quiz"

    def select_careers(self) -> Any:
        return super().select_careers().filter(has_quiz("pk"))


class FitChecks(CareerPages):
    url_name = "fit"

    def select_careers(self) -> Any:
        return super().select_careers().filter(has_conditions("occupation__soc_code"))


class Institutions(PagesInLanguages[Institution]):
    """Institutions that offer something now."""

    def items(self) -> Any:
        offered = Program.objects.filter(institution=OuterRef("pk"), is_current=True)
        listed = Institution.objects.filter(Exists(offered), is_closed=False)
        return listed.order_by("slug").only("slug")


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": Pages,
    "careers": Overviews,
    "pay": Pay,
    "pay-in-states": StatePay,
    "training": Programs,
    "quizzes": Quizzes,
    "fit-checks": FitChecks,
    "institutions": Institutions,
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What may be crawled, and the address of the sitemap."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    for code, _ in settings.LANGUAGES:
        lines += [f"Disallow: {path_in_language(path, code)}" for path in CLOSED]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
