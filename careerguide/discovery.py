"""For search engines: the sitemap, and which pages not to crawl."""

from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.guides.published import CareerPage, list_career_pages
from programs.models import Institution
from salaries.models import Area

Item = TypeVar("Item")
# Results are not listed here: a crawler has to read them to see their “noindex”.
ROBOTS = "User-agent: *\nDisallow: /admin/\n\nSitemap: {sitemap}\n"


class PagesInLanguages(Sitemap[Item]):
    """Pages of the site, each in its languages."""

    alternates = x_default = True

    @property
    def i18n(self) -> bool:  # type: ignore[override]
        return len(settings.LANGUAGES) > 1


class Pages(PagesInLanguages[str]):
    def items(self) -> list[str]:
        return ["home", "sources"]

    def location(self, item: str) -> str:
        return reverse(item)


class CareerPages(PagesInLanguages[tuple[str, CareerPage]]):
    """The pages of each published career. Only the guide's own date is known."""

    def items(self) -> list[tuple[str, CareerPage]]:
        return [(name, career) for career in list_career_pages() for name in list_pages(career)]

    def location(self, item: tuple[str, CareerPage]) -> str:
        return reverse(item[0], args=[item[1].slug])

    def lastmod(self, item: tuple[str, CareerPage]) -> datetime | None:
        version = item[1].version
        return version.published_at if version and item[0] == "career" else None


def list_pages(career: CareerPage) -> list[str]:
    """The pages of a career that have something to show, by the names of their addresses."""
    shown = {
        "career": True,
        "salaries": True,
        "programs": bool(career.cip_codes),
        "quiz": career.has_quiz,
    }
    return [name for name, is_shown in shown.items() if is_shown]


class StatePay(PagesInLanguages[tuple[str, str]]):
    """Each published career's pay in each state."""

    def items(self) -> list[tuple[str, str]]:
        areas = Area.objects.ranked_states().published().order_by("slug")
        slugs = list(areas.values_list("slug", flat=True))
        return [(career.slug, slug) for career in list_career_pages() for slug in slugs]

    def location(self, item: tuple[str, str]) -> str:
        return reverse("area", args=item)


class Institutions(PagesInLanguages[Institution]):
    """Institutions that offer something now."""

    def items(self) -> list[Institution]:
        listed = Institution.objects.filter(is_closed=False, programs__is_current=True)
        return list(listed.order_by("slug").only("slug").distinct())


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": Pages,
    "careers": CareerPages,
    "pay": StatePay,
    "institutions": Institutions,
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What may be crawled, and the address of the sitemap."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain")
